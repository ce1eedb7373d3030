"""The network before its training, and the folder that it is written to afterwards."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import BertModel

from vardlots.safety.network import WEIGHTS, WORDS, SafetyNetwork

CONFIG = "config.json"
"""Beside the weights: the encoder they belong to, and each run that made them."""


def fresh(encoder: Path) -> SafetyNetwork:
    """Return an untrained network on top of an encoder's layers; its word vectors stay as they are."""
    network = SafetyNetwork(BertModel.from_pretrained(encoder, add_pooling_layer=False, dtype=torch.float32))
    network.words.requires_grad_(False)
    return network


def save(state: Mapping[str, Tensor], folder: Path, about: Mapping[str, Any]) -> None:
    """Write what was trained, in half precision, and `config.json`; the word vectors are the encoder's own."""
    folder.mkdir(parents=True, exist_ok=True)
    own = {name: value.half().contiguous().cpu() for name, value in state.items() if name != WORDS}
    save_file(own, folder / WEIGHTS)
    (folder / WEIGHTS).chmod(0o644)  # safetensors lets only its owner read it
    (folder / CONFIG).write_text(json.dumps(dict(about), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
