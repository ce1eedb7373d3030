"""The texts most alike in spelling, of more than can be compared one by one.

Lists say which texts have an n-gram, and the n-grams of a question vote for the texts that have them, the rarer the
more. That is nearly the cosine of `CharNgrams`, which compares the few that are found here once more.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from vardlots.retrieval.lexical import BUCKETS, Buckets, Rarity, Scores, ngrams_of

FREQUENT, FEW = 200, 100
"""N-grams in more than one of so many texts, and in more than a few, have no list: it would be long and tell little."""
NONE = np.zeros(0, dtype=np.int32)
CHANGED = 20
"""The lists are made anew when more than one of so many texts has changed."""


class AlikeTexts:
    """The texts of one version. It shares its lists with the version before, as `KnownVectors` does its segment."""

    def __init__(self, lasting: "_Lists", beside: "_Lists", gone: frozenset[str] = frozenset()) -> None:
        self._lasting, self._beside, self._gone = lasting, beside, gone

    @classmethod
    def of(cls, texts: Sequence[str], rarity: Rarity) -> "AlikeTexts":
        """Make the lists of distinct texts."""
        return cls(_Lists(texts, rarity), _Lists([], rarity))

    def changed(self, gone: Iterable[str], new: Iterable[str], rarity: Rarity) -> "AlikeTexts":
        """Return those of the next version: without some texts, which it had, and with others, which it had not."""
        left, came = frozenset(gone), frozenset(new)
        beside = [text for text in self._beside.texts if text not in left]
        away = (self._gone | left.difference(self._beside.texts)) - came
        beside += sorted(came - self._gone)  # what comes back was never taken out of the lists
        if len(beside) + len(away) > max(FEW, len(self._lasting.texts) // CHANGED):
            return AlikeTexts.of([*(text for text in self._lasting.texts if text not in away), *beside], rarity)
        return AlikeTexts(self._lasting, _Lists(beside, rarity), away)

    def search(self, question: str, count: int, rarity: Rarity) -> list[str]:
        """Return about the `count` texts most alike a question, the likest first, and none that shares nothing."""
        buckets, often = np.unique(np.concatenate(ngrams_of(question, rarity.words)), return_counts=True)
        votes = (1 + np.log(often)) * rarity.of_buckets[buckets] ** 2
        beside, wanted = self._beside.best(buckets, votes, count), count
        while True:
            lasting = self._lasting.best(buckets, votes, wanted)
            kept = [(score, text) for score, text in lasting if text not in self._gone]
            if len(kept) >= count or len(lasting) < wanted:
                return [text for _, text in sorted([*kept, *beside], reverse=True)[:count]]
            wanted *= 4


class _Lists:
    """For each n-gram, the texts that have it. Never changes."""

    def __init__(self, texts: Sequence[str], rarity: Rarity) -> None:
        self.texts = texts
        listed = ~rarity.frequent(max(FEW, rarity.texts // FREQUENT))
        squares, buckets, numbers = np.zeros(len(texts)), [NONE], [NONE]
        for owners, grams, often in rarity.counted(texts):
            squares += np.bincount(owners, ((1 + np.log(often)) * rarity.of_buckets[grams]) ** 2, len(texts))
            buckets.append(grams[listed[grams]].astype(np.int32))
            numbers.append(owners[listed[grams]].astype(np.int32))
        order = np.argsort(np.concatenate(buckets), kind="stable")
        self._lengths = np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)
        self._numbers = np.concatenate(numbers)[order]
        self._starts = np.append(0, np.cumsum(np.bincount(np.concatenate(buckets), minlength=BUCKETS)))

    def best(self, buckets: Buckets, votes: Scores, count: int) -> list[tuple[float, str]]:
        """Return the `count` texts with the most votes for their length, the most first, with how many."""
        starts, ends = self._starts[buckets], self._starts[buckets + 1]
        having = np.concatenate([NONE, *map(self._numbers.__getitem__, map(slice, starts, ends))])
        totals = np.bincount(having, np.repeat(votes, ends - starts), len(self.texts))
        found = np.flatnonzero(totals)
        scores = totals[found] / self._lengths[found]
        best = np.argpartition(-scores, count)[:count] if len(found) > count else np.arange(len(found))
        best = best[np.argsort(-scores[best], kind="stable")]
        return [(float(scores[at]), self.texts[found[at]]) for at in best]
