"""What people say in a web chat unasked: to whoever is there at once, to whoever was away later, in order."""

import asyncio
from datetime import datetime, timezone

import pytest
from sanic import Sanic
from server import Client, Tab, served

from channels.guard import WEB
from channels.people.people import People
from channels.pushes import LAST, heard_in
from vardlots.database import connector
from vardlots.people.ledger import Ledger
from vardlots.people.tables import METADATA
from vardlots.replies import Button, Reply

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=timezone.utc)
END = Button("Avsluta samtalet", "/leave_people", "people")


class Room:
    """A staff room in which everything is read, and nothing kept."""

    async def staffed(self):
        return True

    async def open(self, case, before):
        return f"thread-{case.id}"

    async def say(self, case, text, message):
        pass

    async def note(self, case, key):
        pass


class Clinic:
    """People at the clinic who have conversations, with a real ledger."""

    def __init__(self, url):
        self.ledger = Ledger(url)
        self.people = People(self.ledger, lambda: NOW)
        self.people.employ(Room())
        self.app = Sanic("desk", configure_logging=False)
        self.app.ctx.people = self.people

    def take(self, conversation):
        """Have a conversation, without a word of it to the patient; return the case."""
        case = self.ledger.open(conversation, "sv", None, "asked", NOW)
        self.ledger.place(case, f"thread-{case.id}")
        self.ledger.take(case, "@anna:clinic.example", "Anna", NOW)
        return case

    async def say(self, case, text):
        """Write to a patient, as Anna."""
        await self.people.answered(f"thread-{case.id}", "@anna:clinic.example", "Anna", text, f"${text}")

    def served(self, use, rasa=None):
        """Serve the channels before these people while `use` talks to them."""
        return served(rasa or repeats, use, self.app)


@pytest.fixture
def clinic(tmp_path):
    url = f"sqlite:///{tmp_path / 'people.db'}"
    METADATA.create_all(connector(url))
    return Clinic(url)


async def repeats(message):
    reply = Reply("faq", "sv", (message.text, message.sender_id))
    await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())


async def begun(tab: Tab) -> tuple[str, str]:
    """Begin a session; return its token and its conversation's name."""
    token = await tab.session()
    return token, (await tab.say("hej", session_id=token))["paragraphs"][1]


async def pushed(tab: Tab) -> tuple[int, dict]:
    """Return the next push: its number and what it says, whose plain text and buttons come along."""
    first, text = await tab.heard("bot_uttered"), await tab.heard("bot_uttered")
    assert (text["text"], text["push"]) == (first["custom"]["text"], first["push"])
    assert [button["payload"] for button in text["quick_replies"]] == [first["custom"]["buttons"][0]["payload"]]
    assert not {"reply_to"} & {*first, *text}
    return first["push"], first["custom"]


def test_what_is_said_reaches_every_page_in_the_conversation_and_no_other(clinic):
    async def use(client: Client):
        tabs = [await Tab().open(client.address) for _ in range(3)]
        token, conversation = await begun(tabs[0])
        assert await tabs[1].session(token) == token
        await tabs[2].session()
        await clinic.say(clinic.take(conversation), "Hej, det är Anna.")
        heard = [await pushed(tab) for tab in tabs[:2]]
        assert await tabs[2].quiet()
        await asyncio.gather(*(tab.close() for tab in tabs))
        return heard

    (number, said), same = clinic.served(use)
    assert (number, said) == same
    assert number == 1
    assert (said["text"], said["people"]["name"]) == ("Hej, det är Anna.", "Anna")


def test_its_button_is_sealed_for_the_conversation_and_ends_the_talk_with_people(clinic):
    seen = []

    async def notes(message):
        seen.append(message.text)
        await repeats(message)

    async def use(client: Client):
        tab, eve = await Tab().open(client.address), await Tab().open(client.address)
        token, conversation = await begun(tab)
        await clinic.say(clinic.take(conversation), "Hej.")
        (button,) = (await pushed(tab))[1]["buttons"]
        await eve.session()
        await eve.say(button["payload"])
        assert clinic.ledger.of(conversation)
        answer = await tab.say(button["payload"], session_id=token)
        assert not clinic.ledger.of(conversation)
        await asyncio.gather(tab.close(), eve.close())
        return button, answer

    button, answer = clinic.served(use, notes)
    assert (button["title"], button["role"]) == (END.title, "people")
    assert END.payload.strip("/") not in button["payload"]
    assert answer["people"] == {"state": "ended", "by": "patient"}
    assert seen == ["hej", "?"]


def test_a_page_that_was_away_is_told_what_it_missed_in_order_and_only_that(clinic):
    async def use(client: Client):
        tab = await Tab().open(client.address)
        token, conversation = await begun(tab)
        case = clinic.take(conversation)
        await clinic.say(case, "ett")
        await pushed(tab)
        await tab.close()
        await clinic.say(clinic.take(WEB + "another"), "inte till dig")
        await clinic.say(case, "två")
        await clinic.say(case, "tre")
        again = await Tab().open(client.address)
        await again.send("session_request", {"session_id": token, "heard": 1})
        assert await again.heard("session_confirm") == token
        missed = [await pushed(again) for _ in range(2)]
        await again.send("session_request", {"session_id": token, "heard": missed[-1][0]})
        assert await again.heard("session_confirm") == token
        assert await again.quiet()
        await again.close()
        return [(number, said["text"]) for number, said in missed]

    assert clinic.served(use) == [(3, "två"), (4, "tre")]


