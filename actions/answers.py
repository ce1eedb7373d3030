"""What a turn says in answer to a form's question: entities, bare answers, "vet inte"."""

from collections.abc import Collection
from typing import Any

from actions.turn import Turn
from vardlots.entities import extract

PLAIN_INTENTS = frozenset({"inform", "affirm", "deny", "unsure", "nlu_fallback"})
"""Intents of a turn that answers a question, whatever the question was."""

FEW_WORDS = 4
"""An answer this short is taken as one, even where its words look like another intent."""


def told(turn: Turn, kind: str) -> Any | None:
    """Return a value that the turn tells: from its entities, or as the bare answer to what was asked."""
    value = _typed(kind, turn.value(kind))
    if value is None and turn.requested == kind:
        found = [one.value for one in extract(turn.text, expecting=kind) if one.kind == kind]
        value = found[-1] if found else None
    return value


def told_all(turn: Turn, kinds: Collection[str]) -> dict[str, Any]:
    """Return the values that the turn tells, of the kinds that it tells."""
    values = {kind: told(turn, kind) for kind in kinds}
    return {kind: value for kind, value in values.items() if value is not None}


def is_answer(turn: Turn, intents: Collection[str]) -> bool:
    """Say whether the turn is about the form, not about something else.

    It is when its intent is the form's own or that of a plain answer, or when it is a few words that hold what was
    asked for ("nej, Skåne" may look like many things).
    """
    if turn.intent in PLAIN_INTENTS or turn.intent in intents:
        return True
    short = len(turn.text.split()) <= FEW_WORDS and "?" not in turn.text
    return bool(turn.requested and short and told(turn, turn.requested) is not None)


def _typed(kind: str, value: Any) -> Any | None:
    """Read a value that came as JSON or as text: an age is a number, a card is true or false."""
    if kind == "exemption_card" and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower())
    if kind == "age" and isinstance(value, str):
        return next((one.value for one in extract(value, expecting="age") if one.kind == "age"), None)
    return value
