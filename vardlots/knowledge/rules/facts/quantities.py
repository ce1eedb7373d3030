"""How much of what, so that two sentences can be compared: two weeks are 14 days, and 3–5 days may be four."""

from dataclasses import dataclass
from math import inf
from typing import Literal

NEARLY = 0.09
"""How far apart, as a share, two durations may be and still be the same: a month is 30 days, or four weeks."""

Bound = Literal["", "least", "most", "up", "down", "span"]
"""Which way a number points: at least or at most so much; from an age up, below it (down), or between two."""


@dataclass(frozen=True)
class Quantity:
    """A range of a kind; a single number is a range from itself to itself.

    Durations are in minutes, ages in years, times of day in hours. `written` is how the sentence has it.
    """

    kind: str
    low: float
    high: float
    written: str
    bound: Bound = ""


def agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities of a kind may both be true of the same thing."""
    if one.kind == "clock":
        return _same_hours(one, other)
    if one.kind == "age":
        return (one.low, one.high) == (other.low, other.high) or (
            _overlap(one, other) and "span" in (one.bound, other.bound)
        )
    return _overlap(one, other) or any(_within(*pair) for pair in ((one, other), (other, one)))


def _overlap(one: Quantity, other: Quantity) -> bool:
    most = max(one.high, other.high)
    spare = NEARLY * most if one.kind == "time" and most < inf else 0
    return one.low <= other.high + spare and other.low <= one.high + spare


def _within(limit: Quantity, other: Quantity) -> bool:
    """Tell whether what has no limit of its own keeps to a limit: seven days are at least five."""
    if other.bound == limit.bound:
        return False
    return (limit.bound == "least" and other.low >= limit.low) or (limit.bound == "most" and other.high <= limit.high)


def _same_hours(one: Quantity, other: Quantity) -> bool:
    """Tell whether times of day agree: a time within hours does, and until five says nothing of when it begins."""
    for point, span in ((one, other), (other, one)):
        if point.low == point.high:
            return span.low <= point.low <= span.high
    same_start = one.low == other.low or -inf in (one.low, other.low)
    return same_start and (one.high == other.high or inf in (one.high, other.high))
