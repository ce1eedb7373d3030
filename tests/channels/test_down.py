"""What a person gets when something behind the channel is down: a real agent, with real stores that fail."""

import asyncio
import logging
import sqlite3

import pytest
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore, RedisLockStore
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic, response
from server import Client, served
from tiny import agent_of, trained

from channels import desk
from vardlots.phrases import phrases

SECRET = "min hemliga nagelsvamp"
NOBODY = "http://127.0.0.1:9/webhook"
"""An address where nobody listens."""


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return trained(tmp_path_factory.mktemp("tiny"))


def talk(agent, use, app=None):
    """Serve the channels with a real agent behind them, as Rasa does."""
    app = app or Sanic("down", configure_logging=False)
    app.ctx.agent = agent
    return served(lambda message: agent.handle_message(message), use, app)


def assert_told(reply, language="sv"):
    assert (reply["kind"], reply["language"]) == ("error", language)
    assert reply["paragraphs"] == list(phrases().say("trouble.down", language))


def test_with_everything_up_the_tiny_assistant_answers(model):
    assert talk(agent_of(model), lambda client: client.say("hej"))["paragraphs"] == ["Hej."]


@pytest.fixture
def database(tmp_path):
    """A tracker store in SQLite, whose tables somebody drops."""
    path = tmp_path / "trackers.db"

    def drop():
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE events")

    return SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(path)), drop


def test_with_the_conversations_gone_a_person_is_told_instead_of_being_somebody_new(model, database, caplog):
    store, drop = database

    async def use(client: Client):
        asked = await client.say(f"skicka app {SECRET}")
        drop()
        return asked, await client.say(f"vad kostar det, {SECRET}"), await client.say("what does it cost, please?")

    with caplog.at_level(logging.DEBUG):
        asked, swedish, english = talk(agent_of(model, store), use)
    assert asked["kind"] == "ask"
    assert_told(swedish)
    assert_told(english, "en")
    assert "StoreDown" in caplog.text
    assert "nagelsvamp" not in caplog.text


class FullStore(InMemoryTrackerStore):
    """A store that can be read, and written until its disk is full."""

    full = False

    async def save(self, tracker):
        if self.full:
            raise OSError(f"No space left on device, for {tracker.latest_message.text}")
        await super().save(tracker)


def test_what_was_said_before_a_conversation_could_not_be_kept_is_said_with_a_warning(model, caplog):
    store = FullStore(Domain.empty())

    async def use(client: Client):
        await client.say("hej")
        store.full = True
        return await client.say(f"hej {SECRET}")

    with caplog.at_level(logging.DEBUG):
        reply = talk(agent_of(model, store), use)
    assert reply["paragraphs"] == ["Hej.", *phrases().say("trouble.unfinished", "sv")]
    assert "nagelsvamp" not in caplog.text


class BrokenLocks(InMemoryLockStore):
    """Locks that can be neither read nor written."""

    def get_lock(self, conversation_id):
        raise ConnectionError("connection refused")


@pytest.mark.parametrize("locks", [BrokenLocks, lambda: RedisLockStore(host="127.0.0.1", port=9)])
def test_with_the_locks_gone_a_person_is_told(model, locks, caplog):
    agent = agent_of(model, lock_store=locks())
    assert_told(talk(agent, lambda client: client.say(f"hej, vad kostar det att {SECRET}?")))
    assert "LockError" in caplog.text
    assert "nagelsvamp" not in caplog.text


class LosingLocks(InMemoryLockStore):
    """Locks that are lost while a turn runs."""

    def cleanup(self, conversation_id, ticket_number):
        raise ConnectionError("connection lost")


def test_with_the_locks_lost_in_the_middle_of_a_turn_its_answer_still_comes(model):
    agent = agent_of(model, lock_store=LosingLocks())
    reply = talk(agent, lambda client: client.say("hej"))
    assert reply["paragraphs"] == ["Hej.", *phrases().say("trouble.unfinished", "sv")]


def test_with_the_action_server_stopped_a_person_is_told(model, caplog):
    with caplog.at_level(logging.DEBUG):
        told = talk(agent_of(model, actions=NOBODY), lambda client: client.say(f"jag vill arbeta, {SECRET}"))
    assert_told(told)
    assert "nagelsvamp" not in caplog.text


async def raises(_):
    return response.json({"error": f"KeyError: {SECRET}", "action_name": "action_work"}, status=500)


async def answers_nonsense(_):
    return response.text(SECRET)


async def answers_with_no_reply(_):
    return response.json({"events": [], "responses": [{"custom": {"kind": SECRET}}]})


async def answers_with_a_list(_):
    return response.json({"events": [], "responses": [{"custom": [SECRET]}]})


@pytest.mark.parametrize("action", [raises, answers_nonsense, answers_with_no_reply, answers_with_a_list])
def test_whatever_an_action_does_the_person_is_told(model, action, caplog):
    app = Sanic("down", configure_logging=False)
    app.add_route(action, "/actions", methods=["POST"])

    async def use(client: Client):
        app.ctx.agent.processor.action_endpoint.url = f"{client.address}/actions"
        return await client.say(f"jag vill arbeta, {SECRET}")

    with caplog.at_level(logging.DEBUG):
        assert_told(talk(agent_of(model, actions=NOBODY), use, app))
    assert "nagelsvamp" not in caplog.text


async def hangs(_):
    await asyncio.sleep(60)


def test_an_action_that_hangs_keeps_nobody_waiting_for_ever(model, monkeypatch):
    monkeypatch.setattr(desk, "PATIENCE", 0.5)
    app = Sanic("down", configure_logging=False)
    app.add_route(hangs, "/actions", methods=["POST"])

    async def use(client: Client):
        app.ctx.agent.processor.action_endpoint.url = f"{client.address}/actions"
        told = await asyncio.gather(*(client.say("jag vill arbeta") for _ in range(3)))
        return told, await client.say("hej")

    told, after = talk(agent_of(model, actions=NOBODY), use, app)
    for reply in told:
        assert_told(reply)
    assert after["paragraphs"] == ["Hej."]


def test_without_a_model_a_person_is_told(model):
    agent = agent_of(model)
    agent.processor = None
    assert_told(talk(agent, lambda client: client.say("hej, vad kostar det?")))


def test_a_form_gets_the_phone_number_that_it_asks_for_and_nobody_else_does(model):
    async def use(client: Client):
        masked = await client.say("hej, 070-174 06 05")
        await client.say("app")
        await client.say("070-174 06 05")
        trackers = app.ctx.agent.tracker_store
        return masked, [event.text for event in (await trackers.retrieve("s-1")).events if hasattr(event, "text")]

    app = Sanic("form", configure_logging=False)
    masked, said = talk(agent_of(model), use, app)
    assert "telefonnumret" in masked["paragraphs"][-1]
    assert "hej, [telefonnummer]" in said
    assert "070-174 06 05" in said


def test_the_stores_of_rasa_fail_out_loud_for_every_question(database):
    store, drop = database

    async def ask():
        failing = agent_store(store)
        drop()
        for question in (failing.retrieve("s"), failing.retrieve_full_tracker("s"), failing.keys()):
            with pytest.raises(Exception, match="OperationalError"):
                await question

    asyncio.run(ask())


def agent_store(store):
    """Wrap a store as Rasa's agent does."""
    return Agent(tracker_store=store).tracker_store
