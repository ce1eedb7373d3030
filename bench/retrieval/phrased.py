"""The phrasings that every system of the comparison is given, and systems that know nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.retrieval.bm25 import BM25, Of
from vardlots.knowledge import Knowledge
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder

Rankings = list[list[str]]


@dataclass(frozen=True)
class Phrased:
    """Texts, and the entry that each asks for: an entry's question and `also_asked`, in both languages."""

    texts: Sequence[str]
    entries: Sequence[str]

    def by_entry(self) -> dict[str, list[str]]:
        """Return each entry's texts."""
        found: dict[str, list[str]] = {entry: [] for entry in self.entries}
        for text, entry in zip(self.texts, self.entries, strict=True):
            found[entry].append(text)
        return found

    def ranked(self, scores: npt.NDArray[np.floating]) -> list[str]:
        """Return the entries from the best text on, each once."""
        return list(dict.fromkeys(self.entries[at] for at in np.argsort(-scores, kind="stable")))


def phrased(knowledge: Knowledge) -> Phrased:
    """Return the phrasings of a knowledge base."""
    pairs = [
        (text, entry.id)
        for entry in knowledge.entries.values()
        for language in LANGUAGES
        for text in (getattr(entry.question, language), *entry.also_asked.get(language))
        if text
    ]
    return Phrased([text for text, _ in pairs], [entry for _, entry in pairs])


def by_bm25(phrased: Phrased, questions: Sequence[str], of: Of) -> Rankings:
    """Rank by the phrasing with the highest BM25."""
    index = BM25(phrased.texts, of)
    return [phrased.ranked(index.scores(question)) for question in questions]


def by_cosine(phrased: Phrased, questions: Sequence[str], encoder: Encoder) -> Rankings:
    """Rank by the phrasing with the highest cosine."""
    likeness = encoder.encode(questions) @ encoder.encode(phrased.texts).T
    return [phrased.ranked(row) for row in likeness]
