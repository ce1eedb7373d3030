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
CODE = re.compile(r"(?<![\w-])(?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z\d]{3}-?[a-z\d]{3}(?![\w-])")
"""A booking reference such as k7m-4qx: its letters are no words of any language."""
SMOOTHING = 0.5
CLIP = 4.0
"""One word says at most so much (log-odds): a name or a loan word must not outvote a sentence."""
KNOWN = 1.0
"""What a whole word that is known adds, beside its parts: "tack" is Swedish, whatever its letters say."""
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

    def __init__(self, weights: Mapping[str, float], shared: Iterable[str] = ()) -> None:
        self._weights = weights
        self._shared = frozenset(shared)
        self._word = lru_cache(maxsize=20_000)(self._score_word)

    @classmethod
    def train(cls, samples: Iterable[tuple[str, Language]], shared: Iterable[str] = ()) -> "LanguageModel":
        """Learn from labelled texts: the parts of each distinct word once, whole words as often as they occur.

        `shared` words belong to both languages, and so say nothing.
        """
        words: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for text, language in samples:
            words[language].update(words_of(text))
        parts = {language: Counter(gram for word in words[language] for gram in ngrams(word)) for language in LANGUAGES}
        whole = _log_odds(words["sv"], words["en"])
        return cls(
            {**_log_odds(parts["sv"], parts["en"]), **{f"={word}": odds for word, odds in whole.items()}}, shared
        )

    def hear(self, text: str) -> Heard:
        """Return the language of a text; without any known word it is an unsure guess of Swedish."""
        odds = sum(self._word(word) for word in words_of(text[:2000]))
        confidence = 1 / (1 + math.exp(-abs(odds)))
        return Heard("sv" if odds >= 0 else "en", confidence, abs(odds) >= SURE)

    def as_dict(self) -> dict[str, Any]:
        """Return `weights` (positive: Swedish) and `shared` words, for storing as JSON."""
        return {"weights": dict(self._weights), "shared": sorted(self._shared)}

    def _score_word(self, word: str) -> float:
        if word in self._shared:
            return 0.0
        scores = [self._weights[gram] for gram in ngrams(word) if gram in self._weights]
        odds = sum(scores) / math.sqrt(len(scores)) if scores else 0.0
        odds += KNOWN * self._weights.get(f"={word}", 0.0)
        return max(-CLIP, min(CLIP, odds))


def _log_odds(swedish: Counter[str], english: Counter[str]) -> dict[str, float]:
    """Return how much each feature speaks for Swedish, smoothed by `SMOOTHING` and corrected for the totals."""
    known = swedish.keys() | english.keys()
    total = math.log(swedish.total() + SMOOTHING * len(known)) - math.log(english.total() + SMOOTHING * len(known))
    return {
        feature: round(math.log(swedish[feature] + SMOOTHING) - math.log(english[feature] + SMOOTHING) - total, 4)
        for feature in known
    }


def words_of(text: str) -> list[str]:
    """Return the lower-case words of a text, without digits, signs, addresses, references and placeholders."""
    plain = re.sub(r"https?://\S+|\S+@\S+|\{[^}]*\}", " ", text.lower())
    return WORD.findall(CODE.sub(" ", plain))


def ngrams(word: str) -> Iterator[str]:
    """Yield the character n-grams of a word with its edges marked."""
    marked = f"<{word}>"
    for size in range(SMALLEST, LARGEST + 1):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]


def samples(kb: Path) -> Iterator[tuple[str, Language]]:
    """Yield every labelled text of the knowledge base: whatever stands below a `sv:` or `en:` key."""
    for path in sorted(kb.rglob("*.yaml")):
        yield from _labelled(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER), None)


def shared_words(kb: Path) -> list[str]:
    """Return the words that `kb/language.yaml` lists as belonging to both languages; a clinic may do without."""
    path = kb / "language.yaml"
    if not path.exists():
        return []
    lists = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)["both"]
    return [word for words in lists for word in words.split()]


def model_of(kb: Path) -> LanguageModel:
    """Train a model on a knowledge base."""
    return LanguageModel.train(samples(kb), shared_words(kb))


def _labelled(node: Any, language: Language | None) -> Iterator[tuple[str, Language]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _labelled(value, key if key in LANGUAGES else language)
    elif isinstance(node, list):
        for value in node:
            yield from _labelled(value, language)
    elif isinstance(node, str) and language:
        yield node, language
