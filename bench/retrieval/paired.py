"""Whether two systems that answered the same questions differ by more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import binomtest


@dataclass(frozen=True)
class Paired:
    """On how many questions only the one, and only the other, was right; the others say nothing."""

    won: int
    lost: int

    @property
    def p(self) -> float:
        """Return the two-sided p-value of McNemar's exact test."""
        return float(binomtest(self.won, self.won + self.lost, 0.5).pvalue) if self.won + self.lost else 1.0

    def __str__(self) -> str:
        """Say it in a cell of a table."""
        return f"+{self.won} −{self.lost}, p {'< 0.0001' if self.p < 0.0001 else f'= {self.p:.4f}'}"


def compare(ours: Sequence[bool], theirs: Sequence[bool]) -> Paired:
    """Count who was right alone.

    Raises:
        ValueError: when they were not asked the same number of questions.
    """
    pairs = list(zip(ours, theirs, strict=True))
    return Paired(sum(one and not other for one, other in pairs), sum(other and not one for one, other in pairs))