def test_what_is_said_while_a_page_catches_up_comes_after_what_it_missed(clinic, monkeypatch):
    asked, go_on = asyncio.Event(), asyncio.Event()
    since = clinic.people.pushed_since

    async def slow(conversation, number):
        found = await since(conversation, number)
        asked.set()
        await go_on.wait()
        return found

    async def use(client: Client):
        tab = await Tab().open(client.address)
        token, conversation = await begun(tab)
        await tab.close()
        case = clinic.take(conversation)
        await clinic.say(case, "ett")
        monkeypatch.setattr(clinic.people, "pushed_since", slow)
        again = await Tab().open(client.address)
        await again.send("session_request", {"session_id": token, "heard": 0})
        await again.heard("session_confirm")
        await asked.wait()
        saying = asyncio.ensure_future(clinic.say(case, "två"))
        assert await again.quiet()
        go_on.set()
        numbers = [(await pushed(again))[0] for _ in range(2)]
        await saying
        await again.close()
        return numbers

    assert clinic.served(use) == [1, 2]


BAD = [None, "", "1", "x" * 1000, -1, 1.5, True, [], {"a": 1}, LAST + 1, 10**400, float("nan"), "\ud800"]


@pytest.mark.parametrize("value", BAD, ids=lambda value: ascii(value)[:20])
def test_a_number_that_is_none_is_as_if_none_were_said(value):
    assert heard_in({"heard": value}) is None
    assert heard_in(value) is None


@pytest.mark.parametrize("value", [0, 1, LAST])
def test_a_number_that_a_page_may_have_counts(value):
    assert heard_in({"heard": value}) == value


def test_over_either_way_a_page_that_says_no_number_is_told_nothing(clinic):
    async def use(client: Client):
        tab = await Tab().open(client.address)
        token, conversation = await begun(tab)
        await clinic.say(clinic.take(conversation), "ett")
        await pushed(tab)
        for shown in ({}, {"heard": "0"}, {"heard": True}, {"heard": -1}):
            await tab.send("session_request", {"session_id": token, **shown})
            assert await tab.heard("session_confirm") == token
            assert await client.post({"session_id": token, **shown}, "/widget/session") == (200, {"session_id": token})
        assert await tab.quiet()
        await tab.close()

    clinic.served(use)


def test_over_http_a_page_asks_and_gets_what_it_missed_as_answers_are(clinic):
    async def use(client: Client):
        token, answer = await client.chat("hej")
        conversation = answer["paragraphs"][1]
        case = clinic.take(conversation)
        await clinic.say(case, "ett")
        await clinic.say(case, "två")
        _, all_of_it = await client.post({"session_id": token, "heard": 0}, "/widget/session")
        _, the_rest = await client.post({"session_id": token, "heard": 1}, "/widget/session")
        _, nothing = await client.post({"session_id": token, "heard": 2}, "/widget/session")
        _, stranger = await client.post({"session_id": conversation, "heard": 0}, "/widget/session")
        (button,) = all_of_it["pushed"][0]["messages"][0]["custom"]["buttons"]
        assert END.payload.strip("/") not in button["payload"]
        assert stranger["session_id"] != token
        return [
            [(push["push"], push["messages"][0]["custom"]["text"]) for push in body["pushed"]]
            for body in (all_of_it, the_rest, nothing, stranger)
        ]

    assert clinic.served(use) == [[(1, "ett"), (2, "två")], [(2, "två")], [], []]


def test_a_page_over_http_that_writes_to_a_person_gets_a_receipt_without_words(clinic):
    async def use(client: Client):
        token, answer = await client.chat("hej")
        case = clinic.take(answer["paragraphs"][1])
        _, receipt = await client.chat("jag har en fråga", token)
        return case, receipt

    case, receipt = clinic.served(use)
    assert receipt["people"] == {"state": "with_person", "case": case.reference}
    assert "paragraphs" not in receipt


def test_while_the_database_is_down_the_chat_goes_on(clinic, tmp_path):
    clinic.people.ledger = Ledger(f"sqlite:///{tmp_path / 'without-tables.db'}")

    async def use(client: Client):
        tab = await Tab().open(client.address)
        token, _ = await begun(tab)
        await tab.send("session_request", {"session_id": token, "heard": 0})
        assert await tab.heard("session_confirm") == token
        _, confirmed = await client.post({"session_id": token, "heard": 0}, "/widget/session")
        answer = await tab.say("hej", session_id=token)
        await tab.close()
        return confirmed["pushed"], answer["paragraphs"][0]

    assert clinic.served(use) == ([], "hej")


def test_without_people_nothing_was_said():
    async def use(client: Client):
        token, _ = await client.chat("hej")
        return (await client.post({"session_id": token, "heard": 0}, "/widget/session"))[1]["pushed"]

    assert served(repeats, use) == []
