"""The sentence encoder through onnxruntime: the same vectors as PyTorch gives, in a quarter of the time and memory.

Both processes serve with it; `vardlots.export` makes its files.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

LONGEST = 128
"""Tokens of a text that are read; more would only slow the turn down."""
BATCH = 64


class OnnxEncoder:
    """Turn texts into unit vectors; one thread, so that parallel turns do not fight over cores.

    Raises:
        FileNotFoundError: when the folder holds no exported encoder.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        if not (folder / "model.onnx").exists():
            raise FileNotFoundError(f"{folder}/model.onnx is missing: `make train` exports the encoder there")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
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
        return int(self._session.get_outputs()[0].shape[1])

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return float32 unit vectors, [len(texts), dim]; texts of like length are encoded together."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            vectors[places] = self._batch([texts[place] or " " for place in places])
        return vectors

    def _batch(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(list(texts))
        inputs = {
            "input_ids": np.array([row.ids for row in encoded], dtype=np.int64),
            "attention_mask": np.array([row.attention_mask for row in encoded], dtype=np.int64),
        }
        found: npt.NDArray[np.float32] = self._session.run(["vectors"], inputs)[0]
        return found
