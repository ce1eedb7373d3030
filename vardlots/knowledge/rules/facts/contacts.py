"""The numbers, addresses and pages of a sentence that people are sent to."""

import re
from dataclasses import dataclass
from typing import Literal

from vardlots.knowledge.rules.contacts import EMAIL, PHONE, URL

GAP = " \N{BULLET} "
"""What stands in the place of something that was taken out of a text, so that its neighbours stay apart."""

_ANY = re.compile(r"\d\d|@|\w\.\w")
# 112 and 1177 are phone numbers wherever they stand; others of a few digits where somebody is told to call them
_KNOWN = re.compile(r"(?<![\d.,])(?:112|1177)(?![\d.,]?\d|\.\w)")
_CALLED = re.compile(
    r"\b(?:ring(?:a|er)?(?: du)?|nummer|på|till|call|dial|on|number|to) (\d{2,3} \d{2,3}|\d{3,6})"
    r"(?! ?\d|[.,:]\d|-| ?%| (?:kr|kron|sek|dag|tim|min|vec|mån|år|day|hour|week|month|year|gång|time|av|of)\w*)"
)
_SITE = re.compile(r"(?<![\w@.])(?:www\.)?[\w-]+\.(?:se|com|nu|org|eu|example)\b(?:/[\w/.-]*\w)?")


@dataclass(frozen=True)
class Contact:
    """Where people are sent: `kind` is phone, email or page, `value` the same however it is written."""

    kind: Literal["phone", "email", "page"]
    value: str
    written: str


def contacts(text: str) -> tuple[tuple[Contact, ...], str]:
    """Return the contacts of a text in small letters, and the text without them."""
    if not _ANY.search(text):
        return (), text
    found: list[Contact] = []
    kinds: tuple[tuple[Literal["phone", "email", "page"], re.Pattern[str]], ...] = (
        ("email", EMAIL), ("page", URL), ("page", _SITE), ("phone", PHONE), ("phone", _CALLED), ("phone", _KNOWN),
    )  # fmt: skip
    for kind, pattern in kinds:
        for match in reversed(list(pattern.finditer(text))):
            group = pattern.groups if pattern is _CALLED else 0
            start, end = match.span(group)
            written = text[start:end]
            value = re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", written)
            found.append(Contact(kind, re.sub(r"^\+46", "0", re.sub(r"[\s-]", "", value)), written))
            text = text[:start] + GAP + text[end:]
    return tuple(found), text
