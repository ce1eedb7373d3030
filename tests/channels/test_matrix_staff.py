"""The staff room: a thread a case, what staff write goes to the patient, and nothing else does."""

import asyncio
import logging
from pathlib import Path

import pytest
from homeserver import BOT, Event
from knowledge import lasting_copy
from matrix_clinic import Clinic, bodies, visited

from channels.matrix.cards import CASE
from channels.matrix.content import ANSWERS
from vardlots.phrases import phrases
from vardlots.replies import Reply

ROOM, STAFF, NURSE = "!room", "!staff", "@maria:test"


async def rasa(message) -> None:
    """Ask people in at "person"; else say what was written."""
    wanted = {"state": "wanted", "why": "asked", "topic": "fees"}
    asked = message.text == "person" and message.metadata["people"]["state"] == "open"
    said = (f"{message.text} {message.metadata['people']['state']}",)
    reply = Reply("handoff", "sv", (), people=wanted) if asked else Reply("smalltalk", "sv", said)
    await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())


@pytest.fixture
def clinic(monkeypatch, tmp_path: Path) -> Clinic:
    kb = lasting_copy(tmp_path)
    rules = (kb / "people.yaml").read_text(encoding="utf-8")
    start, rest = rules.split("\nhours:", 1)
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    hours = "".join(f'\n  {day}: ["00:00-23:59"]' for day in days)
    after = rest[rest.index("\nmost_waiting") :]
    (kb / "people.yaml").write_text(f"{start}\nhours:{hours}\n{after}", encoding="utf-8")
    made = Clinic(monkeypatch, tmp_path, rasa, VARDLOTS_MATRIX_STAFF_ROOM="#staff:test", VARDLOTS_KB=str(kb))
    made.homeserver.members[STAFF] = {NURSE}
    made.homeserver.state[(STAFF, "m.room.member")] = {"displayname": "Maria"}
    return made


async def ask_in(clinic: Clinic) -> Event:
    """Ask for a person in the patient's room; return the card, which is an event of the staff room."""
    await clinic.homeserver.called("ping")
    await clinic.send(clinic.homeserver.write(ROOM, "person"))
    await clinic.homeserver.said(ROOM, 1)
    return next(event for event in clinic.homeserver.rooms[STAFF] if CASE in event["content"])


async def staff_writes(clinic: Clinic, text: str, thread: str = "", to: str = "", **more) -> Event:
    relation: Event = {"rel_type": "m.thread", "event_id": thread, "is_falling_back": True} if thread else {}
    relation = {"m.in_reply_to": {"event_id": to}} if to else relation
    content = {"msgtype": "m.text", "body": text, "m.relates_to": relation, **more}
    event = clinic.homeserver.put(STAFF, NURSE, content)
    await clinic.send(event)
    return event


def notes(clinic: Clinic) -> list[str]:
    return [content["body"] for content in clinic.homeserver.ours(STAFF) if content["msgtype"] == "m.notice"]


async def noted(clinic: Clinic, phrase: str) -> None:
    """Wait for a note in the staff room."""
    while not any(phrases().say(phrase, "sv")[0] in note for note in notes(clinic)):
        await asyncio.sleep(0.01)


def test_a_case_is_a_thread_that_begins_with_its_card(clinic):
    async def use(clinic):
        card = await ask_in(clinic)
        await clinic.send(clinic.homeserver.write(ROOM, "mer om saken, 19811218-9876"))
        words = (await clinic.homeserver.said(STAFF, 2))[1]
        return card, words, clinic.homeserver.ours(ROOM)

    card, words, told = visited(clinic, use)
    assert all(part in card["content"]["body"] for part in ("P-", "fees", "svenska", "Matrix"))
    assert card["content"][CASE] == f"matrix:{ROOM}"
    assert words["m.relates_to"]["event_id"] == card["event_id"]
    assert words["body"].startswith("Patienten: mer om saken")
    assert "9876" not in str(words)
    assert phrases().say("people.queued_first", "sv", word="slut")[0] in told[0]["body"]


def test_what_staff_write_in_the_thread_reaches_the_patient_and_nothing_else_does(clinic):
    async def use(clinic):
        card = await ask_in(clinic)
        await staff_writes(clinic, "vem tar den här?")
        await staff_writes(clinic, "Hej på dig!", thread=card["event_id"])
        await clinic.homeserver.said(ROOM, 3)
        await staff_writes(clinic, "Ett svar till.", to=card["event_id"])
        await clinic.homeserver.said(ROOM, 4)
        await staff_writes(clinic, "!klar", thread=card["event_id"])
        await clinic.homeserver.said(ROOM, 5)
        await noted(clinic, "staff.ended")
        await staff_writes(clinic, "för sent", thread=card["event_id"])
        await noted(clinic, "matrix.staff.closed")
        return [content["body"] for content in clinic.homeserver.ours(ROOM)]

    _, taken, first, second, ended = visited(clinic, use)
    assert "Maria" in taken
    assert "Hej på dig!" in first
    assert "Ett svar till." in second
    assert "avslutat" in ended


