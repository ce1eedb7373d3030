"""What turns one list into another, item by item."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

_ALIKE = 0.5
"""Of stretches of different lengths: two items this much the same are one that was changed, not two."""


def steps(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, int | None, int | None]]:
    """Find what turns one list into another, in the order of its places.

    Each step is (the item of `old` it comes after, the item of `old` concerned, the item of `new` concerned): without
    the second an item is new, without the third one is gone, with both one is changed.
    """
    marks_old, marks_new = [repr(one) for one in old], [repr(one) for one in new]
    for kind, a, b, c, d in SequenceMatcher(None, marks_old, marks_new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = list(zip(range(a, b), range(c, d), strict=True)) if b - a == d - c else _alike(old, new, (a, b), (c, d))
        for (was, number), (next_was, next_number) in pairwise([(a - 1, c - 1), *pairs, (b, d)]):
            if was >= a:
                yield was, was, number
            yield from ((one, one, None) for one in range(was + 1, next_was))
            yield from ((was, None, one) for one in range(number + 1, next_number))


def _alike(old: Sequence[Any], new: Sequence[Any], a: tuple[int, int], c: tuple[int, int]) -> list[tuple[int, int]]:
    """Pair the items of two stretches that are one item changed, in order."""
    found: list[tuple[int, int]] = []
    start = c[0]
    for was in range(*a):
        for number in range(start, c[1]):
            if _are_alike(old[was], new[number]):
                found.append((was, number))
                start = number + 1
                break
    return found


def _are_alike(one: Any, other: Any) -> bool:
    matcher = SequenceMatcher(None, repr(one), repr(other), autojunk=False)
    return type(one) is type(other) and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
