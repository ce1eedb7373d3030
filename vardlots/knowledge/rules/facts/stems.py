"""Words as they are compared: without their endings, compounds in their parts, synonyms as one."""

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from vardlots.replies import Language

SHORTEST = 3
"""Letters that a word keeps, however long its ending."""
FIRST, SECOND = 4, 4
"""Letters that the two parts of a compound have at least."""

_ENDINGS: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"(?:heter(?:na)?|heten|andet?|arna|erna|orna|aren|aste|ades?|are|ast|igt|en|et|ern|an|ar|er|or|as|es|at|na|"
        r"de|te|(?<=[gkl])t|a|e)$"
    ),
    "en": re.compile(r"(?:ations?|ments?|ings?|edly|ed|ly|es|(?<!s)s|e)$"),
}
_DOUBLED = re.compile(r"([bdglmnprt])\1$")

# what the clinics' answers call by two names; the first of each stands for all
_SYNONYMS: Mapping[Language, tuple[str, ...]] = {
    "sv": (
        "gäller giltig",
        "medicin läkemedel",
        "mejla maila",
        "avboka avbokning",
        "omboka ombokning",
        "skriver utfärdar",
        "vårdnadshavare förälder",
        "anhörig närstående",
        "svarar besvarar",
        "spara sparas lagras",
    ),
    "en": (
        "medicine drug medication",
        "appointment visit",
        "email mail",
        "missed no-show",
        "answer reply",
        "erase delete",
        "guardian parent",
        "renew renewal",
        "keep kept",
    ),
}


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """Return a word, given in lower case, without its ending: besök of besöket, cancel of cancelled.

    A light stemmer: what it makes of a word is only compared with what it makes of others.
    """
    found = _bare(word, language)
    return _synonyms(language).get(found, found)


def parts(word: str, known: Collection[str], language: Language) -> tuple[str, ...]:
    """Return the stems of a compound's two parts when both are known stems, else the word's own; English has none.

    Between the parts there may be a letter: remiss-s-vaccin, fråg-e-formulär.
    """
    if language == "sv":
        for cut in range(len(word) - SECOND, FIRST - 1, -1):
            second = stem(word[cut:], language)
            if second in known:
                first = word[:cut]
                for head in (first, first[:-1] if first[-1] in "saeou" else first):
                    if len(head) >= FIRST and (found := stem(head, language)) in known:
                        return found, second
    return (stem(word, language),)


def _bare(word: str, language: Language) -> str:
    if language == "en":
        word = re.sub(r"['’]s?$", "", word)
        word = f"{word[:-3]}y" if word.endswith("ies") and len(word) > SHORTEST + 1 else word
    elif word.endswith("s") and not word.endswith("ss") and len(word) > SHORTEST + 1:
        word = word[:-1]
    ending = _ENDINGS[language].search(word)
    while ending and ending.start() < SHORTEST:
        ending = _ENDINGS[language].search(word, ending.start() + 1)
    found = word[: ending.start()] if ending else word
    return _DOUBLED.sub(r"\1", found) if len(found) > SHORTEST else found


@cache
def _synonyms(language: Language) -> Mapping[str, str]:
    """Return the stem that stands for each of several that mean the same."""
    found: dict[str, str] = {}
    for words in _SYNONYMS[language]:
        stems = [_bare(word, language) for word in words.split()]
        found.update(dict.fromkeys(stems, stems[0]))
    return found
