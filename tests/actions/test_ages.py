"""The age form and its answer, as conversations."""

import json
from typing import Any

import pytest
from turns import a_turn

from actions.ages import AGE_FORM_ACTIONS, AgeForm, CheckAge
from actions.turn import Turn
from vardlots.entities import extract
from vardlots.replies import Language, Reply

FORM = AgeForm()


def written(text: str, intent: str = "inform", language: Language = "sv", **more: Any) -> Turn:
    """Make a turn with the entities that Rasa would find."""
    return a_turn(text, intent, language, entities={one.kind: one.value for one in extract(text)}, **more)


def asked(text: str, language: Language = "sv") -> Reply:
    """Ask in one sentence, and return the answer."""
    slots = dict(FORM.fill(written(text, "check_age", language)).slots)
    assert [slot for slot in FORM.required(slots) if slots.get(slot) is None] == []
    reply = CheckAge().respond(a_turn(language=language, slots=slots)).reply
    assert reply is not None
    return reply


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("min dotter är 14, kan hon logga in själv", "sv", "Nej, inte själv."),
        ("jag är 16, får jag logga in", "sv", "Ja. Du har fyllt 16 år"),
        ("min son är 17, kan jag se hans journal", "sv", "Nej, inte du som är vårdnadshavare."),
        ("my daughter is 12, can I see her medical records", "en", "Yes. As a guardian you can see"),
        ("I'm 15, can I sign up", "en", "No, not on your own."),
        ("kan min son på 13 hämta ut sina recept", "sv", "Bara delvis."),
        ("my baby is 6 weeks old, can she get help", "en", "Yes, we help children from birth."),
    ],
)
def test_one_sentence_is_answered_at_once(text: str, language: Language, first: str) -> None:
    reply = asked(text, language)
    assert reply.paragraphs[0].startswith(first)
    assert (reply.kind, reply.topic, reply.buttons) == ("age", "child-use", ())
    assert reply.source
    assert reply.reviewed == "2026-11-22"


def test_what_is_missing_is_asked_for() -> None:
    filled = FORM.fill(written("får min dotter", "check_age"))
    assert filled.slots == {"age_unsure": None, "subject": "child"}
    slots = {**filled.slots}
    purpose = FORM.fill(a_turn("", entities={"purpose": "see_journal"}, slots=slots, requested="purpose"))
    assert purpose.slots == {"purpose": "see_journal"}
    age = FORM.fill(written("jag tror hon är 14", slots={**slots, **purpose.slots}, requested="age"))
    assert age.slots == {"age": 14}


def test_a_bare_number_is_the_age() -> None:
    assert FORM.fill(written("fjorton", requested="age")).slots == {"age": 14}
    assert FORM.fill(written("5 månader", "greet", requested="age")).slots == {"age": 0.42}


def test_a_correction_counts() -> None:
    turn = written("nej, läsa journalen", "deny", slots={"purpose": "log_in"}, requested="age")
    assert FORM.fill(turn).slots == {"purpose": "see_journal"}


def test_not_knowing_the_age_is_honest_and_points_to_a_person() -> None:
    filled = FORM.fill(written("vet inte", "unsure", slots={"purpose": "log_in"}, requested="age"))
    assert filled.slots == {"age_unsure": True}
    assert FORM.required({"purpose": "log_in", **filled.slots}) == ("purpose",)
    reply = CheckAge().respond(a_turn(slots={"purpose": "log_in", "age_unsure": True})).reply
    assert reply is not None
    assert "jag vill inte gissa" in reply.text
    assert [button.payload for button in reply.buttons] == ["/talk_to_person"]


def test_a_gap_points_to_a_person() -> None:
    reply = asked("kan min 8-åring träffa en barnmorska")
    assert [button.payload for button in reply.buttons] == ["/talk_to_person"]


@pytest.mark.parametrize(
    ("requested", "text"), [("age", "hundra kronor"), ("purpose", "banan"), ("purpose", "min son")]
)
def test_what_is_not_understood_is_asked_again(requested: str, text: str) -> None:
    filled = FORM.fill(written(text, requested=requested))
    assert filled.problem is not None
    assert "Jag förstod inte" in filled.problem.text
    assert requested not in filled.slots


def test_another_question_is_left_to_others() -> None:
    filled = FORM.fill(written("hur avbokar jag min tid hos psykologen?", "cancel_appointment", requested="age"))
    assert (filled.slots, filled.problem) == ({}, None)


def test_what_no_rule_knows_is_not_remembered() -> None:
    turn = a_turn("x", "check_age", entities={"purpose": "drive", "subject": "dog"})
    assert FORM.fill(turn).slots == {"age_unsure": None}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_purpose_has_buttons_and_the_age_has_an_example(language: Language) -> None:
    purpose, age = (FORM.ask(slot, a_turn(language=language)) for slot in FORM.slots)
    assert {json.loads(button.payload.removeprefix("/inform"))["purpose"] for button in purpose.buttons} >= {"log_in"}
    assert len(purpose.buttons) == 6
    assert (age.kind, age.topic, age.buttons) == ("ask", "child-use", ())
    assert "14" in age.text


def test_the_last_action_forgets() -> None:
    outcome = CheckAge().respond(a_turn(slots={"purpose": "log_in", "age": 14, "subject": "child"}))
    assert outcome.slots == {"purpose": None, "age": None, "subject": None, "age_unsure": None}


def test_the_form_s_actions_have_the_domain_s_names() -> None:
    names = {action().name() for action in AGE_FORM_ACTIONS}
    assert names == {"validate_age_form", "action_ask_age_form_purpose", "action_ask_age_form_age"}
