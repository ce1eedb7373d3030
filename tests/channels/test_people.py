"""People behind the assistant: a conversation goes to them, what they say comes back, and nothing is lost between."""

import asyncio
from datetime import datetime, timedelta, timezone

import pytest
from sanic import Sanic
from server import served

from channels.buttons import ButtonSigner
from channels.desk import Desk
from channels.people.people import People
from channels.people.sides import RoomDown
from vardlots.database import connector
from vardlots.people.ledger import Ledger
from vardlots.people.tables import METADATA
from vardlots.phrases import phrases
from vardlots.replies import Reply

SIGNER = ButtonSigner("a secret")
NURSE = "@maria:clinic.example"
OPEN = datetime(2026, 11, 30, 9, 0, tzinfo=timezone.utc)
CLOSED = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)  # a Saturday


class Room:
    """A staff room on a sheet of paper."""

    def __init__(self) -> None:
        self.threads: dict[str, list[str]] = {}
        self.there, self.down, self.slow = True, False, 0.0

    def _look(self) -> None:
        if self.down:
            raise RoomDown("gone")

    async def staffed(self) -> bool:
        self._look()
        return self.there

    async def open(self, case, before) -> str:
        self._look()
        self.threads.setdefault(case.reference, [f"{line.who}: {line.text}" for line in before])
        return case.reference

    async def say(self, case, text, message) -> None:
        self._look()
        self.threads[case.reference].append(text)

    async def note(self, case, key) -> None:
        self._look()
        assert f"staff.{key}" in phrases()
        self.threads[case.reference].append(f"({key})")


class Page:
    """A door that notes what was pushed through it."""

    def __init__(self) -> None:
        self.pushed: list[tuple[int, Reply]] = []
        self.broken = False

    async def push(self, conversation: str, reply: Reply, number: int) -> None:
        if self.broken:
            raise ConnectionError("nobody listens")
        self.pushed.append((number, reply))


async def rasa(message) -> None:
    """Ask people in at "person", and tell what the channel said of them at anything else."""
    there = message.metadata["people"]
    wanted = {"state": "wanted", "why": "asked", "topic": "fees"}
    asked = message.text in ("person", "/talk_to_person") and there["state"] == "open"
    reply = Reply("handoff", "sv", (), people=wanted) if asked else Reply("smalltalk", "sv", (there["state"],))
    await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())


class Clinic:
    """A desk with people behind it."""

    def __init__(self, url: str, rasa=rasa) -> None:
        self.now, self.room, self.page = OPEN, Room(), Page()
        self.desk = Desk("socketio", rasa, SIGNER)
        self.people = self.desk.people = People(Ledger(url), lambda: self.now)
        self.people.employ(self.room)
        self.people.register("web", self.page)

    async def say(self, text: str, conversation: str = "web:anna", message: str | None = None) -> Reply:
        return (await self.desk.answer({"message": text, "id": message}, "", conversation)).reply

    async def tap(self, reply: Reply, payload: str) -> Reply:
        button = next(one for one in reply.buttons if one.payload == payload)
        return await self.say(SIGNER.seal(button, "web:anna").payload)

    @property
    def thread(self) -> list[str]:
        (lines,) = self.room.threads.values()
        return lines

    @property
    def case(self) -> str:
        return next(reversed(self.room.threads))


@pytest.fixture
def url(tmp_path) -> str:
    made = f"sqlite:///{tmp_path / 'people.db'}"
    METADATA.create_all(connector(made))
    return made


@pytest.fixture
def clinic(url) -> Clinic:
    return Clinic(url)


def test_who_asks_for_a_person_gets_a_place_in_the_queue(clinic):
    async def talk():
        first = await clinic.say("person")
        second = await clinic.say("person", "web:bo")
        return first, second, await clinic.say("det gäller min faktura, 19811218-9876", message="m-1")

    first, second, more = asyncio.run(talk())
    assert (first.kind, first.people["state"], first.people["position"]) == ("handoff", "waiting", 1)
    assert (second.people["position"], "nummer 2" in second.text) == (2, True)
    assert more.people["position"] == 1
    assert "faktura" in clinic.room.threads[first.people["case"]][-1]
    assert "9876" not in str(clinic.room.threads)


