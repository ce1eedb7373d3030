"""Ages of people: "34 år", "sjuåring", "hon är 7", "6-week-old", "my 3 yo".

A number alone is no age: fever, money, clock times, days of illness and phone numbers are numbers too. So every
pattern asks for a unit, or for a person before the number. Values are years, a fraction for babies.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from vardlots.entities.fold import fold
from vardlots.entities.found import Found
from vardlots.entities.numbers import HIGHEST, number, number_pattern
from vardlots.entities.words import choice, vocabulary

Check = Callable[[str, "re.Match[str]"], bool]
MONTH, WEEK, DAY = 1 / 12, 1 / 52, 1 / 365


@dataclass(frozen=True)
class Pattern:
    """One way to tell an age: an expression with the number in `n`, its unit in years, what to check around it."""

    expression: "re.Pattern[str]"
    unit: float = 1.0
    check: Check = lambda _text, _match: True
    coming: bool = False


def find(text: str, expecting: bool = False) -> list[Found]:
    """Return the ages in a text, in its order. With `expecting` (a form asked) a bare number counts."""
    folded = fold(text)
    taken: list[tuple[int, int]] = []
    found = []
    for start, end, years in [*_candidates(folded), *(_bare(folded) if expecting else ())]:
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        taken.append((start, end))
        if years is not None and 0 <= years <= HIGHEST:
            found.append(Found("age", _tidy(years), start, end))
    return sorted(found, key=lambda one: one.start)


def _candidates(folded: str) -> Iterator[tuple[int, int, float | None]]:
    """Yield every place that tells an age, surer patterns first."""
    grammar = _grammar()
    yield from ((match.start(), match.end(), 0.0) for match in grammar.newborn.finditer(folded))
    for pattern in grammar.patterns:
        for match in pattern.expression.finditer(folded):
            if pattern.check(folded, match):
                yield match.start("n"), match.end(), _years(match, pattern)


def _years(match: "re.Match[str]", pattern: Pattern) -> float | None:
    value = number(match["n"])
    if value is None:
        return None
    half = 0.5 if match.groupdict().get("half") else 0.0
    # "fyller 16" is said by a fifteen-year-old
    return max((value + half) * pattern.unit - (1 if pattern.coming else 0), 0.0)


def _bare(folded: str) -> Iterator[tuple[int, int, float | None]]:
    """Yield the number of an answer that is little else: "34", "hon är trettiofyra", "typ 7"."""
    match = _grammar().bare.match(folded)
    if match:
        yield match.start("n"), match.end("n"), number(match["n"])


def _tidy(years: float) -> int | float:
    return int(years) if years == int(years) else round(years, 2)


@dataclass(frozen=True)
class Grammar:
    """The compiled patterns, in order of certainty."""

    patterns: tuple[Pattern, ...]
    newborn: "re.Pattern[str]"
    bare: "re.Pattern[str]"


@cache
def _grammar() -> Grammar:
    """Compile the patterns from the vocabulary, once."""
    return Grammar(
        patterns=(*_coming(), *_compounds(), *_with_units(), *_with_person()),
        newborn=re.compile(rf"(?<!\w)(?:{_any('newborn')})(?!\w)"),
        bare=re.compile(
            rf"\W*(?:(?:{_any('politely')}|\w+ing)[\s,.:]+){{0,4}}(?P<n>{number_pattern()})"
            rf"(?:\s*(?:{_any('years')}))?(?:[\s,]+(?:{_any('politely')}|tack|thanks|please)){{0,2}}[\s.!?]*$"
        ),
    )


def _coming() -> Iterator[Pattern]:
    """Yield patterns for a birthday still to come: "fyller 16", "snart 85 år"."""
    n, after = number_pattern(articles=False), _not_counting()
    years = rf"(?:\s*(?:{_any('years')})(?!\w))?"
    verbs = rf"(?:{_any('coming_soon', 'coming')})"
    start = rf"(?<!\w)(?:{_any('pronouns', 'people')}){_name()}(?:{_is()}|\s+har|\s+has)?"
    yield Pattern(re.compile(rf"{start}\s+{verbs}\s+(?P<n>{n}){years}{after}"), coming=True)
    yield Pattern(re.compile(rf"(?<!\w)(?:fyller|turns|turn)\s+(?:snart\s+)?(?P<n>{n}){years}{after}"), coming=True)


def _compounds() -> Iterator[Pattern]:
    """Yield patterns that say an age in so many words: "sjuåring", "6-week-old", "tvåmånaders bebis", "3 yo"."""
    n, old = _start(number_pattern()), _any("old")
    yield Pattern(re.compile(rf"{n}(?:\s+ar)?\s+fyllda(?!\w)"))
    yield Pattern(re.compile(rf"{n}[\s-]?(?:aring|arig)\w*"), check=_no_range)
    for unit, years in (("years", 1.0), ("months", MONTH), ("weeks", WEEK), ("days", DAY)):
        yield Pattern(re.compile(rf"{n}{_half()}[\s-]?(?:{_any(unit)})\.?[\s-]?(?:{old})s?(?!\w)"), years)
        yield Pattern(re.compile(rf"{n}[\s-]?(?:{_any(unit)})[\s-]?(?:bebis|baby|barn|spadbarn|babies)\w*"), years)
    yield Pattern(re.compile(rf"{n}[\s-]?(?:{_any('short_years')})(?!\w)"))
    half = rf"(?<!\w)(?P<n>ett?)[\s-]?halvt?[\s-]?ar(?:s)?[\s-]?(?:{old}|bebis|baby|barn)\w*"
    yield Pattern(re.compile(half), 0.5)


def _with_units() -> Iterator[Pattern]:
    """Yield patterns of a number and a unit, where what stands around them allows an age."""
    n, half = _start(number_pattern()), _half()
    yield Pattern(re.compile(rf"{n}{half}\s?-?(?:{_any('years')})(?!\w)"), check=_may_be_age)
    for unit, years in (("months", MONTH), ("weeks", WEEK)):
        yield Pattern(re.compile(rf"{n}{half}\s?-?(?:{_any(unit)})(?!\w)"), years, check=_is_of_child)
    yield Pattern(re.compile(rf"{n}\s?(?:{_any('days')})(?!\w)"), DAY, check=_follows_child)


def _with_person() -> Iterator[Pattern]:
    """Yield patterns without a unit, where a person stands before the number: "hon är 7", "min son (7)"."""
    n, after = number_pattern(articles=False), _not_counting()
    person, softly = _any("pronouns", "people"), rf"(?:(?:{_any('softly')})\s+)*"
    yield Pattern(re.compile(rf"(?<!\w)(?:{person}){_name()}{_is()}\s+{softly}(?P<n>{n}){after}"))
    yield Pattern(
        re.compile(rf"(?<!\w)(?:age|aged|alder|aldern|fyllt|turned)(?:\s+ar|\s+is|:|\s+pa)?\s*(?P<n>{n}){after}")
    )
    mine, people = _any("mine"), _any("people")
    link = r"(?:\s+pa\s+|\s*,\s*|\s*\(\s*|\s*-\s*|\s+)"
    yield Pattern(re.compile(rf"(?<!\w)(?:{mine})\s+(?:\w+\s+)?(?:{people}){link}{softly}(?P<n>{n}){after}"))
    yield Pattern(re.compile(rf"(?<!\w)(?:{people})\s+pa\s+{softly}(?P<n>{n}){after}"))


@cache
def _any(*names: str) -> str:
    """Return a pattern for any word of some lists of the vocabulary's `age`."""
    return choice(word for name in names for word in vocabulary()["age"][name])


