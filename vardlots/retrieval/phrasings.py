"""The texts that a question is compared with: phrasings, the sentences of answers, and what nobody answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from vardlots.knowledge import Entry, Knowledge, Phrasings
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import Kind

LONGEST = 600
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
FEWEST_WORDS = 3
OUTSIDE = -1

Part = Literal["asked", "answer", "outside"]
Key = tuple[Kind, str]


@dataclass(frozen=True)
class Phrasing:
    """A text to compare with. `owner` is its entry's place in the file's order, or `OUTSIDE`."""

    text: str
    language: Language
    owner: int
    part: Part

    @property
    def key(self) -> Key:
        """What its vector depends on."""
        return ("answer" if self.part == "answer" else "question"), self.text


def phrasings_of(knowledge: Knowledge) -> list[Phrasing]:
    """Return every text once an owner: what is asked, what is outside, and what answers say."""
    entries = list(knowledge.entries.values())
    found = [phrasing for place, entry in enumerate(entries) for phrasing in _asked(entry, place)]
    found += _listed(knowledge.out_of_scope, OUTSIDE, "outside")
    found += [phrasing for place, entry in enumerate(entries) for phrasing in _answered(knowledge, entry, place)]
    return list({(phrasing.text.casefold(), phrasing.owner): phrasing for phrasing in reversed(found)}.values())[::-1]


def _asked(entry: Entry, place: int) -> Iterator[Phrasing]:
    for language in LANGUAGES:
        question = getattr(entry.question, language)
        if question:
            yield Phrasing(tidy(question), language, place, "asked")
    yield from _listed(entry.also_asked, place, "asked")


def _listed(texts: Phrasings, owner: int, part: Part) -> Iterator[Phrasing]:
    for language in LANGUAGES:
        for text in texts.get(language):
            yield Phrasing(tidy(text), language, owner, part)


def _answered(knowledge: Knowledge, entry: Entry, place: int) -> Iterator[Phrasing]:
    for language in LANGUAGES:
        for paragraph in knowledge.answer(entry.id, language):
            for sentence in SENTENCE_END.split(paragraph):
                if len(sentence.split()) >= FEWEST_WORDS:
                    yield Phrasing(tidy(sentence), language, place, "answer")


def tidy(text: str) -> str:
    """Return a question as it is compared: composed letters, single spaces, at most about `LONGEST` characters.

    What a person wants stands at the start or at the end of a long message, so it is the middle that goes.
    """
    text = " ".join(normalize("NFC", text).split())
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    return f"{text[:half].rsplit(' ', 1)[0]} {text[-half:].split(' ', 1)[-1]}"


def says_something(text: str) -> bool:
    """Tell whether a text has a letter or a digit; an emoji or a lone question mark has none."""
    return any(letter.isalnum() for letter in text)
