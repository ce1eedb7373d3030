"""Conversations end: after their time, when there are too many, and piece by piece when they are long."""

import asyncio

import pytest
from rasa.core.tracker_store import TrackerStore, check_if_tracker_store_async
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config

from channels.conversations import ForgetfulTrackerStore, shortened
from vardlots.privacy import hours_kept
from vardlots.settings import ROOT

HOUR = 3600.0
DOMAIN = Domain.from_dict(
    {
        "intents": ["greet"],
        "slots": {
            name: {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
            for name in ("language", "age", "requested_slot")
        },
        "forms": {"fee_form": {"required_slots": ["age"]}},
    }
)


class Clock:
    """A clock that only moves when it is told to."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def turn(text: str):
    return [UserUttered(text, {"name": "greet"}), ActionExecuted("action_answer"), ActionExecuted("action_listen")]


def conversation(sender: str, *more) -> DialogueStateTracker:
    events = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen"), *more]
    return DialogueStateTracker.from_events(sender, events, DOMAIN.slots)


def store(clock: Clock, **more) -> ForgetfulTrackerStore:
    return ForgetfulTrackerStore(DOMAIN, clock=clock, **more)


def test_a_conversation_is_kept_and_then_gone():
    async def use():
        clock = Clock()
        kept = store(clock)
        await kept.save(conversation("anna", *turn("hej")))
        clock.now += 23 * HOUR
        assert (await kept.retrieve("anna")).latest_message.text == "hej"
        clock.now += 1 * HOUR
        assert await kept.retrieve("anna") is None
        assert await kept.retrieve_full_tracker("anna") is None
        assert (kept.store, list(await kept.keys())) == ({}, [])

    asyncio.run(use())


def test_whoever_goes_on_keeps_the_conversation():
    async def use():
        clock = Clock()
        kept = store(clock)
        await kept.save(conversation("anna"))
        await kept.save(conversation("bo"))
        clock.now += 20 * HOUR
        await kept.save(conversation("anna"))
        clock.now += 20 * HOUR
        assert await kept.exists("anna")
        assert not await kept.exists("bo")

    asyncio.run(use())


def test_what_is_old_goes_when_somebody_else_writes():
    async def use():
        clock = Clock()
        kept = store(clock)
        await kept.save(conversation("anna"))
        clock.now += 25 * HOUR
        await kept.save(conversation("bo"))
        assert list(kept.store) == ["bo"]

    asyncio.run(use())


def test_what_is_old_goes_even_when_nobody_writes(monkeypatch):
    monkeypatch.setenv("VARDLOTS_CONVERSATION_HOURS", str(0.05 / HOUR))

    async def use():
        kept = ForgetfulTrackerStore(DOMAIN)
        await kept.save(conversation("anna"))
        await kept.save(conversation("bo"))
        assert len(kept.store) == 2
        for _ in range(100):
            await asyncio.sleep(0.05)
            if not kept.store:
                return
        raise AssertionError("the conversations are still there after five seconds")

    asyncio.run(use())


def test_of_too_many_those_go_that_have_been_silent_longest():
    async def use():
        kept = store(Clock(), most=2)
        for sender in ("anna", "bo", "anna", "cia"):
            await kept.save(conversation(sender))
        assert sorted(kept.store) == ["anna", "cia"]

    asyncio.run(use())


@pytest.mark.parametrize(("value", "hours"), [("", 24.0), ("1", 1.0), ("0.5", 0.5)])
def test_the_time_is_set_by_a_variable(monkeypatch, value, hours):
    monkeypatch.setenv("VARDLOTS_CONVERSATION_HOURS", value)
    assert hours_kept() == hours


@pytest.mark.parametrize("value", ["0", "-1", "en dag", "nan", "inf"])
def test_a_time_that_is_none_is_refused_with_a_reason(monkeypatch, value):
    monkeypatch.setenv("VARDLOTS_CONVERSATION_HOURS", value)
    with pytest.raises(ValueError, match=f"VARDLOTS_CONVERSATION_HOURS is '{value}'"):
        hours_kept()


def test_endpoints_yml_names_the_store_and_rasa_makes_it(monkeypatch):
    monkeypatch.setenv("VARDLOTS_ACTIONS_URL", "http://127.0.0.1/")
    made = TrackerStore.create(read_endpoint_config(str(ROOT / "endpoints.yml"), "tracker_store"), DOMAIN)
    assert isinstance(made, ForgetfulTrackerStore)
    assert check_if_tracker_store_async(made)


def test_a_short_conversation_stays_as_it_is():
    short = conversation("anna", *turn("hej"))
    assert shortened(short, DOMAIN) is short


def test_a_long_conversation_keeps_its_newest_turns_and_what_it_knew():
    form = [ActionExecuted("fee_form"), ActiveLoop("fee_form"), SlotSet("requested_slot", "age")]
    turns = [event for number in range(300) for event in turn(f"{number}")]
    long = conversation("anna", SlotSet("language", "en"), *form, *turns)
    short = shortened(long, DOMAIN, most=400)
    assert len(short.events) < 220
    assert [event.text for event in short.events if isinstance(event, UserUttered)][-1] == "299"
    assert short.current_slot_values() == long.current_slot_values()
    assert short.get_slot("language") == "en"
    assert short.active_loop_name == long.active_loop_name == "fee_form"
    assert short.latest_action_name == long.latest_action_name
    assert short.latest_message.text == "299"
    assert short.past_states(DOMAIN)[-3:] == long.past_states(DOMAIN)[-3:]
    assert isinstance(next(event for event in short.events if isinstance(event, SessionStarted)), SessionStarted)


def test_a_slot_that_changed_later_has_its_latest_value():
    turns = [event for number in range(300) for event in turn(f"{number}")]
    long = conversation("anna", SlotSet("age", 3), *turns, SlotSet("age", 4), *turn("hej"))
    short = shortened(long, DOMAIN)
    assert short.get_slot("age") == 4
    assert (
        shortened(conversation("bo", SlotSet("age", 3), SlotSet("age", None), *turns), DOMAIN).get_slot("age") is None
    )


def test_a_conversation_never_grows_beyond_its_limit():
    async def use():
        kept = store(Clock())
        tracker = conversation("anna", SlotSet("language", "en"))
        for number in range(180):
            for event in turn(f"{number}"):
                tracker.update(event)
            await kept.save(tracker)
            tracker = await kept.retrieve("anna")
            assert len(tracker.events) <= 400
        assert tracker.get_slot("language") == "en"

    asyncio.run(use())
