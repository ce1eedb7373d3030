"""The model: the shipped encoder's vocabulary, its layers trained on, and a head that says what a message is."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.safety.examples import CLASSES

WEIGHTS = "model.safetensors"
FROZEN = "transformer.embeddings.word_embeddings.weight"


class SafetyModel(nn.Module):
    """A transformer whose tokens are pooled by mean and by maximum: one alarming clause in a long message stands out."""

    def __init__(self, transformer: nn.Module, classes: int = len(CLASSES), drop: float = 0.1) -> None:
        super().__init__()
        self.transformer = transformer
        self.drop = nn.Dropout(drop)
        self.head = nn.Linear(2 * int(transformer.config.hidden_size), classes)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return [batch, classes] logits of [batch, tokens] ids and mask."""
        hidden = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
        highest = (hidden + (weight - 1) * 1e4).amax(1)
        logits: Tensor = self.head(self.drop(torch.cat([mean, highest], dim=1)))
        return logits


def fresh(encoder: Path) -> SafetyModel:
    """Return an untrained model on top of an encoder's layers; its word vectors stay as they are."""
    model = SafetyModel(BertModel.from_pretrained(encoder, add_pooling_layer=False, dtype=torch.float32))
    model.transformer.embeddings.word_embeddings.weight.requires_grad_(False)
    return model


def save(state: Mapping[str, Tensor], folder: Path, about: Mapping[str, Any]) -> None:
    """Write what was trained, in half precision, and `config.json`; the word vectors are the encoder's own."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {name: value.half().contiguous().cpu() for name, value in state.items() if name != FROZEN}
    save_file(own, folder / WEIGHTS)
    (folder / "config.json").write_text(json.dumps(dict(about), indent=2) + "\n", encoding="utf-8")


def load(folder: Path, encoder: Path) -> SafetyModel:
    """Return a trained model, its word vectors taken from the encoder that it was trained with."""
    config = BertConfig.from_pretrained(encoder)
    config._attn_implementation = "eager"
    model = SafetyModel(BertModel(config, add_pooling_layer=False))
    words = load_file(encoder / WEIGHTS)["embeddings.word_embeddings.weight"]
    state = {name: value.float() for name, value in load_file(folder / WEIGHTS).items()}
    model.load_state_dict({**state, FROZEN: words.float()})
    return model.eval()
