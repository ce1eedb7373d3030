"""When the clinic's people answer in the chat, and how long one waits for them: `kb/people.yaml`, as it is now.

Read without the models that check it (`vardlots.people.table`): Rasa's process has no room for them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.replies import LANGUAGES, Language
from vardlots.settings import ROOT, settings

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STRETCH = re.compile(r"(\d\d?)[:.](\d\d)\s*[-–]\s*(\d\d?)[:.](\d\d)")


@dataclass(frozen=True)
class Staffing:
    """Opening hours by weekday from Monday, and the clinic's rules; `wait` and `silence` are how long either lasts."""

    hours: tuple[tuple[tuple[time, time], ...], ...]
    days_off: tuple[tuple[date, date], ...]
    most_waiting: int
    wait: timedelta
    silence: timedelta
    after_misses: int
    end_words: Mapping[Language, tuple[str, ...]]

    def open(self, now: datetime) -> bool:
        """Say whether people answer at a moment."""
        here = now.astimezone(STOCKHOLM)
        if any(first <= here.date() <= last for first, last in self.days_off):
            return False
        return any(start <= here.time() < end for start, end in self.hours[here.weekday()])

    def ends(self, text: str) -> bool:
        """Say whether a message is nothing but a word that ends a conversation with people."""
        return any(_folded(text) == _folded(word) for words in self.end_words.values() for word in words)


def staffing() -> Staffing:
    """Return what the file says now; while it has a mistake, the last good version serves.

    Raises:
        KnowledgeError: when it has not been right since the start.
    """
    return _followed(settings().kb / "people.yaml").current()


def read_staffing(path: Path) -> Staffing:
    """Read a file.

    Raises:
        KnowledgeError: when it is not readable; `vardlots kb check` says line by line what to mend.
    """
    try:
        read = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=LOADER)
        return Staffing(
            hours=tuple(tuple(_stretch(text) for text in read["hours"].get(day, ())) for day in WEEKDAYS),
            days_off=tuple(_days(read.get("days_off") or ())),
            most_waiting=int(read["most_waiting"]),
            wait=timedelta(minutes=int(read["wait_minutes"])),
            silence=timedelta(minutes=int(read["silent_minutes"])),
            after_misses=int(read["after_misses"]),
            end_words={language: tuple(str(word) for word in read["end_words"][language]) for language in LANGUAGES},
        )
    except (OSError, yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{path.name} cannot be read: {error}; run `vardlots kb check`") from error


def _stretch(text: str) -> tuple[time, time]:
    found = _STRETCH.fullmatch(text.strip())
    if not found:
        raise ValueError(f'{text!r} is not a stretch of time such as "08:00-17:00"')
    first, first_minute, last, last_minute = (int(part) for part in found.groups())
    return time(first, first_minute), time(last, last_minute)


def _days(rows: Any) -> Iterator[tuple[date, date]]:
    for row in rows:
        first, last = (row["from"], row["to"]) if isinstance(row, Mapping) else (row, row)
        if not isinstance(first, date) or not isinstance(last, date):
            raise ValueError(f"{row!r} is no date")
        yield first, last


def _folded(text: str) -> str:
    """Return words as they are compared: small letters, no final punctuation, one blank between them."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(" .!")


@cache
def _followed(path: Path) -> Followed[Staffing]:
    """Follow a knowledge base's own file; one that has none is served with the project's."""
    own = path if path.is_file() else ROOT / "kb" / path.name
    return Followed(lambda: [own], lambda _before: read_staffing(own))
