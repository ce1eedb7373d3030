"""Whom to call: the lines of `kb/helplines.yaml`, followed while they are edited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.replies import LANGUAGES, Language, Link, tel
from vardlots.safety.kinds import KINDS, Kind
from vardlots.settings import ROOT, settings

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FIELDS = ("id", "number", "title", "kinds", "hours", "source")


@dataclass(frozen=True)
class Helpline:
    """A number that somebody answers, and the kinds of alarm whose reply shows it."""

    id: str
    number: str
    title: Mapping[Language, str]
    kinds: tuple[Kind, ...]

    def link(self, language: Language) -> Link:
        """Return the link that dials the number."""
        return Link(self.title[language], tel(self.number))


def read_helplines(path: Path) -> tuple[Helpline, ...]:
    """Read a file of helplines.

    Raises:
        KnowledgeError: when it is not readable, or leaves a kind of alarm without anybody to call.
    """
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)["helplines"]
        lines = tuple(_line(row) for row in rows)
    except (OSError, yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path.name} cannot be read: {error}; run `vardlots kb check`") from error
    unheard = [kind for kind in KINDS if not any(kind in line.kinds for line in lines)]
    if unheard:
        raise KnowledgeError(f"{path.name}: {', '.join(unheard)} has no line to call; name the kind in some line")
    return lines


def helplines(kind: Kind) -> tuple[Helpline, ...]:
    """Return the lines to call in an alarm of a kind, the most urgent first: what the file says now."""
    return tuple(line for line in _followed(settings().kb / "helplines.yaml").current() if kind in line.kinds)


def _line(row: Mapping[str, Any]) -> Helpline:
    title = {language: str(row["title"][language]) for language in LANGUAGES}
    if not re.search(r"\d{3}", str(row["number"])):
        raise KeyError(f"no number in {row['id']}")
    unknown = sorted(set(row["kinds"]) - set(KINDS))
    if unknown:
        raise KeyError(f"{row['id']} names no kind of alarm: {', '.join(unknown)}")
    return Helpline(str(row["id"]), str(row["number"]), title, tuple(kind for kind in KINDS if kind in row["kinds"]))


@cache
def _followed(path: Path) -> Followed[tuple[Helpline, ...]]:
    """Follow a knowledge base's own file; one that has none is answered with the project's."""
    own = path if path.is_file() else ROOT / "kb" / path.name
    return Followed(lambda: [own], lambda _before: read_helplines(own))