def _name() -> str:
    """Return what may stand between a person and "is": a name, but no word that makes a limit of the number."""
    return rf"(?:\s+(?!(?:{_any('not_before', 'lasting')})(?!\w))\w+)?"


def _is() -> str:
    return rf"(?:\s+(?:som\s+|who\s+)?(?:{_any('is')})|'(?:s|m|re)|(?<=i)m|(?<=he)s|(?<=ou)re)"


def _start(pattern: str) -> str:
    """Name a number, and let it not begin inside a date, a time, a phone number or another number."""
    return rf"(?<![\w:/.,])(?<!\d-)(?P<n>{pattern})"


def _half() -> str:
    return r"(?P<half>\s+(?:och\s+(?:en|ett)\s+halvt?|and\s+a\s+half))?"


def _not_counting() -> str:
    """Return what may not follow a number that stands without a unit."""
    return rf"(?!\w|[:.,/-]\d|\s?[%°:]|\s?(?:{_any('other_units')})(?!\w))"


def _no_range(folded: str, match: "re.Match[str]") -> bool:
    """Refuse "13-15-åringar": a group, not a person."""
    return not re.search(r"\d\s?-\s?$", folded[: match.start("n")])


def _before(folded: str, match: "re.Match[str]") -> str:
    """Return the clause up to the number."""
    return re.split(r"[.!?;\n]|,\s", folded[: match.start("n")])[-1]