def test_a_person_has_it_and_the_assistant_is_silent(clinic):
    async def talk():
        await clinic.say("person")
        assert await clinic.people.answered(clinic.case, NURSE, "Maria", "Hej!\n\nHur kan jag hjälpa dig?", "$1")
        return await clinic.say("min faktura är fel")

    receipt = asyncio.run(talk())
    assert (receipt.paragraphs, receipt.people["state"]) == ((), "with_person")
    (one, come), (two, said) = clinic.page.pushed
    assert ("Maria" in come.text, said.paragraphs, said.people["name"]) == (
        True, ("Hej!", "Hur kan jag hjälpa dig?"), "Maria",
    )  # fmt: skip
    assert two > one
    assert clinic.thread[-1] == "min faktura är fel"


def test_a_number_that_a_person_asked_for_reaches_them_and_a_personal_one_does_not(clinic):
    async def talk():
        await clinic.say("person")
        await clinic.people.answered(clinic.case, NURSE, "Maria", "Vilket nummer når jag dig på?", "$1")
        return await clinic.say("070-174 06 31"), await clinic.say("19811218-9876")

    number, personal = asyncio.run(talk())
    assert clinic.thread[-2:] == ["070-174 06 31", "[personnummer]"]
    assert (number.paragraphs, bool(personal.paragraphs)) == ((), True), "only of the second something was taken out"


def test_what_staff_write_is_said_once_however_often_it_is_delivered(clinic):
    async def talk():
        await clinic.say("person")
        for _ in range(3):
            assert await clinic.people.answered(clinic.case, NURSE, "Maria", "Hej!", "$1")
            assert await clinic.people.taken(clinic.case, NURSE, "Maria")

    asyncio.run(talk())
    assert [reply.paragraphs[0][:3] for _, reply in clinic.page.pushed] == ["Nu ", "Hej"]


def test_staff_give_it_back_with_a_word_to_both(clinic):
    async def talk():
        await clinic.say("person")
        await clinic.people.answered(clinic.case, NURSE, "Maria", "Hej!", "$1")
        assert await clinic.people.ended(clinic.case, NURSE)
        assert not await clinic.people.ended(clinic.case, NURSE), "nothing is open in it any more"
        assert not await clinic.people.answered(clinic.case, NURSE, "Maria", "Hallå?", "$2")
        return await clinic.say("hej igen")

    assert asyncio.run(talk()).paragraphs == ("open",), "Rasa answers again"
    last = clinic.page.pushed[-1][1]
    assert (last.people, "Maria" in last.text) == ({"state": "ended", "by": "staff"}, True)
    assert clinic.thread[-1] == "(ended)"


@pytest.mark.parametrize("word", ["slut", "LÄMNA KÖN", "end"])
def test_the_patient_leaves_by_a_word(clinic, word):
    async def talk():
        await clinic.say("person")
        return await clinic.say(word), await clinic.say("hej")

    left, after = asyncio.run(talk())
    assert (left.people, after.paragraphs) == ({"state": "ended", "by": "patient"}, ("open",))
    assert clinic.thread[-1] == "(left)"


def test_the_patient_leaves_by_a_button(clinic):
    async def talk():
        return await clinic.tap(await clinic.say("person"), "/leave_people")

    assert asyncio.run(talk()).people["state"] == "ended"


def test_a_contact_may_be_left_instead(clinic):
    async def talk():
        return await clinic.tap(await clinic.say("person"), "/leave_contact")

    reply = asyncio.run(talk())
    assert reply.paragraphs == ("declined",), "Rasa asks for it, and people are not asked in again"
    assert reply.people == {"state": "ended", "by": "patient"}
    assert clinic.thread[-1] == "(left_for_contact)"


