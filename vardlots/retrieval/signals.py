"""What speaks for an entry being the answer to a question: one row of signals an entry.

No signal knows which entry it is about, so the weights that the ranker gives them hold for an entry written today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from vardlots.retrieval.classifier import KernelClassifier, likeness
from vardlots.retrieval.encoder import Vectors
from vardlots.retrieval.index import DenseIndex
from vardlots.retrieval.lexical import CharNgrams
from vardlots.retrieval.phrasings import OUTSIDE, Phrasing
from vardlots.retrieval.vocabulary import Vocabulary

Matrix = npt.NDArray[np.floating]
Intents = Mapping[str, float]

MEANING = {
    "dense_best": "closest phrasing in meaning",
    "dense_few": "the three closest, on average",
    "lexical_best": "phrasing most alike in spelling",
    "lexical_few": "the three most alike, on average",
    "class_score": "the classifier's score",
    "answer": "closest sentence of the answer",
    "outside_dense": "closest question that nobody answers",
    "outside_class": "the classifier's score for out of scope",
    "familiar": "share of its words that are known",
    "strange": "how many of its words are unknown",
    "telling": "how rare its rarest known word is",
    "intent": "Rasa's log odds of the intent",
    "intent_outside": "Rasa's log odds of out of scope",
}
WHICH = ("dense_best", "dense_few", "lexical_best", "lexical_few", "class_score", "answer", "intent")
"""The signals that tell entries apart. The others are the same for every entry."""
SCOPE = tuple(name for name in MEANING if name not in ("lexical_few",))
"""The signals that tell whether any entry is right."""
OUT_OF_SCOPE = ("out_of_scope", "nlu_fallback")
FEW = 3
FLOOR = 1e-3
TRUST = {"asked": 1.0, "outside": 1.0, "answer": 0.3}


@dataclass(frozen=True)
class Question:
    """A question ready to be compared.

    `seen` is for one that is itself a phrasing: the places to leave out, its own first.
    """

    text: str
    vector: Vectors
    intents: Intents | None = None
    seen: tuple[int, ...] = ()


class Evidence:
    """Everything known about the entries, prepared for comparison: one vector a phrasing, one topic an entry."""

    def __init__(self, phrasings: Sequence[Phrasing], vectors: Vectors, topics: Sequence[str]) -> None:
        count = len(topics)
        owners = np.array([count if phrasing.owner == OUTSIDE else phrasing.owner for phrasing in phrasings])
        answers = np.array([phrasing.part == "answer" for phrasing in phrasings])
        self._topics = topics
        self._phrasings = phrasings
        self._vocabulary = Vocabulary([phrasing.text for phrasing in phrasings if phrasing.part != "outside"])
        self._index = DenseIndex(vectors)
        self._lexical = CharNgrams([phrasing.text for phrasing in phrasings])
        self._asked = _Groups(np.where(answers, -1, owners), count + 1)
        self._answers = _Groups(np.where(answers, owners, -1), count)
        self._classifier = KernelClassifier(
            likeness(vectors @ vectors.T, (self._lexical.rows @ self._lexical.rows.T).toarray()),
            owners.tolist(),
            count + 1,
            [TRUST[phrasing.part] for phrasing in phrasings],
        )

    def signals(self, question: Question) -> Matrix:
        """Return [entries, signals], in the order of `MEANING`; without the intents' when nobody has an opinion."""
        dense, lexical = self._index.scores(question.vector), self._lexical.scores(question.text)
        classes = self._classes(question, dense, lexical)
        dense[list(question.seen)] = lexical[list(question.seen)] = np.nan
        best, known = self._asked.best(dense), self._vocabulary.know(question.text, own=self._own(question))
        columns: dict[str, Matrix | float] = {
            "dense_best": best[:-1],
            "dense_few": self._asked.few(dense)[:-1],
            "lexical_best": self._asked.best(lexical)[:-1],
            "lexical_few": self._asked.few(lexical)[:-1],
            "class_score": classes[:-1],
            "answer": self._answers.best(dense),
            "outside_dense": best[-1],
            "outside_class": classes[-1],
            **asdict(known),
            **self._opinions(question.intents),
        }
        rows = [np.broadcast_to(columns[name], len(self._topics)) for name in MEANING if name in columns]
        return np.stack(rows, axis=1)

    def _own(self, question: Question) -> int:
        """Return how many of the vocabulary's texts are the question itself."""
        return sum(self._phrasings[at].part != "outside" for at in question.seen)

    def _classes(self, question: Question, dense: Matrix, lexical: Matrix) -> Matrix:
        if question.seen:
            return self._classifier.left_out(question.seen)
        return self._classifier.scores(likeness(dense, lexical))

    def _opinions(self, intents: Intents | None) -> dict[str, Matrix | float]:
        if intents is None:
            return {}
        outside = log_odds(sum(intents.get(name, 0.0) for name in OUT_OF_SCOPE))
        return {
            "intent": np.array([log_odds(intents.get(topic, 0.0)) for topic in self._topics]),
            "intent_outside": outside,
        }


class _Groups:
    """The places of each owner's texts as one padded table, to take maxima and means in one go."""

    def __init__(self, owners: npt.NDArray[np.integer], count: int) -> None:
        members = [np.flatnonzero(owners == owner) for owner in range(count)]
        self._table = np.full((count, max(FEW, *map(len, members))), len(owners))
        for row, places in zip(self._table, members, strict=True):
            row[: len(places)] = places

    def best(self, scores: Matrix) -> Matrix:
        """Return each owner's highest score, 0 for one without any; nan scores do not count."""
        return np.append(np.nan_to_num(scores), 0.0)[self._table].max(axis=1)

    def few(self, scores: Matrix) -> Matrix:
        """Return the mean of each owner's `FEW` highest scores, or of the fewer that it has."""
        present = ~np.isnan(np.append(scores, np.nan))
        counts = present[self._table].sum(axis=1).clip(1, FEW)
        highest = np.partition(np.append(np.nan_to_num(scores), 0.0)[self._table], -FEW, axis=1)[:, -FEW:]
        return highest.sum(axis=1) / counts


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, with probabilities kept away from 0 and 1."""
    kept = min(max(probability, FLOOR), 1 - FLOOR)
    return float(np.log(kept / (1 - kept)))
