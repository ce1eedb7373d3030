"""Exemption cards: said to be had, or not to be had."""

import re
from functools import cache

from vardlots.entities.fold import fold
from vardlots.entities.found import Found
from vardlots.entities.words import Lexicon, vocabulary, whole

_REACH = 5
"""How many words around a card may say whether there is one."""


def find(text: str, expecting: bool = False) -> list[Found]:
    """Return true or false for each card that somebody has or lacks.

    A card that is only asked about ("vad är ett frikort?") has no value, unless a form asked (`expecting`). A card
    for medicines is another card.
    """
    folded = fold(text)
    values = ((card, _value(folded, card, expecting)) for card in _lexicon(expecting).find(folded))
    return [Found("exemption_card", value, card.start, card.end) for card, value in values if value is not None]


def _value(folded: str, card: Found, expecting: bool) -> bool | None:
    before, after = _around(folded, card)
    if _words("unsure").search(f"{before} {after}") or re.search(rf"(?:{_words('about').pattern})$", before):
        return None
    if _words("gone").match(after):
        return False
    if re.search(rf"(?:{_words('mine').pattern})$", before):
        return not (_words("have").search(before) and _words("not").search(before))
    if _words("not").search(before) or _words("not_after").match(after):
        return False
    has = _words("have").search(before) or re.match(
        r"har (?:jag|hon|han|hen|vi)\b|(?:i|she|he) (?:have|has|got)\b", after
    )
    alone = len(re.findall(r"\w+", before + after)) <= 1
    return True if has or alone or expecting else None


def _around(folded: str, card: Found) -> tuple[str, str]:
    """Return the few words before and after a card, within its clause."""
    before = re.split(r"[.!?;]|\s(?:men|but|utan att)\s", folded[: card.start])[-1]
    after = re.split(r"[.!;,]|\s(?:men|but|och|and)\s", folded[card.end :].lstrip(" ?,:-"))[0]
    return " ".join(before.split()[-_REACH:]), " ".join(after.split()[:_REACH])


@cache
def _words(name: str) -> "re.Pattern[str]":
    return whole(vocabulary()["card"][name])


@cache
def _lexicon(expecting: bool) -> Lexicon:
    """Return the words for the card; to somebody who was just asked about it, it is simply "the card"."""
    words = vocabulary()["card"]
    return Lexicon("exemption_card", {"card": words["words"] + words["bare"] * expecting, "other": words["other"]})
