"""What speaks for an entry being the answer to a question: one row of signals an entry.

No signal knows which entry it is about, so the weights that the ranker gives them hold for an entry written today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vardlots.retrieval.classifier import KernelClassifier, likeness
from vardlots.retrieval.encoder import Vectors
from vardlots.retrieval.groups import ABSENT, Groups
from vardlots.retrieval.lexical import Buckets, CharNgrams, Rarity
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
    "recent": "how recently it was the topic, for a vague question",
    "recent_kin": "how recently its intent was, for a vague question",
    "intent": "Rasa's log odds of the intent",
    "intent_outside": "Rasa's log odds of out of scope",
}
"""Every signal, in the order of the columns; those of Rasa's opinion are last, for they may be missing."""
RECENCY = ("recent", "recent_kin")
"""Zero while nothing was talked about before."""
WHICH = ("dense_best", "dense_few", "lexical_best", "lexical_few", "class_score", "answer", *RECENCY, "intent")
"""The signals that tell entries apart. The others are the same for every entry."""
SCOPE = tuple(name for name in MEANING if name not in ("lexical_few", *RECENCY))
"""The signals that tell whether any entry is right."""
OUT_OF_SCOPE = ("out_of_scope", "nlu_fallback")
FLOOR = 1e-3
TRUST = {"asked": 1.0, "outside": 1.0, "answer": 0.3}
TOGETHER = 256
"""Questions that are measured at once, for each takes room for a number a phrasing."""


@dataclass(frozen=True)
class Question:
    """A question ready to be compared.

    `seen` are the places of phrasings to leave out: its own, if it is itself one. `recent` are the places of the
    entries that were talked about before, the newest first.
    """

    text: str
    vector: Vectors
    intents: Intents | None = None
    seen: tuple[int, ...] = ()
    recent: tuple[int, ...] = ()


class Evidence:
    """Everything known about the entries, prepared for comparison: one vector a phrasing, one topic an entry.

    `ordinary` are words that say nothing about the subject. `among` is for evidence on a few of many entries: the words
    and n-grams of the many. `ngrams` are those of words that were met before, to which those of new ones are added.
    """

    def __init__(
        self,
        phrasings: Sequence[Phrasing],
        vectors: Vectors,
        topics: Sequence[str],
        ordinary: Sequence[str] = (),
        among: tuple[Vocabulary, Rarity] | None = None,
        ngrams: dict[str, Buckets] | None = None,
    ) -> None:
        count = len(topics)
        owners = np.array([count if phrasing.owner == OUTSIDE else phrasing.owner for phrasing in phrasings])
        answers = np.array([phrasing.part == "answer" for phrasing in phrasings])
        self._inside = [phrasing.owner != OUTSIDE for phrasing in phrasings]
        self._word_places = np.cumsum(self._inside) - 1
        inside = [phrasing.text for phrasing in phrasings if phrasing.owner != OUTSIDE]
        self._vocabulary, rarity = among or (Vocabulary(inside, ordinary), None)
        self._topics = topics
        self._kin = np.array([[one == other for other in topics] for one in topics], dtype=float)
        self._vectors = vectors
        self._lexical = CharNgrams([phrasing.text for phrasing in phrasings], rarity, ngrams)
        self._asked = Groups(np.where(answers, -1, owners), count + 1)
        self._answers = Groups(np.where(answers, owners, -1), count)
        self._owners, self._trust = owners.tolist(), [TRUST[phrasing.part] for phrasing in phrasings]
        self._classifier = self._classified(inverse=False)

    @cached_property
    def _leaving(self) -> KernelClassifier:
        """The same classifier, able to leave phrasings out: only the fit asks for that."""
        return self._classified(inverse=True)

    def _classified(self, inverse: bool) -> KernelClassifier:
        kernel = likeness(self._vectors @ self._vectors.T, self._lexical.likeness())
        return KernelClassifier(kernel, self._owners, len(self._topics) + 1, self._trust, inverse)

    def signals(self, question: Question) -> Matrix:
        """Return [entries, signals], in the order of `MEANING`; without the intents' when nobody has an opinion."""
        return self.measure([question])[0]

    def measure(self, questions: Sequence[Question]) -> Matrix:
        """Return [questions, entries, signals]; either all of them come with an opinion of Rasa's, or none."""
        parts = [questions[at : at + TOGETHER] for at in range(0, len(questions), TOGETHER)]
        return np.concatenate([self._measure(part) for part in parts])

    def _measure(self, questions: Sequence[Question]) -> Matrix:
        dense = np.asarray(np.stack([question.vector for question in questions]) @ self._vectors.T)
        lexical = self._lexical.scores([question.text for question in questions])
        kernel = likeness(dense, lexical)
        classes = np.stack([self._classes(*pair) for pair in zip(questions, kernel, strict=True)])
        for at, question in enumerate(questions):
            dense[at, list(question.seen)] = lexical[at, list(question.seen)] = ABSENT
        (best, few), (alike, few_alike) = self._asked.closest(dense), self._asked.closest(lexical)
        columns: dict[str, Matrix] = {
            "dense_best": best[:, :-1],
            "dense_few": few[:, :-1],
            "lexical_best": alike[:, :-1],
            "lexical_few": few_alike[:, :-1],
            "class_score": classes[:, :-1],
            "answer": self._answers.closest(dense)[0],
            "outside_dense": best[:, -1:],
            "outside_class": classes[:, -1:],
            **self._said(questions),
        }
        names = [name for name in MEANING if name in columns]
        signals = np.empty((len(questions), len(self._topics), len(names)))
        for place, name in enumerate(names):
            signals[:, :, place] = columns[name]
        return signals

    def _classes(self, question: Question, likenesses: Matrix) -> Matrix:
        return (self._leaving if question.seen else self._classifier).scores(likenesses, question.seen)

    def _said(self, questions: Sequence[Question]) -> dict[str, Matrix]:
        """Return the signals that each question has by itself: its words, what was before it, Rasa's opinion."""
        rows = [{**self._words(question), **self._opinions(question.intents)} for question in questions]
        return {name: np.stack([row[name] for row in rows]) for name in rows[0]}

    def _words(self, question: Question) -> dict[str, Matrix]:
        own = [int(self._word_places[at]) for at in question.seen if self._inside[at]]
        known, recent = self._vocabulary.know(question.text, own), np.zeros(len(self._topics))
        for age, entry in reversed(list(enumerate(question.recent, 1))):
            recent[entry] = known.vague / age
        return {
            "familiar": np.array([known.familiar]),
            "strange": np.array([known.strange]),
            "telling": np.array([known.telling]),
            "recent": recent,
            "recent_kin": (self._kin * recent).max(axis=1),
        }

    def _opinions(self, intents: Intents | None) -> dict[str, Matrix]:
        if intents is None:
            return {}
        outside = log_odds(sum(intents.get(name, 0.0) for name in OUT_OF_SCOPE))
        return {
            "intent": np.array([log_odds(intents.get(topic, 0.0)) for topic in self._topics]),
            "intent_outside": np.array([outside]),
        }


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, with probabilities kept away from 0 and 1."""
    kept = min(max(probability, FLOOR), 1 - FLOOR)
    return float(np.log(kept / (1 - kept)))