def test_an_emergency_is_one_though_a_person_has_it(clinic):
    async def talk():
        await clinic.say("person")
        await clinic.people.answered(clinic.case, NURSE, "Maria", "Hej!", "$1")
        return await clinic.say("min pappa andas inte"), await clinic.say("tack, hjälpen är på väg")

    alarm, after = asyncio.run(talk())
    assert (alarm.kind, alarm.links[0].url, alarm.people["state"]) == ("emergency", "tel:112", "with_person")
    assert clinic.thread[-3:-1] == ["min pappa andas inte", "(alarm)"]
    assert after.paragraphs == ()
    assert "alarm" in [line.what for line in clinic.people.ledger.trail(clinic.case)]


@pytest.mark.parametrize(
    ("now", "there", "state"), [(OPEN, True, "open"), (CLOSED, True, "closed"), (OPEN, False, "away")]
)
def test_rasa_is_told_whether_somebody_is_there(clinic, now, there, state):
    clinic.now, clinic.room.there = now, there
    assert asyncio.run(clinic.say("hej")).paragraphs == (state,)


def test_a_door_without_pushes_has_nobody(clinic):
    assert asyncio.run(clinic.say("person", "rest:anna")).paragraphs == ("none",)


def test_beyond_so_many_nobody_more_may_wait(clinic):
    async def talk():
        for number in range(10):
            await clinic.say("person", f"web:{number}")
        return await clinic.say("person", "web:late")

    assert asyncio.run(talk()).paragraphs == ("full",)


def test_a_room_that_is_gone_is_said_and_nothing_stays_open(clinic):
    async def talk():
        await clinic.say("hej")
        clinic.room.down = True
        return await clinic.say("person"), await clinic.say("hej")

    refused, after = asyncio.run(talk())
    assert (refused.kind, [one.payload for one in refused.buttons]) == ("error", ["/talk_to_person"])
    assert after.kind == "smalltalk"


def test_what_did_not_reach_staff_is_told(clinic):
    async def talk():
        await clinic.say("person")
        clinic.room.down = True
        lost = await clinic.say("det gäller min faktura")
        clinic.room.down = False
        return lost, await clinic.say("det gäller min faktura")

    lost, again = asyncio.run(talk())
    assert (lost.kind, lost.paragraphs) == ("error", phrases().say("people.not_delivered", "sv"))
    assert again.people["state"] == "waiting"


def test_who_waits_long_is_told_once_and_keeps_the_place(clinic):
    async def talk():
        await clinic.say("person")
        clinic.now += timedelta(minutes=11)
        await clinic.people.watch()
        await clinic.people.watch()
        return await clinic.say("hallå")

    assert asyncio.run(talk()).people["state"] == "waiting"
    (told,) = [reply for _, reply in clinic.page.pushed]
    assert told.paragraphs == phrases().say("people.nobody_yet", "sv")
    assert clinic.thread[:1] == ["(waits_long)"]


def test_at_closing_time_who_waits_is_told_and_may_leave_a_contact(clinic):
    async def talk():
        await clinic.say("person")
        clinic.now = OPEN + timedelta(hours=12)
        await clinic.people.watch()
        return await clinic.say("hallå")

    assert asyncio.run(talk()).paragraphs == ("closed",)
    (told,) = [reply for _, reply in clinic.page.pushed]
    assert (told.people["by"], [one.payload for one in told.buttons]) == ("nobody", ["/talk_to_person"])


def test_who_is_being_helped_at_closing_time_is_not_thrown_out(clinic):
    async def talk():
        clinic.now = OPEN + timedelta(hours=6, minutes=50)
        await clinic.say("person")
        await clinic.people.taken(clinic.case, NURSE, "Maria")
        clinic.now += timedelta(minutes=30)
        await clinic.people.watch()
        return await clinic.say("tack")

    assert asyncio.run(talk()).people["state"] == "with_person"


