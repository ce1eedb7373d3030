"""The encoder before its training: the teacher's layers, and a start for every piece of the new vocabulary."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from training.teacher import Teacher
from training.vocabulary import SPECIAL, teacher_piece

NEIGHBOURS = 8
SHARPNESS = 15.0
FAMILIAR = 0.5
"""The share of a piece's uses that are English from which the teacher knows what it means."""

Vectors = npt.NDArray[np.float32]


def start(teacher: Teacher, tokenizer: Tokenizer, shares: Mapping[str, float], static: Vectors) -> BertModel:
    """Return a BERT with the teacher's layers and a vector for each piece of the tokenizer.

    A piece that the teacher has keeps its vector. A new one gets the mean of the teacher's vectors of the English
    pieces nearest to it in the static model, the nearer the more; so does, in part, one that Swedish uses otherwise
    than English ("barn"): by the `shares` of its uses that are English.
    """
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    names = [piece for piece, _ in pieces]
    known = teacher.tokenizer.get_vocab()
    words = teacher.model.embeddings.word_embeddings.weight.detach().numpy()
    own = {at: known[teacher_piece(name)] for at, name in enumerate(names) if teacher_piece(name) in known}
    english = [at for at in own if shares.get(names[at], 0.0) >= FAMILIAR and len(names[at]) > 2]
    table = _means(static, english, words[[own[at] for at in english]])
    for at, place in own.items():
        share = 1.0 if names[at] in SPECIAL or shares[names[at]] >= FAMILIAR else shares[names[at]]
        table[at] = share * words[place] + (1 - share) * table[at]
    return _transformer(teacher, table)


def load(folder: Path) -> BertModel:
    """Return the transformer of a trained encoder, to be trained on."""
    model: BertModel = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
    return model.float().eval()


def _means(static: Vectors, anchors: Sequence[int], values: Vectors) -> Vectors:
    """Return for each row of the static model the mean of its nearest anchors' values."""
    unit = static / (np.linalg.norm(static, axis=1, keepdims=True) + 1e-9)
    means = np.zeros((len(static), values.shape[1]), dtype=np.float32)
    for begin in range(0, len(static), 2048):
        cosines = unit[begin : begin + 2048] @ unit[list(anchors)].T
        nearest = np.argpartition(-cosines, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
        weights = np.exp(SHARPNESS * np.take_along_axis(cosines, nearest, axis=1))
        weights /= weights.sum(axis=1, keepdims=True)
        means[begin : begin + 2048] = np.einsum("rk,rkd->rd", weights, values[nearest])
    return means


def _transformer(teacher: Teacher, table: Vectors) -> BertModel:
    settings = teacher.model.config.to_dict()
    config = BertConfig(**{**settings, "vocab_size": len(table), "pad_token_id": SPECIAL.index("[PAD]")})
    config._attn_implementation = "eager"
    model = BertModel(config, add_pooling_layer=False)
    state = {
        name: value
        for name, value in teacher.model.state_dict().items()
        if "word_embeddings" not in name and not name.startswith("pooler")
    }
    state["embeddings.word_embeddings.weight"] = torch.from_numpy(table)
    model.load_state_dict(state)
    return model.eval()
