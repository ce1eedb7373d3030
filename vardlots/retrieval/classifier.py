"""A classifier over meaning and spelling that refits in a fraction of a second.

It is kernel ridge regression on one-hot targets: with K the likeness of the texts to one another and R their ridge,
A = (K + R)⁻¹ Y, and a question with likenesses k scores k·A. What it would score had some texts never been there is
exact and costs next to nothing: k·(A - G[:, B] G[B, B]⁻¹ A[B]), where G = (K + R)⁻¹ and B are the texts that are left
out (for one text alone, and itself asked, this is equation 5.12 of Rasmussen & Williams 2006).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import spotri

Matrix = npt.NDArray[np.floating]

SHARPNESS = 2.0
LEXICAL_SHARE = 0.25
RIDGE = 0.2


def likeness(dense: Matrix, lexical: Matrix) -> Matrix:
    """Return the kernel: a Gaussian of the distance in meaning, plus a share of the likeness in spelling."""
    made = dense - np.float32(1)
    made *= np.float32(SHARPNESS)
    np.exp(made, out=made)
    made += np.float32(LEXICAL_SHARE) * lexical
    return made


class KernelClassifier:
    """Scores of classes, near 1 for the right one and near 0 for the others.

    `kernel` is [texts, texts] and is overwritten; `classes` the class of each text, `trust` how much each counts (1: as
    a phrasing). Leaving texts out needs the inverse, which takes twice as long and as much memory as the kernel:
    `inverse` says that it will be.
    """

    def __init__(
        self, kernel: Matrix, classes: Sequence[int], count: int, trust: Sequence[float], inverse: bool = False
    ) -> None:
        ridged = np.asarray(kernel, dtype=np.float32)
        ridged[np.diag_indices_from(ridged)] += RIDGE / np.asarray(trust, dtype=np.float32)
        targets = np.eye(count, dtype=np.float32)[np.asarray(classes, dtype=int)]
        # symmetric, so its transpose is itself in the order that LAPACK wants, and nothing is copied
        factor = cho_factor(ridged.T, lower=True, overwrite_a=True, check_finite=False)
        self._weights: Matrix = cho_solve(factor, targets, check_finite=False)
        self._inverse: Matrix | None = _inverse(factor[0]) if inverse else None

    def scores(self, likenesses: Matrix, left_out: Sequence[int] = ()) -> Matrix:
        """Return each class's score for a question with these likenesses to the texts, some of them left out.

        Raises:
            ValueError: when some are to be left out, and it was not made for that.
        """
        scores: Matrix = likenesses @ self._weights
        if not len(left_out):
            return scores
        if self._inverse is None:
            raise ValueError("this classifier was made without the inverse that leaving texts out needs")
        rows = self._inverse[list(left_out)]
        return scores - (rows @ likenesses) @ np.linalg.solve(rows[:, list(left_out)], self._weights[list(left_out)])


def _inverse(factor: Matrix) -> Matrix:
    """Return the inverse of the matrix whose lower Cholesky factor is given, overwriting the factor."""
    half = np.tril(spotri(factor, lower=1, overwrite_c=1)[0])
    return np.asarray(half + np.tril(half, -1).T)
