"""The intent model: probabilities, their temperature, and the threshold that keeps its promise."""

from typing import Any

import numpy as np
import pytest

from vardlots.intents import IntentModel, fit_temperature, softmax

WORDS = {
    "fees": [
        "vad kostar det",
        "vad kostar ett besök",
        "är det gratis",
        "vad är avgiften",
        "how much is it",
        "is it free",
    ],
    "book": ["boka en tid", "boka läkare", "jag vill boka tid", "book a time", "book a doctor", "I want to book"],
    "greet": ["hej", "hej hej", "hej där", "hello", "hello there", "hi there hello"],
}
TEXTS = [text for texts in WORDS.values() for text in texts]
INTENTS = [intent for intent, texts in WORDS.items() for _ in texts]


def vectors(texts: list[str]) -> np.ndarray:
    """A tiny deterministic encoder: which letters a text has."""
    rows = np.array([[text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyzåäö"] for text in texts], dtype=float)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def trained(precision: float = 0.95, meaning: float = 1.0) -> IntentModel:
    model = IntentModel(meaning=meaning, precision=precision)
    model.train(TEXTS, vectors(TEXTS), INTENTS)
    return model


def test_softmax_gives_probabilities_and_keeps_the_order():
    rows = softmax(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]))
    assert rows.sum(1) == pytest.approx([1, 1])
    assert rows[0].argmax() == 2
    assert rows[1] == pytest.approx([1 / 3] * 3)


def test_softmax_survives_large_scores_and_shifts():
    assert softmax(np.array([[1e4, 0.0]]))[0] == pytest.approx([1, 0])
    assert softmax(np.array([[5.0, 6.0]])) == pytest.approx(softmax(np.array([[105.0, 106.0]])))


def test_scores_that_are_always_right_get_sharper_and_scores_that_guess_get_flatter():
    truth = np.array([0, 1] * 50)
    right = np.eye(2)[truth]
    assert fit_temperature(right, truth) < 0.2
    wrong_half_of_the_time = np.eye(2)[np.array([0, 1, 1, 0] * 25)]
    assert fit_temperature(wrong_half_of_the_time, truth) > 5


def test_the_temperature_makes_confidence_equal_accuracy():
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 4000)
    said = np.where(rng.random(4000) < 0.8, truth, 1 - truth)
    scores = np.eye(2)[said]
    confidence = softmax(scores / fit_temperature(scores, truth)).max(1).mean()
    assert confidence == pytest.approx(np.mean(said == truth), abs=0.01)


def test_probabilities_sum_to_one_in_the_order_of_the_intents():
    model = trained()
    rows = model.probabilities(TEXTS, vectors(TEXTS))
    assert rows.shape == (len(TEXTS), 3)
    assert rows.sum(1) == pytest.approx(np.ones(len(TEXTS)))
    assert model.intents == ["book", "fees", "greet"]
    assert [model.intents[row.argmax()] for row in rows] == INTENTS


def test_missing_diacritics_and_capitals_change_nothing_in_the_spelling():
    model = trained(meaning=0.0)
    same = model.probabilities(["är det gratis", "ar det gratis", "AR DET GRATIS"], vectors(["x", "x", "x"]))
    assert same[0] == pytest.approx(same[1])
    assert same[0] == pytest.approx(same[2])


def test_training_twice_gives_the_same_model():
    assert np.array_equal(
        trained().probabilities(TEXTS, vectors(TEXTS)), trained().probabilities(TEXTS, vectors(TEXTS))
    )


def test_the_fit_says_how_well_unseen_examples_went():
    fit = IntentModel().train(TEXTS, vectors(TEXTS), INTENTS)
    assert fit.examples == len(TEXTS)
    assert 0 <= fit.accuracy <= 1
    assert 0 < fit.decided <= 1
    assert fit.temperature > 0


def calibrated(unseen: list[list[float]], truth: list[int], **settings: Any) -> IntentModel:
    """A model of three intents (book, fees, greet) whose threshold was set from these probabilities."""
    model = IntentModel(**settings)
    model.train(TEXTS, vectors(TEXTS), INTENTS)
    model._set_threshold(np.array([[*row, 0.0] for row in unseen]), np.array(truth))
    return model


def threshold(unseen: list[list[float]], truth: list[int], precision: float) -> float:
    return calibrated(unseen, truth, precision=precision).threshold


UNSEEN = [[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.6, 0.4], [0.55, 0.45]]


def test_the_threshold_is_the_lowest_that_keeps_the_promised_precision():
    truth = [0, 0, 1, 0, 1]  # sorted by confidence: right, right, wrong, right, wrong
    assert threshold(UNSEEN, truth, 1.0) == pytest.approx(0.8)
    assert threshold(UNSEEN, truth, 0.75) == pytest.approx(0.6)
    assert threshold(UNSEEN, truth, 0.6) == pytest.approx(0.55)


def test_when_no_threshold_keeps_the_promise_only_the_surest_would_be_answered():
    assert threshold(UNSEEN, [1, 1, 1, 1, 1], 0.9) == pytest.approx(0.9)


def test_a_stricter_promise_never_lowers_the_threshold():
    thresholds = [trained(precision).threshold for precision in (0.5, 0.8, 0.95, 1.0)]
    assert thresholds == sorted(thresholds)
