"""Every intent leads somewhere wherever it is said: one without a rule would send the dialogue round in a circle."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from vardlots.settings import ROOT

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
INTENTS = {one if isinstance(one, str) else next(iter(one)) for one in DOMAIN["intents"]}
RULES = [
    rule
    for path in sorted((ROOT / "data" / "rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]


def loops(rule: Mapping[str, Any]) -> set[str]:
    """Return the forms that a rule is for; none for one that holds outside of them."""
    return {one["active_loop"] for one in rule.get("condition", ()) if one.get("active_loop")}


def intents(rule: Mapping[str, Any]) -> Iterator[str]:
    """Yield the intents that a rule is about."""
    for step in rule["steps"]:
        yield from (one["intent"] for one in step.get("or", [step]) if "intent" in one)


def answered(form: str) -> set[str]:
    """Return the intents that the rules answer in a form, or outside of forms for an empty name."""
    fitting = (rule for rule in RULES if (form in loops(rule) if form else not loops(rule)))
    return {intent for rule in fitting for intent in intents(rule)}


def begins(rule: Mapping[str, Any]) -> bool:
    """Tell whether a rule opens a form."""
    return any(step.get("active_loop") for step in rule["steps"])


TASKS = {intent for rule in RULES if not loops(rule) and begins(rule) for intent in intents(rule)}
ENDS = {"start_over", "cancel_by_text"}
"""What ends a form without opening another: the person starts over, or answers a reminder."""


def test_every_intent_has_a_rule():
    assert INTENTS - answered("") == set()


@pytest.mark.parametrize("form", DOMAIN["forms"])
def test_in_a_form_every_intent_is_answered_or_begins_another_task(form):
    assert INTENTS - answered(form) <= TASKS | ENDS
