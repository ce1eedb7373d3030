"""Values in a message, placed on spaCy's tokens."""

from typing import Any

import pytest
from nlu import CONTEXT, RESOURCE, a_message, storage, understood

from components.entities import RuleEntities, entity
from components.tokens import pipeline
from vardlots.entities import Found


@pytest.fixture
def rules(tmp_path):
    return RuleEntities.create({}, storage(tmp_path), RESOURCE, CONTEXT)


def found(rules: RuleEntities, text: str) -> list[dict[str, Any]]:
    return understood(rules, text)["entities"]


def values(rules: RuleEntities, text: str) -> dict[str, Any]:
    return {row["entity"]: row["value"] for row in found(rules, text)}


def test_everything_in_one_swedish_sentence(rules):
    said = values(rules, "Vad kostar en psykolog i Skåne för min son som är 7 år och inte har frikort?")
    assert said["region"] == "skane"
    assert said["age"] == 7
    assert said["care"] == "psychologist"
    assert said["exemption_card"] is False


def test_everything_in_one_english_sentence(rules):
    said = values(rules, "I am 34 years old, live in Gothenburg, have an exemption card and want to see a doctor")
    assert (said["region"], said["age"]) == ("vastra_gotaland", 34)
    assert (said["care"], said["exemption_card"]) == ("doctor", True)


@pytest.mark.parametrize("text", ["Jag bor i Skåne.", "34-åring, Malmö", "(barnmorska)", "bor i Stockholms län nu"])
def test_ends_lie_on_token_borders(rules, text):
    doc = pipeline()(text)
    starts, ends = {token.idx for token in doc}, {token.idx + len(token) for token in doc}
    rows = found(rules, text)
    assert rows
    assert all(row["start"] in starts and row["end"] in ends for row in rows)


def test_a_value_inside_a_token_is_widened_to_the_whole_token():
    doc = pipeline()("Skånebo")
    row = entity(Found("region", "skane", 0, 5), doc)
    assert (row["start"], row["end"]) == (0, 7)
    assert row["value"] == "skane"


def test_rasa_is_told_who_found_it_and_how_surely(rules):
    (row,) = [row for row in found(rules, "Jag bor i Skåne") if row["entity"] == "region"]
    assert row["extractor"] == "RuleEntities"
    assert row["confidence"] == 1.0


def test_a_message_without_values_has_no_entities(rules):
    assert found(rules, "hej och tack") == []


def test_what_another_extractor_found_stays(rules):
    message = a_message("Region Skåne")
    other = {"entity": "name", "value": "x", "start": 0, "end": 6, "extractor": "Other"}
    message.set("entities", [other])
    (done,) = rules.process([message])
    assert [row["entity"] for row in done.get("entities")] == ["name", "region"]


def test_offsets_count_characters_also_behind_an_emoji(rules):
    text = "🤒🤒 Malmö"
    (row,) = found(rules, text)
    assert text[row["start"] : row["end"]] == "Malmö"
