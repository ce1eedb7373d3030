"""The sentence encoder through onnxruntime: the same vectors as PyTorch gives, without PyTorch."""

from functools import cache
from pathlib import Path
from typing import Sequence

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from vardlots.settings import settings

LONGEST = 128
"""Tokens of a message that are read; more would only slow the turn down."""
BATCH = 64


class OnnxEncoder:
    """Turn texts into unit vectors; one thread, so that parallel turns do not fight over cores."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "model.onnx").exists():
            raise FileNotFoundError(f"{folder}/model.onnx is missing: `make train` exports the encoder there")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()

    @property
    def dim(self) -> int:
        """Return the length of a vector."""
        return self._session.get_outputs()[0].shape[1]

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return float32 unit vectors, [len(texts), dim]."""
        parts = [self._batch(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dim), dtype=np.float32)

    def _batch(self, texts: Sequence[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch([text or " " for text in texts])
        inputs = {
            "input_ids": np.array([row.ids for row in encoded], dtype=np.int64),
            "attention_mask": np.array([row.attention_mask for row in encoded], dtype=np.int64),
        }
        return self._session.run(["vectors"], inputs)[0]


@cache
def encoder() -> OnnxEncoder:
    """Return the process's encoder, loaded once."""
    return OnnxEncoder(settings().models / "encoder-onnx")
