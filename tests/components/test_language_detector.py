"""The language component: learns from the knowledge base, survives storage, and tells Rasa what it heard."""

import shutil
from pathlib import Path

import pytest
from nlu import CONTEXT, RESOURCE, a_message, reload, storage, understood
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.language import LanguageDetector
from vardlots.settings import settings

TEXTS = ["Hej", "hello", "vad kostar det", "how much is it", "boka lakare imorgon", "my son has a fever", "bankid", "?"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Train once; the folder holds the stored component."""
    target = tmp_path_factory.mktemp("language")
    LanguageDetector.create({}, storage(target), RESOURCE, CONTEXT).train(TrainingData())
    return target


@pytest.fixture(scope="module")
def detector(folder):
    return reload(LanguageDetector, {}, folder)


def test_what_was_heard_is_part_of_what_rasa_puts_out(detector):
    heard = understood(detector, "Vad kostar ett läkarbesök för min dotter?")["language"]
    assert heard["name"] == "sv"
    assert heard["sure"] is True
    assert 0.9 < heard["confidence"] <= 1
    assert understood(detector, "What does it cost for my daughter?")["language"]["name"] == "en"


def test_storing_changes_nothing(folder, tmp_path):
    trained = LanguageDetector.create({}, storage(tmp_path), RESOURCE, CONTEXT)
    trained.train(TrainingData())
    again = reload(LanguageDetector, {}, folder)
    assert [understood(trained, text) for text in TEXTS] == [understood(again, text) for text in TEXTS]


def test_a_message_that_says_nothing_is_not_sure(detector):
    assert understood(detector, "0701740605")["language"] == {"name": "sv", "confidence": 0.5, "sure": False}


@pytest.mark.parametrize("place", ["Malmö", "Göteborg", "Gothenburg", "Västra Götaland", "Region Skåne", "Åre"])
def test_the_name_of_a_place_is_no_wish_for_a_language(detector, place):
    assert not understood(detector, place)["language"]["sure"]


def test_a_sentence_with_a_place_in_it_is_heard_by_its_other_words(detector):
    assert understood(detector, "I live in Västra Götaland, Göteborg")["language"]["name"] == "en"
    assert understood(detector, "Jag bor i Gothenburg nu")["language"]["name"] == "sv"


def test_an_untrained_component_and_a_message_without_text_stay_silent(detector, tmp_path):
    untrained = LanguageDetector.create({}, storage(tmp_path), RESOURCE, CONTEXT)
    assert "language" not in understood(untrained, "Hej")
    assert "language" not in understood(detector, "")


def test_every_message_of_a_batch_gets_its_own_language(detector):
    messages = detector.process([a_message("Jag vill boka en tid"), a_message("I want to book a time")])
    assert [message.get("language")["name"] for message in messages] == ["sv", "en"]


def test_an_edited_text_trains_the_model_again(tmp_path, monkeypatch):
    kb = Path(shutil.copytree(settings().kb, tmp_path / "kb"))
    monkeypatch.setenv("VARDLOTS_KB", str(kb))
    before = LanguageDetector.fingerprint_addon({})
    assert LanguageDetector.fingerprint_addon({}) == before
    (kb / "new.yaml").write_text("words: {sv: [ögonbryn], en: [eyebrow]}\n", encoding="utf-8")
    assert LanguageDetector.fingerprint_addon({}) != before
