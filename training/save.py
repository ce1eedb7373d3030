"""Write the trained encoder as a sentence-transformers model: half precision, one folder."""

import json
import shutil
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Tokenizer
from transformers import BertModel

from training.vocabulary import wrapped


def save(model: BertModel, tokenizer: Tokenizer, folder: Path) -> None:
    """Write `model` and `tokenizer` to a folder that appears whole or not at all.

    The weights are float16, half the size; `config.json` says float32, so that every library computes in that.
    """
    parts, partial = folder.with_name(f"{folder.name}.parts"), folder.with_name(f"{folder.name}.partial")
    for scratch in (parts, partial):
        shutil.rmtree(scratch, ignore_errors=True)
    model.save_pretrained(parts)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    wrapped(tokenizer).save_pretrained(parts)
    transformer = Transformer(str(parts), max_seq_length=128)
    pooling = Pooling(model.config.hidden_size, pooling_mode="mean")
    encoder = SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu")
    encoder.to(torch.float16)
    encoder.save(str(partial), create_model_card=False)
    _say_float32(partial / "config.json")
    shutil.rmtree(parts)
    if folder.exists():
        shutil.rmtree(folder)
    partial.rename(folder)


def _say_float32(path: Path) -> None:
    body = json.loads(path.read_text(encoding="utf-8"))
    body["dtype"] = "float32"
    path.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")
