"""Ask the knowledge base: which entries could answer, how likely each, why, and what to do."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vardlots.knowledge import Knowledge, LiveKnowledge
from vardlots.replies import Language
from vardlots.retrieval.encoder import KINDS, Encoder, Vectors
from vardlots.retrieval.phrasings import Key, phrasings_of, says_something, tidy
from vardlots.retrieval.ranker import MOST_SUGGESTED, Decision, Linear, Ranker
from vardlots.retrieval.signals import Evidence, Intents, Matrix, Question


@dataclass(frozen=True)
class Signal:
    """One reason: a signal's value, and what it adds to the log of an entry's odds, or of being in scope."""

    name: str
    value: float
    adds: float


@dataclass(frozen=True)
class Candidate:
    """An entry that could answer; `score` is the probability that it is right, `share` that if any is."""

    entry_id: str
    score: float
    share: float
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Ranking:
    """Every entry, the likeliest first, and what to do with them. Without any when nothing was said.

    `scope` is the probability that any entry answers the question, `scope_signals` why.
    """

    decision: Decision
    scope: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    scope_signals: tuple[Signal, ...] = ()

    @property
    def best(self) -> Candidate | None:
        """The likeliest entry."""
        return self.candidates[0] if self.candidates else None

    @property
    def suggestions(self) -> tuple[Candidate, ...]:
        """The entries to offer in a "did you mean", at most three, also when there is an answer."""
        return self.candidates[:MOST_SUGGESTED]


class Retriever:
    """Rank the entries of one version of the knowledge base.

    `vectors` are those of texts that need not be encoded again, from `Retriever.vectors` of a version before.
    """

    def __init__(
        self, knowledge: Knowledge, encoder: Encoder, ranker: Ranker, vectors: Mapping[Key, Vectors] | None = None
    ) -> None:
        self.knowledge = knowledge
        self._encoder = encoder
        self._ranker = ranker
        self._ids = tuple(knowledge.entries)
        self.phrasings = phrasings_of(knowledge)
        self.vectors = encode_new(encoder, [phrasing.key for phrasing in self.phrasings], vectors or {})
        self.evidence = Evidence(
            self.phrasings,
            np.stack([self.vectors[phrasing.key] for phrasing in self.phrasings]),
            [entry.topic for entry in knowledge.entries.values()],
        )

    def ask(self, question: str, language: Language, intents: Intents | None = None) -> Ranking:
        """Rank every entry for a question; `intents` are Rasa's probabilities, where it was asked.

        An entry is found by its phrasings in both languages, whatever `language` the conversation is in: people mix
        them, and an entry known in one is known in the other.
        """
        text = tidy(question)
        if not says_something(text):
            return Ranking("hold_back")
        weights = self._ranker.weights(opinions=intents is not None)
        opinions = intents if weights is self._ranker.with_intents else None
        signals = self.evidence.signals(Question(text, self._encoder.encode([text])[0], opinions))
        scope, shares = float(weights.in_scope(signals)), weights.shares(signals)
        reasons = _signals(weights.which, signals)
        candidates = tuple(
            Candidate(self._ids[at], scope * float(shares[at]), float(shares[at]), reasons[at])
            for at in np.argsort(-shares, kind="stable")
        )
        return Ranking(
            weights.decide(scope, candidates[0].score),
            scope,
            candidates,
            _signals(weights.scope, signals.max(axis=0, keepdims=True))[0],
        )


class LiveRetriever:
    """Answer from the knowledge base as it is being edited.

    Any thread may ask. When there is a new version, a thread of its own prepares it, encoding only the texts that are
    new, and the version at hand goes on answering until then.
    """

    def __init__(self, live: LiveKnowledge, encoder: Encoder, ranker: Ranker) -> None:
        self._live, self._encoder, self._ranker = live, encoder, ranker
        self._retriever = Retriever(live.current(), encoder, ranker)
        self._preparing = threading.Lock()
        self._thread: threading.Thread | None = None

    def current(self) -> Retriever:
        """Return the newest version that is ready; start preparing a newer one if there is one."""
        if self._live.current() is not self._retriever.knowledge and self._preparing.acquire(blocking=False):
            self._thread = threading.Thread(target=self._prepare, name="retrieval", daemon=True)
            self._thread.start()
        return self._retriever

    def ask(self, question: str, language: Language, intents: Intents | None = None) -> Ranking:
        """Rank every entry of the newest version that is ready."""
        return self.current().ask(question, language, intents)

    def settle(self) -> Retriever:
        """Wait until the version that is newest now is ready, and return it."""
        for _ in range(2):  # an older version may have been in the making
            self.current()
            if self._thread:
                self._thread.join()
        return self._retriever

    def _prepare(self) -> None:
        try:
            knowledge = self._live.current()
            if knowledge is not self._retriever.knowledge:
                self._retriever = Retriever(knowledge, self._encoder, self._ranker, self._retriever.vectors)
        finally:
            self._preparing.release()


def encode_new(encoder: Encoder, keys: Sequence[Key], known: Mapping[Key, Vectors]) -> dict[Key, Vectors]:
    """Return a vector a text, taking those that are known and encoding the others together."""
    vectors = {key: known[key] for key in keys if key in known}
    for kind in KINDS:
        new = [text for of, text in dict.fromkeys(keys) if of == kind and (of, text) not in vectors]
        vectors |= {(kind, text): vector for text, vector in zip(new, encoder.encode(new, kind), strict=True)}
    return vectors


def _signals(linear: Linear, signals: Matrix) -> list[tuple[Signal, ...]]:
    """Return the signals of each row, with what they add."""
    rows = zip(linear.of(signals).tolist(), linear.parts(signals).tolist(), strict=True)
    return [tuple(map(Signal, linear.signals, values, adds)) for values, adds in rows]
