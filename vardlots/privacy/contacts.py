"""E-mail addresses and phone numbers in a plain text, and the phone numbers that are nobody's secret."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vardlots.privacy.groups import AMOUNT, Span
from vardlots.privacy.plain import TAKEN, Plain
from vardlots.settings import settings

_NAME = rf"[^\s@<>()\[\],;:\"{TAKEN}]"
_AT = r"(?:@|[(\[]at[)\]]|\(a\)| (?:snabel-?a|at) )"
_EMAIL = re.compile(
    rf"(?<!{_NAME}){_NAME}{{1,64}}(?: ?{_AT} ?[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}}|@[^\W\d][\w-]{{1,62}})",
    re.IGNORECASE,
)
_MAY_BE_EMAIL = re.compile(_AT, re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d+])(?<!\d[.,:/\-])(?:"
    r"(?:\+|(?<!\w)00)[1-9](?:[ ().\-/]{0,3}\d){7,13}"  # +46 (0)70 123 45 67
    r"|07(?P<gap>[ .\-])\d\d(?:(?P=gap)\d\d){3}|07[02369](?:[ ()./\-]{0,3}\d){7}"  # 070.123.45.67; letters may touch it
    r"|(?<!\w)(?<!\w-)0[1-9](?:[ ()\-]{0,3}\d){6,8}"  # 08-12 34 56
    r"|\(0[1-9]\d{0,2}\)(?:[ \-]?\d){5,8}"  # (08) 123 456
    r"|(?<!\w)(?<!\w-)(?:46 ?)?7[02369](?:[ \-]?\d){7}"  # 701234567: the zero left out
    r")(?<=\d\d)(?!\d)(?!:\d)"
)
_CALENDAR = re.compile(
    r"\d\d ?[0-5]\d ?- ?[0-2]\d ?[0-5]\d(?!\d)"  # 0830-1700
    r"|\d\d[ \-]\d\d[ \-](?:19|20)\d\d(?!\d)"  # 05-12-2026
)
_DIGIT = re.compile(r"\d")
_FREE = re.compile(r"(?:20|77|900)\d+")
"""Numbers that only organisations have: free of charge, the same price everywhere, or at a higher price."""
_MOBILE = re.compile(r"7[02369]\d{7}")


def emails(text: str) -> Iterator[Span]:
    """Find e-mail addresses, also `anna (at) example.com` and `anna snabel-a example.com`."""
    if _MAY_BE_EMAIL.search(text):
        yield from (match.span() for match in _EMAIL.finditer(text))


def phones(text: str) -> Iterator[Span]:
    """Find phone numbers that may be a person's: none that is in the knowledge base, or free to call."""
    public = public_numbers(settings().kb)
    for match in _found(text):
        number = _national(match.group())
        if number not in public and not _FREE.fullmatch(number):
            yield match.span()


@cache
def public_numbers(kb: Path) -> frozenset[str]:
    """Return the phone numbers that the clinic's own texts name, without their zero; none of them is a mobile's.

    They are read once a process: a number that is new in the texts is masked until the next start. Folding is slow and
    most lines have no digit, so only those that have one are folded; no number goes on in the next line.
    """
    files = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(kb.rglob("*.yaml")))
    lines = (Plain.of(line).text for text in files for line in text.splitlines() if _DIGIT.search(line))
    numbers = {_national(match.group()) for line in lines for match in _found(line)}
    return frozenset(number for number in numbers if not _MOBILE.fullmatch(number))


def _found(text: str) -> Iterator[re.Match[str]]:
    match = _PHONE.search(text)
    while match:
        taken = not (_CALENDAR.match(match.group()) or AMOUNT.match(text, match.end()))
        if taken:
            yield match
        match = _PHONE.search(text, match.end() if taken else match.start() + 1)


def _national(number: str) -> str:
    """Return the digits that follow the zero or the country code of Sweden."""
    digits = re.sub(r"\D", "", number)
    return re.sub(r"\A(?:0046|46(?=\d{7})|0)0?", "", digits)