def test_a_conversation_that_everybody_has_left_goes_back(clinic):
    async def talk():
        await clinic.say("person")
        await clinic.people.taken(clinic.case, NURSE, "Maria")
        clinic.now += timedelta(minutes=61)
        await clinic.people.watch()
        return await clinic.say("hej")

    assert asyncio.run(talk()).paragraphs == ("open",)
    assert clinic.thread[-1] == "(silent)"


def test_a_page_that_was_away_gets_what_it_missed(clinic):
    async def talk():
        await clinic.say("person")
        clinic.page.broken = True
        await clinic.people.answered(clinic.case, NURSE, "Maria", "Hej!", "$1")
        return await clinic.people.pushed_since("web:anna", 0), await clinic.people.pushed_since("web:bo", 0)

    missed, others = asyncio.run(talk())
    assert [reply.paragraphs[-1] for _, reply in missed][-1] == "Hej!"
    assert others == []


def test_what_staff_said_is_forgotten_with_the_conversation(clinic):
    async def talk():
        await clinic.say("person")
        await clinic.people.answered(clinic.case, NURSE, "Maria", "Hej!", "$1")
        await clinic.people.ended(clinic.case, NURSE)
        clinic.now += timedelta(hours=23)
        await clinic.people.watch()
        kept = await clinic.people.pushed_since("web:anna", 0)
        clinic.now += timedelta(hours=2)
        await clinic.people.watch()
        return kept, await clinic.people.pushed_since("web:anna", 0)

    kept, gone = asyncio.run(talk())
    assert (len(kept), gone) == (3, [])


def test_a_restart_forgets_nothing(url, clinic):
    asyncio.run(clinic.say("person"))
    restarted = Clinic(url)
    restarted.room = clinic.room
    restarted.people.employ(clinic.room)
    assert asyncio.run(restarted.say("är någon där?")).people["state"] == "waiting"


def test_a_conversation_that_is_deleted_ends_its_case(clinic):
    async def talk():
        await clinic.say("person")
        await clinic.people.answered(clinic.case, NURSE, "Maria", "Hej!", "$1")
        await clinic.desk.forget("web:anna")
        return await clinic.people.pushed_since("web:anna", 0), await clinic.say("hej")

    missed, after = asyncio.run(talk())
    assert (missed, after.paragraphs) == ([], ("open",))
    assert clinic.thread[-1] == "(forgotten)"


def test_a_database_that_is_gone_leaves_who_has_a_person_with_them(clinic, monkeypatch):
    async def talk():
        await clinic.say("person")
        monkeypatch.setattr(clinic.people.ledger, "_url", "sqlite:////nowhere/at/all.db")
        return await clinic.say("hej"), await clinic.say("hej", "web:bo")

    monkeypatch.setattr("vardlots.database.Path.mkdir", lambda *_, **__: None)
    hers, his = asyncio.run(talk())
    assert (hers.kind, his.kind) == ("error", "smalltalk")


def test_no_words_of_anybody_are_logged(clinic, caplog):
    async def talk():
        await clinic.say("person")
        clinic.room.down = True
        await clinic.say("min hemliga kanariefågel är sjuk")

    asyncio.run(talk())
    assert caplog.text
    assert "kanarie" not in caplog.text


def test_an_application_looks_after_its_cases_whatever_channels_it_has():
    app = Sanic("watched", configure_logging=False)

    async def look(_client):
        return app.ctx.watch.done(), app.ctx.people

    done, people = served(rasa, look, app)
    assert (done, type(people)) == (False, People)


def test_all_channels_of_an_application_have_the_same_people():
    app = Sanic("shared", configure_logging=False)
    desks = [Desk("rest", rasa, SIGNER), Desk("socketio", rasa, SIGNER)]
    for desk in desks:
        desk.attach(app)
    assert desks[0].people is desks[1].people
