"""Numbers that are a sign: a fever, an age under three months, a year gone by."""

import re
from collections.abc import Iterator

DEGREES = r"(?:°|grader|graders|degrees|c\b|i rumpan|i orat|feber|fever|temp)"
SAYS = r"(?: (?:pa|over|ar|visar|ligger|nu|of|is|at|above|around|says|reads|was))*"
FEVERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d.,])(?:38[.,][1-9]|39[.,]\d|4[012][.,]\d)(?!\d|[.,]\d| ?(?:kr|kg|kilo|cm|%|sek|eur|mmol))",
        rf"(?<![\d.,])(?:39|4[012]) ?{DEGREES}",
        rf"\b(?:febern?|tempen?|fever|temp|temperature){SAYS} (?:39|4[012])\b",
        rf"(?<![\d.,])10(?:0\.[4-9]|[1-6](?:\.\d)?) ?(?:f\b|°|degrees|fahrenheit|{DEGREES})",
        rf"\b(?:trettionio|fyrtio(?:ett|en|tva)?|thirty[ -]nine|forty(?:[ -]one|[ -]two)?) {DEGREES}",
    )
)
SMALL = (
    "en|ett|one", "tva|two", "tre|three", "fyra|four", "fem|five", "sex|six", "sju|seven", "atta|eight", "nio|nine",
    "tio|ten", "elva|eleven", "tolv|twelve",
)  # fmt: skip
COUNTS = {word: count for count, words in enumerate(SMALL, 1) for word in words.split("|")}
UNIT = r"v(?:ecka|eckor|eckors)?|w(?:ee)?ks?|m[åa]n(?:ad|ader|aders)?|m(?:on)?ths?|da(?:g|gar|gars|ys?)|dygn"
AGE = re.compile(rf"(?<![a-z\d.,])(?P<count>\d{{1,2}}|{'|'.join(COUNTS)})[ -]?(?P<unit>{UNIT})(?![a-z\d])")
OLD = re.compile(r"[ -](?:old|gam(?:mal|malt|la)|ung|of age|bebis|baby|infant)\b|[ -]?s bebis")
WHO = re.compile(
    r"\b(?:beb\w*|baby\w*|babies|spadbarn\w*|infant|son|sonen|dotter|dottern|flicka\w*|pojke\w*|daughter|boy|girl|"
    r"han|hon|he|she|he's|she's|hes|shes|aged?|is|ar|pa|of)(?:,| ar| bara| pa| typ| is| only| just| about| nearly)* $"
)
AFTER = re.compile(r" (?:sen|sedan|ago|kvar|till|gravid|pregnant|gone|in|into)\b")
MOST = {"d": 90, "v": 12, "w": 12, "m": 2}
"""How many days, weeks and months are under three months, by the unit's first letter."""
NEW = re.compile(r"\b(?:nyfodd\w*|nyfott|newborn\w*|new born|neonat\w*|prematur\w*|preemie\w*)\b")
YEAR = re.compile(r"(?<![\d.,-])(?:19[3-9]\d|20[01]\d|202[0-5])(?!\d|[.,-]\d| ?(?:kr|sek|kronor))")


def values(plain: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a folded text has a number that is a sign, and its group."""
    patterns = (*((pattern, "<fever>") for pattern in FEVERS), (YEAR, "<year>"), (NEW, "<young>"))
    for pattern, group in patterns:
        for found in pattern.finditer(plain):
            yield found.start(), found.end(), group
    for found in AGE.finditer(plain):
        if _young(found) and _an_age(plain, found):
            yield found.start(), found.end(), "<young>"


def _young(found: "re.Match[str]") -> bool:
    count, unit = found["count"], found["unit"]
    return 0 < (int(count) if count.isdigit() else COUNTS[count]) <= MOST[unit[0]]


def _an_age(plain: str, found: "re.Match[str]") -> bool:
    """Say whether a stretch of time is how old somebody is, not how long ago, nor how far into a pregnancy."""
    if AFTER.match(plain, found.end()):
        return False
    before = plain[max(0, found.start() - 30) : found.start()]
    return found["unit"].endswith("rs") or bool(OLD.match(plain, found.end()) or WHO.search(before))
