"""Homeserver or assistant are killed in the middle, or what came comes again: every message is answered once."""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from uuid import uuid4

import httpx
import pytest
from assistant import Assistant
from clinic import ask_in, heard, in_thread, times
from patient import ANSWERS, Room, answers

from vardlots.matrix.registration import Registration

QUESTIONS = ("Har ni barnmorskor?", "När har ni öppet?", "Vem kan läsa min journal?", "Hur avslutar jag mitt konto?")
TRANSACTION = itertools.count(1)


@pytest.fixture
def rooms(stack: Assistant) -> list[Room]:
    """Three rooms where the assistant has said hello."""
    made = [stack.somebody().room() for _ in range(3)]
    for room in made:
        room.greeted()
    return made


@contextmanager
def writing(room: Room, sent: list[str]) -> Iterator[None]:
    """Write one question after the other for as long as the block lasts, and two more after it."""
    going = True

    def write() -> None:
        for text in itertools.cycle(QUESTIONS):
            more = going
            sent.append(room.write(text))
            time.sleep(0.15)
            if not more and len(sent) > 2:
                return

    writer = Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        going = False
        writer.join()


def answered_once(rooms: list[Room], sent: list[list[str]]) -> None:
    for room, events in zip(rooms, sent, strict=True):
        room.answer(events[-1])
        assert answers(room.history())[1:] == events


def test_the_homeserver_is_killed_in_the_middle(stack: Assistant, rooms: list[Room]) -> None:
    sent: list[list[str]] = [[], [], []]
    with writing(rooms[0], sent[0]), writing(rooms[1], sent[1]), writing(rooms[2], sent[2]):
        rooms[0].wait(lambda event: event.get("content", {}).get(ANSWERS) in sent[0])
        stack.synapse.server.kill()
        stack.synapse.server.start()
        stack.synapse.server.wait()
    answered_once(rooms, sent)


def test_the_assistant_is_killed_in_the_middle(stack: Assistant, rooms: list[Room], staff: Room) -> None:
    asking, thread, _ = ask_in(stack, staff)
    staff.write("Ett svar innan", **in_thread(thread))
    heard(asking, "Ett svar innan")
    sent = [[room.write(text) for text in QUESTIONS] for room in rooms]
    stack.assistant.kill()
    for room, events in zip(rooms, sent, strict=True):
        events.append(room.write(QUESTIONS[0]))
    staff.write("Ett svar under tiden", **in_thread(thread))
    asking.write("Är du där?")
    stack.assistant.start()
    stack.assistant.wait()
    answered_once(rooms, sent)
    heard(asking, "Ett svar under tiden")
    heard(staff, "Är du där?")
    staff.write("!klar", **in_thread(thread))
    heard(asking, "är avslutat")
    told = [times(asking, text) for text in ("Ett svar innan", "Ett svar under tiden", "är avslutat")]
    assert (told, times(staff, "Är du där?")) == ([1, 1, 1], 1)


def test_both_are_killed_in_the_middle(stack: Assistant, rooms: list[Room]) -> None:
    sent = [[room.write(text) for text in QUESTIONS] for room in rooms]
    stack.assistant.kill()
    sent[0].append(rooms[0].write(QUESTIONS[1]))
    stack.synapse.server.kill()
    stack.synapse.server.start()
    stack.assistant.start()
    stack.synapse.server.wait()
    sent[1].append(rooms[1].write(QUESTIONS[1]))
    stack.assistant.wait()
    answered_once(rooms, sent)


class Homeserver:
    """Sends transactions as the homeserver does."""

    def __init__(self, registration: Registration) -> None:
        self._url = f"{registration.url}/_matrix/app/v1/transactions"
        self._headers = {"Authorization": f"Bearer {registration.hs_token}"}

    def send(self, events: list[dict[str, Any]], transaction: str = "") -> int:
        """Send events; return the status."""
        where = f"{self._url}/{transaction or uuid4()}"
        answer = httpx.put(where, json={"events": events}, headers=self._headers, timeout=30, trust_env=False)
        return answer.status_code


def test_what_comes_again_is_answered_no_second_time(
    stack: Assistant, rooms: list[Room], registration: tuple[Registration, Any]
) -> None:
    sender, room = Homeserver(registration[0]), rooms[0]
    first = room.write(QUESTIONS[0])
    room.answer(first)
    event = {**room.event(first), "room_id": room.id}
    assert sender.send([event], "again") == sender.send([event], "again") == sender.send([event, event]) == 200
    second = room.write(QUESTIONS[1])
    early = {**room.event(second), "room_id": room.id}
    assert sender.send([early]) == 200
    last = room.write(QUESTIONS[2])
    room.answer(last)
    assert answers(room.history())[1:] == [first, second, last]


def test_nobody_else_sends_anything(stack: Assistant, registration: tuple[Registration, Any]) -> None:
    url = f"{registration[0].url}/_matrix/app/v1/transactions/1"
    for headers, status in (({}, 401), ({"Authorization": "Bearer wrong"}, 403)):
        answer = httpx.put(url, json={"events": []}, headers=headers, timeout=30, trust_env=False)
        assert (answer.status_code, "errcode" in answer.json()) == (status, True)
    assert "a turn failed" not in stack.assistant.log.read_text(encoding="utf-8", errors="replace")
