"""Which days a person means: from "nästa tisdag" to a first and a last date."""
# ruff: noqa: E501  (a pattern is read, and compared with its neighbours, on one line)

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from vardlots.booking.words import MONTHS, NUMBERS, WEEKDAYS, number, one_of

DAY = timedelta(days=1)
WORKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)


@dataclass(frozen=True)
class Days:
    """Days from `first` to `last` (None: no end), on some weekdays only, without some."""

    first: date
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    without: tuple[date, ...] = ()
    without_weekdays: tuple[int, ...] = ()
    soonest: bool = False


_WD, _MON, _NUM = one_of(WEEKDAYS), one_of(MONTHS), rf"(?:\d{{1,2}}|{one_of(NUMBERS)})"
_FEASTS = {
    r"lucia": (12, 13), r"julafton(?:en)?|christmas eve": (12, 24), r"juldagen|christmas day": (12, 25),
    r"annandag(?:en)? jul|annandagen|boxing day": (12, 26), r"nyarsafton(?:en)?|new year'?s eve": (12, 31),
    r"nyarsdagen|new year'?s day": (1, 1), r"trettondag(?:en|afton)?|epiphany": (1, 6),
}  # fmt: skip
_SOONEST = (
    r"\basap\b|\bsa (?:snart|fort|tidigt|snabbt) (?:som )?(?:det )?(?:mojligt|gar|ni kan|bara)\b|\bsnarast\b|\bomgaende\b|"
    r"\bas (?:soon|early|quickly) as\b|\bsoonest\b|\b(?:first|next|earliest) (?:available|possible|free|time|slot|appointment)\b|"
    r"\b(?:forsta|tidigaste|narmaste|next) (?:basta |mojliga |lediga )?(?:tid(?:en)?|lediga|mojliga)\b|\btidigast mojliga?\b|"
    r"\bright away\b|\bimmediately\b|\bgenast\b|\bnu (?:direkt|pa en gang|genast)\b|^(?:\w+ )?(?:just nu|right now)[ .!?]*$|\bdirekt\b(?= *[?.!]*$)|"
    r"\bearliest\b|\b(?:pronto|snabbast)\b|^(?:nu|now|snart|soon|fort)[ .!?]*$|\bsom snarast\b|\bsa snart\b"
)
_ANY = (
    r"\bnar som helst\b|\bspelar ingen roll\b|\bany ?time\b|\bwhenever\b|\bany day\b|\bkvittar\b|\bdoes ?n[o']?t matter\b|"
    r"\bdon'?t (?:mind|care) when\b|\bnar ni (?:kan|vill|har)\b|\bvilken (?:tid|dag) som helst\b|\balla (?:tider|dagar)\b|"
    r"\b(?:i'?m|jag ar) (?:flexible|flexibel)\b|\bvilken som helst\b|\bany (?:is fine|works|of them)\b|\bno preference\b"
)
_NOT = r"\b(?:inte|ej|utom|forutom|not|no|except(?: for)?|but|never|aldrig|n't|cant|can't|cannot|kan inte)(?: (?:pa|on|nagon|until|do|ta))?(?: next)? "

_UNFIT = (
    r"(?:funkar|passar|gar|kan jag|fungerar) (?:inte|ej)|(?:is n[o']t|isn't|doesn'?t|does not|won'?t|will not) (?:good|work|ok|possible|fit|suit)\w*|"
    r"is (?:no good|bad|impossible|difficult)|ar (?:inte bra|daligt|svart)|i (?:can't|cannot|cant)"
)


def read(said: str, now: datetime) -> tuple[Days | None, str]:
    """Find the days in a normalised text; return them, and the text without what was read as a date."""
    today = now.date()
    banned, said = _exclusions(said, today)
    found, rest = _wanted(said, today)
    if not found and not banned:
        return None, rest
    base = found or Days(today)
    return replace(base, without=banned.get("without", ()), without_weekdays=banned.get("without_weekdays", ())), rest


def _wanted(said: str, today: date) -> tuple[Days | None, str]:
    """Read the days that are wanted; two of them ("tisdag eller torsdag") span what lies between."""
    found: list[Days] = []
    for pattern, reader in _READERS:
        while match := re.search(pattern, said):
            days = reader(match, today)
            said = f"{said[: match.start()]} ; {said[match.end() :]}"
            if days:
                found.append(days)
    return (_joined(found) if found else None), said


