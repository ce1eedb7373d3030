"""Which of a gap's questions to add to an entry: a few, central ones, each unlike those that it has."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import yaml

from vardlots.errors import KnowledgeError
from vardlots.gaps.clusters import vectors_of
from vardlots.gaps.gaps import Gap
from vardlots.gaps.naming import MASK
from vardlots.knowledge import Knowledge
from vardlots.knowledge.whole import plain
from vardlots.language import LOADER
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import Encoder, Vectors
from vardlots.retrieval.phrasings import tidy

MOST = 3
"""Phrasings to add in each language; an entry that is found by them is not found better by twenty."""
TWIN = 0.9
"""The cosine from where on two phrasings say the same in the same way."""
LONGEST = 160
"""Letters of a phrasing: a longer one tells a story, whose words lead other questions astray."""

Why = Literal["known", "test", "elsewhere", "held_out", "masked", "long"]
"""Why a question is no phrasing to add: the entry has one like it, it is one of the tests that are kept apart from
phrasings, another entry has it, it is a development question, something was masked in it, or it is too long."""


@dataclass(frozen=True)
class Left:
    """A question that is not to be added, and why."""

    text: str
    language: Language
    why: Why


@dataclass(frozen=True)
class Phrasings:
    """What to add in each language, and what not."""

    sv: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()

    def get(self, language: Language) -> tuple[str, ...]:
        """Return what to add in one language."""
        return self.sv if language == "sv" else self.en


def choose(
    gap: Gap,
    knowledge: Knowledge,
    encoder: Encoder,
    entry: str | None = None,
    languages: Iterable[Language] = LANGUAGES,
    held_out: Collection[str] = (),
    most: int = MOST,
) -> Phrasings:
    """Choose phrasings of a gap for an entry that there is, or for a new one, where `entry` is None.

    `held_out` are the texts of `held_out_texts`, which nothing may learn from.
    """
    own = knowledge.entries[entry].also_asked.all() if entry else ()
    asked = {language: knowledge.question(entry, language) for language in LANGUAGES} if entry else {}
    known = [tidy(text) for text in (*own, *asked.values())]
    taken = _Taken(knowledge, entry, frozenset(held_out))
    chosen: dict[Language, list[str]] = {language: [] for language in LANGUAGES}
    left: list[Left] = []
    vectors = list(vectors_of(known, encoder))
    for language in languages:
        for text in gap.examples(language, most=len(gap.questions)):
            if len(chosen[language]) >= most:
                break
            vector = vectors_of([tidy(text)], encoder)[0]
            why = taken.why_not(text) or ("known" if _like_any(vector, vectors) else None)
            if why:
                left.append(Left(text, language, why))
            else:
                chosen[language].append(text)
                vectors.append(vector)
    return Phrasings(tuple(chosen["sv"]), tuple(chosen["en"]), tuple(left))


def held_out_texts(path: Path) -> frozenset[str]:
    """Return the development questions of `bench/dev/questions.yaml`, as `plain` texts; none, without the file.

    Raises:
        KnowledgeError: when the file is not one of questions.
    """
    if not path.is_file():
        return frozenset()
    try:
        return frozenset(plain(row["text"]) for row in yaml.load(path.read_bytes(), Loader=LOADER)["questions"])
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path.name}: these are no questions ({type(error).__name__})") from error


class _Taken:
    """What stands in the files already, where a phrasing must not stand a second time."""

    def __init__(self, knowledge: Knowledge, entry: str | None, held_out: frozenset[str]) -> None:
        others = [one for one in knowledge.entries.values() if one.id != entry]
        self._elsewhere = {plain(text) for one in others for text in one.also_asked.all()}
        self._elsewhere |= {plain(knowledge.question(one.id, language)) for one in others for language in LANGUAGES}
        tests = [text for one in knowledge.entries.values() for text in one.must_match.all()]
        never = knowledge.entries[entry].must_not_match if entry else ()
        self._tests = {plain(text) for text in (*tests, *never, *knowledge.out_of_scope.all())}
        self._held_out = held_out

    def why_not(self, text: str) -> Why | None:
        said = plain(text)
        if said in self._held_out:
            return "held_out"
        if said in self._tests:
            return "test"
        if said in self._elsewhere:
            return "elsewhere"
        return "masked" if MASK.search(text) else "long" if len(text) > LONGEST else None


def _like_any(vector: Vectors, others: list[Vectors]) -> bool:
    return bool(others) and bool(np.max(np.array(others) @ vector) >= TWIN)
