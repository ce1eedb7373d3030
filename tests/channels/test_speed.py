"""The two repairs change what a turn costs, and nothing else: held against Rasa's own code."""

import importlib
from typing import Any

import pytest
from jsonschema import ValidationError
from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction
from rasa.shared.core import events
from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

from channels import speed

GOOD: dict[str, dict[str, Any]] = {
    "nothing": {"events": [], "responses": []},
    "a slot": {"events": [{"event": "slot", "name": "region", "value": "skane", "timestamp": None}], "responses": []},
    "a custom reply": {"events": [], "responses": [{"custom": {"kind": "faq"}, "buttons": [], "elements": []}]},
    "two events": {"events": [{"event": "restart"}, {"event": "slot", "name": "age", "value": 7}], "responses": [{}]},
}
BAD: dict[str, Any] = {
    "events that are no list": {"events": {}, "responses": []},
    "an event without a type": {"events": [{"name": "region"}], "responses": []},
    "an event of an unknown type": {"events": [7], "responses": []},
    "responses that are no list": {"events": [], "responses": "hej"},
    "a list": [],
    "a text": "hej",
    "null": None,
}


@pytest.fixture(scope="module")
def original():
    """Rasa's own check, from a fresh copy of its module; the repairs are put back afterwards."""
    fresh = importlib.util.module_from_spec(action.__spec__)
    action.__spec__.loader.exec_module(fresh)
    return fresh.RemoteAction("action_answer", None)._validate_action_result


@pytest.fixture(scope="module")
def repaired():
    speed.apply()
    return RemoteAction("action_answer", None)._validate_action_result


def verdict(check: Any, result: Any) -> str:
    try:
        return f"returned {check(result)}"
    except ValidationError as error:
        return f"refused {list(error.absolute_path)}"


@pytest.mark.parametrize("name", GOOD)
def test_a_good_answer_is_accepted_as_by_rasa(name, original, repaired):
    assert verdict(repaired, GOOD[name]) == verdict(original, GOOD[name]) == "returned True"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_refused_as_by_rasa(name, original, repaired):
    assert verdict(repaired, BAD[name]) == verdict(original, BAD[name])
    assert verdict(repaired, BAD[name]).startswith("refused")


def test_the_repair_is_in_place():
    speed.apply()
    assert RemoteAction._validate_action_result is speed.validate_action_result


def test_every_event_type_is_found_as_rasa_finds_it():
    speed.apply()
    names = [kind.type_name for kind in all_subclasses(Event) if getattr(kind, "type_name", None)]
    assert len(names) > 15
    by_rasa = {name: _resolve(name) for name in names}
    assert {name: Event.resolve_by_type(name) for name in names} == by_rasa
    assert {name: Event.resolve_by_type(name) for name in names} == by_rasa
    assert by_rasa["slot"] is events.SlotSet


def test_an_unknown_event_stays_unknown():
    for resolve in (Event.resolve_by_type, Event.resolve_by_type.__wrapped__):
        with pytest.raises(ValueError, match="no_such_event"):
            resolve("no_such_event")


def test_applying_it_twice_is_applying_it_once():
    speed.apply()
    once = Event.resolve_by_type
    speed.apply()
    assert Event.resolve_by_type is once


def _resolve(name: str) -> Any:
    return Event.resolve_by_type.__wrapped__(name)
