"""Mask what identifies a person in free text, before anything stores, logs or forwards it.

Only the standard library: the channels, which live in Rasa's process, use it too. When in doubt it masks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_GAP = r"[ \t\u00a0]"
_DASH = r"[-+\u2010-\u2015\u2212]"

_PERSONAL = re.compile(
    rf"(?<![\d+])(?:(?P<century>18|19|20){_GAP}?)?(?P<year>\d\d)[ .\-/]?(?P<month>\d\d)[ .\-/]?(?P<day>\d\d)"
    rf"(?P<between>{_GAP}?{_DASH}?{_GAP}?)(?P<last>\d{{4}})(?!\d)"
)
_PERSONAL_WORD = re.compile(
    r"person\w*[- ]?(?:nummer|nr)|p(?:ers)?nr|samordnings\w*|personal (?:identity )?(?:number|no)"
    r"|identity number|social security|\bssn\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<!\d)(?:\d{4}(?:[ -]?\d{4}){3}|\d{4}[ -]?\d{6}[ -]?\d{5}|\d{13,19})(?!\d)")
_EMAIL = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}{_GAP}?(?:@|[(\[]at[)\]]){_GAP}?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w+.,:/-])"
    r"(?:(?:\+|00)[1-9](?:[ \t\u00a0().\-\u2010-\u2015]{0,3}\d){7,13}"  # +46 (0)70 123 45 67
    r"|0[1-9](?:[ \t\u00a0()\-\u2010-\u2015]{0,3}\d){6,8}"  # 070-123 45 67, 08-12 34 56
    r"|\(0[1-9]\d{0,2}\)(?:[ \-]?\d){5,8}"  # (08) 123 456
    r"|07[02369](?:[ .\-]?\d){7}"  # 070.123.45.67
    r"|(?:46)?7[02369](?:[ \t\u00a0-]?\d){7})"  # 701234567: the zero left out
    r"(?<=\d\d)(?![\w:])"
)
_CALENDAR = re.compile(
    rf"\d\d{_GAP}?[0-5]\d{_GAP}?[-\u2010-\u2015]{_GAP}?[0-2]\d{_GAP}?[0-5]\d"  # 0830–1700
    r"|\d\d[ -]\d\d[ -](?:19|20)\d\d"  # 05-12-2026
)


@dataclass(frozen=True)
class Sensitive:
    """One kind of identifying number or address: how it looks, what it is not, what stands instead."""

    pattern: re.Pattern[str]
    is_one: Callable[[re.Match[str]], bool]
    label: str

    def mask(self, text: str) -> str:
        """Replace every one in a text by the label."""
        return self.pattern.sub(lambda match: self.label if self.is_one(match) else match.group(), text)


def mask(text: str) -> str:
    """Mask personal identity and coordination numbers, card numbers, e-mail addresses and phone numbers."""
    for kind in (*_IDENTITY, *_CONTACT):
        text = kind.mask(text)
    return text


def mask_identity(text: str) -> str:
    """Mask personal identity, coordination and card numbers only.

    For the channels: a phone number that a person types into a form must arrive.
    """
    for kind in _IDENTITY:
        text = kind.mask(text)
    return text


def _is_personal(match: re.Match[str]) -> bool:
    """Tell a personal identity number (in a coordination number 60 is added to the day) from its false friends."""
    if not (1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) % 60 <= 31 and int(match["day"]) <= 91):
        return False
    if match["between"].strip() and (match["century"] or re.match(rf"\d{{6}}{_GAP}?{_DASH}", match.group())):
        return True
    if _PERSONAL_WORD.search(match.string[max(0, match.start() - 40) : match.start()]):
        return True
    if not match["century"] and match["year"].startswith("0"):
        return False  # 0701234567 may be both: here it is a phone number
    return _luhn(_short(match)) or not _is_date_and_time(match)


def _is_date_and_time(match: re.Match[str]) -> bool:
    """Tell `20261122 1430`, said about an appointment, from a number: its year is this one or the next."""
    this_year = date.today().year
    years = {str(year) if match["century"] else str(year)[2:] for year in (this_year, this_year + 1)}
    clock = int(match["last"][:2]) < 24 and int(match["last"][2:]) < 60
    return clock and (match["century"] or "") + match["year"] in years


def _is_card(match: re.Match[str]) -> bool:
    """Accept a right check digit, or the groups in which cards are printed even with a digit wrong."""
    digits = re.sub(r"\D", "", match.group())
    return _luhn(digits) or re.fullmatch(r"[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}", match.group()) is not None


def _is_phone(match: re.Match[str]) -> bool:
    """Leave opening hours and dates alone."""
    return _CALENDAR.fullmatch(match.group()) is None


def _short(match: re.Match[str]) -> str:
    """Return the ten digits that the check digit counts."""
    return match["year"] + match["month"] + match["day"] + match["last"]


def _luhn(digits: str) -> bool:
    """Check the Luhn sum, which personal numbers and payment cards share."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


_IDENTITY = (
    Sensitive(_CARD, _is_card, "[kortnummer]"),
    Sensitive(_PERSONAL, _is_personal, "[personnummer]"),
)
_CONTACT = (
    Sensitive(_EMAIL, lambda _: True, "[e-post]"),
    Sensitive(_PHONE, _is_phone, "[telefonnummer]"),
)
