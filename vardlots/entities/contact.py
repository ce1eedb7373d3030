"""Phone numbers and booking references, as typed. Whether they are valid is for those who use them."""

import re

from vardlots.entities.found import Found

_GROUPED = r"(?:[\s/().-]{0,2}\d)"
_PHONE = re.compile(
    r"(?<![\w+.,:/-])(?:"
    rf"(?:\+46|0046)[\s-]?(?:\(0\))?[\s-]?\d{_GROUPED}{{6,8}}"  # Sweden, written abroad
    rf"|(?:\+|00)[1-9]\d{_GROUPED}{{6,12}}"  # another country
    rf"|0[1-9]{_GROUPED}{{6,8}}"  # Sweden
    r")(?![\w:]|-\d)"
)
_ALL_DIGITS = re.compile(rf"\+?\d{_GROUPED}{{5,14}}")
_PERSONAL = re.compile(r"(?:\d\d)?\d\d(?:0[1-9]|1[0-2])[0-3]\d[\s-]?[-+]\s?\d{4}")

SIGNS = "CDFGHJKLMNPQRTVWX34679"
"""The signs of a booking reference: K7M-4QX."""
_REFERENCE = re.compile(rf"(?<![\w-])[{SIGNS}]{{3}}[-–. ]?[{SIGNS}]{{3}}(?![\w-])", re.IGNORECASE)


def find_phones(text: str, expecting: bool = False) -> list[Found]:
    """Return phone numbers; with `expecting` (a form asked) any row of six digits or more that is the whole answer."""
    found = [_found("phone", text, *match.span()) for match in _PHONE.finditer(text) if not _PERSONAL.match(match[0])]
    whole = _ALL_DIGITS.fullmatch(text.strip())
    if expecting and not found and whole and not _PERSONAL.fullmatch(whole[0]):
        start = text.index(whole[0])
        return [_found("phone", text, start, start + len(whole[0]))]
    return found


def find_references(text: str) -> list[Found]:
    """Return booking references: six signs, letters and digits mixed."""
    return [_found("reference", text, *match.span()) for match in _REFERENCE.finditer(text) if _mixed(match[0])]


def _mixed(signs: str) -> bool:
    return any(sign.isdigit() for sign in signs) and any(sign.isalpha() for sign in signs)


def _found(kind: str, text: str, start: int, end: int) -> Found:
    return Found(kind, text[start:end], start, end)
