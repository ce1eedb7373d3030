"""Personal identity numbers, coordination numbers and payment cards: how they look, and what only looks like one."""

import re
from collections.abc import Iterator
from datetime import date

from vardlots.privacy.groups import LONGEST, Span, Window, windows
from vardlots.privacy.plain import TAKEN

_DATE = r"(?:(?P<century>18|19|20) ?)?(?P<year>\d\d)[ .\-/]?(?P<month>\d\d)[ .\-/]?(?P<day>\d\d)"
_PERSONAL = re.compile(rf"(?<!\d){_DATE}(?P<between> {{0,2}}[-+]? {{0,2}})(?P<last>\d{{4}})(?!\d)")
_IN_TWO = re.compile(
    rf"(?<!\d){_DATE}(?!\d)[^\d\n{TAKEN}]{{1,30}}(?:sista|last|fyra|four)[^\d\n{TAKEN}]{{1,25}}(?P<last>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"person\w{0,12}[- ]?(?:nummer|nr)|p(?:ers)?nr|samordnings\w{0,9}|personal (?:identity )?(?:number|no)"
    r"|identity number|social security|\bssn\b",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(rf"[^\d\]{TAKEN}]{{0,40}}\Z")
_CARD_SHAPE = re.compile(r"[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}")
_DATES = ((4, 2, 2), (2, 2, 2))
_CARD_GROUPS = ((4, 6, 5), (4, 6, 4))


def personal_numbers(text: str) -> Iterator[Span]:
    """Find personal identity and coordination numbers (60 is added to the day) in a plain text.

    Written as they should be, a wrong check digit is taken for a typing error; in odd groups the check digit must be
    right, or the word must stand before.
    """
    for match in _every(_IN_TWO, text):
        if _is_date(match["month"], match["day"]):
            yield match.span()
    for match in _every(_PERSONAL, text):
        if _is_personal(match):
            yield match.span()
    for window in windows(text, (10, 12)):
        if _is_grouped_personal(window, text):
            yield window.start, window.end


def card_numbers(text: str) -> Iterator[Span]:
    """Find payment cards: a right check digit, or the groups in which they are printed even with a digit wrong."""
    for window in windows(text, range(13, LONGEST + 1)):
        printed = _CARD_SHAPE.fullmatch(text[window.start : window.end])
        if printed or (_is_card_shape(window) and _luhn(window.digits)):
            yield window.start, window.end


def _every(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield matches that may overlap: one that turns out to be none must not hide the one that begins inside it."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _is_personal(match: re.Match[str]) -> bool:
    if not _is_date(match["month"], match["day"]):
        return False
    dashed = match["between"].strip()
    if dashed and (match["century"] or re.match(r"\d{6} {0,2}[-+]", match.group())):
        return True
    if match.string[match.start() - 1 : match.start()] == "+":
        return False
    if _is_called_so(match.string, match.start()):
        return True
    right = _luhn(match["year"] + match["month"] + match["day"] + match["last"])
    if not match["century"] and _may_be_phone(match["year"]):
        return right and bool(match["between"])  # 0701234567 is a phone number, 070123 4567 is none
    to_come = _is_to_come((match["century"] or "") + match["year"] + match["month"] + match["day"])
    return not to_come and (right or not _is_date_and_time(match))


def _is_grouped_personal(window: Window, text: str) -> bool:
    century, ten = window.digits[:-10], window.digits[-10:]
    if century not in ("", "18", "19", "20") or not _is_date(ten[2:4], ten[4:6]):
        return False
    if _is_called_so(text, window.start):
        return True
    clock = window.sizes[-2:] == (2, 2) and window.gaps[-1] == "."
    dated = window.sizes[:-2] in _DATES or _is_near(century, ten[:2])  # 2000-01-07 10.30, but not 20000107 10.30
    phone = not century and _may_be_phone(ten[:2])
    return _luhn(ten) and not (clock and dated) and not phone and not _is_to_come(century + ten[:6])


def _is_date(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) % 60 <= 31 and int(day) <= 91


def _is_to_come(day: str) -> bool:
    """Tell whether a date with its century lies ahead: nobody was born then, but appointments are."""
    coordinated = f"{int(day[-2:]) % 60:02}"
    return len(day) == 8 and day[:6] + coordinated > f"{date.today():%Y%m%d}"


def _may_be_phone(year: str) -> bool:
    """Tell whether ten digits that begin so may be a phone number; after 00 comes a country, and none begins with 0."""
    return year.startswith("0") and year != "00"


def _is_called_so(text: str, start: int) -> bool:
    """Tell whether the word stands before a number, with no other number in between."""
    before = _SAID_BEFORE.search(text, max(0, start - 40), start)
    return before is not None and _WORD.search(before.group()) is not None


def _is_date_and_time(match: re.Match[str]) -> bool:
    """Tell `20261122 1430`, said about an appointment, from a number: its year is this one or the next."""
    clock = int(match["last"][:2]) < 24 and int(match["last"][2:]) < 60
    return clock and _is_near(match["century"] or "", match["year"])


def _is_near(century: str, year: str) -> bool:
    """Tell whether appointments are in a year: this one or the next."""
    this_year = date.today().year
    return century + year in {str(near) if century else str(near)[2:] for near in (this_year, this_year + 1)}


def _is_card_shape(window: Window) -> bool:
    """Tell whether the groups are ones that somebody copies a card in: whole, even, or spelled out."""
    first, last = window.sizes[0], window.sizes[-1]
    even = set(window.sizes[:-1]) <= {first} and first in (1, 2, 4, 8) and last <= first
    return len(window.sizes) == 1 or window.sizes in _CARD_GROUPS or (even and window.digits[0] in "23456")


def _luhn(digits: str) -> bool:
    """Check the Luhn sum, which personal numbers and payment cards share."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
