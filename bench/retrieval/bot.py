"""A chatbot made of the project's own classifiers, for intents that somebody else defined.

A classifier scores the intents; a gate then says how likely it is that the best of them is right, and so whether to
answer at all. The gate is a logistic regression, as in the retrieval, over how high the best intent scores, how far it
leads, and, where the classifier learnt what is out of scope, the score of that.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bench.retrieval.data import OUTSIDE, Asked
from vardlots.intents import IntentModel
from vardlots.retrieval.classifier import KernelClassifier, likeness
from vardlots.retrieval.encoder import Vectors
from vardlots.retrieval.lexical import CharNgrams
from vardlots.retrieval.logit import logistic

Matrix = npt.NDArray[np.floating]
TOGETHER = 1000
"""Texts that are compared with all others at once: it takes memory."""


class Classifier(Protocol):
    """Scores of intents, [texts, sorted intents]."""

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Matrix:
        """Return the scores of new texts."""
        ...

    def unseen(self) -> Matrix:
        """Return the scores of what it learnt from, each text as if it had not been there."""
        ...


class Kernel:
    """The classifier of the retrieval (`vardlots/retrieval/classifier.py`), with its constants."""

    def __init__(self, train: Asked, vectors: Vectors, leaving_out: bool = False) -> None:
        self._vectors, self._ngrams = vectors, CharNgrams(train.texts)
        self._count = len(train.texts)
        _, classes = np.unique(train.intents, return_inverse=True)
        everything = likeness(vectors @ vectors.T, self._ngrams.likeness())
        self._likeness = everything.copy() if leaving_out else everything[:0]
        trust = np.ones(self._count)
        self._model = KernelClassifier(
            everything, classes.tolist(), int(classes.max()) + 1, trust.tolist(), leaving_out
        )

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Matrix:
        """Return the scores of new texts."""
        parts = [slice(start, start + TOGETHER) for start in range(0, len(texts), TOGETHER)]
        return np.concatenate(
            [
                self._model.scores(likeness(vectors[part] @ self._vectors.T, self._ngrams.scores(texts[part])))
                for part in parts
            ]
        )

    def unseen(self) -> Matrix:
        """Return the scores of what it learnt from, each text as if it had not been there."""
        return np.stack([self._model.scores(row, [at]) for at, row in enumerate(self._likeness)])


class Linear:
    """The classifier of Rasa's process (`vardlots/intents.py`), with its constants."""

    def __init__(self, train: Asked, vectors: Vectors) -> None:
        self._model = IntentModel()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # an intent with fewer examples than there are folds
            self._unseen = self._model.unseen(train.texts, vectors, train.intents)
            self._model.train(train.texts, vectors, train.intents)

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Matrix:
        """Return the scores of new texts: probabilities."""
        return self._model.probabilities(texts, vectors)

    def unseen(self) -> Matrix:
        """Return the scores of what it learnt from, each text by a model that had not seen it."""
        return self._unseen


class Both:
    """Both classifiers, their scores added."""

    def __init__(self, first: Classifier, second: Classifier) -> None:
        self._first, self._second = first, second

    def scores(self, texts: Sequence[str], vectors: Vectors) -> Matrix:
        """Return the scores of new texts."""
        return self._first.scores(texts, vectors) + self._second.scores(texts, vectors)

    def unseen(self) -> Matrix:
        """Return the scores of what they learnt from."""
        return self._first.unseen() + self._second.unseen()


@dataclass(frozen=True)
class Opinion:
    """The likeliest intent of each text, and [texts, signals] of how sure that is."""

    intents: npt.NDArray[np.str_]
    signals: Matrix


def opinion(scores: Matrix, names: Sequence[str]) -> Opinion:
    """Return what scores amount to; `names` are the intents in their order, `OUTSIDE` among them or not."""
    inside = np.array([name != OUTSIDE for name in names])
    known = scores[:, inside]
    two = np.sort(known, axis=1)[:, -2:]
    columns = [two[:, 1], two[:, 1] - two[:, 0], *scores[:, ~inside].T]
    return Opinion(np.array(names)[inside][known.argmax(axis=1)], np.column_stack(columns))


class Gate:
    """How likely it is that a likeliest intent is right; fitted so that in and out of scope count the same."""

    def __init__(self, seen: Opinion, truth: Sequence[str]) -> None:
        inside = np.array([name != OUTSIDE for name in truth])
        self._mean, self._scale = seen.signals.mean(axis=0), seen.signals.std(axis=0) + 1e-6
        counts = np.where(inside, 0.5 / max(inside.mean(), 1e-9), 0.5 / max((~inside).mean(), 1e-9))
        self._weight, self._bias = logistic(self._scaled(seen), seen.intents == np.array(truth), counts)

    def sure(self, heard: Opinion) -> Matrix:
        """Return the probability that each intent is right."""
        return 1 / (1 + np.exp(-(self._scaled(heard) @ self._weight + self._bias)))

    def _scaled(self, heard: Opinion) -> Matrix:
        return (heard.signals - self._mean) / self._scale
