"""Edits, messages taken back, threads, and what is no words: what each of them means to the door."""

import asyncio
import json

import pytest
from homeserver import BOT
from matrix_clinic import Clinic, bodies, echoes, visited
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.conversations import ForgetfulTrackerStore
from channels.forgetting import CannotForget
from channels.matrix.content import ANSWERS, REPLY
from channels.matrix.events import read, unquoted
from channels.matrix.withdrawing import withdraw
from vardlots.phrases import phrases
from vardlots.replies import Reply

ROOM = "!room"


@pytest.fixture
def clinic(monkeypatch, tmp_path) -> Clinic:
    return Clinic(monkeypatch, tmp_path, echoes)


class Slow:
    """A Rasa that says nothing until it may."""

    def __init__(self) -> None:
        self.begun, self.may = asyncio.Event(), asyncio.Event()

    async def __call__(self, message) -> None:
        self.begun.set()
        await self.may.wait()
        await echoes(message)


def edit_of(clinic: Clinic, event: dict, text: str, sender: str = "@anna:test") -> dict:
    new = {"msgtype": "m.text", "body": text}
    relation = {"rel_type": "m.replace", "event_id": event["event_id"]}
    return clinic.homeserver.put(ROOM, sender, {**new, "m.new_content": new, "m.relates_to": relation})


def withdrawal_of(clinic: Clinic, event: dict) -> dict:
    return clinic.homeserver.put(ROOM, "@anna:test", {}, "m.room.redaction", redacts=event["event_id"])


def behind_another(clinic_of, slow: Slow, change) -> list[str]:
    """Let a message wait behind another one, change it, and return what is said in the end."""

    async def use(clinic):
        await clinic.send(clinic.homeserver.write(ROOM, "först"))
        await slow.begun.wait()
        waits = clinic.homeserver.write(ROOM, "sedan")
        await clinic.send(waits)
        await clinic.send(*change(clinic, waits))
        slow.may.set()
        await clinic.send(clinic.homeserver.write(ROOM, "klart"))
        while not any("klart" in body for body in bodies(clinic.homeserver.ours(ROOM))):
            await asyncio.sleep(0.01)
        return bodies(clinic.homeserver.ours(ROOM))

    return visited(clinic_of(slow), use)


@pytest.fixture
def clinic_of(monkeypatch, tmp_path):
    return lambda rasa: Clinic(monkeypatch, tmp_path, rasa)


def test_an_edit_before_the_answer_changes_what_is_answered(clinic_of):
    said = behind_another(clinic_of, Slow(), lambda clinic, event: [edit_of(clinic, event, "i stället")])
    assert said == ["Du skrev först.", "Du skrev i stället.", "Du skrev klart."]


def test_somebody_elses_edit_changes_nothing(clinic_of):
    said = behind_another(clinic_of, Slow(), lambda clinic, event: [edit_of(clinic, event, "i stället", "@eve:test")])
    assert said[1] == "Du skrev sedan."


def test_what_is_taken_back_before_the_answer_is_not_answered(clinic_of):
    said = behind_another(clinic_of, Slow(), lambda clinic, event: [withdrawal_of(clinic, event)])
    assert said == ["Du skrev först.", "Du skrev klart."]


def test_what_is_taken_back_while_it_is_answered_is_not_answered_either(clinic_of):
    slow = Slow()

    async def use(clinic):
        event = clinic.homeserver.write(ROOM, "hoppsan")
        await clinic.send(event)
        await slow.begun.wait()
        await clinic.send(withdrawal_of(clinic, event))
        slow.may.set()
        await clinic.send(clinic.homeserver.write(ROOM, "klart"))
        return bodies(await clinic.homeserver.said(ROOM, 1))

    assert visited(clinic_of(slow), use) == ["Du skrev klart."]


def test_an_edit_after_the_answer_is_a_message_more_that_refers_to_the_first(clinic):
    async def use(clinic):
        event = clinic.homeserver.write(ROOM, "ett")
        await clinic.send(event)
        await clinic.homeserver.said(ROOM, 1)
        await clinic.send(edit_of(clinic, event, "två"))
        return event, (await clinic.homeserver.said(ROOM, 2))[1]

    event, said = visited(clinic, use)
    assert said["body"] == "Du skrev två."
    assert said["m.relates_to"] == {"m.in_reply_to": {"event_id": event["event_id"]}}


def test_changes_that_came_before_a_restart_count_as_well(clinic_of):
    slow = Slow()

    async def use(clinic):
        events = [clinic.homeserver.write(ROOM, text) for text in ("först", "sedan", "bort")]
        await clinic.send(*events)
        await slow.begun.wait()
        await clinic.send(edit_of(clinic, events[1], "i stället"), withdrawal_of(clinic, events[2]))
        await clinic.close()
        slow.may.set()
        await clinic.open()
        await clinic.send(clinic.homeserver.write(ROOM, "klart"))
        while not any("klart" in body for body in bodies(clinic.homeserver.ours(ROOM))):
            await asyncio.sleep(0.01)
        return bodies(clinic.homeserver.ours(ROOM))

    assert visited(clinic_of(slow), use) == ["Du skrev först.", "Du skrev i stället.", "Du skrev klart."]


def test_a_question_in_a_thread_is_answered_in_it(clinic):
    async def use(clinic):
        relation = {"rel_type": "m.thread", "event_id": "$root", "is_falling_back": True}
        await clinic.send(clinic.homeserver.write(ROOM, "hej", **{"m.relates_to": relation}))
        return await clinic.homeserver.said(ROOM, 1)

    (said,) = visited(clinic, use)
    assert (said["m.relates_to"]["rel_type"], said["m.relates_to"]["event_id"]) == ("m.thread", "$root")


