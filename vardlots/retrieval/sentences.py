"""The encoder over sentence-transformers: the only module that imports it.

The model is the project's own by default; any Hugging Face name works, and a model that defines prompts gets its
`query` prompt before questions and its `document` prompt before answers.
"""

import hashlib
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from vardlots.retrieval.encoder import Kind, Vectors

PROBE = "Hur fungerar ett digitalt läkarbesök? How does it work?"
SAME = 0.9999
RECENT = 512
THREADS = 1


class SentenceEncoder:
    """An encoder over a sentence-transformers model, in a folder or on Hugging Face.

    One short question is the common case. `.encode` of the library spends much of its time around the model, and
    PyTorch packs its weights anew for every call, so a single question runs through the exported ONNX model where
    there is one (half the time or less). An export of another model is noticed by its vectors and left alone.
    """

    def __init__(self, path: str, exported: Path | None = None) -> None:
        torch.set_num_threads(THREADS)
        logging.disable_progress_bar()
        self.name = name_of(path)
        self._model = SentenceTransformer(path, device="cpu").eval()
        self.dim = int(self._model.get_embedding_dimension() or 0)
        self._prompts = {"question": self._model.prompts.get("query"), "answer": self._model.prompts.get("document")}
        self._lock = threading.Lock()  # the tokenizer must not be used by two threads at once
        self._session = self._open(exported)
        self._recent = lru_cache(RECENT)(self._encode_one)

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        if len(texts) == 1 and kind == "question":
            return self._recent(texts[0])[None].copy()
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode(
                list(texts), prompt=self._prompts[kind] or None, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)

    def _encode_one(self, text: str) -> npt.NDArray[np.float32]:
        with self._lock, torch.inference_mode():
            features = self._model.preprocess([text], prompt=self._prompts["question"] or None)
            if self._session is None:
                vector = self._model(features)["sentence_embedding"][0].numpy()
            else:
                vector = self._run(self._session, features)
        return vector / max(float(np.linalg.norm(vector)), 1e-9)

    def _open(self, exported: Path | None) -> onnxruntime.InferenceSession | None:
        """Open the ONNX export, if it is there and gives the same vector as the model itself."""
        if exported is None or not exported.is_file():
            return None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = THREADS
        session = onnxruntime.InferenceSession(str(exported), options, providers=["CPUExecutionProvider"])
        features = self._model.preprocess([PROBE])
        with torch.inference_mode():
            right = self._model(dict(features))["sentence_embedding"][0].numpy()
        cosine = self._run(session, features) @ right / max(float(np.linalg.norm(right)), 1e-9)
        return session if cosine > SAME else None

    @staticmethod
    def _run(session: onnxruntime.InferenceSession, features: dict[str, Any]) -> npt.NDArray[np.float32]:
        wanted = [node.name for node in session.get_inputs()]
        return session.run(None, {name: features[name].numpy() for name in wanted})[0][0]


def name_of(path: str) -> str:
    """Return what a model is called: its Hugging Face name, or its folder's with a fingerprint of its weights."""
    if not Path(path).is_dir():
        return path
    digest = hashlib.blake2b(digest_size=4)
    for weights in sorted(Path(path).glob("*.safetensors")):
        digest.update(weights.read_bytes())
    return f"{Path(path).name}-{digest.hexdigest()}"
