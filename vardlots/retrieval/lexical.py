"""Likeness of spelling: tf-idf over character n-grams, which see through Swedish compounds, typos and missing dots.

The n-grams of a word are those of scikit-learn's `char_wb`, of the word as it is written and without its diacritics.
They are hashed, so that there is no vocabulary to learn: a list of texts is ready in a tenth of a second.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from unicodedata import combining, normalize
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy import sparse

Scores = npt.NDArray[np.float32]
Buckets = npt.NDArray[np.int64]

SHORTEST, LONGEST = 2, 5
SPANNING = (4, 5)
"""Lengths of the n-grams across two words of a question; shorter ones would stand in some compound by chance."""
COMMON = 100
"""N-grams in more texts than this, and than a tenth of them, say nothing and cost most of the time."""
BUCKETS = 2**20
"""About one n-gram in thirty of a knowledge base shares its bucket with another."""
TOGETHER = 10_000
"""Texts whose n-grams are counted at once, for the list of all of them is long."""


class CharNgrams:
    """Character n-grams of a list of texts, within words, weighted by how rare they are.

    `rows` is sparse [texts, n-grams that occur], each row of length 1. `among` is for a few of many texts: how rare
    n-grams are among the many. `known` are the n-grams of words that were met before, to which those of new ones are
    added.
    """

    def __init__(
        self, texts: Sequence[str], among: "Rarity | None" = None, known: dict[str, Buckets] | None = None
    ) -> None:
        self._known: dict[str, Buckets] = among.words if among else {} if known is None else known
        owners, buckets, counts = _counted([_words(text, self._known) for text in texts])
        self.rarity = among or Rarity(np.bincount(buckets, minlength=BUCKETS), len(texts))
        self._rarity = self.rarity.of_buckets
        self._columns = np.unique(buckets[self._rarity[buckets] > 0])
        self.rows = self._weighted(owners, buckets, counts, len(texts))
        self._texts_by_ngram = sparse.csr_matrix(self.rows.T)

    def scores(self, texts: Sequence[str]) -> Scores:
        """Return [questions, texts]: the cosine of each question with every text of the list."""
        # a question has few n-grams, so going from them to the texts touches little
        return np.asarray((self._questions(texts) @ self._texts_by_ngram).toarray(), dtype=np.float32)

    def likeness(self) -> Scores:
        """Return [texts, texts]: the cosine of each text with every other."""
        return np.asarray((self.rows @ self._texts_by_ngram).toarray(), dtype=np.float32)

    def _questions(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Return rows like those of the list, with the n-grams that span two words where the list knows them."""
        return self._weighted(*_counted([ngrams_of(text, self._known) for text in texts]), len(texts))

    def _weighted(self, owners: Buckets, buckets: Buckets, counts: Buckets, texts: int) -> sparse.csr_matrix:
        kept = self._rarity[buckets] > 0
        owners, buckets, counts = owners[kept], buckets[kept], counts[kept]
        weights = (1 + np.log(counts)) * self._rarity[buckets]
        lengths = np.sqrt(np.bincount(owners, weights**2, minlength=texts))
        weights /= np.maximum(lengths, 1e-9)[owners]
        columns = np.searchsorted(self._columns, buckets)
        here = np.append(self._columns, -1)[columns] == buckets  # some of the many texts have it, and none of these
        places = columns[here].astype(np.int32), np.searchsorted(owners[here], np.arange(texts + 1))
        return sparse.csr_matrix((weights[here].astype(np.float32), *places), shape=(texts, len(self._columns)))


