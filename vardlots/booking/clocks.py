"""Which time of day a person means: from "halv tre" or "after work" to bounds on the clock."""
# ruff: noqa: E501  (a pattern is read, and compared with its neighbours, on one line)

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone

from vardlots.booking.words import NUMBERS, number, one_of
from vardlots.replies import Language

FIRST_HOUR = 7
"""Before seven nobody sees patients, so a bare "klockan tre" is three in the afternoon."""


@dataclass(frozen=True)
class Hours:
    """Bounds on a start: `after` and `before`, or a wanted time `at`; `exactly` is a moment ("in an hour")."""

    after: time | None = None
    before: time | None = None
    at: time | None = None
    exactly: datetime | None = None


_NUM = one_of(NUMBERS)
_SAID = rf"(?:\d{{1,2}}(?:[:.]\d\d)?|{_NUM})"
_HALF = r"(?P<am>\s?(?:a\.?m\b\.?|pa morgonen|in the morning))?(?P<pm>\s?(?:p\.?m\b\.?|pa (?:eftermiddagen|kvallen)|in the (?:afternoon|evening)))?"
_CLOCK = (
    rf"(?:kl )?(?:(?P<past>halv|half past|half|kvart over|quarter past|kvart i|quarter to|(?:tio|fem|tjugo|ten|five|twenty) (?:over|past|i|to)) )?"
    rf"(?P<hour>\d{{1,2}}|{_NUM})(?:[:.](?P<minute>\d\d))?(?![\d/])\b{_HALF}"
)
_AFTER = r"(?:efter|after|fran|from|tidigast|not before|inte (?:fore|innan)|no earlier than|any ?time after|senare an|later than)(?: at| about| ca)? "
_BEFORE = r"(?:innan|fore|before|senast|till|until|by|no later than|not after|inte efter|tidigare an|earlier than)(?: at| about| ca)? "
_AT = r"(?:kl|vid|runt|omkring|at|around|about|ca|cirka|ungefar|strax efter|kring)(?: kl| about)? "
_PARTS: tuple[tuple[str, time | None, time | None], ...] = (
    (r"(?:efter jobbet|after work|efter arbetet|efter arbetstid)", time(17), None),
    (r"(?:efter skolan|after school)", time(15), None),
    (r"(?:efter (?:min )?lunch(?:en)?|after lunch|efter middag|after (?:noon|midday))", time(13), None),
    (r"(?:fore|innan|before) (?:lunch(?:en)?|noon|midday|middag|tolv)", None, time(12)),
    (r"(?:innan|fore|before) (?:jobbet|work|skolan|school|arbetet)", None, time(9)),
    (r"(?:bitti|tidigt pa morgonen|early (?:in the )?morning|morgonbitti|imorgon bitti)", None, time(10)),
    (r"(?:sen(?:t)? (?:eftermiddag|pa eftermiddagen)|late (?:in the )?afternoon)", time(15), time(18)),
    (r"eftermiddag(?:en|s|ar)?|afternoons?|pa dagen", time(12), time(17)),
    (r"formiddag(?:en|s|ar)?", None, time(12)),
    (r"mornings?|morgon(?:en|ar)?|mornar", None, time(12)),
    (r"kvall(?:en|stid|ar|s)?|evenings?|night", time(17), None),
    (r"lunch(?:tid|en)?|lunchtime|noon|midday|mitt pa dagen", time(11), time(13, 30)),
    (r"dagtid|daytime|kontorstid|office hours", time(8), time(17)),
    (r"sa tidigt|tidigt|early", None, time(10)),
    (r"sa sent|sent pa dagen|late in the day", time(16), None),
)


def read(said: str, now: datetime, language: Language | None = None) -> Hours | None:
    """Find the time of day in a normalised text, or None."""
    if match := re.search(
        rf"\b(?:om|in|within|inom) (?P<n>\d{{1,3}}|{_NUM}|en halv|half an) (?P<unit>timm(?:e|ar)|hours?|min(?:uter|utes?)?)\b",
        said,
    ):
        return _later(match["n"], match["unit"], now)
    hint = _hint(said)
    if match := re.search(
        rf"\b(?:(?:mellan|between|from|fran) )(?:kl )?({_SAID}) ?(?:och|and|till|to|-) ?(?:kl )?({_SAID}) ?(am|pm)?\b",
        said,
    ):
        return _between(match, hint)
    if match := re.search(
        r"(?<![\d/-])(?:kl )?(\d{1,2}(?:[:.]\d\d)?) ?- ?(\d{1,2}(?:[:.]\d\d)?)(?![\d/-]) ?(am|pm)?\b", said
    ):
        return _between(match, hint)
    for words, bound in ((_AFTER, _after), (_BEFORE, _before), (_AT, _at)):
        if (match := re.search(rf"\b{words}{_CLOCK}", said)) and (clock := _clock(match, hint, language)):
            return bound(clock)
    return _part(said) or _bare(said, hint, language)


