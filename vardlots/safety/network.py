"""The model behind the safety net as PyTorch trains and exports it: the shipped encoder's layers, and a head."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from vardlots.safety.kinds import KINDS

CLASSES = ("none", *KINDS)
"""What a message can be, in the order of the logits; the first is no alarm."""
WEIGHTS = "model.safetensors"
WORDS = "transformer.embeddings.word_embeddings.weight"
"""The one table that is not trained, and so not stored twice."""


class SafetyNetwork(nn.Module):
    """A transformer whose tokens are pooled by mean and by maximum: one clause in a long message stands out."""

    def __init__(self, transformer: BertModel, drop: float = 0.1) -> None:
        super().__init__()
        self.transformer = transformer
        self.drop = nn.Dropout(drop)
        self.head = nn.Linear(2 * int(transformer.config.hidden_size), len(CLASSES))

    @property
    def words(self) -> nn.Parameter:
        """Return the table of word vectors, which stays the encoder's own."""
        words: nn.Parameter = self.transformer.get_input_embeddings().weight
        return words

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return [batch, classes] logits of [batch, tokens] ids and mask."""
        hidden = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
        highest = (hidden + (weight - 1) * 1e4).amax(1)
        logits: Tensor = self.head(self.drop(torch.cat([mean, highest], dim=1)))
        return logits


def load(folder: Path, encoder: Path) -> SafetyNetwork:
    """Return the trained network of a folder, its word vectors taken from the encoder that it was trained with."""
    config = BertConfig.from_pretrained(encoder)
    config._attn_implementation = "eager"
    network = SafetyNetwork(BertModel(config, add_pooling_layer=False))
    words = load_file(encoder / WEIGHTS)["embeddings.word_embeddings.weight"]
    state = {name: value.float() for name, value in load_file(folder / WEIGHTS).items()}
    network.load_state_dict({**state, WORDS: words.float()})
    return network.eval()