def _joined(found: list[Days]) -> Days:
    """Make one window of several. A span narrows a weekday ("fredag nästa vecka"), days add up."""
    if len(found) == 1:
        return found[0]
    soonest = any(days.soonest for days in found)
    dated = [days for days in found if days.last] or found
    first, last = min(days.first for days in dated), max(days.last or days.first for days in dated)
    weekdays = {
        day for days in dated for day in days.weekdays or ({days.first.weekday()} if days.first == days.last else ())
    }
    return Days(first, last if dated[0].last else None, tuple(sorted(weekdays)), soonest=soonest)


def _exclusions(said: str, today: date) -> tuple[dict[str, tuple], str]:
    """Read the days that are ruled out: "inte måndag", "not tomorrow", "any day but Friday or Sunday"."""
    banned: dict[str, tuple] = {}
    if match := re.search(rf"{_NOT}({_WD}(?:(?:,| eller| och| or| and)+ (?:pa |on )?{_WD})*)\b", said):
        banned["without_weekdays"] = tuple(sorted({WEEKDAYS[word] for word in re.findall(rf"\b{_WD}\b", match[1])}))
        said = said.replace(match[0], " ; ")
    if match := re.search(rf"\b({_WD}) (?:{_UNFIT})\b", said):
        banned["without_weekdays"] = (*banned.get("without_weekdays", ()), WEEKDAYS[match[1]])
        said = said.replace(match[0], " ; ")
    if match := re.search(rf"{_NOT}(?:i |at |pa |the )?(helgen|helger|weekends?)\b", said):
        banned["without_weekdays"] = tuple(sorted({*banned.get("without_weekdays", ()), *WEEKEND}))
        said = said.replace(match[0], " ; ")
    for word, day in (("idag", today), ("imorgon", today + DAY), ("overmorgon", today + 2 * DAY)):
        if match := re.search(rf"{_NOT}{word}\b", said):
            banned["without"] = (*banned.get("without", ()), day)
            said = said.replace(match[0], " ; ")
    return banned, said


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _one(day: date) -> Days:
    return Days(day, day)


def _week(monday: date, today: date, part: str | None = None) -> Days:
    """Return a week, from today on, or its beginning, middle or end."""
    first, last = {"start": (0, 1), "middle": (1, 3), "end": (3, 6)}.get(part or "", (0, 6))
    return Days(max(monday + first * DAY, today), max(monday + last * DAY, today))


def _part(words: str) -> str | None:
    if re.search(r"borjan|start|early|beginning|tidigt", words):
        return "start"
    if re.search(r"mitten|middle|mid", words):
        return "middle"
    return "end" if re.search(r"slutet|end|late|senare", words) else None


def _weeks_away(words: str, today: date) -> date:
    """Return the Monday of "next week", "this week", "veckan efter"."""
    weeks = 2 if re.search(r"veckan efter|week after", words) else 1 if "next" in words else 0
    return _monday(today) + 7 * weeks * DAY


def _read_week(match: re.Match[str], today: date) -> Days:
    return _week(_weeks_away(match[0], today), today, _part(match[0]))


def _read_numbered_week(match: re.Match[str], today: date) -> Days | None:
    """Read "vecka 49": this year's, or next year's when it has passed; a year may have no week 53."""
    for year in (today.year, today.year + 1):
        try:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
        except ValueError:
            continue
        if monday + 6 * DAY >= today:
            return _week(monday, today)
    return None


def _read_weekday_of_week(match: re.Match[str], today: date) -> Days:
    return _one(_weeks_away(match["week"], today) + WEEKDAYS[match["day"]] * DAY)


def _read_weekday(match: re.Match[str], today: date) -> Days:
    """Read a weekday: the coming one, never today; "next Tuesday" is the one of the next calendar week."""
    day = WEEKDAYS[match["day"]]
    coming = today + ((day - today.weekday() - 1) % 7 + 1) * DAY
    if match["day"].endswith(("ar", "days")) and not match["which"]:
        return Days(today, None, (day,))
    if match["later"]:
        return _one(coming + 7 * DAY)
    return _one(_monday(today) + (7 + day) * DAY if "next" in (match["which"] or "") else coming)


def _read_weekday_span(match: re.Match[str], today: date) -> Days:
    first = today + ((WEEKDAYS[match[1]] - today.weekday() - 1) % 7 + 1) * DAY
    return Days(first, first + ((WEEKDAYS[match[2]] - WEEKDAYS[match[1]]) % 7) * DAY)


