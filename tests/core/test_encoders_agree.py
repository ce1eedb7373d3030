"""Both processes see the same meaning: they run one export, and its 8-bit numbers give nearly the model's vectors."""

import warnings
from pathlib import Path

import numpy as np
import pytest

from vardlots.export import export_onnx
from vardlots.onnx import OnnxEncoder
from vardlots.retrieval.encoder import load_encoder
from vardlots.retrieval.sentences import SentenceEncoder
from vardlots.settings import settings

EXPORT = settings().models / "encoder-onnx"
pytestmark = pytest.mark.skipif(not (EXPORT / "model.onnx").exists(), reason="`make train` exports the encoder first")

TEXTS = [
    "Hej!",
    "Vad kostar det?",
    "vad kostar ett besok hos lakare om jag bor i skane",
    "Hur bokar jag om min tid hos psykologen till nästa tisdag efter fyra?",
    "Kan jag låna min mans BankID?",
    "VAR ÄR MIN JOURNAL",
    "34",
    "imorgon",
    "🤒 feber",
    "How much is the fee?",
    "Can my 15-year-old log in herself?",
    "do u have midwifes",
    "I'm a healthcare provider and need to get in contact with you",
    "what is frikort",
    "cancel",
    "Jag har väntat i tre timmar, när är det min tur? " * 3,
    "a",
    "åäö ÅÄÖ",
    "0701740605",
    "sjuksköterskeexpeditionen",
]


@pytest.fixture(scope="module")
def model() -> SentenceEncoder:
    return SentenceEncoder(settings().encoder)


@pytest.fixture(scope="module")
def export() -> OnnxEncoder:
    return OnnxEncoder(EXPORT)


def test_the_export_gives_nearly_the_models_vectors(model, export):
    ours, theirs = model.encode(TEXTS), export.encode(TEXTS)
    assert ours.shape == theirs.shape == (len(TEXTS), 384)
    likeness = (ours * theirs).sum(1)
    assert likeness.min() > 0.97
    assert likeness.mean() > 0.985


def test_without_rounding_the_export_gives_exactly_the_models_vectors(model, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's own, of its older exporter
        export_onnx(Path(settings().encoder), tmp_path, rounded=False)
    assert (model.encode(TEXTS) * OnnxEncoder(tmp_path).encode(TEXTS)).sum(1).min() > 0.9999


def test_each_text_is_most_like_itself(model, export):
    assert (model.encode(TEXTS) @ export.encode(TEXTS).T).argmax(1).tolist() == list(range(len(TEXTS)))


def test_rounding_changes_hardly_how_like_two_texts_are(model, export):
    ours, theirs = model.encode(TEXTS), export.encode(TEXTS)
    assert np.abs(ours @ ours.T - theirs @ theirs.T).max() < 0.1


def test_the_encoder_that_serves_is_the_export_and_gives_its_vectors(model, export, tmp_path):
    serving = load_encoder(settings().encoder, EXPORT, tmp_path)
    assert serving.name == model.name
    together = export.encode(TEXTS)
    assert all(np.array_equal(serving.encode([text])[0], row) for text, row in zip(TEXTS, together, strict=True))
