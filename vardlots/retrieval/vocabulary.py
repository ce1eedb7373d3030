"""Which words the knowledge base knows: a question of strange words is seldom one that it answers."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vardlots.retrieval.lexical import fold

STEM = 6
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Acquaintance:
    """How well the words of a question are known.

    `familiar` is the known share, each word counting by how much it says; `strange` how many are unknown; `telling`
    how rare the rarest known one is, as the logarithm of one over its share of the texts.
    """

    familiar: float
    strange: float
    telling: float


class Vocabulary:
    """The words of some texts by their first letters, without diacritics, and in how many texts each occurs."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = len(texts)
        self._counts = Counter(stem for text in texts for stem in stems(text))

    def know(self, text: str, own: int = 0) -> Acquaintance:
        """Compare a question with the texts, `own` of which are the question itself and do not count."""
        counts = [max(self._counts[stem] - own, 0) for stem in stems(text)]
        says = [math.log((self._texts + 1) / (count + 1)) for count in counts]
        known = [saying for saying, count in zip(says, counts, strict=True) if count]
        return Acquaintance(sum(known) / max(sum(says), 1e-9), len(counts) - len(known), max(known, default=0.0))


def stems(text: str) -> set[str]:
    """Return the first letters of each word, in lower case and without diacritics."""
    return {word[:STEM] for word in WORD.findall(fold(text.casefold()))}
