"""Kinds of help: doctor, nurse, midwife, psychologist, physiotherapist."""

from functools import cache

from vardlots.entities.fold import fold
from vardlots.entities.found import Found
from vardlots.entities.words import Lexicon, vocabulary

KINDS = ("doctor", "nurse", "midwife", "psychologist", "physiotherapist")


def find(text: str) -> list[Found]:
    """Return the kinds of help named in a text, everyday words and compounds included."""
    return _lexicon().find(fold(text))


@cache
def _lexicon() -> Lexicon:
    return Lexicon("care", vocabulary()["care"])
