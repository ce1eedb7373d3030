"""The sentences of all answers in a language, and those that say something else of the same than a given one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import log

from vardlots.knowledge.models import Entry
from vardlots.knowledge.rules.facts.comparing import (
    ALIKE,
    ALIKE_AROUND,
    Conflict,
    Part,
    Said,
    Stems,
    conflict,
    together,
)
from vardlots.knowledge.rules.facts.statements import Statement
from vardlots.knowledge.rules.facts.stems import parts, stem
from vardlots.replies import Language

_OPPOSITE = {"denies": "states", "states": "denies"}


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of an entry's answer: as it is written, and as it is read with its values filled in.

    `around` are the words of the question that the entry answers, and of the sentence before.
    """

    entry: Entry
    written: str
    statement: Statement
    around: tuple[str, ...] = ()


class Index:
    """The sentences of a language, ready to be searched. Any number of threads may."""

    def __init__(self, sentences: Sequence[Sentence], entries: Iterable[Entry], language: Language) -> None:
        self.sentences, self._language = sentences, language
        self._entries: dict[int, tuple[Entry, list[Sentence]]] = {id(entry): (entry, []) for entry in entries}
        for sentence in sentences:
            self._entries[id(sentence.entry)][1].append(sentence)
        self._stems: dict[str, tuple[str, ...]] = {}
        self._known = self._vocabulary()
        self._said = [self.said(sentence) for sentence in sentences]
        self._places = {sentence: place for place, sentence in enumerate(sentences)}
        self._compared: dict[tuple[int, int], Conflict | None] = {}
        counts = Counter(name for said in self._said for name in said.stems)
        # a word that no answer has is as rare as one that a single one has
        self.weights: dict[str, float] = defaultdict(lambda: log(1 + max(1, len(sentences))))
        self.weights.update({name: log(1 + len(sentences) / count) for name, count in counts.items()})
        self._having: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, said in enumerate(self._said):
            for stems, marks, _ in _sides(said):
                for key in product(marks, stems):
                    self._having[key].append(place)

    def has(self, entry: Entry) -> bool:
        """Tell whether the sentences of an entry are in it, of this very version of it."""
        return id(entry) in self._entries

    def of(self, entry: Entry) -> Sequence[Sentence]:
        """Return the sentences of an entry; none, where it is another version of it that is known."""
        return self._entries[id(entry)][1] if id(entry) in self._entries else ()

    def conflicts(self, sentence: Sentence) -> Iterator[tuple[Sentence, Conflict]]:
        """Yield the sentences of other entries that contradict one, which need not be in the index, and in what."""
        place = self._places.get(sentence)
        said = self.said(sentence) if place is None else self._said[place]
        for other in sorted(self._candidates(said)):
            if self.sentences[other].entry.id == sentence.entry.id or not together(said, self._said[other]):
                continue
            found = (
                self._compare(place, other) if place is not None else conflict(said, self._said[other], self.weights)
            )
            if found:
                yield self.sentences[other], found

    def said(self, sentence: Sentence) -> Said:
        """Return a sentence as it is compared."""
        statement = sentence.statement
        found = tuple(
            Part(self._stemmed(clause.words), clause.quantities, clause.denies, clause.condition)
            for clause in statement.clauses
        )
        all_stems = frozenset(name for part in found for name in part.stems)
        return Said(
            found, statement.contacts, statement.days, all_stems, self._stemmed(sentence.around), statement.excepts
        )

    def _compare(self, place: int, other: int) -> Conflict | None:
        """Compare two sentences of the index, once."""
        pair = min(place, other), max(place, other)
        if pair not in self._compared:
            self._compared[pair] = conflict(self._said[pair[0]], self._said[pair[1]], self.weights)
        found = self._compared[pair]
        return found.turned() if found and place > other else found

    def _candidates(self, said: Said) -> set[int]:
        """Return the places that share enough telling stems, and something that may differ."""
        found: set[int] = set()
        for stems, marks, alike in _sides(said):
            rarest = list(self._rarest(stems, alike))
            for mark in marks:
                found.update(*(self._having.get((_OPPOSITE.get(mark, mark), name), ()) for name in rarest))
        return found

    def _rarest(self, stems: Stems, alike: float) -> Iterator[str]:
        """Yield the rarest stems, up to where the rest of them could not make two texts so much alike."""
        ordered = sorted(stems, key=lambda name: (-self.weights[name], name))
        left = sum(map(self.weights.__getitem__, ordered))
        enough = alike * left
        for name in ordered:
            if left < enough:
                break
            yield name
            left -= self.weights[name]

    def _vocabulary(self) -> frozenset[str]:
        words = {word for one in self.sentences for clause in one.statement.clauses for word in clause.words}
        return frozenset(stem(word, self._language) for word in words)

    def _stemmed(self, words: Iterable[str]) -> Stems:
        found: list[str] = []
        for word in words:
            if word not in self._stems:
                self._stems[word] = parts(word, self._known, self._language)
            found += self._stems[word]
        return frozenset(found)


def _sides(said: Said) -> Iterator[tuple[Stems, frozenset[str], float]]:
    """Yield by which stems to look for sentences that differ in something, in what, and how alike they must be."""
    marks = {quantity.kind for part in said.parts for quantity in part.quantities}
    marks.update(contact.kind for contact in said.contacts if contact.kind != "page")
    if said.days:
        marks.add("days")
    # what stands around a sentence may have the words that it lacks
    yield said.stems, frozenset(marks), ALIKE_AROUND / 2
    for part in said.parts:
        if not part.condition:
            yield part.stems, frozenset({"denies" if part.denies else "states"}), ALIKE
