"""Sentences as vectors: what an encoder is, and how to get the one that the settings name."""

import hashlib
import os
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, Protocol, get_args
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from vardlots.onnx import OnnxEncoder
from vardlots.settings import Settings
from vardlots.spelling import Spelling, spelling

Vectors = npt.NDArray[np.float32]
Kind = Literal["question", "answer"]

RECENT = 512
"""Single questions whose vectors stay in memory: people ask the same things."""
REMEMBERED = 30_000
"""Texts that are remembered. The index keeps the vectors of a knowledge base with more in a file of its own."""
SOURCE = "source.txt"
"""The file beside an export that says of which model it is one."""
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

    A single question is not kept: what patients write is nobody's to store. When they have become many, most of texts
    that are gone, it begins anew.
    """

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self.name, self.dim = encoder.name, encoder.dim
        self._encoder = encoder
        self._path = folder / f"{encoder.name.replace('/', '--')}.npz"
        self._known = self._read()

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        if len(texts) == 1 or len(texts) > REMEMBERED:
            return self._encoder.encode(texts, kind)
        known = self._known
        new = [text for text in dict.fromkeys(texts) if f"{kind}:{text}" not in known]
        if len(known) + len(new) > REMEMBERED:
            known, new = {}, list(dict.fromkeys(texts))
        if new:
            fresh = dict(zip((f"{kind}:{text}" for text in new), self._encoder.encode(new, kind), strict=True))
            self._known = known = {**known, **fresh}
            self._write()
        return np.array([known[f"{kind}:{text}"] for text in texts], dtype=np.float32).reshape(-1, self.dim)

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
        return self._inner.encode([self.reads(text) for text in texts], kind)

    def reads(self, text: str) -> str:
        """Return what is encoded: the vector depends on nothing else."""
        return self._spelling.restore(text)


class ExportedEncoder:
    """The project's encoder as `vardlots.export` wrote it; it needs neither PyTorch nor its memory."""

    def __init__(self, name: str, folder: Path) -> None:
        self._onnx = OnnxEncoder(folder)
        self.name, self.dim = name, self._onnx.dim
        self._recent = lru_cache(RECENT)(lambda text: self._onnx.encode([text])[0])

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        return self._recent(texts[0])[None].copy() if len(texts) == 1 else self._onnx.encode(texts)


@cache
def load_encoder(
    path: str, exported: Path, memory: Path, question_prompt: str | None = None, answer_prompt: str | None = None
) -> Encoder:
    """Load a model once a process: its export where there is one, else sentence-transformers, which runs any model."""
    name, source = name_of(path, question_prompt, answer_prompt), exported / SOURCE
    if source.is_file() and source.read_text(encoding="utf-8") == name:
        return RememberingEncoder(ExportedEncoder(name, exported), memory)
    from vardlots.retrieval.sentences import SentenceEncoder  # PyTorch: seconds, and 400 MB

    return RememberingEncoder(SentenceEncoder(path, question_prompt, answer_prompt), memory)


def encoder(settings: Settings) -> Encoder:
    """Return the encoder that the settings name, loaded on the first call; it remembers in `var/vectors/`."""
    prompts = settings.question_prompt, settings.answer_prompt
    inner = load_encoder(settings.encoder, settings.models / "encoder-onnx", settings.var / "vectors", *prompts)
    return SpeltEncoder(inner, spelling(settings.kb))


def name_of(path: str, *prompts: str | None) -> str:
    """Return what a model is called: its Hugging Face name, or its folder's with a fingerprint of its weights.

    Prompts that it was given are part of it: they change its vectors.
    """
    name = path
    if Path(path).is_dir():
        digest = hashlib.blake2b(digest_size=4)
        for weights in sorted(Path(path).glob("*.safetensors")):
            digest.update(weights.read_bytes())
        name = f"{Path(path).name}-{digest.hexdigest()}"
    given = hashlib.blake2b(repr(prompts).encode(), digest_size=4).hexdigest()
    return f"{name}-{given}" if any(prompt is not None for prompt in prompts) else name
