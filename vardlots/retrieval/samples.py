"""The questions to fit on: those of the knowledge base that say which entry is right, or that none is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

import numpy as np
import numpy.typing as npt

from vardlots.language import LanguageModel
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import OUTSIDE, tidy
from vardlots.retrieval.retriever import Retriever, encode_new
from vardlots.retrieval.signals import Intents, Matrix, Question

TWIN = 0.6

Kind = Literal["must", "asked", "outside", "elsewhere", "never", "follow", "alone", "turned"]
"""`outside` is on the knowledge base's list of what is out of scope; `elsewhere` is out of scope, and on nobody's list.
`follow` is a question after the answer that it follows up on, `alone` the same after nothing, `turned` another one
after an answer that it has nothing to do with."""
ASKED: tuple[Kind, ...] = ("must", "asked", "outside", "elsewhere", "never", "follow")
"""The kinds that are not the questions of another kind in another place."""
Opinions = Mapping[str, Intents]


@dataclass(frozen=True)
class Sample:
    """A question and the entry it belongs to: `right` is its place, or `OUTSIDE`. For `never`, the wrong entry's.

    `seen` are the phrasings that it must not be compared with, `recent` the entries before it. Questions that say the
    same share a `row`: they are judged together, by weights that saw none of them.
    """

    text: str
    language: Language
    kind: Kind
    right: int
    seen: tuple[int, ...] = ()
    recent: tuple[int, ...] = ()
    row: str = ""

    @property
    def group(self) -> str:
        """What it is judged together with."""
        return self.row or self.text


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
    tests = list(_tests(retriever))
    yield from (*tests, *_listed(retriever), *_follow_ups(retriever))
    if retriever.knowledge.follow_ups:
        count = len(retriever.knowledge.entries)
        yield from (_turned(sample, count) for sample in tests if sample.kind == "must")


def elsewhere(texts: Sequence[str], retriever: Retriever, encoder: Encoder) -> Iterator[Sample]:
    """Yield questions out of scope that the knowledge base does not list, each without those that it lists alike."""
    known = {phrasing.text.casefold() for phrasing in retriever.phrasings}
    new = [text for text in dict.fromkeys(map(tidy, texts)) if text.casefold() not in known]
    listed = [at for at, phrasing in enumerate(retriever.phrasings) if phrasing.owner == OUTSIDE]
    language, vectors = _language(retriever), encode_new(encoder, [("question", text) for text in new], {})
    own = np.array([retriever.vectors[retriever.phrasings[at].key] for at in listed])
    for text in new:
        seen = tuple(listed[at] for at in np.flatnonzero(own @ vectors["question", text] >= TWIN))
        yield Sample(text, language.hear(text).name, "elsewhere", OUTSIDE, seen)


def _language(retriever: Retriever) -> LanguageModel:
    spoken = [phrasing for phrasing in retriever.phrasings if phrasing.part != "answer"]
    return LanguageModel.train((phrasing.text, phrasing.language) for phrasing in spoken)


def _tests(retriever: Retriever) -> Iterator[Sample]:
    language = _language(retriever)
    for place, entry in enumerate(retriever.knowledge.entries.values()):
        for name in LANGUAGES:
            yield from (Sample(tidy(text), name, "must", place) for text in entry.must_match.get(name))
        for text in entry.must_not_match:
            yield Sample(tidy(text), language.hear(text).name, "never", place)


def _listed(retriever: Retriever) -> Iterator[Sample]:
    twins = _twins(retriever)
    for place, phrasing in enumerate(retriever.phrasings):
        if phrasing.owner == OUTSIDE:
            yield Sample(phrasing.text, phrasing.language, "outside", OUTSIDE, (place, *twins[place]))
        elif phrasing.part == "asked":
            yield Sample(phrasing.text, phrasing.language, "asked", phrasing.owner, (place,))


def _follow_ups(retriever: Retriever) -> Iterator[Sample]:
    places = {entry: place for place, entry in enumerate(retriever.knowledge.entries)}
    for row in retriever.knowledge.follow_ups:
        if {row.after, row.leads_to or row.after} - places.keys():
            continue  # `vardlots kb check` tells of it
        right = places[row.leads_to] if row.leads_to else OUTSIDE
        for name in LANGUAGES:
            for text in row.get(name):
                asked = Sample(tidy(text), name, "follow", right, (), (places[row.after],), f"{row.after}>{right}")
                yield from (asked, replace(asked, kind="alone", recent=()))


def _turned(sample: Sample, entries: int) -> Sample:
    """Return a question as it is asked after two answers that it has nothing to do with, the same two every time."""
    others = [place for place in range(entries) if place != sample.right] or [sample.right]
    chance = crc32(sample.text.encode())
    before = dict.fromkeys((others[chance % len(others)], others[chance // len(others) % len(others)]))
    return replace(sample, kind="turned", recent=tuple(before))


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
    questions = [
        Question(
            sample.text,
            vectors["question", sample.text],
            opinions[sample.text] if opinions else None,
            sample.seen,
            sample.recent,
        )
        for sample in samples
    ]
    signals = retriever.evidence.measure(questions)
    return Scored(samples, signals, np.zeros(len(samples)), np.zeros(signals.shape[:2]))
