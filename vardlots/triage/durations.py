"""How long something has lasted: "sedan i tisdags", "två veckor", "since yesterday", "några dagar"; days, a fraction too.

What is vague counts as the longer of what it may mean, for longer is never less urgent.
"""
# ruff: noqa: E501  (a pattern is read, and compared with its neighbours, on one line)

import re
from datetime import date, timedelta
from functools import cache

from vardlots.booking.words import MONTHS, WEEKDAYS
from vardlots.entities.fold import fold
from vardlots.entities.numbers import number, number_pattern

LONG = 365.0
"""Days of what has lasted "länge", or since a season."""

_UNITS = (
    (r"min(?:ut(?:er)?|utes?|s)?", 1 / 1440), (r"tim(?:me|mar|mes)?|hours?|hrs?|h", 1 / 24),
    (r"dag(?:ar|ars|en)?|dygn(?:et)?|days?|natt|natter|nights?", 1.0), (r"veck(?:a|or|an|ors)|veckor?|v|weeks?|wks?", 7.0),
    (r"manad(?:er|en|ers)?|man|months?|mos?|mths?", 30.0), (r"ar|aret|years?|yrs?", 365.0),
)  # fmt: skip
_VAGUE = (
    (r"(?:ett\s+)?par(?:\s+tre)?|nagon|nagot|nan|a\s+couple(?:\s+of)?|couple(?:\s+of)?", 3.0),
    (r"nagra|flera|many|manga|several|a\s+few|few|some|massor\s+av", 5.0),
    (r"halva?n?t?|en\s+halv|ett\s+halvt|half\s+an?", 0.5),
    (r"an?|hela|den\s+har|this|all|the\s+whole|senaste|sista|the\s+last|the\s+past|last|past", 1.0),
)  # fmt: skip
_PLAIN = (
    (r"i\s?forrgar|(?:the\s+)?day\s+before\s+yesterday", 2.0),
    (r"i\s?gar(?:\s?kvall|\s?natt|\s?morse)?|yesterday|i\s?natt|last\s+night|last\s+evening|over\s+natten|overnight", 1.0),
)  # fmt: skip
"""What is past, whatever stands around it."""
_POINTS = (
    (r"i\s?dag|i\s?morse|i\s?kvall|i\s?eftermiddags?|i\s?formiddags?|nyss|nyligen|precis|alldeles\s+nyss|just\s+nu|today|this\s+(?:morning|afternoon|evening)|tonight|just\s+(?:now|started)|right\s+now", 0.5),
    (r"(?:forra|i\s+forra)\s+(?:manaden?)|last\s+month", 60.0),
    (r"forra\s+aret|i\s+fjol|ifjol|last\s+year", 2 * LONG),
    (r"i?\s?(?:somras|vintras|varas|hostas)|i\s+(?:sommar|vinter|var|host)|(?:last\s+)?(?:summer|winter|spring|autumn)|jul(?:en|as)?|nyar|christmas|new\s+year|pask(?:en|as)?|easter|midsommar(?:en)?", LONG),
    (r"barndomen|fodseln|alltid|hela\s+livet|i\s+hela\s+mitt\s+liv|birth|childhood|always|all\s+my\s+life|forever", 10 * LONG),
    (r"(?:valdigt\s+|jatte\s?|ganska\s+|sa\s+)?lange(?:\s+sen|\s+sedan)?|evigheter|arat?al|(?:a\s+)?(?:very\s+|really\s+)?long\s+(?:time|while)|ages|for\s+ever|a\s+while|ett\s+(?:bra\s+)?tag", LONG),
)  # fmt: skip
_LASTING = r"i|sedan|sen|anda\s+sedan|anda\s+sen|under|for|since|haft|hade|har|varat|pagatt|hallit|had|been|having|lasted|started|borjade|over|snart|nastan|almost|about|ca|cirka|ungefar|typ|drygt|minst|mer\s+an|more\s+than|at\s+least|upp\s+till|the\s+(?:last|past)|last|past|senaste|sista"
_AFTER = r"sedan|sen|tillbaka|nu|ago|now|already|redan|i\s+strack|i\s+rad|in\s+a\s+row|straight"
_MORE = r"(?:mer\s+an|more\s+than|over|drygt|minst|at\s+least|langre\s+an|longer\s+than)\s+(?:(?:en|ett|a|an)\s+)?$"
_NOT_THAT = r"gravid\w*|pregnan\w*|gangers?|times?|om\s+(?:dagen|dan)|per|every|varje|\ba\s+day\b"


def lasted(text: str, today: date, asked: bool = False) -> float | None:
    """Return for how many days something has lasted, or None when the text does not say.

    With `asked` (it was the question) a bare "tre dagar" or "3" counts; anywhere else it takes words such as "i",
    "sedan", "since", so that a dose or a date to come is no duration.
    """
    folded = " ".join(fold(text).replace("'", " ").split())
    folded = re.sub(
        r"\b(?:gravid|pregnant)\b\W+(?:\w+\W+){0,3}?(?:vecka|week|v)\W*\d+|\b(?:vecka|week|v)\s?\d+\b", " ", folded
    )
    found = [*_amounts(folded, asked), *_points(folded, today, asked)]
    if not found and asked:
        bare = re.fullmatch(
            rf"\W*(?:(?:ca|cirka|typ|ungefar|kanske|about|around|i|for|snart)\s+)*(?P<n>{number_pattern()})(?:\s*(?:st|tror jag|kanske|i think))?\W*",
            folded,
        )
        found = [float(value)] if bare and (value := number(bare["n"])) is not None else []
    return max(found, default=None)


