"""Sentences as vectors: what an encoder is, and how to get the one that the settings name."""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, get_args
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from vardlots.settings import Settings
from vardlots.spelling import Spelling, spelling

Vectors = npt.NDArray[np.float32]
Kind = Literal["question", "answer"]

KINDS: tuple[Kind, ...] = get_args(Kind)


class Encoder(Protocol):
    """Turn texts into unit vectors; questions and answers may be told apart."""

    name: str
    dim: int

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        ...


class RememberingEncoder:
    """An encoder that keeps the vectors of what was encoded together in a file, so that a restart is quick.

    A single question is not kept: what patients write is nobody's to store.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self.name, self.dim = encoder.name, encoder.dim
        self._encoder = encoder
        self._path = folder / f"{encoder.name.replace('/', '--')}.npz"
        self._known = self._read()

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        if len(texts) == 1:
            return self._encoder.encode(texts, kind)
        new = [text for text in dict.fromkeys(texts) if f"{kind}:{text}" not in self._known]
        if new:
            fresh = dict(zip((f"{kind}:{text}" for text in new), self._encoder.encode(new, kind), strict=True))
            self._known = {**self._known, **fresh}
            self._write()
        return np.array([self._known[f"{kind}:{text}"] for text in texts], dtype=np.float32).reshape(-1, self.dim)

    def _read(self) -> dict[str, npt.NDArray[np.float32]]:
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
        except (OSError, ValueError, KeyError, BadZipFile):  # none yet, or half a file: it is only a shortcut
            return {}

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._path.with_name(f"{self._path.stem}.{os.getpid()}.npz")
        np.savez(partial, texts=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
        partial.replace(self._path)


class SpeltEncoder:
    """An encoder that reads Swedish without å, ä and ö as it was meant."""

    def __init__(self, inner: Encoder, spelling: Spelling) -> None:
        self._inner, self._spelling = inner, spelling
        self.name, self.dim = inner.name, inner.dim

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        return self._inner.encode([self._spelling.restore(text) for text in texts], kind)


@cache
def load_encoder(path: str, exported: Path, memory: Path) -> Encoder:
    """Load a model once a process; a question runs through its ONNX export, if there is one."""
    from vardlots.retrieval.sentences import SentenceEncoder  # seconds of PyTorch, for those who need it

    return RememberingEncoder(SentenceEncoder(path, exported), memory)


def encoder(settings: Settings) -> Encoder:
    """Return the encoder that the settings name, loaded on the first call; it remembers in `var/vectors/`."""
    exported = settings.models / "encoder-onnx" / "model.onnx"
    inner = load_encoder(settings.encoder, exported, settings.var / "vectors")
    return SpeltEncoder(inner, spelling(settings.kb))
