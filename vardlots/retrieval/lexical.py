"""Likeness of spelling: tf-idf over character n-grams, which see through Swedish compounds, typos and missing dots."""

from collections import Counter
from collections.abc import Sequence
from unicodedata import combining, normalize

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

Scores = npt.NDArray[np.float32]

NGRAMS = (2, 5)
COMMON = 100
"""N-grams in more texts than this, and than a tenth of them, say nothing and cost most of the time."""


class CharNgrams:
    """Character n-grams of a list of texts, within words, weighted by how rare they are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=NGRAMS,
            max_df=max(COMMON, len(texts) // 10),
            sublinear_tf=True,
            preprocessor=both_spellings,
            dtype=np.float32,
        )
        self.rows = sparse.csr_matrix(self._vectorizer.fit_transform(texts))
        self._texts_by_ngram = sparse.csr_matrix(self.rows.T)
        self._ngrams = self._vectorizer.build_analyzer()

    def scores(self, text: str) -> Scores:
        """Return the cosine of a text with every text of the list."""
        # a question has few n-grams, so going from them to the texts touches little
        return np.asarray((self._row(text) @ self._texts_by_ngram).toarray()[0], dtype=np.float32)

    def _row(self, text: str) -> sparse.csr_matrix:
        """Return what the vectorizer's `transform` would, without its checks, which take three times as long."""
        columns = self._vectorizer.vocabulary_
        counts = Counter(columns[ngram] for ngram in self._ngrams(text) if ngram in columns)
        places = np.fromiter(counts, dtype=np.int32, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        weights = (1 + np.log(often)) * self._vectorizer.idf_[places]
        weights /= max(float(np.linalg.norm(weights)), 1e-9)
        shape = (1, self.rows.shape[1])
        return sparse.csr_matrix((weights.astype(np.float32), places, np.array([0, len(places)])), shape=shape)


def both_spellings(text: str) -> str:
    """Return a text in lower case, followed by its copy without diacritics where that differs."""
    lower = text.casefold()
    plain = fold(lower)
    return lower if plain == lower else f"{lower} {plain}"


def fold(text: str) -> str:
    """Return a text without diacritics: läkarintyg becomes lakarintyg."""
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))
