"""What a gap is called: its most central question, and the words that tell it from the others.

The words are those with the highest class-based tf-idf (Grootendorst 2022, BERTopic): frequent in the gap, and rare
in the other questions and in the knowledge base.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vardlots.replies import Language
from vardlots.retrieval.vocabulary import stems, words
from vardlots.usage.questions import Kept

WORDS = 4
SHORTEST = 3
"""Letters of a word that tells anything."""
READABLE = 90
"""Letters of a question that makes a good name."""
MASK = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]+")


def name_of(questions: Sequence[Kept], language: Language) -> str:
    """Return a name: the first question that is short and in the editor's language, of questions the best first."""
    readable = [one for one in questions if len(one.text) <= READABLE and not MASK.search(one.text)]
    spoken = [one for one in readable if one.language == language]
    return (spoken or readable or list(questions))[0].text


class Telling:
    """The words of everything that was asked, to find those that tell one gap from the rest.

    `ordinary` are words that tell nothing, `background` other texts in which words occur.
    """

    def __init__(self, texts: Iterable[str], ordinary: Iterable[str], background: Iterable[str] = ()) -> None:
        self._ordinary = {word for text in ordinary for word in words(text)}
        self._often: Counter[str] = Counter()
        self._all = 0
        for text in (*texts, *background):
            found = _words(text)
            self._all += len(found)
            self._often.update(stem for word in found for stem in _stems(word))

    def words(self, texts: Sequence[str], most: int = WORDS) -> tuple[str, ...]:
        """Return the words that tell these texts from the rest, the best first, each as it is mostly written."""
        counts = Counter(word for text in texts for word in set(_words(text)) if not self._says_nothing(word))
        forms = _forms(counts)
        scores = {stem: self._score(stem, sum(counts[word] for word in found)) for stem, found in forms.items()}
        best = sorted(scores, key=lambda stem: (-scores[stem], stem))[:most]
        return tuple(min(forms[stem], key=lambda word: (-counts[word], word)) for stem in best)

    def _score(self, stem: str, often: int) -> float:
        return often * math.log(1 + self._all / max(self._often[stem], 1))

    def _says_nothing(self, word: str) -> bool:
        return len(word) < SHORTEST or not self._ordinary.isdisjoint(_stems(word))


def _forms(found: Iterable[str]) -> dict[str, list[str]]:
    """Return words by what they share with a shorter one, but for their ends: parkering, parkeringen, parkera."""
    forms: dict[str, list[str]] = {}
    for word in sorted(found, key=lambda one: (len(one), one)):
        stem = next((stem for stem in _stems(word) if stem in forms), None)
        if stem is None:
            stem = next((one for one, others in forms.items() if _akin(word, others[0])), _stems(word)[0])
        forms.setdefault(stem, []).append(word)
    return forms


def _akin(word: str, other: str) -> bool:
    return not set(_stems(word)).isdisjoint(_stems(other))


def _stems(word: str) -> list[str]:
    return stems(next(iter(words(word)), word))


def _words(text: str) -> list[str]:
    return _WORD.findall(MASK.sub(" ", text).casefold())
