"""Word lists from `kb/`, made into patterns over folded text."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vardlots.entities.fold import fold
from vardlots.entities.found import Found, longest
from vardlots.settings import settings

OTHER = "other"
"""The row of a lexicon whose words look like a value but carry none."""


def sources() -> tuple[Path, ...]:
    """Return the files that the entities are read from, for whoever caches what was found."""
    return (settings().kb / "vocabulary.yaml", settings().kb / "regions.yaml")


@cache
def vocabulary() -> Mapping[str, Any]:
    """Return `kb/vocabulary.yaml`, read once."""
    return yaml.safe_load(sources()[0].read_text(encoding="utf-8"))


def choice(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a star stands for any letters.

    A space in a word also stands for a hyphen, or for several spaces.
    """
    folded = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(_pattern(word) for word in folded)


def whole(words: Iterable[str]) -> "re.Pattern[str]":
    """Compile a pattern for any of some words, standing on their own in folded text."""
    return re.compile(rf"(?<!\w)(?:{choice(words)})(?!\w)")


def _pattern(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+")


class Lexicon:
    """Words that mean a value: a table from value to the words for it."""

    def __init__(self, kind: str, table: Mapping[str, Iterable[str]]) -> None:
        self.kind = kind
        rows = sorted(table.items(), key=lambda row: row[0] != OTHER)  # first, for it wins where it is as long
        self._rows = [(value, whole(words)) for value, words in rows]

    def find(self, folded: str) -> list[Found]:
        """Return what stands in a folded text, the longest match where several overlap."""
        matches = (
            Found(self.kind, value, match.start(), match.end())
            for value, row in self._rows
            for match in row.finditer(folded)
        )
        return [found for found in longest(matches) if found.value != OTHER]
