"""Ask the knowledge base: which entries could answer, how likely each, why, and what to do."""

import logging
import threading
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cached_property
from pathlib import Path

from vardlots.knowledge import Finding, Knowledge, LiveKnowledge
from vardlots.replies import Language
from vardlots.retrieval.encoder import KINDS, Encoder, Vectors
from vardlots.retrieval.known import LIMITS, Limits
from vardlots.retrieval.lexical import Buckets
from vardlots.retrieval.phrasings import Key, phrasings_of, says_something, tidy
from vardlots.retrieval.ranker import MOST_SUGGESTED, Decision, Linear, Ranker, Weights
from vardlots.retrieval.shortlist import Shortlist, Words
from vardlots.retrieval.signals import Evidence, Intents, Matrix, Question
from vardlots.retrieval.vectors import TextVectors

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Signal:
    """One reason: a signal's value, and what it adds to the log of an entry's odds, or of being in scope."""

    name: str
    value: float
    adds: float


@dataclass(frozen=True)
class Candidate:
    """An entry that could answer; `score` is the probability that it is right, `share` that if any is.

    `signals` say why, when that was asked for.
    """

    entry_id: str
    score: float
    share: float
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True)
class Ranking:
    """The entries, the likeliest first, and what to do with them. Without any when nothing was said.

    They are all there are, or those near the question where there are many. `scope` is the probability that any of them
    answers the question, `scope_signals` why. `certain` says that the likeliest entry is so likely that its answer
    needs no other beside it.
    """

    decision: Decision
    scope: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    scope_signals: tuple[Signal, ...] = ()
    certain: bool = False

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

    `before` is the version before, of which only the difference is made anew. Of a large knowledge base the first
    version keeps its vectors in a folder, and looks for them there.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        encoder: Encoder,
        ranker: Ranker,
        before: "Retriever | None" = None,
        folder: Path | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self.knowledge = knowledge
        self._encoder = encoder
        self._ranker = ranker
        self._ids = tuple(knowledge.entries)
        self.phrasings = phrasings_of(knowledge)
        keys = [phrasing.key for phrasing in self.phrasings]
        self._ngrams: dict[str, Buckets] = before._ngrams if before else {}
        self.vectors: TextVectors = (
            before.vectors.having(keys, encoder) if before else TextVectors.of(keys, encoder, folder, limits)
        )
        self._topics = [entry.topic for entry in knowledge.entries.values()]
        self.words: Words | None = None
        self._shortlist: Shortlist | None = None
        if len(self.phrasings) > limits.whole:
            words = before.words.following if before and before.words else Words.of
            self.words = words(self.phrasings, knowledge.ordinary)
            self._shortlist = Shortlist(self.phrasings, self.vectors, self._topics, self.words)
        else:
            _ = self.evidence  # made now, not while the first question waits

    @cached_property
    def evidence(self) -> Evidence:
        """Evidence on every entry, which takes long to make where they are many: then only a fit asks for it."""
        keys = [phrasing.key for phrasing in self.phrasings]
        vectors = self.vectors.rows(keys)
        return Evidence(self.phrasings, vectors, self._topics, self.knowledge.ordinary, ngrams=self._ngrams)

    def saying(self, knowledge: Knowledge) -> "Retriever | None":
        """Return one that finds what this one does and says what another version has; None unless it has the entries.

        It is ready at once, which the evidence of that version is not: a mended answer need not wait for it.
        """
        if tuple(knowledge.entries) != self._ids:
            return None
        other = copy(self)
        other.knowledge = knowledge
        return other

    def ask(
        self,
        question: str,
        language: Language,
        intents: Intents | None = None,
        recent: Sequence[str] = (),
        why: bool = False,
    ) -> Ranking:
        """Rank the entries for a question; `intents` are Rasa's probabilities, where it was asked.

        `recent` are the ids of the entries that were talked about before, the newest first; `why` asks for the signals.
        An entry is found by its phrasings in both languages, whatever `language` the conversation is in: people mix
        them, and an entry known in one is known in the other.
        """
        text = tidy(question)
        if not says_something(text):
            return Ranking("hold_back")
        weights = self._ranker.weights(opinions=intents is not None)
        opinions = intents if weights is self._ranker.with_intents else None
        places = tuple(self._ids.index(topic) for topic in recent if topic in self._ids)
        vector = self._encoder.encode([text])[0]
        return self._ranked(weights, *self._compare(Question(text, vector, opinions, recent=places)), why)

    def ask_all(self, questions: Sequence[str], vectors: Vectors) -> list[Ranking]:
        """Rank the entries for each of many questions, without Rasa's opinion; `vectors` are those of the tidy texts.

        All are measured together, which takes a tenth of the time, unless there are too many texts to compare with.
        """
        weights = self._ranker.plain
        asked = [Question(tidy(text), vector) for text, vector in zip(questions, vectors, strict=True)]
        said = [question for question in asked if says_something(question.text)]
        if self._shortlist or not said:
            found = [self._compare(question) for question in said]
        else:
            found = [(range(len(self._ids)), signals) for signals in self.evidence.measure(said)]
        rankings = iter([self._ranked(weights, *one) for one in found])
        return [next(rankings) if says_something(question.text) else Ranking("hold_back") for question in asked]

    def _ranked(self, weights: Weights, entries: Sequence[int], signals: Matrix, why: bool = False) -> Ranking:
        """Rank entries by their signals."""
        scope, shares = float(weights.in_scope(signals)), weights.shares(signals)
        reasons = _signals(weights.which, signals) if why else [()] * len(entries)
        candidates = tuple(
            Candidate(self._ids[entries[at]], scope * share, share, reasons[at])
            for at, share in sorted(enumerate(shares.tolist()), key=lambda one: -one[1])
        )
        return Ranking(
            weights.decide(scope, candidates[0].score),
            scope,
            candidates,
            _signals(weights.scope, signals.max(axis=0, keepdims=True))[0] if why else (),
            candidates[0].score >= weights.limits.certain,
        )

    def _compare(self, question: Question) -> tuple[Sequence[int], Matrix]:
        """Return the places of the entries to rank, and their signals."""
        if self._shortlist:
            return self._shortlist.signals(question)
        return range(len(self._ids)), self.evidence.signals(question)


