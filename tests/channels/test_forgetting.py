"""One conversation is forgotten at its owner's word, in every store that Rasa may keep it in."""

import asyncio
import sqlite3

import pytest
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels import stores
from channels.conversations import ForgetfulTrackerStore
from channels.forgetting import CannotForget, forget

stores.apply()


class Elsewhere(TrackerStore):
    """A store that nobody has taught to forget."""

    async def save(self, tracker):
        """Keep nothing."""

    async def retrieve(self, sender_id):
        """Find nothing."""

    async def keys(self):
        """Know nobody."""
        return []


def kept(folder) -> SQLTrackerStore:
    return SQLTrackerStore(Domain.empty(), dialect="sqlite", db=str(folder / "trackers.db"))


@pytest.fixture(params=["forgetful", "memory", "sql"])
def store(request, tmp_path):
    """Each store as Rasa's agent has it, wrapped."""
    made = {
        "forgetful": lambda: ForgetfulTrackerStore(Domain.empty()),
        "memory": lambda: InMemoryTrackerStore(Domain.empty()),
        "sql": lambda: kept(tmp_path),
    }[request.param]()
    return Agent(tracker_store=made).tracker_store


def said(sender: str, text: str) -> DialogueStateTracker:
    return DialogueStateTracker.from_events(sender, [UserUttered(text)])


def test_one_conversation_goes_and_the_others_stay(store):
    async def use():
        for sender in ("web:anna", "web:bo"):
            await store.save(said(sender, "hej"))
        forget(store, "web:anna")
        assert await store.retrieve("web:anna") is None
        assert await store.retrieve_full_tracker("web:anna") is None
        assert (await store.retrieve("web:bo")).latest_message.text == "hej"
        assert list(await store.keys()) == ["web:bo"]

    asyncio.run(use())


def test_the_same_name_begins_afresh(store):
    async def use():
        await store.save(said("web:anna", "hej"))
        forget(store, "web:anna")
        await store.save(said("web:anna", "hej igen"))
        after = await store.retrieve_full_tracker("web:anna")
        assert [event.text for event in after.events if isinstance(event, UserUttered)] == ["hej igen"]

    asyncio.run(use())


def test_who_never_spoke_is_forgotten_already(store):
    forget(store, "web:nobody")
    forget(store, "web:' OR 1=1 --")


def test_in_the_database_not_a_row_is_left(tmp_path):
    store = kept(tmp_path)
    asyncio.run(store.save(said("web:anna", "min hemliga fråga")))
    forget(store, "web:anna")
    with sqlite3.connect(tmp_path / "trackers.db") as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (0,)


def test_a_database_that_does_not_answer_is_told_without_its_statement(tmp_path):
    store = kept(tmp_path)
    with sqlite3.connect(tmp_path / "trackers.db") as connection:
        connection.execute("DROP TABLE events")
    with pytest.raises(CannotForget, match=r"^OperationalError$") as told:
        forget(Agent(tracker_store=store).tracker_store, "web:anna")
    assert told.value.__cause__ is None


def test_a_store_that_cannot_forget_is_told_by_its_kind():
    with pytest.raises(CannotForget, match="Elsewhere"):
        forget(Agent(tracker_store=Elsewhere(Domain.empty())).tracker_store, "web:anna")
