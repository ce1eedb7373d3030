"""Both processes see the same meaning: the ONNX export and the model give the same vectors."""

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason="only where PyTorch is: Python 3.11")

import onnxruntime
from tokenizers import Tokenizer

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


def exported(texts: list[str]) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(EXPORT / "model.onnx"), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(EXPORT / "tokenizer.json"))
    tokenizer.enable_truncation(128)
    tokenizer.enable_padding()
    rows = tokenizer.encode_batch(texts)
    inputs = {
        "input_ids": np.array([row.ids for row in rows], dtype=np.int64),
        "attention_mask": np.array([row.attention_mask for row in rows], dtype=np.int64),
    }
    return session.run(["vectors"], inputs)[0]


def test_the_export_gives_the_models_vectors(model):
    ours, theirs = model.encode(TEXTS), exported(TEXTS)
    assert ours.shape == theirs.shape == (len(TEXTS), 384)
    assert (ours * theirs).sum(1).min() > 0.9999


def test_each_text_is_most_like_itself(model):
    assert (model.encode(TEXTS) @ exported(TEXTS).T).argmax(1).tolist() == list(range(len(TEXTS)))


def test_the_encoder_that_serves_is_the_export_and_gives_the_same_vectors(model, tmp_path):
    serving = load_encoder(settings().encoder, EXPORT, tmp_path)
    assert serving.name == model.name
    together = model.encode(TEXTS)
    assert all(float(serving.encode([text])[0] @ row) > 0.9999 for text, row in zip(TEXTS, together, strict=True))
