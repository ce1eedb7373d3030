"""Numbers in whatever groups people write them: `900101-2385`, `19 90 01 01 23 85`, `4111 1111 1111 1111`.

Every start is tried with a bounded number of groups, so that the work grows with the text and not with its square.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]

LONGEST = 19
"""Digits of the longest number that there is: a payment card's."""

_DIGITS = re.compile(r"\d+")
_BETWEEN = re.compile(r"[ .\-_\n]{1,3}")
AMOUNT = re.compile(r" ?(?:kr\b|kronor|sek\b|:-|%|€)", re.IGNORECASE)
_NUMBER_GOES_ON = re.compile(r"[.,:]\d")
_NUMBER_BEGAN = re.compile(r"\d[.,:]")


@dataclass(frozen=True)
class Window:
    """Some groups of digits in a row: where they stand, how they are written."""

    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]
    gaps: tuple[str, ...]


def windows(text: str, lengths: Container[int]) -> Iterator[Window]:
    """Yield every row of groups with one of these numbers of digits, by start, the longest first.

    Left out are digits that are part of something else: a decimal, a time, an amount, a number with a plus. A row
    with a digit that stands by itself must be whole, or everybody who counts to fifteen would say a number.
    """
    groups = [match.span() for match in _DIGITS.finditer(text)]
    for first in range(len(groups)):
        yield from reversed([*_from(text, groups, first, lengths)])


def _from(text: str, groups: list[Span], first: int, lengths: Container[int]) -> Iterator[Window]:
    start = groups[first][0]
    if text[start - 1 : start] == "+" or _NUMBER_BEGAN.fullmatch(text, max(0, start - 2), start):
        return
    total, whole, single = 0, not _touch(text, groups, first - 1), False
    for last in range(first, len(groups)):
        if last > first and not _touch(text, groups, last - 1):
            return
        size = groups[last][1] - groups[last][0]
        total, single = total + size, single or size == 1
        if total > LONGEST or (single and not whole):
            return
        more = _goes_on(text, groups[last][1]) or (single and _touch(text, groups, last))
        if total in lengths and not more:
            yield _window(text, groups[first : last + 1])


def _window(text: str, inside: list[Span]) -> Window:
    digits = "".join(text[start:end] for start, end in inside)
    sizes = tuple(end - start for start, end in inside)
    gaps = tuple(text[left[1] : right[0]] for left, right in pairwise(inside))
    return Window(inside[0][0], inside[-1][1], digits, sizes, gaps)


def _touch(text: str, groups: list[Span], left: int) -> bool:
    """Tell whether a group and the next belong to the same row."""
    if not 0 <= left < len(groups) - 1:
        return False
    return _BETWEEN.fullmatch(text, groups[left][1], groups[left + 1][0]) is not None


def _goes_on(text: str, end: int) -> bool:
    return _NUMBER_GOES_ON.match(text, end) is not None or AMOUNT.match(text, end) is not None
