"""Which words the knowledge base knows: a question of strange words is seldom one that it answers.

A word is known when a text has it, or has one that differs only in its end ("pris", "priserna"), or by one letter.
Ordinary words, which turn up in any conversation, are not strange, and say nothing either.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain

from vardlots.retrieval.lexical import fold

ENDING = 3
"""Letters at a word's end that may differ."""
SHORTEST = 4
"""Letters that a word keeps without its end, at least."""
LEAST_TYPED = 5
"""Letters of a word in which one may be wrong, at least: shorter words are other words then."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Acquaintance:
    """How well the words of a question are known.

    `familiar` is the known share, each word counting by how much it says; `strange` how many are unknown; `telling`
    how rare the rarest known one is, as the logarithm of one over its share of the texts. `vague` is 1 for a question
    of ordinary words alone, and less the more others it has.
    """

    familiar: float
    strange: float
    telling: float
    vague: float


class Vocabulary:
    """The words of some texts, without diacritics, and in how many texts each occurs."""

    def __init__(self, texts: Sequence[str], ordinary: Iterable[str] = ()) -> None:
        self._texts: Sequence[frozenset[str]] = [words(text) for text in texts]
        self._size = len(texts)
        self._ordinary = frozenset(word for text in ordinary for word in words(text))
        self._forms = _count(self._texts, stems)
        self._near = _count(self._texts, misspelt)

    def changed(self, gone: Sequence[str], new: Sequence[str]) -> "Vocabulary":
        """Return that of the next version, without some texts and with others.

        It no longer knows which text had which words, so all of them count for every question.
        """
        made, less, more = copy(self), [words(text) for text in gone], [words(text) for text in new]
        made._texts, made._size = (), self._size + len(new) - len(gone)
        made._forms = _changed(self._forms, _count(less, stems), _count(more, stems))
        made._near = _changed(self._near, _count(less, misspelt), _count(more, misspelt))
        return made

    def know(self, text: str, own: Sequence[int] = ()) -> Acquaintance:
        """Compare a question with the texts, some of which are the question itself, or otherwise do not count."""
        found, texts = words(text), [self._texts[at] for at in own]
        less, less_near = _count(texts, stems), _count(texts, misspelt)
        says, known, strange, others = 0.0, [0.0], 0, 0
        for word in found:
            ordinary = not self._ordinary.isdisjoint(stems(word))
            count = _left(self._forms, less, stems(word)) or _left(self._near, less_near, sorted(misspelt(word)))
            others += not ordinary
            strange += not ordinary and not count
            if count or not ordinary:
                saying = math.log((self._size + 1) / (count + 1))
                says += saying
                known += [saying] if count else []
        familiar = sum(known) / says if says else float(bool(found))
        return Acquaintance(familiar, strange, max(known), 1 / (1 + others) if found else 0.0)


def words(text: str) -> frozenset[str]:
    """Return the words of a text, in lower case and without diacritics."""
    return frozenset(WORD.findall(fold(text.casefold())))


def stems(word: str) -> list[str]:
    """Return a word, and what is left of it without the last letters, the longest first."""
    return [word[:length] for length in range(len(word), max(SHORTEST, len(word) - ENDING) - 1, -1)] or [word]


def misspelt(word: str) -> set[str]:
    """Return a word, and what is left of it without one letter: two words that share any differ by a letter or so."""
    if len(word) < LEAST_TYPED:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _count(texts: Iterable[frozenset[str]], parts: Callable[[str], Iterable[str]]) -> Counter[str]:
    """Count how many words of the texts have each part, a word once a text."""
    counts: Counter[str] = Counter()
    for word, often in Counter(chain.from_iterable(texts)).items():
        for part in parts(word):
            counts[part] += often
    return counts


def _changed(counts: Counter[str], less: Counter[str], more: Counter[str]) -> Counter[str]:
    made = counts.copy()
    made.subtract(less)
    made.update(more)
    for part in less:
        if not made[part]:
            del made[part]
    return made


def _left(counts: Counter[str], less: Counter[str], parts: Iterable[str]) -> int:
    """Return the count of a part that is left when some texts do not count: of the first, or 0."""
    return next((left for part in parts if (left := counts[part] - less[part]) > 0), 0)
