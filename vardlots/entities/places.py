"""Sweden's regions, by the names and towns of `kb/regions.yaml`."""

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from vardlots.entities.fold import fold
from vardlots.entities.found import Found, longest
from vardlots.entities.words import choice, sources

_CLOSE = 0.8
"""How alike (0 to 1, difflib's ratio) an answer must be to a name that it misspells."""


def find(text: str, expecting: bool = False) -> list[Found]:
    """Return the regions in a text: whole words, genitive too, the longest name where several overlap.

    With `expecting` (a form asked) an answer of at most three words may be misspelt.
    """
    found = longest(_matches(text))
    return found or (list(_nearly(text)) if expecting else [])


def _matches(text: str) -> Iterator[Found]:
    folded, lower = fold(text), text.lower()
    for region, loose, exact in _patterns():
        yield from (Found("region", region, *match.span()) for match in loose.finditer(folded))
        if exact and len(lower) == len(folded):
            yield from (Found("region", region, *match.span()) for match in exact.finditer(lower))


def _nearly(text: str) -> Iterator[Found]:
    answer = re.search(r"\w(?:.*\w)?", fold(text))
    if not answer or len(answer[0].split()) > 3:
        return
    said = re.sub(r"^(?:i|in|pa|region|bor i|jag bor i)\s+|\s+lan$", "", answer[0])
    close = difflib.get_close_matches(said, _names(), n=1, cutoff=_CLOSE)
    if close and len(said) > 3:
        yield Found("region", _names()[close[0]], *answer.span())


@cache
def _rows() -> tuple[Mapping[str, Any], ...]:
    return tuple(yaml.safe_load(sources()[1].read_text(encoding="utf-8"))["regions"])


@cache
def _names() -> dict[str, str]:
    """Return every folded name that may be misspelt, with its region."""
    return {fold(name): row["id"] for row in _rows() for name in (*row["name"].values(), *row.get("aliases", ()))}


@cache
def _patterns() -> tuple[tuple[str, "re.Pattern[str]", "re.Pattern[str] | None"], ...]:
    return tuple((row["id"], _loose(row), _exact(row)) for row in _rows())


def _loose(row: Mapping[str, Any]) -> "re.Pattern[str]":
    names = choice([*row["name"].values(), row["id"].replace("_", " "), *row.get("aliases", ())])
    return re.compile(rf"(?<!\w)(?:region(?:en)?\s+)?(?:{names})(?:'?s)?(?:\s+lan|\s+region|\s+county)?(?!\w)")


def _exact(row: Mapping[str, Any]) -> "re.Pattern[str] | None":
    """Compile the names that count only with their diacritics, as "Åre": without them another word is left."""
    names = [re.escape(name.lower()) for name in row.get("as_written", ())]
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})s?(?!\w)") if names else None
