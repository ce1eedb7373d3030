"""Buttons where there is nothing to tap: each gets a label, and an answer that names one is that button."""

import re
import string
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vardlots.replies import Button, Input, Reply

NUMERIC: frozenset[Input] = frozenset({"age", "number", "date", "phone", "contact", "reference"})
"""What a question may ask for whose answer could be "2": there, labels are letters."""

_KEYCAP = str.maketrans("", "", "\ufe0e\ufe0f\u20e3")
_NAMED = r"nr|no|nummer|number|alternativ|option|val|svar"
_LABEL = re.compile(
    rf"(?:(?:(?:{_NAMED})\.?|#)\s*)?[(\[]?([0-9]{{1,3}})[)\].:,!]*"
    rf"|(?:(?:{_NAMED})\s+)?[(\[]?([a-z]{{1,2}})[)\].:,!]*"
)


@dataclass(frozen=True)
class Choice:
    """A button, and the number or letter that stands before it."""

    label: str
    button: Button


def choices_of(reply: Reply) -> tuple[Choice, ...]:
    """Return a reply's buttons with their labels: "1", "2", … or, where a number is the answer to type, "a", "b", …

    One that leads back from a person has none: a word does the same, and "1" may be meant for that person.
    """
    labels = _letters() if lettered(reply) else _numbers()
    buttons = (button for button in reply.buttons if button.role != "people")
    return tuple(Choice(label, button) for label, button in zip(labels, buttons, strict=False))


def lettered(reply: Reply) -> bool:
    """Say whether a reply's choices are named with letters, for its question takes a number."""
    return reply.asks is not None and reply.asks.input in NUMERIC


def picked(text: str, choices: Sequence[Choice]) -> Button | None:
    """Return the button that an answer names by its label ("2", "(2)", "nr 2") or title; None for other words."""
    said = _folded(text)
    named = _LABEL.fullmatch(said)
    label = (named[1] or named[2]).lstrip("0") if named else None
    by_label = (choice.button for choice in choices if choice.label == label)
    by_title = (choice.button for choice in choices if _bare(_folded(choice.button.title)) == _bare(said) != "")
    return next(by_label, None) or next(by_title, None)


def _folded(text: str) -> str:
    """Return a text as keyboards may write it otherwise: full-width digits, keycaps, capitals, blanks."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_KEYCAP)).casefold().split())


def _bare(text: str) -> str:
    return text.strip(" .!?\"'”")


def _numbers() -> Iterator[str]:
    return (str(number) for number in range(1, 1000))


def _letters() -> Iterator[str]:
    """Yield a, b, …, z, aa, ab, …"""
    yield from string.ascii_lowercase
    yield from (first + second for first in string.ascii_lowercase for second in string.ascii_lowercase)
