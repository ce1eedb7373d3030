"""How well a grouping agrees with what questions are about: by its pairs, and by its groups of at least five."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import v_measure_score

from bench.questions import Question
from vardlots.gaps.proposals import FEWEST

PURE = 0.7
"""A group is about an entry when so much of it is."""


@dataclass(frozen=True)
class Score:
    """The agreement of pairs, V-measure, and that of groups of at least five.

    Two questions out of scope are no pair, for nobody said whether they mean the same; one of them together with a
    question in scope is a wrong one. `across` is the recall of pairs in different languages. `about` is the share of
    the groups that are about one entry, `found` that of the entries asked for five times which have such a group.
    """

    precision: float
    recall: float
    across: float
    v: float
    groups: float
    about: float
    found: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _mean(self.precision, self.recall, 1.0)

    @property
    def half(self) -> float:
        """The same, precision counting twice as much: a group of two matters misleads, half a group is still true."""
        return _mean(self.precision, self.recall, 0.5)


def score(groups: Sequence[Sequence[int]], questions: Sequence[Question]) -> Score:
    """Compare groups of places with the entries of the questions."""
    label = np.zeros(len(questions), dtype=int)
    for number, group in enumerate(groups):
        label[list(group)] = number
    names = sorted({one.entry for one in questions if one.entry})
    entry = np.array([names.index(one.entry) if one.entry else -1 for one in questions])
    apart = np.array([one.language == "sv" for one in questions])
    upper = np.triu_indices(len(questions), 1)
    mean = (entry[upper[0]] == entry[upper[1]]) & (entry[upper[0]] >= 0)
    said = (label[upper[0]] == label[upper[1]]) & ((entry[upper[0]] >= 0) | (entry[upper[1]] >= 0))
    across = mean & (apart[upper[0]] != apart[upper[1]])
    big = [entry[list(group)] for group in groups if len(group) >= FEWEST]
    about = [found for one in big if (found := _about(one)) >= 0]
    wanted = {place for place in range(len(names)) if (entry == place).sum() >= FEWEST}
    inside = entry >= 0
    return Score(
        precision=float((said & mean).sum() / max(said.sum(), 1)),
        recall=float((said & mean).sum() / max(mean.sum(), 1)),
        across=float((said & across).sum() / max(across.sum(), 1)),
        v=float(v_measure_score(entry[inside], label[inside])),
        groups=float(len(big)),
        about=len(about) / max(len(big), 1),
        found=len(wanted & set(about)) / max(len(wanted), 1),
    )


@dataclass(frozen=True)
class Kinds:
    """How many groups of at least five are about an entry that is hidden or there, about nothing, or mixed."""

    hidden: int = 0
    there: int = 0
    outside: int = 0
    mixed: int = 0

    def __add__(self, other: "Kinds") -> "Kinds":
        """Return both together."""
        return Kinds(*(mine + its for mine, its in zip(self._counts, other._counts, strict=True)))

    @property
    def _counts(self) -> tuple[int, int, int, int]:
        return self.hidden, self.there, self.outside, self.mixed

    @property
    def all(self) -> int:
        """How many groups there are."""
        return sum(self._counts)

    @property
    def unclear(self) -> float:
        """The share of those that are not about one entry: nobody said what a question out of scope is about."""
        return (self.outside + self.mixed) / max(self.all, 1)


def kind_of(about: Sequence[str | None], hidden: Collection[str]) -> Kinds:
    """Return the kind of one group, by its questions' entries: it is about what `PURE` of them are about."""
    most = max(set(about), key=list(about).count)
    if list(about).count(most) < PURE * len(about):
        return Kinds(mixed=1)
    if most is None:
        return Kinds(outside=1)
    return Kinds(hidden=1) if most in hidden else Kinds(there=1)


def kinds_of(groups: Sequence[Sequence[int]], questions: Sequence[Question], hidden: Collection[str]) -> Kinds:
    """Count the kinds of the groups of at least five."""
    big = [[questions[place].entry for place in group] for group in groups if len(group) >= FEWEST]
    return sum((kind_of(about, hidden) for about in big), Kinds())


def mean_of(scores: Sequence[Score]) -> Score:
    """Return the mean of each figure."""
    names = ("precision", "recall", "across", "v", "groups", "about", "found")
    return Score(*(float(np.mean([getattr(one, name) for one in scores])) for name in names))


def _about(entries: "np.ndarray") -> int:
    """Return the entry that a group is about, or -1."""
    values, counts = np.unique(entries, return_counts=True)
    best = int(counts.argmax())
    return int(values[best]) if counts[best] / len(entries) >= PURE else -1


def _mean(precision: float, recall: float, beta: float) -> float:
    weight = beta**2
    return (1 + weight) * precision * recall / max(weight * precision + recall, 1e-9)
