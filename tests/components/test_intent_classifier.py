"""The intent classifier inside Rasa: what it learns, stores, refuses to load, and decides."""

from typing import Any

import numpy as np
import pytest
import skops.io
from nlu import CONTEXT, RESOURCE, a_message, examples, needs_encoder, reload, storage, with_vectors

from components.intents import FILE, LinearIntents

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
CONFIG = {**LinearIntents.get_default_config(), "urgent": ["emergency"]}
UNSEEN = {
    "hallå där": "greet",
    "vad kostar det att träffa någon": "faq_fees",
    "book me a doctor please": "book_appointment",
    "grandpa is not breathing": "emergency",
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
    """A model that always thinks the same; one half decides, three tenths are urgent."""

    threshold = 0.5
    urgent = ("emergency", "crisis")
    urgent_threshold = 0.3

    def __init__(self, **probabilities: float) -> None:
        self.intents = list(probabilities)
        self._row = list(probabilities.values())

    def probabilities(self, texts: list[str], vectors: np.ndarray) -> np.ndarray:
        return np.array([self._row] * len(texts))


def decision(tmp_path, **probabilities: float) -> dict[str, Any]:
    model: Any | None = Opinion(**probabilities)
    return decided(LinearIntents(CONFIG, storage(tmp_path), RESOURCE, model), "hej")


def test_a_probability_at_the_threshold_decides(tmp_path):
    said = decision(tmp_path, greet=0.5, thank=0.4, emergency=0.05, crisis=0.05)
    assert said["intent"] == {"name": "greet", "confidence": 0.5}


def test_less_than_the_threshold_falls_back_but_keeps_the_ranking(tmp_path):
    said = decision(tmp_path, greet=0.49, thank=0.4, emergency=0.06, crisis=0.05)
    assert said["intent"]["name"] == "nlu_fallback"
    assert said["intent"]["confidence"] == pytest.approx(0.51)
    assert [row["name"] for row in said["intent_ranking"]] == ["greet", "thank", "emergency", "crisis"]


def test_an_urgent_intent_is_believed_sooner_than_others(tmp_path):
    assert decision(tmp_path, greet=0.65, thank=0.0, emergency=0.35, crisis=0.0)["intent"]["name"] == "emergency"
    assert decision(tmp_path, greet=0.75, thank=0.0, emergency=0.25, crisis=0.0)["intent"]["name"] == "greet"


def test_an_urgent_intent_below_its_threshold_decides_nothing_even_when_it_is_the_likeliest(tmp_path):
    assert decision(tmp_path, greet=0.25, thank=0.2, emergency=0.28, crisis=0.0)["intent"]["name"] == "nlu_fallback"


def test_urgent_intents_add_up_and_the_likelier_one_answers(tmp_path):
    said = decision(tmp_path, greet=0.6, thank=0.05, emergency=0.15, crisis=0.2)
    assert said["intent"] == {"name": "crisis", "confidence": 0.2}


def test_intents_that_are_next_to_impossible_are_left_out_of_the_ranking(tmp_path):
    said = decision(tmp_path, greet=0.9995, thank=0.0005, emergency=0.0, crisis=0.0)
    assert [row["name"] for row in said["intent_ranking"]] == ["greet"]
