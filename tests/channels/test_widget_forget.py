"""Whoever has a conversation's token can have it forgotten, whatever is going on in it; nobody else can."""

import asyncio
import logging

import pytest
from rasa.core.agent import Agent
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic
from server import Client, Counting, served
from tiny import agent_of, trained

from channels.sessions import Sessions


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return trained(tmp_path_factory.mktemp("tiny"))


def talk(agent: Agent, use, rasa=None):
    """Serve the channels with a real agent behind them, as Rasa does."""
    app = Sanic("forget", configure_logging=False)
    app.ctx.agent = agent
    return served(rasa or (lambda message: agent.handle_message(message)), use, app)


async def said(agent: Agent) -> "list[str]":
    """Return everything that the tracker store knows somebody to have said."""
    trackers = [await agent.tracker_store.retrieve_full_tracker(key) for key in await agent.tracker_store.keys()]
    return [event.text for tracker in trackers for event in tracker.events if getattr(event, "text", None)]


def test_a_conversation_is_forgotten_and_its_token_begins_afresh(model):
    agent = agent_of(model)

    async def use(client: Client):
        anna, asked = await client.chat("app", id="m-1")
        await client.chat("hej")
        before = await said(agent)
        forgotten = await client.post({"session_id": anna}, "/widget/forget")
        after = await said(agent)
        token, again = await client.chat("hej", anna, id="m-1")
        return asked, before, forgotten, after, again, token == anna, await said(agent)

    asked, before, forgotten, after, again, same, then = talk(agent, use)
    assert asked["kind"] == "ask"
    assert "app" in before
    assert forgotten == (200, {"forgotten": True})
    assert "app" not in after
    assert "hej" in after
    assert again["paragraphs"] == ["Hej."], "neither the old form nor the old answer"
    assert same
    assert "app" not in then


def test_nothing_is_written_after_it_was_forgotten(model):
    agent = agent_of(model)

    running, go_on = asyncio.Event(), asyncio.Event()

    async def slow(message):
        running.set()
        await go_on.wait()
        await agent.handle_message(message)

    async def use(client: Client):
        _, started = await client.post({}, "/widget/session")
        asked = asyncio.ensure_future(client.chat("hej", started["session_id"]))
        await running.wait()
        forgetting = asyncio.ensure_future(client.post(started, "/widget/forget"))
        await asyncio.sleep(0.1)
        early = forgetting.done()
        go_on.set()
        return early, (await asked)[1]["paragraphs"], await forgetting, await said(agent)

    early, answer, forgotten, left = talk(agent, use, slow)
    assert not early
    assert (answer, forgotten, left) == (["Hej."], (200, {"forgotten": True}), [])


def test_who_has_said_nothing_is_forgotten_too_and_twice_is_once(model):
    async def use(client: Client):
        _, started = await client.post({}, "/widget/session")
        return [await client.post(started, "/widget/forget") for _ in range(2)]

    assert talk(agent_of(model), use) == [(200, {"forgotten": True})] * 2


def test_an_old_token_still_forgets(model, monkeypatch):
    monkeypatch.setenv("VARDLOTS_SECRET", "a secret")
    monkeypatch.setenv("VARDLOTS_SESSION_HOURS", "-1")
    token = Sessions("a secret").start().token
    assert talk(agent_of(model), lambda client: client.post({"session_id": token}, "/widget/forget"))[0] == 200


@pytest.mark.parametrize("token", [None, "", "forged.token.here", "web:anna", 7, ["x"], "x" * 600])
def test_nobody_can_have_anothers_conversation_forgotten(token):
    status, body = served(Counting(), lambda client: client.post({"session_id": token}, "/widget/forget"))
    assert (status, list(body)) == (400, ["error"])


class Stuck(TrackerStore):
    """A store that cannot forget."""

    async def keys(self):
        """Know nobody."""
        return []


def test_what_could_not_be_forgotten_is_said_so(caplog):
    app = Sanic("stuck", configure_logging=False)
    app.ctx.agent = Agent(tracker_store=Stuck(Domain.empty()))

    async def use(client: Client):
        return await client.post((await client.post({}, "/widget/session"))[1], "/widget/forget")

    with caplog.at_level(logging.ERROR, logger="channels"):
        status, body = served(Counting(), use, app)
    assert (status, list(body)) == (503, ["error"])
    assert "Stuck" in caplog.text
