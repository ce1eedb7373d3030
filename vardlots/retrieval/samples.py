"""The questions to fit on: those of the knowledge base that say which entry is right, or that none is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vardlots.language import LanguageModel
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import OUTSIDE, tidy
from vardlots.retrieval.retriever import Retriever, encode_new
from vardlots.retrieval.signals import Intents, Matrix, Question

TWIN = 0.6

Kind = Literal["must", "asked", "outside", "never"]
Opinions = Mapping[str, Intents]


@dataclass(frozen=True)
class Sample:
    """A question and the entry it belongs to: `right` is its place, or `OUTSIDE`. For `never`, the wrong entry's."""

    text: str
    language: Language
    kind: Kind
    right: int
    seen: tuple[int, ...] = ()


@dataclass(frozen=True)
class Scored:
    """Samples with their signals [samples, entries, signals]; once judged, with `scope` and the entries' `shares`."""

    samples: Sequence[Sample]
    signals: Matrix
    scope: Matrix
    shares: Matrix

    def take(self, places: Sequence[int] | npt.NDArray[np.integer]) -> "Scored":
        """Return some of the samples."""
        return Scored(
            [self.samples[at] for at in places], self.signals[places], self.scope[places], self.shares[places]
        )

    def of(self, *kinds: Kind, language: Language | None = None) -> "Scored":
        """Return the samples of some kinds, perhaps of one language."""
        kept = [
            at for at, sample in enumerate(self.samples) if sample.kind in kinds and language in (None, sample.language)
        ]
        return self.take(np.array(kept, dtype=int))

    @property
    def right(self) -> npt.NDArray[np.int64]:
        """The place of each question's entry."""
        return np.array([sample.right for sample in self.samples], dtype=int)

    @property
    def best(self) -> Matrix:
        """The probability that each question's likeliest entry is right."""
        return self.scope * self.shares.max(axis=1, initial=0.0)

    @property
    def ranks(self) -> npt.NDArray[np.int64]:
        """Where the right entry stands in each ranking, counted from 0."""
        own = self.shares[np.arange(len(self.samples)), self.right]
        return (self.shares > own[:, None]).sum(axis=1)


def samples_of(retriever: Retriever) -> Iterator[Sample]:
    """Yield every question of the knowledge base that says what is right."""
    spoken = [phrasing for phrasing in retriever.phrasings if phrasing.part != "answer"]
    language = LanguageModel.train((phrasing.text, phrasing.language) for phrasing in spoken)
    for place, entry in enumerate(retriever.knowledge.entries.values()):
        for name in LANGUAGES:
            yield from (Sample(tidy(text), name, "must", place) for text in entry.must_match.get(name))
        for text in entry.must_not_match:
            yield Sample(tidy(text), language.hear(text).name, "never", place)
    twins = _twins(retriever)
    for place, phrasing in enumerate(spoken):
        if phrasing.owner == OUTSIDE:
            yield Sample(phrasing.text, phrasing.language, "outside", OUTSIDE, (place, *twins[place]))
        else:
            yield Sample(phrasing.text, phrasing.language, "asked", phrasing.owner, (place,))


def _twins(retriever: Retriever) -> dict[int, list[int]]:
    """Return, for each question out of scope, the others that say much the same, in the other language perhaps.

    They are left out with it: nobody has put a question like the next stranger's on the list.
    """
    places = [at for at, phrasing in enumerate(retriever.phrasings) if phrasing.owner == OUTSIDE]
    vectors = np.array([retriever.vectors[retriever.phrasings[at].key] for at in places])
    close = vectors @ vectors.T >= TWIN
    return {
        at: [other for other, near in zip(places, row, strict=True) if near and other != at]
        for at, row in zip(places, close, strict=True)
    }


def measure(
    samples: Sequence[Sample], retriever: Retriever, encoder: Encoder, opinions: Opinions | None = None
) -> Scored:
    """Return the samples with their signals; each that is a phrasing itself is compared with the others only."""
    vectors = encode_new(encoder, [("question", sample.text) for sample in samples], retriever.vectors)
    signals = np.stack(
        [
            retriever.evidence.signals(
                Question(
                    sample.text,
                    vectors["question", sample.text],
                    opinions[sample.text] if opinions else None,
                    sample.seen,
                )
            )
            for sample in samples
        ]
    )
    return Scored(samples, signals, np.zeros(len(samples)), np.zeros(signals.shape[:2]))