def clock_in(said: str, language: Language | None = None) -> time | None:
    """Return the one clock time that a normalised text names, however briefly ("halv fem", "16", "at 4")."""
    hours = read(said, datetime.min, language)
    if hours and hours.at:
        return hours.at
    match = re.fullmatch(rf"(?:den |the |kl |at |that |ta )*{_CLOCK}[ .!]*(?:tack|please|one|da)?", said)
    return _clock(match, _hint(said), language) if match else None


def _after(clock: time) -> Hours:
    return Hours(after=clock)


def _before(clock: time) -> Hours:
    return Hours(before=clock)


def _at(clock: time) -> Hours:
    return Hours(at=clock)


def _bare(said: str, hint: str | None, language: Language | None) -> Hours | None:
    """Read a clock time that no word leads up to: only in a shape that nothing else has."""
    for pattern in (
        r"(?P<past>(?!))?(?<![\d.,/:-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?![\d.,:/-]\d|\d)\s?(?P<am>a\.?m\b)?(?P<pm>p\.?m\b)?",
        rf"(?P<minute>(?!))?\b(?P<past>(?!))?(?P<hour>\d{{1,2}}|{_NUM})\s?(?:(?P<am>a\.?m\b)|(?P<pm>p\.?m\b))",
        rf"(?P<minute>(?!))?\b(?P<past>halv|half past|kvart over|quarter past|kvart i|quarter to) (?P<hour>\d{{1,2}}|{_NUM})\b{_HALF}",
    ):
        if (match := re.search(pattern, said)) and (clock := _clock(match, hint, language)):
            return Hours(at=clock)
    return None


def _part(said: str) -> Hours | None:
    for words, after, before in _PARTS:
        if re.search(rf"\b(?:{words})\b", said):
            return Hours(after, before)
    return None


def _hint(said: str) -> str | None:
    """Return which half of the day the rest of the sentence speaks of."""
    if re.search(r"\b(?:kvall\w*|evening|eftermiddag\w*|afternoon)\b", said):
        return "pm"
    return "am" if re.search(r"\b(?:bitti|formiddag\w*|morning|pa morgonen)\b", said) else None


def _clock(match: re.Match[str], hint: str | None, language: Language | None) -> time | None:
    """Make a time of hour, minute and "halv"; None when there is no such time."""
    hour, minute = number(match["hour"]), int(match["minute"] or 0)
    if hour is None or hour > 23 or minute > 59:
        return None
    half = "am" if match["am"] else "pm" if match["pm"] else hint
    shift = _shift(match["past"] or "", language)
    moment = _hour(hour, half, typed=bool(match["minute"])) * 60 + minute + shift
    if shift < 0 and moment < FIRST_HOUR * 60 and half != "am":
        moment += 12 * 60
    return time(moment // 60 % 24, moment % 60)


def _hour(hour: int, half: str | None, *, typed: bool = False) -> int:
    """Return the hour of the day: as said, or the afternoon's when that is when the clinic is open."""
    if half == "am" or hour >= 12:
        return 0 if half == "am" and hour == 12 else hour
    if half == "pm" or (hour < FIRST_HOUR and not typed) or 1 <= hour < FIRST_HOUR:
        return hour + 12
    return hour


def _shift(past: str, language: Language | None) -> int:
    """Return the minutes that "halv", "kvart i", "ten past" add; "half five" is 4.30 in Swedish, 5.30 in English."""
    if past in ("halv", "half past", "half"):
        return 30 if past == "half past" or (past == "half" and language != "sv") else -30
    sizes = {"kvart": 15, "quarter": 15, "tio": 10, "ten": 10, "fem": 5, "five": 5, "tjugo": 20, "twenty": 20}
    if not past:
        return 0
    size, way = past.split()
    return sizes[size] if way in ("over", "past") else -sizes[size]


def _between(match: re.Match[str], hint: str | None) -> Hours | None:
    ends = []
    for said in (match[1], match[2]):
        hour, _, minute = re.sub(r"[.]", ":", said).partition(":")
        value = number(hour)
        if value is None or value > 23 or int(minute or 0) > 59:
            return None
        ends.append(time(_hour(value, match[3] or hint, typed=bool(minute)), int(minute or 0)))
    return Hours(after=ends[0], before=ends[1]) if ends[0] < ends[1] else None


def _later(count: str, unit: str, now: datetime) -> Hours:
    """Read "in two hours": real hours, so that a night when the clocks change does not bend them."""
    minutes = 30 if "hal" in count else (number(count) or 1) * (1 if unit.startswith("min") else 60)
    moment = (now.astimezone(timezone.utc) + timedelta(minutes=minutes)).astimezone(now.tzinfo)
    return Hours(after=moment.time().replace(second=0, microsecond=0), exactly=moment)