class Rarity:
    """How rare each n-gram is among many texts, one version's of them: what a few of them alone cannot tell.

    `of_buckets` is 0 for n-grams that nearly every text has, or none. `words` remembers the n-grams of words.
    """

    def __init__(self, texts_with: Buckets, texts: int, words: dict[str, Buckets] | None = None) -> None:
        common = texts_with > max(COMMON, texts // 10)
        self.of_buckets = np.where(common | (texts_with == 0), 0, np.log((1 + texts) / (1 + texts_with)) + 1)
        self.texts, self.words = texts, {} if words is None else words
        self._texts_with = texts_with

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Rarity":
        """Count the n-grams of texts."""
        return cls(np.zeros(BUCKETS, dtype=np.int64), 0).changed([], texts)

    def changed(self, gone: Sequence[str], new: Sequence[str]) -> "Rarity":
        """Return that of the next version, without some texts and with others."""
        counts = self._texts_with + self._with(new) - self._with(gone)
        return Rarity(counts, self.texts + len(new) - len(gone), self.words)

    def _with(self, texts: Sequence[str]) -> Buckets:
        """Return how many texts have each n-gram."""
        counts = np.zeros(BUCKETS, dtype=np.int64)
        for _, buckets, _ in self.counted(texts):
            counts += np.bincount(buckets, minlength=BUCKETS)
        return counts

    def counted(self, texts: Sequence[str]) -> Iterator[tuple[Buckets, Buckets, Buckets]]:
        """Yield which text has which n-gram how often, `TOGETHER` texts at a time, numbered among all."""
        for start in range(0, len(texts), TOGETHER):
            found = [_words(text, self.words) for text in texts[start : start + TOGETHER]]
            owners, buckets, counts = _counted(found)
            yield owners + start, buckets, counts

    def frequent(self, most: int) -> npt.NDArray[np.bool_]:
        """Tell of each n-gram whether more texts than this have it."""
        return self._texts_with > most


def ngrams_of(question: str, known: Mapping[str, Buckets]) -> list[Buckets]:
    """Return the n-grams of a question: those of its words, and those that span two. Its words are not remembered."""
    words = (known[word] if word in known else _word(word) for word in question.casefold().split())
    return [*words, _hashed(set(spanning(question)))]


def _counted(found: Sequence[Sequence[Buckets]]) -> tuple[Buckets, Buckets, Buckets]:
    """Return which text has which bucket how often, text by text."""
    owners = np.repeat(np.arange(len(found)), [sum(map(len, parts)) for parts in found])
    buckets = np.concatenate([np.zeros(0, dtype=np.int64), *chain.from_iterable(found)])
    pairs, counts = np.unique(owners * BUCKETS + buckets, return_counts=True)
    return pairs // BUCKETS, pairs % BUCKETS, counts


def _words(text: str, known: dict[str, Buckets]) -> list[Buckets]:
    """Return the n-grams of each word; `known` remembers those of words met before."""
    words = text.casefold().split()
    for word in words:
        if word not in known:
            known[word] = _word(word)
    return [known[word] for word in words]


def _word(word: str) -> Buckets:
    return _hashed({*ngrams(word), *ngrams(fold(word))})


def _hashed(grams: set[str]) -> Buckets:
    return np.array([crc32(gram.encode()) % BUCKETS for gram in grams], dtype=np.int64)


def ngrams(word: str) -> Iterator[str]:
    """Yield the character n-grams of a word with a space on either side; a short word is one of its own."""
    padded = f" {word} "
    for size in range(SHORTEST, LONGEST + 1):
        yield from (padded[start : start + size] for start in range(max(1, len(padded) - size + 1)))
        if size >= len(padded):
            break


def spanning(text: str) -> Iterator[str]:
    """Yield the n-grams over the ends of neighbouring words, as if they were written together.

    Compounds are often written apart ("läkar intyg"). What spans two words that are no compound is hardly ever known.
    """
    for spelling in {text.casefold(), fold(text.casefold())}:
        for left, right in pairwise(spelling.split()):
            for size in SPANNING:
                starts = range(max(0, len(left) - size + 1), len(left))
                yield from (gram for start in starts if len(gram := (left + right)[start : start + size]) == size)


def fold(text: str) -> str:
    """Return a text without diacritics: läkarintyg becomes lakarintyg."""
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))
