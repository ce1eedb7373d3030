"""What an age question is about: logging in, care, the journal, prescriptions."""

from functools import cache

from vardlots.entities.fold import fold
from vardlots.entities.found import Found
from vardlots.entities.words import Lexicon, vocabulary

PURPOSES = ("log_in", "be_treated", "see_journal", "see_midwife", "see_psychologist", "prescriptions")


def find(text: str) -> list[Found]:
    """Return the purpose of a text, at most one: "log in to see the journal" is about the journal."""
    found = _lexicon().find(fold(text))
    ranked = list(vocabulary()["purpose"])
    return sorted(found, key=lambda one: (ranked.index(str(one.value)), one.start))[:1]


@cache
def _lexicon() -> Lexicon:
    return Lexicon("purpose", vocabulary()["purpose"])
