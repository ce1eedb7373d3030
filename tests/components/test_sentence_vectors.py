"""The encoder's vectors as Rasa features."""

import numpy as np
import pytest
from nlu import a_message, needs_encoder, sentence_vectors, with_vectors
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.encoder import encoder
from components.intents import vector
from vardlots.onnx import OnnxEncoder

pytestmark = needs_encoder
TEXTS = ["Hej!", "Vad kostar ett besök hos en läkare om jag bor i Skåne?", "how do I log in", "🤒", "a " * 400]


def test_a_vector_has_the_encoders_length_and_length_one():
    (message,) = with_vectors([a_message("Vad kostar det?")])
    assert vector(message).shape == (384,)
    assert np.linalg.norm(vector(message)) == pytest.approx(1, abs=1e-5)


def test_a_batch_gives_the_vectors_that_single_messages_give():
    together = [vector(message) for message in with_vectors([a_message(text) for text in TEXTS])]
    alone = [vector(with_vectors([a_message(text)])[0]) for text in TEXTS]
    assert np.allclose(together, alone, atol=1e-5)


def test_more_texts_than_one_batch_stay_in_order():
    texts = [f"fråga nummer {number}" for number in range(130)]
    vectors = encoder().encode(texts)
    assert vectors.shape == (130, 384)
    assert np.allclose(vectors[100], encoder().encode([texts[100]])[0], atol=1e-5)


def test_like_meanings_lie_closer_than_unlike_ones_across_languages():
    swedish, english, other = encoder().encode(["Vad kostar ett besök?", "What does a visit cost?", "Logga in"])
    assert swedish @ english > swedish @ other


def test_a_message_without_text_gets_no_vector():
    (message,) = sentence_vectors().process([Message(data={"intent": "greet"})])
    assert vector(message) is None


def test_nothing_in_gives_nothing_out():
    assert encoder().encode([]).shape == (0, 384)
    assert sentence_vectors().process([]) == []


def test_training_examples_get_vectors_too():
    data = TrainingData([Message.build(text="hej", intent="greet"), Message.build(text="tack", intent="thank")])
    sentence_vectors().process_training_data(data)
    assert all(vector(example) is not None for example in data.training_examples)


def test_a_missing_export_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="make train"):
        OnnxEncoder(tmp_path)
