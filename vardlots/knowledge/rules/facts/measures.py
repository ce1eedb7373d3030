"""The quantities of a sentence: ages, amounts, durations, shares, and how many of something."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from vardlots.knowledge.rules.facts.quantities import Bound, Quantity
from vardlots.knowledge.rules.facts.stems import stem
from vardlots.knowledge.rules.numbers import WORDS
from vardlots.replies import LANGUAGES, Language

HOUR, DAY = 60.0, 1440.0
MONTH, YEAR = 365 * DAY / 12, 365 * DAY
OLDEST = 120
"""What is more is no age in years."""
NEAR = 40
"""Letters around a number that tell what it is of."""

# words that count nothing by themselves: the first visit, both parents, a newborn
_LOOSE_WORDS = (
    "födsel födseln nyfödd nyfödda en ett första andra båda dubbla "
    "birth newborn newborns one first once second both double"
)
_LOOSE = frozenset(_LOOSE_WORDS.split())
_MORE: Mapping[Language, str] = {
    "sv": "tretton fjorton femton sexton sjutton arton nitton tjugo",
    "en": "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
}
_TENS: Mapping[Language, str] = {
    "sv": "trettio fyrtio femtio sextio sjuttio åttio nittio hundra",
    "en": "thirty forty fifty sixty seventy eighty ninety hundred",
}
NUMBERS: Mapping[Language, Mapping[str, float]] = {
    language: {word: float(value) for word, value in WORDS[language].items() if word not in _LOOSE}
    | {word: 13.0 + at for at, word in enumerate(_MORE[language].split())}
    | {word: 30.0 + 10 * at for at, word in enumerate(_TENS[language].split())}
    for language in LANGUAGES
}
_UNITS: Mapping[Language, Mapping[str, tuple[str, float]]] = {
    "sv": {
        r"minut(?:er|en|ers)?|min": ("time", 1),
        r"timm(?:e|ar|en|ars)|tim": ("time", HOUR),
        r"dag(?:ar|en|ars)?|dygn(?:et)?": ("time", DAY),
        r"veck(?:a|or|an|ors)": ("time", 7 * DAY),
        r"månad(?:er|en|ers)?": ("time", MONTH),
        r"år(?:s|et)?": ("time", YEAR),
        r"kr|kronor|kronan?|sek": ("amount", 1),
        r"procent|%": ("percent", 1),
        r"grader|°": ("degrees", 1),
        r"gång(?:er|en)?": ("times", 1),
    },
    "en": {
        r"minutes?|min": ("time", 1),
        r"hours?": ("time", HOUR),
        r"days?": ("time", DAY),
        r"weeks?": ("time", 7 * DAY),
        r"months?": ("time", MONTH),
        r"years?": ("time", YEAR),
        r"kr|kronor|sek": ("amount", 1),
        r"per ?cent|%": ("percent", 1),
        r"degrees|°": ("degrees", 1),
        r"times?": ("times", 1),
    },
}
_TO: Mapping[Language, str] = {"sv": r"-|till|och|eller", "en": r"-|to|and|or"}
_AGE_BEFORE: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"\b(?:(?P<up>fyllt|fyller|fylla|från|från och med|över)|(?P<down>under|före|yngre än)|"
        r"(?P<span>till och med|mellan|är|ålder\w*|barn|unga|ungdomar)) $"
    ),
    "en": re.compile(
        r"\b(?:(?P<up>turned|turns?|from|over|at least|reach|reached)|(?P<down>under|below|younger than)|"
        r"(?P<span>between|are|is|at|aged|until|before)) (?:(?:you|they|he|she|the child) turns? )?(?:the )?"
        r"(?:ages? (?:of )?)?$"
    ),
}
_AGE_AFTER: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(
        r"(?P<up> (?:eller|och) (?:äldre|uppåt))|(?P<down> (?:eller|och) yngre)|"
        r"(?P<span> gam(?:mal|la)\b| ålder\b|-?åri?ng)"
    ),
    "en": re.compile(
        r"(?P<up>(?: old)? (?:or|and) (?:over|older|above|up)\b)|(?P<down>(?: old)? (?:or|and) (?:under|younger))|"
        r"(?P<span>[ -]olds?\b| of age\b|(?:th|st|nd|rd) birthday)"
    ),
}
# a number alone is an age after these: fyllt 16, aged 16, turned 16
_SURELY_AGE: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(?:fyllt|fyller|fylla|under|över|yngre än) $"),
    "en": re.compile(r"\b(?:aged|turned|turns?|under|over|below|age|age of|from|between|are|at least) $"),
}
_NOT_YET = re.compile(
    r"(?:\binte (?:har )?|\binte ännu |\bnot (?:yet )?|n't (?:yet )?)(?:fyllt|fyller|turned) $|"
    r"\b(?:tills|until|before) (?:\w+ ){0,2}(?:fyller|turns?) $"
)
_LASTING: Mapping[Language, re.Pattern[str]] = {
    # so many years of something, not of somebody
    "sv": re.compile(r"\b(?:i|inom|efter|varje|på|om|senaste|för|minst|högst)(?: minst| högst)? $"),
    "en": re.compile(r"\b(?:for|in|within|after|every|last|least|most|to|than)(?: at least| at most)? $"),
}
_MOST: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(?:högst|max|maximalt|upp till|mindre än|inom|som mest) $"),
    "en": re.compile(r"\b(?:at most|up to|no more than|less than|within|more than) $"),
}
_LEAST: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(?:minst|mer än|fler än|längre än|över) $"),
    "en": re.compile(r"\b(?:at least|longer than|over) $"),
}
_DEADLINE = re.compile(r"['’]?s? (?:före|innan|i förväg|before|notice|in advance|ahead|beforehand)\b")
_ORDERED = re.compile(r"\b(?:dag|day) $")
# an article is a number where a length of time begins: within a week, but not twice a week
_LENGTH: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(?:i|inom|efter|på|under|tar|högst|minst|till|än|senast|ungefär|omkring) $"),
    "en": re.compile(r"\b(?:for|in|within|after|takes?|lasts?|than|about|least|most|to) $"),
}
_DIGIT = re.compile(r"\d")
_NO_WORD = re.compile(r"\W+")
_ARTICLE_BEFORE_TIME: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"(?:en|ett) (?:min|tim|dag|dygn|veck|mån|år)"),
    "en": re.compile(r"(?:an?|one) (?:min|hour|day|week|month|year)"),
}
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ ,]\d{3})+(?![\d]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class _Number:
    """A number, or a range of them, as it stands in its sentence."""

    low: float
    high: float
    unit: str
    article: bool
    before: str
    after: str
    written: str


def measures(text: str, language: Language) -> Iterator[Quantity]:
    """Yield the quantities of a text in small letters, without contacts and times of day."""
    if not _may_measure(text, language):
        return
    text = _THOUSANDS.sub(lambda found: re.sub(r"[ ,]", "", found[0]), text)
    for found in _numbers(language).finditer(text):
        low = 1.0 if found["article"] else _value(found["low"], language)
        high = _value(found["high"], language) if found["high"] else low
        unit = "kr" if found["sek"] else found["unit"] or ""
        before, after = text[max(0, found.start() - NEAR) : found.start()], text[found.end() : found.end() + NEAR]
        number = _Number(low, high, unit, bool(found["article"]), before, after, found[0].strip())
        if made := _age(number, language) or _measure(number, language):
            yield made


def _may_measure(text: str, language: Language) -> bool:
    """Tell at a glance whether a text has a number, or an article and a length of time; most have neither."""
    if _DIGIT.search(text):
        return True
    return not NUMBERS[language].keys().isdisjoint(_NO_WORD.split(text)) or bool(
        _ARTICLE_BEFORE_TIME[language].search(text)
    )


def _measure(number: _Number, language: Language) -> Quantity | None:
    kind, size = next((of for unit, of in _UNITS[language].items() if re.fullmatch(unit, number.unit)), ("", 1.0))
    bound: Bound = "most" if _MOST[language].search(number.before) else ""
    bound = "least" if _LEAST[language].search(number.before) else bound
    if number.article and not (kind == "time" and _LENGTH[language].search(number.before)):
        return None
    if not kind and _ORDERED.search(number.before):
        kind, size = "time", DAY
    if not kind:
        return _count(number, bound, language)
    if _DEADLINE.match(number.after):
        bound = ""
    return Quantity(kind, number.low * size, number.high * size, number.written, bound)


def _count(number: _Number, bound: Bound, language: Language) -> Quantity | None:
    """Return how many of something: six sessions. A year is none, nor is 9 of 10."""
    if _YEAR.fullmatch(number.written):
        return Quantity("year", number.low, number.high, number.written)
    noun = re.match(r" ([a-zåäö]{4,})", number.after)
    if not noun or number.low < 2:
        return None
    name = stem(noun[1], language)
    return Quantity(f"count of {name}", number.low, number.high, f"{number.written} {noun[1]}", bound)


def _age(number: _Number, language: Language) -> Quantity | None:
    if number.high > OLDEST or not re.fullmatch(r"|års?|månad(?:er|ers)?|years?|months?", number.unit):
        return None
    tail = _AGE_AFTER[language].match(number.after)
    lead = _AGE_BEFORE[language].search(number.before)
    months = number.unit.startswith("m")
    if not tail:
        if (
            not lead
            or months
            or (number.unit and lead.lastgroup != "down" and _LASTING[language].search(number.before))
        ):
            return None
        if not number.unit and (number.article or not _SURELY_AGE[language].search(number.before)):
            return None
        if not number.unit and re.match(r" (?:av|of|out|[a-zåäö]+(?:er|or|ar|s)\b)", number.after):
            return None
    bound: Bound = _bound(lead, tail) if number.low == number.high else "span"
    if bound == "up" and _NOT_YET.search(number.before):
        bound = "down"
    size = 1 / 12 if months else 1.0
    return Quantity("age", number.low * size, number.high * size, number.written, bound)


def _bound(lead: re.Match[str] | None, tail: re.Match[str] | None) -> Bound:
    """Return which way an age points, by what stands after it, else before it."""
    for found in (tail, lead):
        if found and found.lastgroup in ("up", "down"):
            return "up" if found.lastgroup == "up" else "down"
    return ""


def _value(text: str, language: Language) -> float:
    if text in ("en", "ett", "a", "an", "one"):
        return 1.0
    return NUMBERS[language][text] if text in NUMBERS[language] else float(text.replace(",", "."))


@cache
def _numbers(language: Language) -> re.Pattern[str]:
    words = "|".join(sorted(NUMBERS[language], key=len, reverse=True))
    units = "|".join(_UNITS[language])
    number = rf"(?:\d+(?:[.,]\d+)?(?![\d])|(?:{words})\b)"
    articles = "en|ett" if language == "sv" else "an?|one"
    # one is a number in a range, else it may be an article
    first = rf"{number}|(?:{articles})(?= (?:{_TO[language]}) {number})"
    return re.compile(
        rf"(?<![\w.,])(?P<sek>sek )?(?:(?P<low>{first})(?: ?(?:{_TO[language]}) ?(?P<high>{number}))?|"
        rf"(?P<article>{articles})(?= (?:{units})(?!\w)))(?:[ -]?(?P<unit>{units})(?!\w))?"
    )