def _read_weekend(match: re.Match[str], today: date) -> Days:
    """Read "helgen": Saturday and Sunday, what is left of them when it has begun."""
    if re.search(r"helger|weekends|pa helg\b", match[0]):
        return Days(today, None, WEEKEND)
    saturday = _monday(today) + 5 * DAY + (7 * DAY if "next" in match[0] else timedelta(0))
    return Days(max(saturday, today), saturday + DAY)


def _read_in(match: re.Match[str], today: date) -> Days | None:
    count = number(match["n"])
    if count is None:
        return None
    if match["unit"].startswith(("d", "dag")):
        return _one(today + count * DAY)
    if match["unit"].startswith(("v", "w")):
        return _one(today + 7 * DAY) if count == 1 else _week(_monday(today) + 7 * count * DAY, today)
    first = today + 30 * count * DAY
    return Days(first - 3 * DAY, first + 10 * DAY)


def _dated(day: int, month: int, year: int | None, today: date) -> date | None:
    """Return a date, next year's when this year's has passed; None when there is no such date."""
    year = year + 2000 if year and year < 100 else year
    try:
        found = date(year or today.year, month, day)
        return found.replace(year=found.year + 1) if not year and found < today else found
    except ValueError:
        return None


def _read_date(match: re.Match[str], today: date) -> Days | None:
    groups = match.groupdict()
    month = MONTHS.get(groups["month"]) or int(groups["month"])
    last = _dated(int(groups["day"]), month, int(groups["year"]) if groups.get("year") else None, today)
    if last is None or last < today:
        return None
    first = last.replace(day=int(groups["from"])) if groups.get("from") and int(groups["from"]) <= last.day else last
    return Days(first, last)


def _read_day_of_month(match: re.Match[str], today: date) -> Days | None:
    """Read "den 5": the next day with that number."""
    day = int(match["day"])
    for ahead in range(12):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        if 1 <= day <= monthrange(year, month + 1)[1] and (found := date(year, month + 1, day)) >= today:
            return _one(found)
    return None


def _read_month(match: re.Match[str], today: date) -> Days:
    month = MONTHS[match["month"]]
    year = today.year + (month < today.month)
    last = monthrange(year, month)[1]
    first, end = {"start": (1, 10), "middle": (10, 20), "end": (20, last)}.get(_part(match[0]) or "", (1, last))
    return Days(max(date(year, month, first), today), date(year, month, end))


def _bound(
    reader: Callable[[re.Match[str], date], Days | None], *, until: bool
) -> Callable[[re.Match[str], date], Days | None]:
    """Turn a reader of a day into one of everything until it, or from it on."""

    def read_bound(match: re.Match[str], today: date) -> Days | None:
        days = reader(match, today)
        if days is None:
            return None
        strictly = bool(re.match(r"(?:fore|innan|before|efter|after)\b", match[0]))
        if until:
            return Days(today, max((days.last or days.first) - (DAY if strictly else timedelta(0)), today))
        return Days((days.last or days.first) + DAY if strictly else days.first)

    return read_bound


def _feast(month: int, day: int) -> Callable[[re.Match[str], date], Days | None]:
    return lambda _match, today: _one(found) if (found := _dated(day, month, None, today)) else None


def _ahead(days: int) -> Callable[[re.Match[str], date], Days]:
    return lambda _match, today: _one(today + days * DAY)


_WEEK = (
    r"(?:(?:den har|denna|this|i|next|the|later this|senare i|i slutet av|i borjan av|i mitten av|end of|start of|beginning of|"
    r"early|late|mid|middle of|efter|the following|under|nagon gang) )*(?:veckan efter(?: next)?|the week after(?: next)?|week after next|veckan|vecka|week)"
)
_NAMED_DAY = rf"(?:\b(?P<which>next|this|coming|nu) )?(?:pa )?\b(?P<day>{_WD})\b"
_LATER = r"(?P<later> om en vecka| om 8 dagar| week\b)"
_WEEKDAY = f"{_NAMED_DAY}{_LATER}?"
_YEAR = r"(?:,? (?P<year>20\d\d))?"
_DATE = rf"(?:den |the )?\b(?:(?P<from>\d{{1,2}}) ?(?:-|till|to|och|and|eller|or) ?(?:den |the )?)?(?P<day>\d{{1,2}}):?(?:a|e)? ?(?:of )?(?P<month>{_MON})\b\.?{_YEAR}"
_DATE_US = rf"\b(?P<month>{_MON}) (?:the )?(?P<day>\d{{1,2}})(?![\d:.])\b{_YEAR}"
_SLASH = r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[/ -](?P<year>(?:20)?\d\d)(?![:.\d]))?(?![\d/])"
_ISO = r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"
_WEEKEND = r"(?:(?:this|next|the|i|pa|at|denna|den har) )*(?:helg(?:en|er|erna)?|weekends?)"
_BY = r"(?:fore|innan|before|senast|by|till och med|t\.?o\.?m\.?|until|latest|no later than) (?:pa |den |on |the )?"
_FROM = r"(?:efter|after|fran och med|fr\.?o\.?m\.?|fran|from|tidigast|starting|no earlier than|earliest) (?:pa |den |on |the )?"

