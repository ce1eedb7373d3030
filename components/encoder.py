"""The process's sentence encoder."""

from functools import cache

from vardlots.onnx import OnnxEncoder
from vardlots.settings import settings


@cache
def encoder() -> OnnxEncoder:
    """Return the encoder, loaded once."""
    return OnnxEncoder(settings().models / "encoder-onnx")