class LiveRetriever:
    """Answer from the knowledge base as it is being edited.

    Any thread may ask, and none waits: when a file has been saved, a thread of its own reads it and prepares the new
    version, encoding only the texts that are new, and the version at hand goes on answering until then. Where the new
    one has the same entries, it is said as soon as it is read, and found by what people ask a little later. `since` is
    when what is said was last changed. The vectors of a large one are kept in the folder.
    """

    def __init__(
        self,
        live: LiveKnowledge,
        encoder: Encoder,
        ranker: Ranker,
        folder: Path | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self._live, self._encoder, self._ranker, self._limits = live, encoder, ranker, limits
        self._ready = self._retriever = Retriever(live.current(), encoder, ranker, folder=folder, limits=limits)
        self._preparing = threading.Lock()
        self.since = datetime.now(timezone.utc)

    @property
    def preparing(self) -> bool:
        """Whether a newer version is being read or prepared."""
        return self._preparing.locked()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What keeps a newer version out, if anything does."""
        return self._live.findings

    def current(self) -> Retriever:
        """Return the newest version that is ready; start preparing a newer one if there is one."""
        self._start(self._live.behind())
        return self._retriever

    def look(self) -> None:
        """Start preparing a newer version if there is one, however lately somebody has looked."""
        self._start(self._live.behind(now=True))

    def _start(self, behind: bool) -> None:
        newer = behind or self._live.knowledge is not self._ready.knowledge
        if newer and self._preparing.acquire(blocking=False):
            threading.Thread(target=self._prepare, name="retrieval", daemon=True).start()

    def ask(
        self, question: str, language: Language, intents: Intents | None = None, recent: Sequence[str] = ()
    ) -> Ranking:
        """Rank every entry of the newest version that is ready."""
        return self.current().ask(question, language, intents, recent)

    def settle(self) -> Retriever:
        """Return the version that is newest now, once it is ready."""
        with self._preparing:  # who prepares one already may be preparing an older one
            self._follow()
        return self._retriever

    def _prepare(self) -> None:
        try:
            self._follow()
        finally:
            self._preparing.release()

    def _follow(self) -> None:
        knowledge = self._live.look()
        if knowledge is self._ready.knowledge:
            return
        if said := self._ready.saying(knowledge):
            self._serve(said)
        self._ready = Retriever(knowledge, self._encoder, self._ranker, self._ready, limits=self._limits)
        self._serve(self._ready)

    def _serve(self, retriever: Retriever) -> None:
        if retriever.knowledge is not self._retriever.knowledge:
            self.since = datetime.now(timezone.utc)
            count, version = len(retriever.knowledge.entries), retriever.knowledge.version
            log.info("version %s of the knowledge base serves: %d entries", version, count)
        self._retriever = retriever


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
