"""Three repairs to what a turn costs in Rasa 3.6, without changing what it does.

Profiled, three quarters of a turn with a custom action went into checking the action server's answer:
Rasa builds the same JSON Schema, checks the schema itself, and makes a new validator of it on every
call; and it walks the tree of event classes again for every event. Here both are done once.

After that, two thirds went into the rules: for every prediction Rasa compares every rule with the
conversation, and parses each rule's JSON again, for its cache holds a thousand and there are more.
Here a rule is parsed once, and only those are compared whose newest step could fit.
"""

import json
from collections import defaultdict
from functools import cache
from typing import Any, Dict, List, Optional, Set, Tuple

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.events import Event
from rasa.shared.nlu.constants import ACTION_NAME, INTENT


@cache
def _validator() -> Draft7Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def validate_action_result(_self: RemoteAction, result: Dict[str, Any]) -> bool:
    """Check an action server's answer against Rasa's schema.

    Raises:
        jsonschema.ValidationError: when the answer does not fit, as Rasa's own method does.
    """
    _validator().validate(result)
    return True


Step = Tuple[Optional[str], Optional[str]]
Rules = Dict[Step, List[str]]


@cache
def _rule_key_to_state(rule_key: str) -> List[Dict[str, Any]]:
    states: List[Dict[str, Any]] = json.loads(rule_key)
    return states


def newest_step(states: List[Dict[str, Any]]) -> Step:
    """Return the action before the newest step, and the intent in it; None where the state names none."""
    newest = states[-1]
    return newest.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), newest.get(USER, {}).get(INTENT)


def _by_newest_step(policy: RulePolicy, lookup: Dict[str, str]) -> Rules:
    """Return the rules of a lookup by their newest step, made once a lookup."""
    made = policy.__dict__.setdefault("_rules_by_newest_step", {})
    if id(lookup) not in made or made[id(lookup)][0] is not lookup:
        rules: Rules = defaultdict(list)
        for key in lookup:
            rules[newest_step(_rule_key_to_state(key))].append(key)
        made[id(lookup)] = (lookup, rules)
    found: Rules = made[id(lookup)][1]
    return found


def possible_keys(policy: RulePolicy, lookup: Dict[str, str], states: List[Dict[str, Any]]) -> Set[str]:
    """Return the rules that fit the conversation, as Rasa does, but without asking those that cannot.

    A rule that names another action before its newest step, or another intent in it, never fits.
    """
    if not states:
        return set(lookup)
    rules = _by_newest_step(policy, lookup)
    action, intent = newest_step(states)
    near = [
        key for step in {(action, intent), (action, None), (None, intent), (None, None)} for key in rules.get(step, ())
    ]
    return set(_rasas_possible_keys(policy, dict.fromkeys(near, ""), states))


def apply() -> None:
    """Put the repairs in place; calling it again changes nothing."""
    RemoteAction._validate_action_result = validate_action_result
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
    RulePolicy._rule_key_to_state = staticmethod(_rule_key_to_state)
    RulePolicy._get_possible_keys = possible_keys


_rasas_possible_keys = RulePolicy._get_possible_keys
