"""The times of day in a sentence: kl. 8.00–17.00 is 8 am to 5 pm."""

import re
from collections.abc import Mapping
from math import inf

from vardlots.knowledge.rules.facts.contacts import GAP
from vardlots.knowledge.rules.facts.quantities import Quantity
from vardlots.replies import Language

_HOUR = r"(?:2[0-4]|[01]?\d)(?:[.:][0-5]\d)?"
_FULL = r"(?:2[0-4]|[01]?\d)[.:][0-5]\d"
_AFTER = r"(?![\d.:]*\d| ?%| ?kr\b)"
_CLOCKS: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        rf"(?P<before>\b\w+ )?(?:(?:\bkl\.?|\bklockan) ?(?P<marked>{_HOUR})|(?<![\d.,:])(?P<full>{_FULL}))"
        rf"(?: ?(?:-|till|och) ?(?:kl\.? ?|klockan )?(?P<to>{_HOUR}))?{_AFTER}"
    ),
    "en": re.compile(
        rf"(?P<before>\b\w+ )?(?<![\d.,:])(?:(?P<marked>{_HOUR})(?P<first> ?[ap]\.?m\b\.?)?"
        rf"(?: ?(?:-|to|and|until) ?(?P<to>{_HOUR})(?P<last> ?[ap]\.?m\b\.?))|"
        rf"(?P<half>{_HOUR})(?P<only> ?[ap]\.?m\b\.?)|(?P<full>{_FULL})(?: ?(?:-|to|and|until) ?(?P<end>{_FULL}))?)"
        rf"{_AFTER}"
    ),
}
_DIGIT = re.compile(r"\d")
_UNTIL, _SINCE = {"till", "före", "senast", "until", "by", "before"}, {"från", "efter", "from", "after"}


def clocks(text: str, language: Language) -> tuple[tuple[Quantity, ...], str]:
    """Return the times of day of a text in small letters, and the text without them."""
    if not _DIGIT.search(text):
        return (), text
    found = list(_CLOCKS[language].finditer(text))
    for match in reversed(found):
        text = text[: match.start()] + (match["before"] or "") + GAP + text[match.end() :]
    return tuple(_time(match) for match in found), text


def _time(match: re.Match[str]) -> Quantity:
    groups = {name: part for name, part in match.groupdict().items() if part}
    start = groups.get("marked") or groups.get("half") or groups.get("full") or "0"
    end, half = groups.get("to") or groups.get("end"), groups.get("last") or groups.get("only")
    low = _hours(start, groups.get("first") or half)
    high = _hours(end, half) if end else low
    before = groups.get("before", "").strip()
    if not end and before in _UNTIL:
        low = -inf
    if not end and before in _SINCE:
        high = inf
    return Quantity("clock", low, high, match[0][len(groups.get("before", "")) :].strip())


def _hours(text: str, half: str | None) -> float:
    hour, _, minute = text.replace(":", ".").partition(".")
    return (int(hour) % 12 + 12 * ("p" in half) if half else int(hour)) + int(minute or 0) / 60
