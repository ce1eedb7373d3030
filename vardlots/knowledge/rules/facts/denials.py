"""Whether a clause denies something."""

import re
from collections.abc import Mapping

from vardlots.knowledge.rules.facts.money import FREE
from vardlots.replies import Language

_NO: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(?:inte|ej|aldrig|ingen|inget|inga|ingenting|icke|varken)\b"),
    "en": re.compile(r"n['’]t\b|\b(?:not|never|no(?!-)|none|nothing|nobody|neither|cannot|nor)\b"),
}
# denies nothing, or only until something
_HALF: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\binte (?:bara|enbart|endast|förrän|ens)\b"),
    "en": re.compile(r"(?:\bnot|n['’]t) (?:only|until|just)\b|\bno (?:more|later|less) than\b"),
}


def denies(text: str, language: Language) -> bool:
    """Tell whether a text in small letters denies something; what is free of charge is an amount, and no denial."""
    if not _NO[language].search(text):
        return False
    return bool(_NO[language].search(FREE[language].sub(" ", _HALF[language].sub(" ", text))))
