"""The clinic's own room, and a patient who asks for a person."""

import time
from collections.abc import Callable
from typing import Any

from assistant import Assistant, reply_in
from patient import BOT, Event, Patient, Room

PATIENCE = 60.0


def staff_room(nurse: Patient) -> Room:
    """Make the staff room, and wait until the assistant is in it."""
    nurse.call("PUT", f"v3/profile/{nurse.user_id}/displayname", {"displayname": "Maria"})
    room = nurse.room(room_alias_name="staff", is_direct=False, preset="private_chat")
    end = time.monotonic() + PATIENCE
    while BOT not in room.members():
        assert time.monotonic() < end, "the assistant does not come into the staff room"
        time.sleep(0.1)
    return room


def ask_in(
    stack: Assistant, staff: Room, before: str | Callable[[Room], None] = "Har ni barnmorskor?", word: str = "människa"
) -> Any:
    """Ask for a person; return the patient's room, the thread of the case, and its card."""
    room = stack.somebody().room()
    room.greeted()
    if isinstance(before, str):
        room.ask(before)
    else:
        before(room)
    end = time.monotonic() + PATIENCE
    while True:
        reply = reply_in(room.ask("I want to talk to a human" if word == "human" else f"Jag vill prata med en {word}"))
        if reply.get("people", {}).get("state") == "waiting":
            break
        assert time.monotonic() < end, reply
        room.ask("avbryt" if word != "human" else "stop")
        staff.hear()  # somebody is there only while they listen; and it is looked up now and then
        time.sleep(1)
    case = reply["people"]["case"]
    card = staff.wait(lambda event: event["type"] == "m.room.message" and case in event["content"].get("body", ""))
    return room, card["event_id"], card


def in_thread(root: str) -> Event:
    """Return what puts a message into a thread, as clients write it."""
    return {"m.relates_to": {"rel_type": "m.thread", "event_id": root, "is_falling_back": True}}


def heard(room: Room, words: str) -> Event:
    """Wait for a message that holds some words."""
    return room.wait(lambda event: words in str(event.get("content", {}).get("body", "")))


def times(room: Room, words: str) -> int:
    """Return how many of the assistant's messages hold some words."""
    said = [event for event in room.history() if event["sender"] == BOT]
    return sum(words in str(event["content"].get("body", "")) for event in said)
