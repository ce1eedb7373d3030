"""The intent classifier inside Rasa: what it learns, stores, refuses to load, and decides."""

import logging
from typing import Any

import numpy as np
import pytest
import skops.io
from nlu import CONTEXT, RESOURCE, a_message, examples, needs_encoder, reload, storage, with_vectors

from components.intents import FILE, LinearIntents
from components.safety import raise_alarm

pytestmark = needs_encoder

EXAMPLES: dict[str, list[str]] = {
    "greet": [
        "hej", "hej hej", "hallå", "god morgon", "god kväll", "tjena", "hejsan", "hi", "hello", "hello there",
        "good morning", "good evening", "hey", "hi there", "hej på dig",
    ],
    "faq_fees": [
        "vad kostar det", "vad kostar ett besök", "hur mycket är avgiften", "är det gratis", "måste jag betala",
        "vad tar ni betalt", "vad är priset", "hur dyrt är det", "how much is the fee", "what does it cost",
        "is it free", "do I have to pay", "what is the price", "how expensive is it", "what do you charge",
    ],
    "book_appointment": [
        "boka en tid", "jag vill boka läkare", "kan jag få en tid", "boka tid hos psykolog", "jag behöver en tid",
        "boka läkartid", "jag vill träffa en läkare", "finns det lediga tider", "book an appointment",
        "I want to book a doctor", "can I get an appointment", "book a time", "I need to see a doctor",
        "are there free times", "schedule a visit",
    ],
    "emergency": [
        "han andas inte", "hon har ont i bröstet", "jag blöder kraftigt", "hon svimmade", "min pappa har en stroke",
        "det är akut", "han har ramlat ihop", "hon krampar", "he is not breathing", "she has chest pain",
        "I am bleeding heavily", "she fainted", "my dad has a stroke", "it is an emergency", "he collapsed",
    ],
}  # fmt: skip
PAIRS = [(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
CONFIG = LinearIntents.get_default_config()
UNSEEN = {
    "hallå där": "greet",
    "vad kostar det att träffa någon": "faq_fees",
    "book me a doctor please": "book_appointment",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Train once; the folder holds the stored classifier."""
    target = tmp_path_factory.mktemp("intents")
    classifier(target).train(examples(PAIRS))
    return target


def classifier(folder) -> LinearIntents:
    return LinearIntents.create(CONFIG, storage(folder), RESOURCE, CONTEXT)


def decided(component: LinearIntents, text: str) -> dict[str, Any]:
    (message,) = component.process(with_vectors([a_message(text)]))
    return message.as_dict(only_output_properties=True)


def test_unseen_words_of_both_languages_are_understood(folder):
    trained = reload(LinearIntents, CONFIG, folder)
    assert {text: decided(trained, text)["intent_ranking"][0]["name"] for text in UNSEEN} == UNSEEN


def test_the_ranking_falls_and_sums_to_about_one(folder):
    trained = reload(LinearIntents, CONFIG, folder)
    for text in UNSEEN:
        confidences = [row["confidence"] for row in decided(trained, text)["intent_ranking"]]
        assert confidences == sorted(confidences, reverse=True)
        assert sum(confidences) == pytest.approx(1, abs=0.005)


def test_storing_changes_no_probability(folder, tmp_path):
    trained = classifier(tmp_path)
    trained.train(examples(PAIRS))
    again = reload(LinearIntents, CONFIG, tmp_path)
    assert [decided(trained, text) for text in UNSEEN] == [decided(again, text) for text in UNSEEN]
    assert [decided(trained, text) for text in UNSEEN] == [
        decided(reload(LinearIntents, CONFIG, folder), text) for text in UNSEEN
    ]


class Stranger:
    """A type that no classifier needs."""


def test_a_file_with_other_types_in_it_is_refused(tmp_path):
    with storage(tmp_path).write_to(RESOURCE) as target:
        skops.io.dump({"model": Stranger()}, target / FILE)
    with pytest.raises(ValueError, match="Stranger"):
        reload(LinearIntents, CONFIG, tmp_path)


def test_an_untrained_classifier_and_a_message_without_vector_stay_silent(folder, tmp_path):
    assert "intent" not in decided(classifier(tmp_path), "hej")
    (message,) = reload(LinearIntents, CONFIG, folder).process([a_message("hej")])
    assert message.get("intent") is None


class Opinion:
    """A model that always thinks the same; one half decides."""

    threshold = 0.5

    def __init__(self, **probabilities: float) -> None:
        self.intents = list(probabilities)
        self._row = list(probabilities.values())

    def probabilities(self, texts: list[str], vectors: np.ndarray) -> np.ndarray:
        return np.array([self._row] * len(texts))


def decision(tmp_path, **probabilities: float) -> dict[str, Any]:
    model: Any | None = Opinion(**probabilities)
    return decided(LinearIntents(CONFIG, storage(tmp_path), RESOURCE, model), "hej")


def test_a_probability_at_the_threshold_decides(tmp_path):
    said = decision(tmp_path, greet=0.5, thank=0.4, goodbye=0.1)
    assert said["intent"] == {"name": "greet", "confidence": 0.5}


def test_less_than_the_threshold_falls_back_but_keeps_the_ranking(tmp_path):
    said = decision(tmp_path, greet=0.49, thank=0.4, goodbye=0.06, stop=0.05)
    assert said["intent"]["name"] == "nlu_fallback"
    assert said["intent"]["confidence"] == pytest.approx(0.51)
    assert [row["name"] for row in said["intent_ranking"]] == ["greet", "thank", "goodbye", "stop"]


def test_alarms_are_not_learnt_here(folder):
    trained = reload(LinearIntents, CONFIG, folder)
    assert "emergency" in {intent for _, intent in PAIRS}
    assert all(row["name"] != "emergency" for row in decided(trained, "grandpa is not breathing")["intent_ranking"])


def test_an_alarm_of_the_safety_net_stays_one(folder):
    (message,) = with_vectors([a_message("hej")])
    raise_alarm(message, "crisis")
    (message,) = reload(LinearIntents, CONFIG, folder).process([message])
    assert message.get("intent") == {"name": "crisis", "confidence": 1.0}
    assert message.get("intent_ranking") == [{"name": "crisis", "confidence": 1.0}]


def test_intents_that_are_next_to_impossible_are_left_out_of_the_ranking(tmp_path):
    said = decision(tmp_path, greet=0.9995, thank=0.0005, goodbye=0.0)
    assert [row["name"] for row in said["intent_ranking"]] == ["greet"]


def test_the_root_logger_stays_pythons_own_so_that_filters_see_what_it_logs():
    assert type(logging.getLogger()) is logging.RootLogger
