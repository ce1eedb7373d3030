"""Which complaint a text is about: the nearest phrasings by meaning and by spelling, with thresholds fitted to them.

A table has about a thousand phrasings, so every one of them is compared. Each phrasing, taken out, and every question
of `kb/out_of_scope.yaml` says how sure a likeness is: see `fit`.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vardlots.knowledge.models import OutOfScope
from vardlots.knowledge.whole import plain
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder, encoder
from vardlots.retrieval.lexical import CharNgrams
from vardlots.retrieval.phrasings import says_something, tidy
from vardlots.settings import settings
from vardlots.tables import load
from vardlots.triage.case import OTHER
from vardlots.triage.table import Triage, triage

Scores = npt.NDArray[np.float32]

SPELLING = 0.2
"""How much likeness of spelling weighs against that of meaning, 1: what found the most phrasings that were held out."""
UNLIKE = -1.0
"""The likeness of what is not compared."""
MOST_SUGGESTED = 3
SURE = 0.97
"""Of the phrasings that are taken without asking, so many belong to the complaint taken."""
HELD_BACK = 0.95
"""Of the questions that are no complaint, so many suggest none."""


@dataclass(frozen=True)
class Thresholds:
    """From which lead over the next complaint one is taken, and from which likeness any is suggested or taken."""

    take: float
    lead: float
    suggest: float


@dataclass(frozen=True)
class Recognised:
    """What was recognised: a complaint, or up to three that may be meant, the nearest first, or nothing."""

    complaint: str | None = None
    candidates: tuple[str, ...] = ()


class Recogniser:
    """Recognise the complaints of one version of the table; `outside` are questions about anything else."""

    def __init__(self, table: Triage, outside: Sequence[str], encoder: Encoder) -> None:
        self.table, self._encoder = table, encoder
        rows = [(text, number) for number, row in enumerate(table.complaints) for text in _phrasings(table, number)]
        self._texts = [text for text, _ in rows]
        self._owners = np.array([number for _, number in rows])
        self._ids = [row.id for row in table.complaints]
        self._exact = {plain(text): self._ids[number] for text, number in rows}
        self._spelling = CharNgrams(self._texts)
        vectors = encoder.encode([*self._texts, *map(tidy, outside)])
        self._vectors = vectors[: len(self._texts)]
        self.thresholds = fit(*self._held_out(), self._like(list(map(tidy, outside)), vectors[len(self._texts) :]))

    def find(self, text: str) -> Recognised:
        """Recognise the complaint that a text is about."""
        text = tidy(text)
        if not says_something(text):
            return Recognised()
        if plain(text) in self._exact:
            return Recognised(self._exact[plain(text)])
        scores = self._like([text], self._encoder.encode([text]))[0]
        order = np.argsort(-scores, kind="stable")[:MOST_SUGGESTED]
        best, limits = float(scores[order[0]]), self.thresholds
        lead = best - float(scores[order[1]]) if len(order) > 1 else best
        if best >= limits.take and lead >= limits.lead:
            return Recognised(self._ids[order[0]])
        near = (self._ids[at] for at in order if scores[at] >= limits.suggest)
        return Recognised(None, tuple(near))

    def _like(self, texts: Sequence[str], vectors: Scores) -> Scores:
        """Return [texts, complaints]: how like each text is to what each complaint is said as."""
        if not texts:
            return np.zeros((0, len(self._ids)), dtype=np.float32)
        return self._nearest(vectors @ self._vectors.T, self._spelling.scores(texts))

    def _held_out(self) -> tuple[Scores, npt.NDArray[np.int64]]:
        """Return the likeness of every phrasing, itself left out, to each complaint, and which it belongs to."""
        meaning, spelling = self._vectors @ self._vectors.T, self._spelling.likeness()
        for likeness in (meaning, spelling):
            np.fill_diagonal(likeness, UNLIKE)
        return self._nearest(meaning, spelling), self._owners

    def _nearest(self, meaning: Scores, spelling: Scores) -> Scores:
        """Return [texts, complaints] from [texts, phrasings]: the nearest of each, by meaning and by spelling."""
        near = [_of_owners(likeness, self._owners, len(self._ids)) for likeness in (meaning, spelling)]
        return near[0] + SPELLING * near[1]


def _of_owners(likeness: Scores, owners: npt.NDArray[np.int64], count: int) -> Scores:
    """Return [texts, owners]: the highest likeness to anything that each owner has."""
    highest = np.full((len(likeness), count), UNLIKE, dtype=np.float32)
    for number in range(count):
        own = likeness[:, owners == number]
        if own.shape[1]:
            highest[:, number] = own.max(axis=1)
    return highest


def fit(inside: Scores, owners: npt.NDArray[np.int64], outside: Scores) -> Thresholds:
    """Set the thresholds from phrasings that were held out [n, complaints], and questions outside [m, complaints].

    `take` and `lead` let the most phrasings through of all pairs with which `SURE` of what they let through is right,
    the questions outside counting as wrong; `suggest` holds `HELD_BACK` of the questions outside back.
    """
    best, lead, right = _tops(np.vstack([inside, outside]), np.append(owners, np.full(len(outside), -1)))
    suggest = float(np.quantile(outside.max(axis=1), HELD_BACK)) if len(outside) else 0.0
    found = (0, float("inf"), 0.0)
    for margin in np.quantile(lead, np.linspace(0, 0.9, 19)):
        led = lead >= margin
        order = np.argsort(-best[led], kind="stable")
        share = np.cumsum(right[led][order]) / np.arange(1, len(order) + 1)
        good = np.flatnonzero(share >= SURE)
        if len(good) and good[-1] + 1 > found[0]:
            found = (int(good[-1]) + 1, float(best[led][order][good[-1]]), float(margin))
    return Thresholds(max(found[1], suggest), found[2], suggest)


def _tops(scores: Scores, owners: npt.NDArray[np.int64]) -> tuple[Scores, Scores, npt.NDArray[np.bool_]]:
    """Return the best score of each row, its lead over the next, and whether it is the owner's."""
    ranked = np.sort(scores, axis=1)
    lead = ranked[:, -1] - ranked[:, -2] if scores.shape[1] > 1 else ranked[:, -1]
    return ranked[:, -1], lead, scores.argmax(axis=1) == owners


def _phrasings(table: Triage, number: int) -> list[str]:
    """Return how a complaint is said: its names, and what people type; `other` is what is not recognised."""
    row = table.complaints[number]
    if row.id == OTHER:
        return []
    names = [row.name.in_language(language) for language in LANGUAGES]
    return list(dict.fromkeys(tidy(text) for text in [*names, *row.also_said.all()]))


class _Latest:
    """The recogniser of the newest table; one thread makes it, the others wait: they have nothing to go by before."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._made: Recogniser | None = None

    def of(self, table: Triage) -> Recogniser:
        with self._making:
            if self._made is None or self._made.table is not table:
                outside = load(settings().kb / "out_of_scope.yaml", OutOfScope).questions.all()
                self._made = Recogniser(table, outside, encoder(settings()))
            return self._made


_latest = _Latest()


def recogniser() -> Recogniser:
    """Return the recogniser of `kb/triage.yaml` as it is now; an edit makes a new one."""
    return _latest.of(triage())
