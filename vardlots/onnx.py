"""Models of text through onnxruntime: nearly what PyTorch gives, in an eighth of the time.

Both processes serve with them, and get the same numbers; `vardlots.export` makes their files.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

LONGEST = 128
"""Tokens of a text that are read at once; more would only slow the turn down."""

OVERLAP = LONGEST // 4
"""Tokens that two windows of a longer text share: a clause at the end of one stands whole in the next."""

Vector = npt.NDArray[np.float32]


class OnnxModel:
    """One exported model: a text in, a row of numbers out; one thread, so that parallel turns do not fight over cores.

    Raises:
        FileNotFoundError: when the folder holds no exported model.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        if not (folder / "model.onnx").exists():
            raise FileNotFoundError(f"{folder}/model.onnx is missing: `make train` exports it there")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST, stride=OVERLAP)
        self._tokenizer.no_padding()

    @property
    def dim(self) -> int:
        """Return the length of a row."""
        return int(self._session.get_outputs()[0].shape[1])

    def row(self, text: str) -> Vector:
        """Return the numbers [dim] of the beginning of a text, `LONGEST` tokens."""
        return self._run(self._tokenizer.encode(text or " "))

    def rows(self, text: str) -> Iterator[Vector]:
        """Yield the numbers [dim] of a text window by window, each a little over the one before."""
        whole = self._tokenizer.encode(text or " ")
        return (self._run(window) for window in (whole, *whole.overflowing))

    def _run(self, encoded: Encoding) -> Vector:
        inputs = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
        }
        found: Vector = self._session.run(None, inputs)[0][0]
        return found


class OnnxEncoder(OnnxModel):
    """The sentence encoder: turn texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> Vector:
        """Return float32 unit vectors, [len(texts), dim].

        One text at a time: the scale of the 8-bit numbers is that of all that is computed together, and a text's vector
        must not depend on its neighbours.
        """
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for place, text in enumerate(texts):
            vectors[place] = self.row(text)
        return vectors
