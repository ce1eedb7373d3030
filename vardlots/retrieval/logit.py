"""The two regressions of the fit, with a penalty of `DECAY` on the square of each weight."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Matrix = npt.NDArray[np.floating]
Places = npt.NDArray[np.integer]
Bounds = tuple[float | None, float | None]

DECAY = 1.0


@dataclass(frozen=True)
class Choices:
    """Questions that each have one right answer among the entries, or one wrong one: `place`.

    `values` is [questions, entries, signals], `base` [questions, entries] what weights that are settled add up to;
    `counts` is how much each question counts.
    """

    values: Matrix
    place: Places
    base: Matrix
    counts: Matrix

    def log_share(self, weight: Matrix) -> tuple[Matrix, Matrix]:
        """Return the log of the share of each question's entry, and its slope along each weight."""
        totals = self.base + self.values @ weight
        totals = totals - totals.max(axis=1, keepdims=True)
        shares = np.exp(totals)
        shares /= shares.sum(axis=1, keepdims=True)
        own = np.arange(len(self.values)), self.place
        slope = self.values[own] - (shares[:, None, :] @ self.values)[:, 0]
        return np.log(np.maximum(shares[own], 1e-300)), slope


def conditional(right: Choices, wrong: Choices) -> Matrix:
    """Fit a conditional logit: the right entry of each question as likely as can be, the wrong one as unlikely.

    No weight may be negative. Authors word the phrasings of one entry unlike each other, and a fit that is free to do
    so learns from them that closeness speaks against an entry, which of a stranger's question is not true.
    """

    def loss(weight: Matrix) -> tuple[float, Matrix]:
        good, good_slope = right.log_share(weight)
        bad, bad_slope = wrong.log_share(weight)
        others = np.maximum(1 - np.exp(bad), 1e-9)
        total = -right.counts @ good - wrong.counts @ np.log(others) + DECAY / 2 * weight @ weight
        slope = -right.counts @ good_slope + (wrong.counts * np.exp(bad) / others) @ bad_slope + DECAY * weight
        return float(total), slope

    return _least(loss, right.values.shape[-1], 1.0, (0, None))


def logistic(values: Matrix, inside: npt.NDArray[np.bool_], counts: Matrix) -> tuple[Matrix, float]:
    """Fit a logistic regression; return the weights and the bias, which bears no penalty."""
    rows = np.column_stack([values, np.ones(len(values))])
    penalty = DECAY * np.append(np.ones(values.shape[1]), 0.0)

    def loss(weight: Matrix) -> tuple[float, Matrix]:
        total = rows @ weight
        error = 1 / (1 + np.exp(-total)) - inside
        cost = np.logaddexp(0, total) - inside * total
        return float(counts @ cost + penalty @ weight**2 / 2), (counts * error) @ rows + penalty * weight

    found = _least(loss, rows.shape[1], 0.0, (None, None))
    return found[:-1], float(found[-1])


def _least(loss: Callable[[Matrix], tuple[float, Matrix]], size: int, start: float, bounds: Bounds) -> Matrix:
    found = minimize(loss, np.full(size, start), jac=True, method="L-BFGS-B", bounds=[bounds] * size)
    return np.asarray(found.x)
