"""How good an encoder is on pairs that it was not trained on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from training.pairs import Pair
from training.teacher import padded, pooled

BATCH = 64


@dataclass(frozen=True)
class Quality:
    """How often the translation is the nearest of all, each way, and how close the sides lie to the targets."""

    pairs: int
    sv_to_en: float
    en_to_sv: float
    swedish: float
    english: float

    @property
    def sentence(self) -> str:
        """Return the figures in words."""
        return (
            f"translation nearest {self.sv_to_en:.3f} sv→en, {self.en_to_sv:.3f} en→sv; "
            f"cosine with the teacher {self.swedish:.3f} Swedish, {self.english:.3f} English ({self.pairs} pairs)"
        )


def quality(model: BertModel, tokenizer: Tokenizer, pairs: Sequence[Pair], targets: npt.NDArray[np.float32]) -> Quality:
    """Measure a model on pairs with their targets [pairs, dim]."""
    sv, en = (encode(model, tokenizer, texts) for texts in ([p.sv for p in pairs], [p.en for p in pairs]))
    cosines, own = sv @ en.T, np.arange(len(pairs))
    return Quality(
        len(pairs),
        float((cosines.argmax(1) == own).mean()),
        float((cosines.argmax(0) == own).mean()),
        float((sv * targets).sum(1).mean()),
        float((en * targets).sum(1).mean()),
    )


@torch.inference_mode()
def encode(model: BertModel, tokenizer: Tokenizer, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return unit vectors [len(texts), dim]."""
    rows = [row.ids for row in tokenizer.encode_batch(list(texts))]
    vectors = np.zeros((len(rows), model.config.hidden_size), dtype=np.float32)
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
    for begin in range(0, len(order), BATCH):
        places = order[begin : begin + BATCH]
        vectors[places] = pooled(model, *padded([rows[at] for at in places])).numpy()
    return vectors
