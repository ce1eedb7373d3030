"""Okapi BM25 on words or on character n-grams: the baseline that an encoder has to beat."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

K1, B = 1.5, 0.75
"""The usual values; nothing here is fitted."""

Of = Literal["words", "characters"]
ANALYSIS: Mapping[Of, Mapping[str, Any]] = {
    "words": {"analyzer": "word", "token_pattern": r"\w+"},
    "characters": {"analyzer": "char_wb", "ngram_range": (3, 5)},
}


class BM25:
    """Texts, ready to be compared with questions.

    Source of the formula: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009; the idf is Lucene's,
    which is never negative.
    """

    def __init__(self, texts: Sequence[str], of: Of) -> None:
        self._vectorizer = CountVectorizer(**ANALYSIS[of], dtype=np.float64)
        counts = sparse.csr_matrix(self._vectorizer.fit_transform(texts))
        holders = np.bincount(counts.indices, minlength=counts.shape[1])
        idf = np.log1p((len(texts) - holders + 0.5) / (holders + 0.5))
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        norms = np.repeat(K1 * (1 - B + B * lengths / lengths.mean()), np.diff(counts.indptr))
        counts.data = idf[counts.indices] * counts.data * (K1 + 1) / (counts.data + norms)
        self._weights = counts

    def scores(self, question: str) -> npt.NDArray[np.float64]:
        """Return the score of each text; a word that the question repeats counts once."""
        asked = self._vectorizer.transform([question])
        return np.asarray((self._weights @ asked.sign().T).toarray()).ravel()
