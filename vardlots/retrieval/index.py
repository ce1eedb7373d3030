"""Nearest vectors: exactly, or through clusters where there are many. The only module that imports faiss."""

from math import isqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from vardlots.retrieval.encoder import Vectors

Places = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int64]

LISTS_PER_ROOT = 2
"""Clusters for each square root of the number of vectors. Twice as many search a little faster and take four times as
long to train."""
PROBES = 64
"""Clusters that a search looks through. What they find, and how fast: `python -m bench.retrieval scale`."""
SAMPLE = 40
"""Vectors a cluster that the clusters are trained on; FAISS warns below 39."""
ROUNDS = 10
GROWN = 2
"""The clusters are trained anew when there ought to be this many times as many or as few of them."""
BLOCK = 65_536


class DenseIndex:
    """Unit vectors, searched by their inner product, which is their cosine."""

    def __init__(self, vectors: Vectors) -> None:
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        # FAISS's own copy: there is no other
        self.vectors: Vectors = faiss.rev_swig_ptr(self._index.get_xb(), vectors.size).reshape(vectors.shape)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int) -> tuple[Places, Vectors]:
        """Return the places and cosines of the `k` nearest vectors, best first; fewer when there are not so many."""
        if not len(self):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        cosines, places = self._index.search(vector.reshape(1, -1), min(k, len(self)))
        return places[0], cosines[0]


class ClusteredIndex:
    """Unit vectors by their ids, each in the cluster of its likes, a byte a dimension (FAISS's IVF with SQ8).

    Clusters rather than a graph (HNSW): they are built in a tenth of the time, can lose a vector, and can stay on disk.
    """

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, ids: Ids, vectors: Vectors) -> "ClusteredIndex":
        """Train the clusters on a sample and put every vector into its own."""
        count, dim = vectors.shape
        index: Any = faiss.index_factory(dim, f"IVF{_lists(count)},SQ8", faiss.METRIC_INNER_PRODUCT)
        index.cp.niter, index.cp.min_points_per_centroid = ROUNDS, 1
        places = np.random.default_rng(0).choice(count, min(count, SAMPLE * index.nlist), replace=False)
        index.train(np.ascontiguousarray(vectors[np.sort(places)]))
        for start in range(0, count, BLOCK):  # the vectors may lie on disk, and more than fits in memory
            index.add_with_ids(np.ascontiguousarray(vectors[start : start + BLOCK]), ids[start : start + BLOCK])
        return cls(index)

    @classmethod
    def read(cls, path: Path, mapped: bool = True) -> "ClusteredIndex":
        """Read what `write` wrote, to be changed, or mapped: then only what searches touch comes into memory.

        Raises:
            RuntimeError: FAISS's own, when the file is not what it should be. A file that was made to mislead can do
            worse, so compare it with its digest first.
        """
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP if mapped else 0)
        if not isinstance(index, faiss.IndexIVFScalarQuantizer):
            raise RuntimeError(f"{path}: {type(index).__name__} is not an index of clusters")
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def outgrown(self) -> bool:
        """Whether there are so many more vectors, or fewer, that the clusters should be trained anew."""
        wanted = _lists(len(self))
        return not self._index.nlist / GROWN < wanted < self._index.nlist * GROWN

    def search(self, vector: Vectors, k: int, without: "Without | None" = None) -> Ids:
        """Return the ids of about the `k` nearest vectors in about that order, fewer when there are not so many.

        The order is that of the quantised vectors, so the caller compares the vectors themselves.
        """
        wanted: Any = faiss.SearchParametersIVF()
        wanted.nprobe = PROBES
        if without:
            wanted.sel = without.others
        found = self._index.search(vector.reshape(1, -1), k, params=wanted)[1][0]
        return np.asarray(found[found >= 0], dtype=np.int64)

    def change(self, gone: Ids, ids: Ids, vectors: Vectors) -> None:
        """Take vectors out and put others in; not while anybody searches, and not when mapped."""
        if len(gone):
            self._index.remove_ids(faiss.IDSelectorBatch(gone))
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)

    def write(self, path: Path) -> None:
        """Write a file for `read`."""
        faiss.write_index(self._index, str(path))


class Without:
    """Ids that a search passes over, prepared once for many searches."""

    def __init__(self, gone: Ids) -> None:
        self._gone = faiss.IDSelectorBatch(gone)
        self.others = faiss.IDSelectorNot(self._gone)


def _lists(count: int) -> int:
    return max(1, LISTS_PER_ROOT * isqrt(count))