def _may_be_age(folded: str, match: "re.Match[str]") -> bool:
    """Refuse durations and limits: "i två år", "sedan 3 år", "under 18 år", "13-15 år", "for 2 years"."""
    before, after = _before(folded, match), folded[match.end() :]
    if re.match(rf"\s*(?:{_any('not_after')})(?!\w)", after) or not _no_range(folded, match):
        return False
    if _person_before(before):
        return True
    if re.search(rf"(?<!\w)(?:{_any('not_before')})\s+(?:{_any('softly')}\s+)?$", before):
        return False
    if re.search(rf"(?<!\w)(?:{_any('lasting')})(?!\w)", before):
        return False
    if re.search(r"(?<!\w)mellan\s+\S+\s+och\s+$", before):
        return False
    return _swedish_years(match) or not re.search(r"\w", folded[: match.start("n")] + after)


def _swedish_years(match: "re.Match[str]") -> bool:
    return re.search(r"(?:\bar|\dar|ars? alder|bast)$", match[0]) is not None


def _person_before(before: str, babies: bool = False) -> bool:
    """Say whether a person or "is" stands right before: "hon är ", "min son på ", "dottern, "."""
    people = _any("people")
    if re.search(rf"(?<!\w)(?:{people}){_name()}(?:\s+pa|\s+of|\s*\(|,)?\s+$|\($", before):
        return True
    pronouns = r"hon|han|hen|den|det|he|she|it|they" if babies else _any("pronouns")
    return re.search(
        rf"(?<!\w)(?:{pronouns}|{people}){_name()}{_is()}(?:\s+(?:{_any('softly')}))*\s+$", before
    ) is not None  # fmt: skip


def _is_of_child(folded: str, match: "re.Match[str]") -> bool:
    """Accept months and weeks of a child, or when nothing else is said; not those of an illness or a pregnancy."""
    return _follows_child(folded, match) or not re.search(r"\w", folded[: match.start("n")] + folded[match.end() :])


def _follows_child(folded: str, match: "re.Match[str]") -> bool:
    before, after = _before(folded, match), folded[match.end() :]
    if re.match(rf"\s*(?:{_any('not_after')})(?!\w)", after):
        return False
    return _person_before(before, babies=True) or _named_child(folded, match)


def _named_child(folded: str, match: "re.Match[str]") -> bool:
    """Accept "min bebis, fyra månader, har feber"."""
    return re.search(rf"(?<!\w)(?:{_any('people')})\s*[,(]\s*$", folded[: match.start("n")]) is not None
