"""What a message wants: a linear model over its meaning (the encoder) and its spelling (n-grams).

Linear models on a sentence vector and character n-grams together beat either alone on short
questions, train in seconds, and give probabilities that can be calibrated without held-out data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

from vardlots.entities.fold import fold

FOLDS = 4
SEED = 7


@dataclass(frozen=True)
class Fit:
    """How well the model did on examples it had not seen, fold by fold, and what was set from that.

    `decided` is the share of examples at or above `threshold`.
    """

    examples: int
    accuracy: float
    temperature: float
    threshold: float
    decided: float


class IntentModel:
    """Give every intent a probability.

    `meaning` weighs the encoder's vector against the n-grams; `precision` is what the model must
    reach on unseen examples when it is sure enough to decide alone.
    """

    def __init__(
        self,
        meaning: float = 3.0,
        regularisation: float = 0.15,
        precision: float = 0.8,
    ) -> None:
        self._meaning = meaning
        self._precision = precision
        self._spelling = make_union(
            TfidfVectorizer(preprocessor=fold, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
            TfidfVectorizer(preprocessor=fold, token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True),
        )
        self._machine = LinearSVC(C=regularisation, random_state=SEED)
        self.temperature = 1.0
        self.threshold = 0.5

    def train(self, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> Fit:
        """Learn from examples (vectors [n, dim]); set temperature and threshold by cross-validation."""
        unseen = self.unseen(texts, vectors, intents)
        features = self._features(vectors, self._spelling.fit_transform(texts))
        self._machine.fit(features, np.asarray(intents))
        return self._set_threshold(unseen, np.searchsorted(self.intents, np.asarray(intents)))

    def unseen(self, texts: Sequence[str], vectors: np.ndarray, intents: Sequence[str]) -> np.ndarray:
        """Return [n, sorted intents] probabilities of each example by a model that had not seen it; calibrate."""
        labels = np.asarray(intents)
        features = self._features(vectors, self._spelling.fit_transform(texts))
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
        scores = cross_val_predict(self._machine, features, labels, cv=folds, method="decision_function")
        self.temperature = fit_temperature(scores, np.searchsorted(np.unique(labels), labels))
        return softmax(scores / self.temperature)

    @property
    def intents(self) -> list[str]:
        """Return the intents, in the order of the probabilities."""
        return list(self._machine.classes_)

    def probabilities(self, texts: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        """Return [n, intents] probabilities that sum to 1."""
        features = self._features(vectors, self._spelling.transform(texts))
        return softmax(self._machine.decision_function(features) / self.temperature)

    def _features(self, vectors: np.ndarray, spelling: csr_matrix) -> csr_matrix:
        return hstack([spelling, csr_matrix(self._meaning * vectors)]).tocsr()

    def _set_threshold(self, unseen: np.ndarray, truth: np.ndarray) -> Fit:
        """Set the threshold from what the model made of examples it had not seen."""
        best, right = unseen.max(1), unseen.argmax(1) == truth
        order = np.argsort(-best)
        precision = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
        self.threshold = float(best[order][np.flatnonzero(precision >= self._precision).max(initial=0)])
        decided = float((best >= self.threshold).mean())
        return Fit(len(truth), round(float(right.mean()), 4), self.temperature, self.threshold, round(decided, 4))


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return scores [n, classes] as probabilities that sum to 1 in each row."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def fit_temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """Return the temperature at which softmax(scores / t) gives the truth the highest likelihood.

    Source: Guo et al., On Calibration of Modern Neural Networks, 2017.
    """

    def loss(log_temperature: float) -> float:
        chosen = softmax(scores / np.exp(log_temperature))[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(chosen, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-4, 2), method="bounded").x))
