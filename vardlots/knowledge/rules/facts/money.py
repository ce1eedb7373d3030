"""What a clause says of costs without an amount: nothing, or something."""

import re
from collections.abc import Mapping
from math import inf

from vardlots.knowledge.rules.facts.quantities import Quantity
from vardlots.replies import Language

SOMETHING = 0.01
"""Kronor, the least that costs something."""
FREE: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:gratis|kostnadsfri(?:tt|a)?|avgiftsfri(?:tt|a)?)\b|\butan (?:kostnad|avgift)\b|"
        r"\b(?:kostar|betalar|betala) (?:\w+ )?(?:inget|ingenting)\b|\b(?:kostar|betalar) inte något\b|"
        r"\b(?:ingen|inga) (?:\w+ ){0,2}(?:\w*avgift(?:er)?|kostnad(?:er)?)\b"
    ),
    "en": re.compile(
        r"\bfree(?: of charge)?\b(?! to\b)|\b(?:pay|pays|costs?) nothing\b|\bwithout charge\b|"
        r"\bno (?:[\w-]+ ){0,2}(?:fees?|charges?|costs?)\b|"
        r"\b(?:don['’]t|doesn['’]t|do not|does not) (?:pay|cost) (?:anything|a fee)\b"
    ),
}
_COSTS: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(?:kostar|betalar|betala|\w*avgift(?:en|er|erna)?|priset|pris)\b"),
    "en": re.compile(r"\b(?:costs?|pays?|fees?|charges?|charged|price)\b"),
}
_ANY: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"kost|avgift|betala|gratis|pris"),
    "en": re.compile(r"cost|fee|charge|pay|free|price"),
}
_NOT = re.compile(r"(?:\b(?:inte|inga|ingen|not|never)|n['’]t)\b")


def money(text: str, language: Language) -> Quantity | None:
    """Return 0 kr for what is free of charge in a text in small letters, and more for what costs something."""
    if not _ANY[language].search(text):
        return None
    if found := FREE[language].search(text):
        least, most = (SOMETHING, inf) if _NOT.search(text[max(0, found.start() - 12) : found.start()]) else (0, 0)
        return Quantity("amount", least, most, found[0])
    found = _COSTS[language].search(text)
    return Quantity("amount", SOMETHING, inf, found[0]) if found and not _NOT.search(text) else None
