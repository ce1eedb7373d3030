"""What some questions are about, in numbers and without their words.

The mean of their vectors, and of how near each entry was to them. How alike two groups of questions are is the mean
over all pairs of the vectors' product and of the opinions' (`vardlots.gaps.clusters`), and the mean of products is the
product of the means: so the numbers tell whether later questions are of the same meaning as well as the words did, for
as long as the encoder is the same. Answers that come later change them little: with twelve more of 42, three groups
were 0.04 to 0.06 less like later questions of theirs, and still well above the cut.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from vardlots.gaps.asked import Asked
from vardlots.gaps.clusters import OPINION, Matrix, entries_of, opinions_of

DIGITS = 4
"""Of each number: what comes after them changes no likeness by more than a thousandth."""


@dataclass(frozen=True)
class Meaning:
    """Means over some questions: `vector` by an encoder of that name, `near` by the ids of entries."""

    encoder: str
    vector: tuple[float, ...]
    near: Mapping[str, float]


class Meanings:
    """Meanings to compare with, all by one encoder."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self._entries = list(dict.fromkeys(entry for one in meanings for entry in one.near))
        self._vectors = np.array([one.vector for one in meanings])
        self._near = np.array([self._opinions(one) for one in meanings])

    def likest(self, to: Meaning, counts: float = OPINION) -> float:
        """Return how alike another one's questions are to those of the likest one; 0 where there is none."""
        if not len(self._vectors):
            return 0.0
        alike = (1 - counts) * self._vectors @ np.array(to.vector) + counts * self._near @ self._opinions(to)
        return float(alike.max())

    def _opinions(self, meaning: Meaning) -> Matrix:
        return np.array([meaning.near.get(entry, 0.0) for entry in self._entries])


def meaning_of(asked: Sequence[Asked], encoder: str) -> Meaning:
    """Return what texts are about; `encoder` is the name of the one that their vectors are from."""
    rankings = [one.ranking for one in asked]
    vector = np.mean([one.vector for one in asked], axis=0, dtype=np.float64)
    near = zip(entries_of(rankings), opinions_of(rankings).mean(axis=0).tolist(), strict=False)
    kept = {entry: round(value, DIGITS) for entry, value in near}
    return Meaning(encoder, tuple(np.round(vector, DIGITS).tolist()), {one: kept[one] for one in kept if kept[one]})


def to_json(meaning: Meaning) -> str:
    """Return it as text, to keep."""
    return json.dumps(asdict(meaning))


def from_json(text: str) -> Meaning:
    """Return it as it was kept."""
    held = json.loads(text)
    return Meaning(held["encoder"], tuple(held["vector"]), held["near"])