def test_what_staff_write_is_said_once_whatever_the_homeserver_does(clinic):
    async def use(clinic):
        card = await ask_in(clinic)
        clinic.homeserver.faults["send"] = ["lost", "429", "500"]
        event = await staff_writes(clinic, "Hej!", thread=card["event_id"])
        await clinic.send(event)
        await clinic.homeserver.said(ROOM, 3)
        await staff_writes(clinic, "Klart slut.", thread=card["event_id"])
        return bodies(await clinic.homeserver.said(ROOM, 4)), clinic.homeserver.faults["send"]

    said, left = visited(clinic, use)
    assert (len(said), left) == (4, [])


@pytest.mark.parametrize(
    ("words", "phrase"),
    [("!hjälp", "help"), ("!help", "help"), ("!klr", "help")],
)
def test_commands_are_not_sent_to_the_patient(clinic, words, phrase):
    async def use(clinic):
        card = await ask_in(clinic)
        await staff_writes(clinic, words, thread=card["event_id"])
        await noted(clinic, f"matrix.staff.{phrase}")
        await staff_writes(clinic, "!ta", thread=card["event_id"])
        return await clinic.homeserver.said(ROOM, 2)

    _, taken = visited(clinic, use)
    assert "Maria" in taken["body"]


def test_what_cannot_be_sent_on_is_said_to_staff(clinic):
    async def use(clinic):
        card = await ask_in(clinic)
        first = await staff_writes(clinic, "Hej!", thread=card["event_id"])
        await clinic.homeserver.said(ROOM, 3)
        await staff_writes(clinic, "x.jpg", thread=card["event_id"], msgtype="m.image")
        await noted(clinic, "matrix.staff.media")
        replaces = {"rel_type": "m.replace", "event_id": first["event_id"]}
        new = {"msgtype": "m.text", "body": "Hejdå!"}
        edit = clinic.homeserver.put(STAFF, NURSE, {**new, "m.new_content": new, "m.relates_to": replaces})
        await clinic.send(edit)
        await noted(clinic, "matrix.staff.edited")
        return clinic.homeserver.ours(ROOM)

    assert "Hejdå" not in str(visited(clinic, use))


def test_a_tick_on_the_card_ends_the_case(clinic):
    async def use(clinic):
        card = await ask_in(clinic)
        for about in ("$nothing", card["event_id"]):
            relation = {"rel_type": "m.annotation", "event_id": about, "key": "✅"}
            await clinic.send(clinic.homeserver.put(STAFF, NURSE, {"m.relates_to": relation}, "m.reaction"))
        return await clinic.homeserver.said(ROOM, 2)

    assert "assistent" in visited(clinic, use)[1]["body"]


def test_what_a_patient_takes_back_is_taken_from_the_staff_room(clinic):
    async def use(clinic):
        await ask_in(clinic)
        event = clinic.homeserver.write(ROOM, "borde jag inte ha skrivit")
        await clinic.send(event)
        await clinic.homeserver.said(ROOM, 2)
        await clinic.send(clinic.homeserver.put(ROOM, "@anna:test", {}, "m.room.redaction", redacts=event["event_id"]))
        await clinic.homeserver.called("redact")
        shown = [one for one in clinic.homeserver.rooms[STAFF] if "borde" in str(one["content"].get("body"))]
        return shown[0]["event_id"], clinic.homeserver.rooms[STAFF][-1]

    shown, redaction = visited(clinic, use)
    assert (redaction["type"], redaction["redacts"]) == ("m.room.redaction", shown)


@pytest.mark.parametrize(
    ("members", "presence", "staffed"),
    [
        ({NURSE}, {}, True),
        (set(), {}, False),
        ({NURSE}, {BOT: "offline"}, False),
        ({NURSE}, {BOT: "offline", NURSE: "online"}, True),
        ({NURSE}, {BOT: "offline", NURSE: "unavailable"}, True),
        ({NURSE}, {BOT: "offline", NURSE: "offline"}, False),
    ],
)
def test_the_room_is_staffed_when_somebody_is_there(clinic, members, presence, staffed):
    async def use(clinic):
        await clinic.homeserver.called("ping")
        clinic.homeserver.members[STAFF] = {*members, BOT}
        clinic.homeserver.presence.update(presence)
        return await clinic.app.ctx.people._room.staffed()

    assert visited(clinic, use) is staffed


def test_nobody_is_in_the_room_of_a_homeserver_that_is_down(clinic):
    async def use(clinic):
        await clinic.homeserver.called("ping")
        clinic.homeserver.faults["joined_members"] = ["drop"]
        return await clinic.app.ctx.people._room.staffed()

    assert visited(clinic, use) is False


def test_a_room_that_cannot_be_joined_yet_is_when_an_invitation_comes(clinic, caplog):
    clinic.homeserver.faults["join"] = ["403"]

    async def use(clinic):
        await clinic.homeserver.called("ping")
        assert clinic.homeserver.members[STAFF] == {NURSE}
        member = {"type": "m.room.member", "state_key": BOT, "sender": NURSE, "content": {"membership": "invite"}}
        await clinic.send({**member, "event_id": "$invited", "room_id": STAFF})
        await clinic.homeserver.called("join", 2)
        await ask_in(clinic)
        return clinic.homeserver.ours(STAFF)

    with caplog.at_level(logging.ERROR, "channels"):
        (card,) = visited(clinic, use)
    assert card[ANSWERS].startswith("case:")
    assert "VARDLOTS_MATRIX_STAFF_ROOM cannot be joined yet" in caplog.text