@pytest.mark.parametrize(
    ("kind", "content", "key"),
    [
        ("m.room.message", {"msgtype": "m.image", "body": "a.jpg"}, "picture"),
        ("m.room.message", {"msgtype": "m.video", "body": "a.mp4"}, "file"),
        ("m.room.message", {"msgtype": "m.audio", "body": "a.ogg"}, "sound"),
        ("m.room.message", {"msgtype": "m.location", "body": "här"}, "place"),
        ("m.sticker", {"body": "tumme"}, "picture"),
        ("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "A"}, "encrypted"),
    ],
)
def test_what_cannot_be_read_is_refused_kindly(clinic, kind, content, key):
    async def use(clinic):
        await clinic.send(clinic.homeserver.put(ROOM, "@anna:test", content, kind))
        return await clinic.homeserver.said(ROOM, 1)

    (said,) = visited(clinic, use)
    assert said["body"].startswith(phrases().say(f"matrix.{key}", "sv")[0])


def test_a_caption_is_answered_and_an_alarm_in_it_is_one(clinic):
    async def use(clinic):
        picture = {"msgtype": "m.image", "filename": "a.jpg"}
        for count, caption in enumerate(("vad kostar det?", "han andas inte", "a.jpg"), 1):
            await clinic.send(clinic.homeserver.put(ROOM, "@anna:test", {**picture, "body": caption}))
            await clinic.homeserver.said(ROOM, count)
        return clinic.homeserver.ours(ROOM)

    question, alarm, bare = visited(clinic, use)
    refusal = phrases().title("matrix.picture", "sv")
    assert question["body"] == f"{refusal}\n\nDu skrev vad kostar det?."
    assert json.loads(alarm[REPLY])["kind"] == "emergency"
    assert bare["body"] == refusal


def test_what_was_pushed_is_said_once(clinic):
    async def use(clinic):
        await clinic.homeserver.called("ping")
        door = clinic.app.ctx.people._doors["matrix"]
        reply = Reply("handoff", "sv", ("Nu är Maria här.",), people={"state": "with_person", "case": "P-1"})
        clinic.homeserver.rooms[ROOM] = []
        for number in (7, 7, 8):
            await door.push(f"matrix:{ROOM}", reply, number)
        return [content[ANSWERS] for content in clinic.homeserver.ours(ROOM)]

    assert visited(clinic, use) == ["push:7", "push:8"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("> <@a:b> min pappa andas inte\n> mer\n\nTack!", "Tack!"),
        ("> bara citat", ""),
        ("fem > fyra", "fem > fyra"),
        ("hej\n> inte först", "hej\n> inte först"),
    ],
)
def test_what_a_reply_quotes_is_no_new_word(body, words):
    assert unquoted(body) == words


def test_an_event_that_was_emptied_says_so():
    base = {"event_id": "$1", "room_id": "!a", "sender": "@a:b", "type": "m.room.message", "content": {}}
    emptied = read({**base, "unsigned": {"redacted_because": {"type": "m.room.redaction"}}}, BOT)
    assert emptied
    assert emptied.what == "withdrawn"
    assert read({**base, "unsigned": []}, BOT).what == "nothing"


@pytest.mark.parametrize("odd", ["", "$a\0", "$" + "a" * 255, "$a\n", 1, None])
def test_an_id_that_no_database_keeps_is_none(odd):
    base = {"room_id": "!a", "sender": "@a:b", "type": "m.room.message", "content": {"msgtype": "m.text", "body": "x"}}
    assert read({**base, "event_id": "$a"}, BOT).words == "x"
    assert read({**base, "event_id": odd}, BOT) is None
    assert read({**base, "event_id": "$a", "room_id": odd}, BOT) is None


DOMAIN = Domain.empty()
SECRET = "kanariefågeln"


def uttered(message_id: str) -> UserUttered:
    found = [{"entity": "bird", "value": SECRET, "start": 0, "end": 5}]
    parsed = {"text": SECRET, "entities": found, "intent": {"name": "x", "confidence": 1.0}, "message_id": message_id}
    return UserUttered(SECRET, {"name": "x", "confidence": 1.0}, found, parsed, message_id=message_id)


@pytest.mark.parametrize("kind", ["forgetful", "memory", "database"])
def test_words_go_from_rasas_memory_and_what_else_was_said_stays(kind, tmp_path):
    async def run():
        store = {
            "forgetful": lambda: ForgetfulTrackerStore(DOMAIN),
            "memory": lambda: InMemoryTrackerStore(DOMAIN),
            "database": lambda: SQLTrackerStore(DOMAIN, dialect="sqlite", db=str(tmp_path / "tracker.db")),
        }[kind]()
        events = [uttered("$1"), BotUttered("svar"), UserUttered("annat", message_id="$2")]
        await store.save(DialogueStateTracker.from_events("matrix:!a", events))
        changed = await withdraw(store, "matrix:!a", "$1"), await withdraw(store, "matrix:!a", "$9")
        nobody = await withdraw(store, "matrix:!b", "$1")
        return changed, nobody, await store.retrieve("matrix:!a")

    changed, nobody, tracker = asyncio.run(run())
    assert (changed, nobody) == ((True, False), False)
    kept = [event.as_dict() for event in tracker.events]
    assert SECRET not in json.dumps(kept, ensure_ascii=False)
    assert [event.get("text") for event in kept if event["event"] in ("user", "bot")] == ["", "svar", "annat"]
    assert kept[0]["parse_data"]["intent"]["name"] == "x"


def test_a_store_that_is_not_known_is_not_said_to_have_forgotten():
    with pytest.raises(CannotForget):
        asyncio.run(withdraw(object(), "matrix:!a", "$1"))  # type: ignore[arg-type]
