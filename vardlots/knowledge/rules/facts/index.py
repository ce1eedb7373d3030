"""The sentences of all answers in a language, and those that say something else of the same than one of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import log

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


@dataclass(frozen=True)
class Sentence:
    """A sentence of an entry's answer: as it is written, and as it is read with its values filled in.

    `question` are the words of the question that the entry answers.
    """

    entry: int
    written: str
    statement: Statement
    question: tuple[str, ...] = ()


class Index:
    """The sentences of a language, ready to be searched."""

    def __init__(self, sentences: Sequence[Sentence], language: Language) -> None:
        self._language = language
        self.sentences = sentences
        self._stems: dict[str, tuple[str, ...]] = {}
        self._known = self._vocabulary()
        self.said = [self._said(sentence) for sentence in sentences]
        self.places: dict[int, list[int]] = defaultdict(list)
        self._having: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, (sentence, said) in enumerate(zip(sentences, self.said, strict=True)):
            self.places[sentence.entry].append(place)
            for stems, marks, _ in _sides(said):
                for key in product(marks, stems):
                    self._having[key].append(place)
        counts = Counter(name for said in self.said for name in said.stems | said.about)
        self.weights = {name: log(1 + len(sentences) / count) for name, count in counts.items()}
        self._compared: dict[tuple[int, int], Conflict | None] = {}

    def conflicts(self, place: int) -> Iterator[tuple[int, Conflict]]:
        """Yield the places of sentences of other entries that contradict one, and in what."""
        said = self.said[place]
        for other in sorted(self._candidates(place)):
            if not together(said, self.said[other]):
                continue
            pair = min(place, other), max(place, other)
            if pair not in self._compared:
                self._compared[pair] = conflict(self.said[pair[0]], self.said[pair[1]], self.weights)
            if found := self._compared[pair]:
                yield other, found if place < other else found.turned()

    def _candidates(self, place: int) -> set[int]:
        """Return the places of other entries that share enough telling stems, and something that may differ."""
        found: set[int] = set()
        for stems, marks, alike in _sides(self.said[place]):
            rarest = list(self._rarest(stems, alike))
            for mark in marks:
                found.update(*(self._having.get((_OPPOSITE.get(mark, mark), name), ()) for name in rarest))
        return found.difference(self.places[self.sentences[place].entry])

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

    def _said(self, sentence: Sentence) -> Said:
        statement = sentence.statement
        found = tuple(
            Part(self._stemmed(clause.words), clause.quantities, clause.denies, clause.condition)
            for clause in statement.clauses
        )
        all_stems = frozenset(name for part in found for name in part.stems)
        return Said(found, statement.contacts, statement.days, all_stems, self._stemmed(sentence.question))

    def _stemmed(self, words: Iterable[str]) -> Stems:
        found: list[str] = []
        for word in words:
            if word not in self._stems:
                self._stems[word] = parts(word, self._known, self._language)
            found += self._stems[word]
        return frozenset(found)


def _sides(said: Said) -> Iterator[tuple[Stems, frozenset[str], float]]:
    """Yield by which stems to look for sentences that differ in something, in what, and how alike they must be."""
    measured = {quantity.kind for part in said.parts for quantity in part.quantities}
    marks = (
        measured
        | {contact.kind for contact in said.contacts if contact.kind != "page"}
        | ({"days"} if said.days else set())
    )
    yield said.stems, frozenset(marks), ALIKE_AROUND
    for part in said.parts:
        if not part.condition:
            yield part.stems, frozenset({"denies" if part.denies else "states"}), ALIKE


_OPPOSITE = {"denies": "states", "states": "denies"}
