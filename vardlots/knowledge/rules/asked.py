"""The questions that an entry claims, with the words of each: worked out once for an entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from vardlots.knowledge.memory import Memory
from vardlots.knowledge.models import Entry
from vardlots.knowledge.rules.words import telling
from vardlots.knowledge.source import Where
from vardlots.knowledge.whole import plain
from vardlots.replies import LANGUAGES, Language

FEWEST_WORDS = 2
"""A question of fewer words that say something is too short to be told from another by its words."""

Small = Mapping[Language, frozenset[str]]
"""The small words of each language, which tell no question from another."""


class Question(NamedTuple):
    """A question that an entry claims: where it stands in it, and what it says.

    `words` are those that tell it from another, in order; `telling` are the same, each once, in alphabetical order.
    """

    where: Where
    language: Language
    text: str
    words: tuple[str, ...]
    telling: tuple[str, ...]

    @property
    def long(self) -> bool:
        """Whether its words are enough to tell it from others by."""
        return len(self.telling) >= FEWEST_WORDS


@dataclass(frozen=True)
class Asked:
    """All the questions of an entry; `telling` are the words of the long ones, `plain` is each without its case."""

    questions: tuple[Question, ...]
    telling: frozenset[tuple[str, ...]]
    plain: frozenset[str]

    def of(self, field: str, language: Language | None = None) -> list[Question]:
        """Return the questions of a field, in one language or both."""
        return [one for one in self.questions if one.where[0] == field and language in (None, one.language)]

    def alike(self, text: str) -> list[Question]:
        """Return the questions that are the same as a text, but for case, spacing and final punctuation."""
        return [one for one in self.questions if plain(one.text) == plain(text)] if plain(text) in self.plain else []


_asked: Memory[Asked] = Memory()


def asked(entry: Entry, small: Small) -> Asked:
    """Return the questions that an entry claims."""
    return _asked.of(entry, partial(_asked_of, entry, small), *small.values())


def telling_of(text: str, small: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a question that tell it from another, each once, in alphabetical order."""
    return tuple(sorted(set(telling(text, small))))


def _asked_of(entry: Entry, small: Small) -> Asked:
    questions = tuple(_question(*row, small) for row in _rows(entry))
    return Asked(
        questions,
        frozenset(one.telling for one in questions if one.long),
        frozenset(plain(one.text) for one in questions),
    )


def _question(where: Where, language: Language, text: str, small: Small) -> Question:
    words = telling(text, small[language])
    return Question(where, language, text, words, tuple(sorted(set(words))))


def _rows(entry: Entry) -> Iterator[tuple[Where, Language, str]]:
    for language in LANGUAGES:
        if heading := getattr(entry.question, language):
            yield ("question", language), language, heading
        for name, phrasings in (("also_asked", entry.also_asked), ("must_match", entry.must_match)):
            yield from (((name, language, at), language, text) for at, text in enumerate(phrasings.get(language)))