_READERS: tuple[tuple[str, Callable[[re.Match[str], date], Days | None]], ...] = (
    (r"\bmellandagarna\b", lambda _match, today: Days(date(today.year, 12, 27), date(today.year, 12, 30))),
    *((rf"\b(?:{words})\b", _feast(*when)) for words, when in _FEASTS.items()),
    (_ISO, _read_date),
    *((rf"\b{_BY}{pattern}", _bound(_read_date, until=True)) for pattern in (_DATE, _SLASH)),
    *((rf"\b{_FROM}{pattern}", _bound(_read_date, until=False)) for pattern in (_DATE, _SLASH)),
    (_DATE, _read_date), (_DATE_US, _read_date), (_SLASH, _read_date),
    (r"\bovermorgon\b", _ahead(2)), (r"\bimorgon\b", _ahead(1)),
    (r"\bidag\b|\b(?:i|this) (?=eftermiddag|formiddag|afternoon|morning|lunch)", _ahead(0)),
    (rf"\b(?P<day>{_WD})(?:en)? (?:i |om )?(?P<week>(?:next|this|denna|den har|the) (?:vecka|veckan|week)\b(?: after)?|veckan efter)", _read_weekday_of_week),
    (rf"\b(?P<week>next (?:vecka|week)) (?:pa |on )?(?P<day>{_WD})\b", _read_weekday_of_week),
    (rf"\b(?:mellan |between )({_WD}) (?:och|and) ({_WD})\b", _read_weekday_span),
    (rf"\b(?:mellan |between |fran |from )?({_WD}) ?(?:-|till|to|t\.?o\.?m\.?|through) ?({_WD})\b", _read_weekday_span),
    (f"{_NAMED_DAY}{_LATER}", _read_weekday),
    (rf"\b{_BY}{_WEEKDAY}", _bound(_read_weekday, until=True)),
    (rf"\b{_FROM}{_WEEKDAY}", _bound(_read_weekday, until=False)),
    (rf"\b(?:om|in|within|inom) (?:ett |a )?(?P<n>{_NUM}) (?P<unit>dag(?:ar)?|days?|veck(?:a|or)|weeks?|manad(?:er)?|months?)\b", _read_in),
    (rf"\b(?P<n>{_NUM}) (?P<unit>days|weeks) from now\b", _read_in),
    *((rf"\b{word}{_WEEKEND}\b", _bound(_read_weekend, until=until)) for word, until in ((_BY, True), (_FROM, False))),
    (rf"\b{_WEEKEND}\b", _read_weekend),
    (r"\b(?:vardag(?:ar|en|arna)?|weekdays?|working days?)\b", lambda _match, today: Days(today, None, WORKDAYS)),
    (r"\b(?:vecka|week|v\.?) ?(?P<week>\d{1,2})\b", _read_numbered_week),
    (rf"\b{_FROM}{_WEEK}\b", _bound(_read_week, until=False)),
    (rf"\b{_WEEK}\b", _read_week),
    (rf"\b(?:i slutet av|i borjan av|i mitten av|end of|start of|beginning of|early|late|mid|i|in|under|during) (?P<month>{_MON})\b", _read_month),
    (_WEEKDAY, _read_weekday),
    (r"\b(?:den|on the|the) (?P<day>\d{1,2})(?::?e|:a)?\b(?!(?: ?[:.]\d|/))", _read_day_of_month),
    (_SOONEST, lambda _match, today: Days(today, soonest=True)),
    (_ANY, lambda _match, today: Days(today)),
)  # fmt: skip