def _amounts(folded: str, asked: bool) -> list[float]:
    """Return the days of every number of units: "i två veckor", "3 days ago", "2-3 dagar"."""
    found = []
    for match in _amount().finditer(folded):
        before, after = folded[: match.start()], folded[match.end() :]
        said = re.search(rf"(?:^|\W)(?:{_LASTING})\s+(?:\w+\s+)?$", before) or re.match(rf"\s*(?:{_AFTER})\b", after)
        if not (asked or said) or re.match(rf"\W*(?:{_NOT_THAT})", after) or re.search(r"\bom\s+$", before):
            continue
        value = _value(match) + (1 if re.search(_MORE, before) else 0)
        unit = next(days for pattern, days in _UNITS if re.fullmatch(pattern, match["unit"]))
        half = 0.5 if match["half"] else 0.0
        found.append((value + half) * unit)
    return found


def _value(match: "re.Match[str]") -> float:
    """Return the number of units, the larger of "2-3"."""
    if match["n"]:
        return number(match["more"] or match["n"]) or 0.0
    return next(value for pattern, value in _VAGUE if re.fullmatch(pattern, match["vague"]))


@cache
def _amount() -> "re.Pattern[str]":
    vague = "|".join(pattern for pattern, _ in _VAGUE)
    units = "|".join(pattern for pattern, _ in _UNITS)
    n = number_pattern()
    numbers = rf"(?P<n>{n})(?:\s?(?:-|till|to|eller|or|kanske)\s?(?P<more>{n}))?"
    half = r"(?P<half>\s*(?:och\s+(?:en\s+|ett\s+)?halvt?|and\s+a\s+half))?"
    return re.compile(rf"(?<![\w.,:/])(?:{numbers}{half}|(?P<vague>{vague}))[\s-]*(?P<unit>{units})(?!\w)")


def _points(folded: str, today: date, asked: bool) -> list[float]:
    """Return the days since every point in time that is named: "igår", "i tisdags", "sedan den 3 mars"."""
    since = "" if asked else r"(?:sedan|sen|since|borjade|started|haft\s+\w+|for|from)\s+(?:\w+\s+){0,2}?"
    named = [days for pattern, days in _PLAIN if re.search(rf"\b(?:{pattern})\b", folded)]
    named += [days for pattern, days in _POINTS if re.search(rf"\b{since}(?:{pattern})\b", folded)]
    if re.search(rf"\b{since}(?:i\s?helgen|(?:last\s+|the\s+|this\s+)?weekend)\b", folded):
        named.append(float((today.weekday() - 5) % 7 or 7))
    if re.search(r"\bforra\s+veckan\b|\blast\s+week\b", folded):
        named.append(today.weekday() + 7.0)
    return [*named, *_weekdays(folded, today, asked), *_dates(folded, today, since)]


def _weekdays(folded: str, today: date, asked: bool) -> list[float]:
    """Return the days since every weekday that was: "i tisdags", "sedan måndag", "since Tuesday"."""
    found = []
    for match in re.finditer(r"(?P<before>(?:\w+\s+){0,2})(?P<day>[a-z]{3,9})\b", folded):
        name = re.sub(r"(?<=dag)s$", "", match["day"])
        weekday = WEEKDAYS.get(name)
        past = match["day"].endswith("dags") or re.search(r"\b(?:sedan|sen|since|last|forra)\s", match["before"])
        if weekday is not None and (asked or past):
            found.append(float((today.weekday() - weekday) % 7 or 7) + (7 if "forra" in match["before"] else 0))
    return found


def _dates(folded: str, today: date, since: str) -> list[float]:
    """Return the days since a date or a month: "sedan den 3 mars", "since May 4"; the last such day that was."""
    months = "|".join(sorted(MONTHS, key=len, reverse=True))
    found = []
    for match in re.finditer(
        rf"{since}(?:den\s+|the\s+)?(?:(?P<d>\d{{1,2}})\S{{0,2}}\s+)?(?:of\s+)?(?P<m>{months})\b(?:\s+(?P<e>\d{{1,2}})\b)?",
        folded,
    ):
        day = int(match["d"] or match["e"] or 1)
        found += _days_since(day, MONTHS[match["m"]], today)
    return found


def _days_since(day: int, month: int, today: date) -> list[float]:
    """Return the days since the last such date; none for a date that no year has."""
    for year in (today.year, today.year - 1):
        try:
            then = date(year, month, day)
        except ValueError:
            return []
        if then <= today:
            return [float((today - then) / timedelta(days=1))]
    return []
