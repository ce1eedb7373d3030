"""Whom a message is about: a child, the person themself, a parent, a partner."""

from functools import cache

from vardlots.entities import ages
from vardlots.entities.fold import fold
from vardlots.entities.found import Found
from vardlots.entities.words import Lexicon, vocabulary

ADULT = 18


def find(text: str) -> list[Found]:
    """Return whom a text is about; `self` only when nobody else is named, for "jag" asks for others too."""
    folded = fold(text)
    found = _lexicon().find(folded)
    others = [one for one in found if one.value != "self"] or _young(text, folded)
    return others or found


def _young(text: str, folded: str) -> list[Found]:
    """Take "min sjuåring" and "a 6-week-old" for a child."""
    return [
        Found("subject", "child", age.start, age.end)
        for age in ages.find(text)
        if float(age.value) < ADULT and _is_noun(folded[age.start : age.end])
    ]


def _is_noun(folded: str) -> bool:
    return "aring" in folded or folded.endswith(("-old", "year old", "month old", "week old", "yo", "y/o"))


@cache
def _lexicon() -> Lexicon:
    return Lexicon("subject", vocabulary()["subject"])
