"""A share with its interval, and percentiles of durations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

Z95 = 1.959964
"""The 97.5th percentile of the normal distribution: an interval of 95 %."""


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """Return the share, 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval (Wilson 1927), which stays sensible for small n and shares near 0 or 1."""
        if not self.of:
            return 0.0, 1.0
        z2 = Z95**2
        centre = (self.value + z2 / (2 * self.of)) / (1 + z2 / self.of)
        half = Z95 / (1 + z2 / self.of) * sqrt(self.value * (1 - self.value) / self.of + z2 / (4 * self.of**2))
        return max(0.0, centre - half), min(1.0, centre + half)

    def as_dict(self) -> dict[str, float]:
        """Return the JSON form."""
        low, high = self.interval
        return {
            "hits": self.hits,
            "of": self.of,
            "share": round(self.value, 4),
            "low": round(low, 4),
            "high": round(high, 4),
        }


def share(verdicts: Iterable[bool]) -> Share:
    """Count how many verdicts are true."""
    counted = list(verdicts)
    return Share(sum(counted), len(counted))


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least `percent` of the values do not exceed (nearest rank).

    Raises:
        ValueError: when there are no values, or `percent` is not in (0, 100].
    """
    if not values or not 0 < percent <= 100:
        raise ValueError(f"no percentile {percent} of {len(values)} values")
    return sorted(values)[ceil(percent / 100 * len(values)) - 1]
