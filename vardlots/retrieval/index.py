"""Nearest vectors, exactly: FAISS over unit vectors. The only module that imports faiss."""

import faiss
import numpy as np
import numpy.typing as npt

from vardlots.retrieval.encoder import Vectors

Places = npt.NDArray[np.int64]


class DenseIndex:
    """Unit vectors, searched by their inner product, which is their cosine."""

    def __init__(self, vectors: Vectors) -> None:
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self._vectors = faiss.rev_swig_ptr(self._index.get_xb(), vectors.size).reshape(vectors.shape)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int) -> tuple[Places, Vectors]:
        """Return the places and cosines of the `k` nearest vectors, best first; fewer when there are not so many."""
        cosines, places = self._index.search(vector.reshape(1, -1), min(k, len(self)))
        return places[0], cosines[0]

    def scores(self, vector: Vectors) -> Vectors:
        """Return the cosine with every vector, in the order in which they were given."""
        return np.asarray(self._vectors @ vector, dtype=np.float32)  # all of them: no need to sort
