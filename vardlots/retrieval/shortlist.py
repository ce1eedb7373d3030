"""Evidence on the entries near a question, where there are too many texts to compare it with all of them.

The texts nearest in meaning and most alike in spelling lead to the entries. The question is then compared with those
texts, with the closest of each of those entries', and with the closest that belong to no entry; the classifier is
fitted to them alone, while the question waits. How rare words and n-grams are is still told by all texts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from vardlots.retrieval.alike import AlikeTexts
from vardlots.retrieval.groups import FEW
from vardlots.retrieval.index import DenseIndex
from vardlots.retrieval.lexical import Rarity
from vardlots.retrieval.phrasings import Phrasing
from vardlots.retrieval.signals import Evidence, Matrix, Question
from vardlots.retrieval.vectors import TextVectors
from vardlots.retrieval.vocabulary import Vocabulary

Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Breadth:
    """How much is compared: texts nearest in meaning and the entries that they lead to, those most alike in spelling
    and the entries that they lead to, and texts of each list that belongs to no entry.
    """

    texts: int = 256
    entries: int = 24
    alike: int = 32
    spelt: int = 8
    listed: int = 16


BREADTH = Breadth()
FEWEST = 3
"""Entries that are wanted at least, for three are suggested."""


class Shortlist:
    """The texts and entries of one version, ready to be chosen from."""

    def __init__(
        self,
        phrasings: Sequence[Phrasing],
        vectors: TextVectors,
        topics: Sequence[str],
        words: "Words",
        breadth: Breadth = BREADTH,
    ) -> None:
        self._phrasings, self._topics, self._words, self._breadth = phrasings, topics, words, breadth
        self._ids, self._known = vectors.ids([phrasing.key for phrasing in phrasings]), vectors.known
        self._owners = np.array([phrasing.owner for phrasing in phrasings])
        self._answers = np.array([phrasing.part == "answer" for phrasing in phrasings])
        self._by_text: dict[str, list[int]] = {}
        for place, phrasing in enumerate(phrasings):
            self._by_text.setdefault(phrasing.text, []).append(place)
        self._by_id, self._by_owner = np.argsort(self._ids, kind="stable"), np.argsort(self._owners, kind="stable")
        # such lists are short, and the nearest text of each counts however far it is
        self._lists = [self._of_owner(owner) for owner in np.unique(self._owners[self._owners < 0])]
        self._list_indexes = [DenseIndex(self._known.rows(self._ids[places])) for places in self._lists]

    def signals(self, question: Question) -> tuple[list[int], Matrix]:
        """Return the places of the entries near a question, and their signals, [those entries, signals]."""
        near, alike = self._near(question), self._alike(question)
        entries = self._entries(near, alike, question.recent)
        chosen = self._texts(question, np.append(near, alike), entries)
        own = {entry: place for place, entry in enumerate(entries)}
        texts = [self._phrasings[at] for at in chosen]
        evidence = Evidence(
            [replace(text, owner=own.get(text.owner, text.owner)) for text in texts],
            self._known.rows(self._ids[chosen]),
            [self._topics[entry] for entry in entries],
            among=(self._words.vocabulary, self._words.rarity),
        )
        recent = tuple(own[entry] for entry in question.recent)
        return entries, evidence.signals(replace(question, recent=recent))

    def _near(self, question: Question) -> Places:
        """Return the texts nearest in meaning, the nearest first: so many that they are of several entries."""
        wanted, count = self._breadth.texts, len(self._known)
        near = self._nearest(question, wanted)
        while len(self._found(near)) < FEWEST and wanted < count:
            wanted *= 8
            near = self._nearest(question, min(wanted, count))
        return near

    def _nearest(self, question: Question, wanted: int) -> Places:
        ids = self._known.search(question.vector, wanted)[0]
        starts, ends = (np.searchsorted(self._ids, ids, side, sorter=self._by_id) for side in ("left", "right"))
        return np.concatenate([self._by_id[:0], *map(self._by_id.__getitem__, map(slice, starts, ends))])

    def _alike(self, question: Question) -> Places:
        """Return the texts most alike in spelling."""
        texts = self._words.alike.search(question.text, self._breadth.alike, self._words.rarity)
        return np.array([place for text in texts for place in self._by_text[text]], dtype=np.intp)

    def _entries(self, near: Places, alike: Places, recent: Iterable[int]) -> list[int]:
        found = [*self._found(near)[: self._breadth.entries], *self._found(alike)[: self._breadth.spelt]]
        return list(dict.fromkeys([*(found or [0]), *recent]))

    def _found(self, texts: Places) -> list[int]:
        """Return the entries that texts belong to, in the texts' order."""
        return [owner for owner in dict.fromkeys(self._owners[texts].tolist()) if owner >= 0]

    def _texts(self, question: Question, near: Places, entries: Sequence[int]) -> list[int]:
        """Return the texts to compare with, in the order of the knowledge base."""
        kept = near[np.isin(self._owners[near], entries) | (self._owners[near] < 0)]
        listed = [
            places[index.search(question.vector, self._breadth.listed)[0]].tolist()
            for places, index in zip(self._lists, self._list_indexes, strict=True)
        ]
        return sorted({*kept.tolist(), *chain.from_iterable(listed), *self._closest(question, entries)})

    def _closest(self, question: Question, entries: Iterable[int]) -> Iterator[int]:
        """Yield the few phrasings and the sentences of the answer of each entry that are closest in meaning."""
        for entry in entries:
            places = self._of_owner(entry)
            order = np.argsort(-(self._known.rows(self._ids[places]) @ question.vector), kind="stable")
            answers = self._answers[places[order]]
            yield from places[order][~answers][:FEW].tolist()
            yield from places[order][answers][:FEW].tolist()

    def _of_owner(self, owner: int) -> Places:
        start, end = (np.searchsorted(self._owners, owner, side, sorter=self._by_owner) for side in ("left", "right"))
        return self._by_owner[start:end]


@dataclass(frozen=True)
class Words:
    """How rare words and n-grams are among all texts of one version; `texts` counts them, True for those of entries."""

    texts: Counter[tuple[bool, str]]
    ordinary: tuple[str, ...]
    vocabulary: Vocabulary
    rarity: Rarity
    alike: AlikeTexts

    @classmethod
    def of(cls, phrasings: Sequence[Phrasing], ordinary: Sequence[str]) -> "Words":
        """Count the words of a first version."""
        rarity = Rarity.of([])
        nothing = cls(Counter(), tuple(ordinary), Vocabulary([], ordinary), rarity, AlikeTexts.of([], rarity))
        return nothing.following(phrasings, ordinary)

    def following(self, phrasings: Sequence[Phrasing], ordinary: Sequence[str]) -> "Words":
        """Return those of the next version, counting only what is gone or new."""
        if tuple(ordinary) != self.ordinary:
            return Words.of(phrasings, ordinary)
        texts = Counter((phrasing.owner >= 0, phrasing.text) for phrasing in phrasings)
        gone, new = list((self.texts - texts).elements()), list((texts - self.texts).elements())
        answered = [[text for counts, text in some if counts] for some in (gone, new)]
        every = [[text for _, text in some] for some in (gone, new)]
        rarity, some, others = self.rarity.changed(*every), _distinct(self.texts), _distinct(texts)
        alike = self.alike.changed(some - others, others - some, rarity)
        return Words(texts, self.ordinary, self.vocabulary.changed(*answered), rarity, alike)


def _distinct(texts: Iterable[tuple[bool, str]]) -> set[str]:
    return {text for _, text in texts}
