"""Vectors in which it counts less how something is said, and more what is meant.

The phrasings of an entry mean the same, so what tells their vectors apart is wording: the language, the length, how one
begins to ask. In directions in which they differ much, every vector is made shorter (within-class covariance
normalisation, Hatch, Kajarekar and Stolcke 2006), and what all questions have in common is taken away. What is wording
in the entries that there are is wording in what is still missing too.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vardlots.retrieval.encoder import Vectors
from vardlots.retrieval.retriever import Retriever

KEPT = 3.0
"""Added to how much phrasings differ in each direction, in means over all: with more, vectors stay more as they are.

From 1 to 10 it changes little (`docs/benchmarks.md`).
"""
MOST = 20_000
"""Phrasings to learn from: more teach nothing new."""


@dataclass(frozen=True)
class Wording:
    """What questions have in common, [dim], and how vectors are made shorter, symmetric [dim, dim]."""

    common: npt.NDArray[np.float64]
    shortened: npt.NDArray[np.float64]

    def without(self, vectors: Vectors) -> Vectors:
        """Return vectors of meaning, float32 [len(vectors), dim]: of length 1, or zero where nothing else was said."""
        meant = (vectors - self.common) @ self.shortened
        lengths = np.linalg.norm(meant, axis=1, keepdims=True)
        return np.asarray(meant / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def wording_of(retriever: Retriever) -> Wording:
    """Return what is wording in a knowledge base's phrasings."""
    asked = [one for one in retriever.phrasings if one.part != "answer"]
    asked = asked[:: len(asked) // MOST + 1]
    vectors = retriever.vectors.rows([one.key for one in asked])
    return learnt(vectors, [one.owner if one.part == "asked" else None for one in asked])


def learnt(vectors: Vectors, owners: list[int | None]) -> Wording:
    """Learn from vectors and whose they are; what is nobody's only tells what all have in common."""
    dim = vectors.shape[1]
    if not len(vectors):
        return Wording(np.zeros(dim), np.eye(dim))
    groups: dict[int, list[int]] = {}
    for place, owner in enumerate(owners):
        if owner is not None:
            groups.setdefault(owner, []).append(place)
    apart = [vectors[places] - vectors[places].mean(axis=0) for places in groups.values()]
    return Wording(vectors.mean(axis=0, dtype=np.float64), _shortening(np.concatenate([np.zeros((1, dim)), *apart])))


def _shortening(apart: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the inverse root of how much they differ; all directions stay where nothing differs."""
    differ, directions = np.linalg.eigh(apart.T @ apart / len(apart))
    differ = np.maximum(differ, 0)
    if not differ.any():
        return np.eye(len(differ))
    return np.asarray((directions / np.sqrt(differ + KEPT * differ.mean())) @ directions.T)
