"""The closest texts of each owner, of all owners in one go."""

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.floating]

FEW = 3
"""Texts that the mean is of."""
ABSENT = -np.inf
"""The score of a text that does not count."""


class Groups:
    """Which texts are whose: `owners` names the owner of each text, from 0 to `count` - 1, or -1 for nobody."""

    def __init__(self, owners: npt.NDArray[np.integer], count: int) -> None:
        members = [np.flatnonzero(owners == owner) for owner in range(count)]
        self._table = np.full((count, max(FEW, *map(len, members))), len(owners))
        for row, places in zip(self._table, members, strict=True):
            row[: len(places)] = places

    def closest(self, scores: Matrix) -> tuple[Matrix, Matrix]:
        """Return each owner's highest score, and the mean of its `FEW` highest or of the fewer that it has.

        `scores` are [questions, texts], and what is returned [questions, owners]. A score under 0 counts as 0, and an
        owner without any has 0.
        """
        every = np.full((len(scores), scores.shape[1] + 1), ABSENT, dtype=scores.dtype)  # the last is nobody's
        every[:, :-1] = scores
        highest = np.partition(every[:, self._table], -FEW, axis=2)[:, :, -FEW:]
        counts = (highest > ABSENT).sum(axis=2).clip(1)
        kept = np.maximum(highest, 0)
        return kept.max(axis=2), kept.sum(axis=2) / counts
