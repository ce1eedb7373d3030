"""Whether the text messages are sent, and paid, as what they should be: signs that every telephone has, two parts."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vardlots.knowledge.findings import Finding, short
from vardlots.knowledge.source import Source, read_source
from vardlots.phrases import leaves, mistakes
from vardlots.rendering.sms import BASIC, EXTENDED, segments, sms
from vardlots.replies import LANGUAGES, Language

MOST_SEGMENTS = 2
IN_CHAT = ("sms", "coming")
"""What is said in the chat, not sent."""
LINK = ("app_link", "sms")
"""The one text that stands with its own replies."""
REFERENCE = "K7M-4QX"
UNKNOWN = "W" * 40
"""What a value that nobody here knows may be as long as."""


def check_texts(folder: Path) -> Iterator[Finding]:
    """Check every text message of `kb/replies/`, filled in with the longest values that may come.

    Raises:
        BadFile: when a file that the texts or their values stand in cannot be read.
    """
    provider = read_source(folder / "provider.yaml").data or {}
    words = (read_source(folder / "sms.yaml").data or {}).get("cancel_words") or {}
    months = _calendar(folder)
    for name in ("sms", "app_link"):
        path = folder / "replies" / f"{name}.yaml"
        if not path.is_file():
            continue  # a knowledge base that says nothing by text message
        source = read_source(path)
        for where, text in leaves(source.data):
            sent = where == LINK or (where[0] == "sms" and where != IN_CHAT)
            if sent and not list(mistakes(text)):
                for language in LANGUAGES:
                    values = _values(provider, words, months, language)
                    yield from _wrong(source, where, language, str(text[language]), values)  # type: ignore[index]


def _wrong(
    source: Source, where: tuple[str, ...], language: Language, text: str, values: Mapping[str, str]
) -> Iterator[Finding]:
    filled = sms(" ".join(text.format_map(_Longest(values)).split()))
    line, entry = source.line(*where, language), ".".join(where)
    odd = "".join(dict.fromkeys(sign for sign in filled if sign not in BASIC | EXTENDED))
    if odd:
        why = f"{short(odd)} is no sign of text messages: with it, one is paid as two or three"
        swedish = f"{short(odd)} finns inte i sms-alfabetet, och gör ett sms till flera. Skriv på ett annat sätt."
        yield Finding(source.name, line, "not-gsm", why, "write it in another way", swedish, entry)
    elif (parts := segments(filled)) > MOST_SEGMENTS:
        why = f"the text message is up to {len(filled)} signs, sent as {parts}; {MOST_SEGMENTS} are the most"
        swedish = f"Sms:et blir upp till {len(filled)} tecken, alltså {parts} sms. Högst {MOST_SEGMENTS}: korta texten."
        yield Finding(source.name, line, "too-many-segments", why, "shorten it", swedish, entry)


class _Longest(dict):
    """Values by name; one that is not known is long."""

    def __missing__(self, name: str) -> str:
        return UNKNOWN


def _values(
    provider: Mapping[str, Any], words: Mapping[str, Any], months: Mapping[Language, str], language: Language
) -> dict[str, str]:
    pages = provider.get("pages") or {}
    return {
        "clinic": _said(provider.get("name"), language),
        "phone": _said(provider.get("phone"), language),
        "url": max(_said(provider.get("url"), language), _said(pages.get("app"), language), key=len),
        "reference": REFERENCE,
        "when": months[language],
        "word": max((str(word).upper() for word in words.get(language) or [UNKNOWN]), key=len),
    }


def _said(value: Any, language: Language) -> str:
    """Return a value of the clinic's in a language; one that is missing is long."""
    if isinstance(value, Mapping):
        value = value.get(language)
    return str(value or UNKNOWN)


def _calendar(folder: Path) -> dict[Language, str]:
    """Return the longest time in words: as the knowledge base's own phrases say it, where it has them."""
    path = folder / "replies" / "booking.yaml"
    booking = (read_source(path).data or {}).get("booking") or {} if path.is_file() else {}
    return {language: _longest_moment(booking, language) for language in LANGUAGES}


def _longest_moment(booking: Mapping[str, Any], language: Language) -> str:
    try:
        weekday, month = (max(booking[name][language].split(), key=len) for name in ("weekdays", "months"))
        said: str = booking["when"][language].format(weekday=weekday, day=28, month=month, hour="16", minute="20")
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        return UNKNOWN
    return said
