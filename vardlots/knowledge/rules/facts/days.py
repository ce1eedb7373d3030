"""The days of the week that a sentence names."""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from vardlots.replies import Language

_WEEK: Mapping[Language, str] = {
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
}
_DAYS: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"\b(?P<day>{_WEEK['sv'].replace(' ', '|')})(?:ar|en|s|arna)?\b|"
        r"\b(?P<kind>vardag|helg)(?:ar|er|en|erna|arna)?\b"
    ),
    "en": re.compile(rf"\b(?P<day>{_WEEK['en'].replace(' ', '|')})s?\b|\b(?P<kind>weekday|weekend)s?\b"),
}
_ANY = re.compile(r"da[gy]|helg|weekend")
_TO = re.compile(r" (?:till|to|through) | ?- ?")


def days(text: str, language: Language) -> Iterator[int]:
    """Yield the days that a text in small letters names, from 0 for Monday; Monday to Friday are five."""
    if not _ANY.search(text):
        return
    found = list(_DAYS[language].finditer(text))
    week = _WEEK[language].split()
    for match, following in zip_longest(found, found[1:]):
        if match["kind"]:
            yield from range(5) if match["kind"] in ("vardag", "weekday") else (5, 6)
            continue
        first = week.index(match["day"])
        yield first
        if following and following["day"] and _TO.fullmatch(text[match.end() : following.start()]):
            yield from range(first, week.index(following["day"]))


def without_days(text: str, language: Language) -> str:
    """Return a text without the days that it names."""
    return _DAYS[language].sub(" ", text) if _ANY.search(text) else text
