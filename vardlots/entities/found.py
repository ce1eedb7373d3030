"""What reading a text gives: stretches of it with a kind and a normalised value."""

from collections.abc import Iterable
from dataclasses import dataclass

Value = str | int | float | bool


@dataclass(frozen=True)
class Found:
    """A stretch of a text, `text[start:end]`, that carries a value of a kind."""

    kind: str
    value: Value
    start: int
    end: int


def longest(found: Iterable[Found]) -> list[Found]:
    """Keep the longest of those that overlap, the first of those that are as long; in the text's order."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)
