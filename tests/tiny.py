"""A deterministic encoder small enough for tests: hashed character n-grams, 64 dimensions."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from vardlots.retrieval.encoder import Kind, Vectors
from vardlots.retrieval.lexical import fold


class TinyEncoder:
    """Give texts that share character trigrams vectors that are close; note what it was asked to encode."""

    name, dim = "tiny", 64

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), 64], each row of length 1."""
        self.encoded += texts
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(-1, self.dim)

    def _vector(self, text: str) -> Vectors:
        padded = f" {fold(text.casefold())} "
        vector = np.zeros(self.dim)
        for start in range(len(padded) - 2):
            code = crc32(padded[start : start + 3].encode())
            vector[code % self.dim] += 1 if code & 64 else -1
        return vector / (np.linalg.norm(vector) or 1)
