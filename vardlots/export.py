"""Export the sentence encoder and the safety net's model to ONNX, for both processes to serve with.

The weights of the encoder's matrices become whole numbers of 8 bits: half the time a question, and on no test of
meaning or of retrieval worse (docs/benchmarks.md).
"""

import json
import shutil
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoModel

from vardlots.retrieval.encoder import SOURCE, name_of
from vardlots.safety.network import load
from vardlots.settings import settings


class PooledEncoder(nn.Module):
    """A transformer with mean pooling and normalisation in one graph: tokens in, unit vectors out."""

    def __init__(self, transformer: nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return [batch, dim] unit vectors of [batch, tokens] ids and mask."""
        hidden = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
        return nn.functional.normalize(pooled, dim=1)


def export_onnx(encoder: Path, target: Path, rounded: bool = True) -> None:
    """Write `model.onnx` and `tokenizer.json` of a mean-pooling encoder into the folder `target`.

    `rounded`: with matrices of 8 bits.

    Raises:
        ValueError: when the encoder pools otherwise than by the mean; its vectors would differ.
    """
    if json.loads((encoder / "config_sentence_transformers.json").read_text()).get("prompts", {}).get("query"):
        raise ValueError(f"{encoder}: a model with prompts cannot be exported; the action server runs it as it is")
    pooling = json.loads((encoder / "1_Pooling" / "config.json").read_text())
    if pooling.get("pooling_mode", "mean") != "mean" or pooling.get("pooling_mode_mean_tokens") is False:
        raise ValueError(f"{encoder}: only mean pooling can be exported, this encoder says {pooling}")
    model = PooledEncoder(AutoModel.from_pretrained(encoder, dtype=torch.float32, attn_implementation="eager")).eval()
    _write(model, encoder / "tokenizer.json", target, "vectors", rounded)
    (target / SOURCE).write_text(name_of(str(encoder)), encoding="utf-8")


def export_safety(folder: Path, encoder: Path, target: Path) -> None:
    """Write `model.onnx` and `tokenizer.json` of the safety net's model into the folder `target`.

    It is not rounded: in 8 bits, two versions of onnxruntime came to different numbers for a long message, and an alarm
    must not depend on that.

    Raises:
        ValueError: when it was trained on another encoder: its layers would read that one's word vectors wrongly.
    """
    trained_on, here = (
        json.loads((folder / "config.json").read_text(encoding="utf-8"))["encoder"],
        name_of(str(encoder)),
    )
    if trained_on != here:
        raise ValueError(f"{folder} was trained on {trained_on}, {encoder} is {here}: train it anew (make safety-net)")
    _write(load(folder, encoder), encoder / "tokenizer.json", target, "logits", rounded=False)


def _write(model: nn.Module, tokenizer: Path, target: Path, output: str, rounded: bool) -> None:
    target.mkdir(parents=True, exist_ok=True)
    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    whole, partial = target / "model.onnx.float32", target / "model.onnx.partial"
    torch.onnx.export(
        model,
        (example, example),
        str(whole),
        input_names=["input_ids", "attention_mask"],
        output_names=[output],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, output: {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    if rounded:
        _round(whole, partial)
        whole.unlink()
    else:
        whole.rename(partial)
    shutil.copy(tokenizer, target / "tokenizer.json")
    partial.rename(target / "model.onnx")


def _round(whole: Path, target: Path) -> None:
    """Write the model with matrices of 8 bits, a scale a column.

    Only 7 of the bits are used: a processor without VNNI adds up eight wrongly.
    """
    kind = QuantType.QInt8
    quantize_dynamic(
        whole, target, op_types_to_quantize=["MatMul"], weight_type=kind, per_channel=True, reduce_range=True
    )


if __name__ == "__main__":
    models = settings().models
    export_onnx(Path(settings().encoder), models / "encoder-onnx")
    export_safety(models / "safety", models / "encoder", models / "safety-onnx")
