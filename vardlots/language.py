"""Which language a message is in: Swedish or English, also when it is two words long.

A naive Bayes model over the character n-grams of each word. It learns from the clinic's own
texts, which are labelled by construction, so that an editor's new words are known as well.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from vardlots.replies import LANGUAGES, Language

SMALLEST, LARGEST = 1, 5
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast loader where PyYAML has it: the texts are thousands of lines."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
CLIP = 4.0
"""One word says at most so much (log-odds): a name or a loan word must not outvote a sentence."""
SURE = 2.0
"""Log-odds from which a message settles the language by itself (about 88 to 12)."""


@dataclass(frozen=True)
class Heard:
    """The language heard in one message; `sure` when the message settles it by itself."""

    name: Language
    confidence: float
    sure: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form that travels with the message."""
        return {"name": self.name, "confidence": round(self.confidence, 4), "sure": self.sure}


class LanguageModel:
    """Tell Swedish from English by how often each n-gram of a word occurs in either."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._word = lru_cache(maxsize=20_000)(self._score_word)

    @classmethod
    def train(cls, samples: Iterable[tuple[str, Language]], smoothing: float = 0.5) -> "LanguageModel":
        """Learn from labelled texts; each distinct word counts once, so that no topic drowns the rest."""
        words: dict[Language, set[str]] = {language: set() for language in LANGUAGES}
        for text, language in samples:
            words[language].update(words_of(text))
        counts = {
            language: Counter(gram for word in words[language] for gram in ngrams(word)) for language in LANGUAGES
        }
        totals = {language: sum(counts[language].values()) for language in LANGUAGES}
        vocabulary = counts["sv"].keys() | counts["en"].keys()
        return cls(
            {
                gram: round(
                    math.log((counts["sv"][gram] + smoothing) / (totals["sv"] + smoothing * len(vocabulary)))
                    - math.log((counts["en"][gram] + smoothing) / (totals["en"] + smoothing * len(vocabulary))),
                    4,
                )
                for gram in vocabulary
            }
        )

    def hear(self, text: str) -> Heard:
        """Return the language of a text; without any known word it is an unsure guess of Swedish."""
        odds = sum(self._word(word) for word in words_of(text[:2000]))
        confidence = 1 / (1 + math.exp(-abs(odds)))
        return Heard("sv" if odds >= 0 else "en", confidence, abs(odds) >= SURE)

    def as_dict(self) -> dict[str, float]:
        """Return the n-gram weights (positive: Swedish), for storing as JSON."""
        return dict(self._weights)

    def _score_word(self, word: str) -> float:
        scores = [self._weights[gram] for gram in ngrams(word) if gram in self._weights]
        odds = sum(scores) / math.sqrt(len(scores)) if scores else 0.0
        return max(-CLIP, min(CLIP, odds))


def words_of(text: str) -> list[str]:
    """Return the lower-case words of a text, without digits, signs, addresses and placeholders."""
    plain = re.sub(r"https?://\S+|\S+@\S+|\{[^}]*\}", " ", text.lower())
    return WORD.findall(plain)


def ngrams(word: str) -> Iterator[str]:
    """Yield the character n-grams of a word with its edges marked, and the whole word."""
    marked = f"<{word}>"
    for size in range(SMALLEST, LARGEST + 1):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]
    if len(marked) > LARGEST:
        yield marked


def samples(kb: Path) -> Iterator[tuple[str, Language]]:
    """Yield every labelled text of the knowledge base: whatever stands below a `sv:` or `en:` key."""
    for path in sorted(kb.rglob("*.yaml")):
        yield from _labelled(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER), None)


def _labelled(node: Any, language: Language | None) -> Iterator[tuple[str, Language]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _labelled(value, key if key in LANGUAGES else language)
    elif isinstance(node, list):
        for value in node:
            yield from _labelled(value, language)
    elif isinstance(node, str) and language:
        yield node, language
