"""The sentences of all answers in a language, and those that say something else of the same than a given one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import log
from operator import itemgetter

from vardlots.knowledge.models import Entry
from vardlots.knowledge.rules.facts.comparing import (
    ALIKE,
    ALIKE_AROUND,
    Conflict,
    Part,
    Said,
    Stems,
    conflict,
)
from vardlots.knowledge.rules.facts.statements import Statement
from vardlots.knowledge.rules.facts.stems import parts, stem
from vardlots.replies import Language

_OPPOSITE = {"denies": "states", "states": "denies"}
_NONE: frozenset[int] = frozenset()


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
        counts = Counter(name for said in self._said for name in said.stems)
        # a word that no answer has is as rare as one that a single one has
        self.weights: dict[str, float] = defaultdict(lambda: log(1 + max(1, len(sentences))))
        self.weights.update({name: log(1 + len(sentences) / count) for name, count in counts.items()})
        self._having: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._alone: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        for place, said in enumerate(self._said):
            for stems, marks, _ in _sides(said):
                for key in product(marks, stems):
                    self._having[key].add(place)
                for why, name in _enough_alone(said):
                    for mark in marks:
                        self._alone[why, mark, name].add(place)

    def has(self, entry: Entry) -> bool:
        """Tell whether the sentences of an entry are in it, of this very version of it."""
        return id(entry) in self._entries

    def of(self, entry: Entry) -> Sequence[Sentence]:
        """Return the sentences of an entry; none, where it is another version of it that is known."""
        return self._entries[id(entry)][1] if id(entry) in self._entries else ()

    def conflicts(self, sentence: Sentence) -> Iterator[tuple[Sentence, Conflict]]:
        """Yield the sentences of other entries that contradict one, which need not be in the index, and in what."""
        place = self._places.get(sentence)
        if place is not None:
            yield from ((self.sentences[other], found) for other, found in self._among.get(place, ()))
            return
        said = self.said(sentence)
        for other in sorted(self._candidates(said)):
            theirs = self.sentences[other]
            found = theirs.entry.id != sentence.entry.id and conflict(said, self._said[other], self.weights)
            if found:
                yield theirs, found

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

    @cached_property
    def _among(self) -> Mapping[int, Sequence[tuple[int, Conflict]]]:
        """The conflicts of the sentences of the index with one another, each pair compared once and told of both."""
        found: dict[int, list[tuple[int, Conflict]]] = defaultdict(list)
        ids = [sentence.entry.id for sentence in self.sentences]
        for one, other in {(min(pair), max(pair)) for pair in self._pairs()}:
            told = ids[one] != ids[other] and conflict(self._said[one], self._said[other], self.weights)
            if told:
                found[one].append((other, told))
                found[other].append((one, told.turned()))
        return {place: sorted(told, key=itemgetter(0)) for place, told in found.items()}

    def _pairs(self) -> Iterator[tuple[int, int]]:
        return ((place, other) for place, said in enumerate(self._said) for other in self._candidates(said))

    def _candidates(self, said: Said) -> set[int]:
        """Return the places that share enough stems, one of them telling, and have something that may differ."""
        found: set[int] = set()
        alone = list(_enough_alone(said))
        for stems, marks, alike in _sides(said):
            ordered = sorted(stems, key=lambda name: (-self.weights[name], name))
            telling = self._telling_of(ordered, alike)
            for mark in (_OPPOSITE.get(mark, mark) for mark in marks):
                found.update(self._sharing_two(mark, ordered, telling))
                for why, name in alone:
                    if name in ordered[:telling]:
                        found |= self._alone.get((why, mark, name), _NONE)
        return found

    def _sharing_two(self, mark: str, ordered: Sequence[str], telling: int) -> set[int]:
        """Return the places with a mark that have two of some stems, one of which is among the first."""
        found: set[int] = set()
        seen: set[int] = set()
        for number, name in enumerate(ordered):
            having = self._having.get((mark, name), _NONE)
            found |= seen & having
            if number < telling:
                seen |= having
        return found

    def _telling_of(self, ordered: Sequence[str], alike: float) -> int:
        """Return how many stems, the rarest first, leave too little to make two texts so much alike."""
        left = sum(map(self.weights.__getitem__, ordered))
        enough = alike * left
        for number, name in enumerate(ordered):
            if left < enough:
                return number
            left -= self.weights[name]
        return len(ordered)

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


def _enough_alone(said: Said) -> Iterator[tuple[str, str]]:
    """Yield the stems that are enough to share, and why: all of a clause, or also said around the sentence."""
    for part in said.parts:
        if len(part.stems) == 1:
            yield "clause", next(iter(part.stems))
    yield from (("around", name) for name in said.stems & said.about)
