"""One typed reply a turn: its JSON form, back again, and several merged into one."""

import json
from dataclasses import replace

import pytest

from vardlots.replies import KINDS, Asks, Button, Link, Reply, merge

FULL = Reply(
    "booking",
    "en",
    ("Your time is booked.", "Keep the reference."),
    topic="reschedule-cancel-psychologist",
    topics=("fees", "download-app"),
    buttons=(Button("Yes", "/affirm"),),
    links=(Link("Call 112", "tel:112"),),
    score=0.5,
    reviewed="2026-11-22",
    source="the clinic",
    fee={"amount": 0},
    booking={"reference": "K7M-4QX"},
    care={"level": "nurse"},
    alarm="emergency",
    asks=Asks("region", options=("Skåne", "Örebro")),
)


def test_text_is_the_paragraphs_with_blank_lines_between():
    assert FULL.text == "Your time is booked.\n\nKeep the reference."


def test_json_and_back_loses_nothing():
    assert Reply.from_dict(json.loads(json.dumps(FULL.as_dict()))) == FULL


def test_absent_fields_are_left_out():
    assert Reply("smalltalk", "sv", ("Hej.",)).as_dict() == {
        "kind": "smalltalk", "language": "sv", "paragraphs": ["Hej."], "text": "Hej.",
    }  # fmt: skip


def test_a_score_of_zero_is_not_absent():
    assert Reply("faq", "sv", ("x",), score=0.0).as_dict()["score"] == 0.0


def test_the_json_form_shares_nothing_with_the_reply():
    FULL.as_dict()["buttons"][0]["title"] = "changed"
    assert FULL.buttons[0].title == "Yes"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_read(kind):
    assert Reply.from_dict({"kind": kind, "language": "sv", "paragraphs": ["x"]}).kind == kind


@pytest.mark.parametrize(
    "body", [{}, {"kind": "faq"}, {"kind": "joke", "language": "sv"}, {"kind": "faq", "language": "de"}]
)
def test_what_is_no_reply_is_refused_with_what_it_said(body):
    with pytest.raises(ValueError, match=str(body.get("kind"))):
        Reply.from_dict(body)


def test_unknown_fields_are_ignored():
    assert Reply.from_dict({"kind": "faq", "language": "sv", "paragraphs": ["x"], "mood": 7}) == Reply(
        "faq", "sv", ("x",)
    )


def test_one_reply_merges_to_itself():
    assert merge([QUESTION]) == QUESTION
    assert merge([ANSWER]) == ANSWER


def test_nothing_cannot_be_merged():
    with pytest.raises(ValueError, match="nothing to merge"):
        merge([])


ANSWER = Reply("faq", "sv", ("Svar.",), topic="midwives", links=(Link("a", "https://a"),), score=0.9)
QUESTION = Reply("ask", "sv", ("Hur gammal?",), topic="fees", buttons=(Button("Vet inte", "/unsure"),))


@pytest.mark.parametrize("replies", [[ANSWER, QUESTION], [QUESTION, ANSWER]])
def test_the_one_that_is_no_question_says_what_the_turn_was_about(replies):
    merged = merge(replies)
    assert (merged.kind, merged.topic, merged.score) == ("faq", "midwives", 0.9)
    assert merged.paragraphs == tuple(paragraph for reply in replies for paragraph in reply.paragraphs)
    assert merged.buttons == QUESTION.buttons


def test_two_questions_are_one_question():
    again = Reply("ask", "sv", ("Jag förstod inte åldern.",), topic="fees")
    merged = merge([again, QUESTION])
    assert (merged.kind, merged.paragraphs) == ("ask", ("Jag förstod inte åldern.", "Hur gammal?"))


def test_what_is_said_twice_is_said_once():
    assert merge([QUESTION, QUESTION]).paragraphs == QUESTION.paragraphs
    assert merge([ANSWER, ANSWER]).links == ANSWER.links


def test_the_last_buttons_count_for_they_belong_to_what_is_asked_last():
    first = Reply("faq", "sv", ("a",), buttons=(Button("Hjälpte", "/feedback_helpful"),))
    assert merge([first, QUESTION]).buttons == QUESTION.buttons
    assert merge([first, Reply("ask", "sv", ("b",))]).buttons == first.buttons


ALARM = Reply("emergency", "sv", ("Ring 112.",), links=(Link("Ring 112", "tel:112"),), alarm="emergency")


@pytest.mark.parametrize("replies", [[ALARM, QUESTION], [ANSWER, ALARM], [QUESTION, ALARM, ANSWER]])
def test_an_emergency_is_said_alone(replies):
    assert merge(replies) is ALARM


def test_of_two_emergencies_the_first_is_said():
    assert merge([QUESTION, ALARM, Reply("emergency", "sv", ("Ring 90101.",), alarm="crisis")]) is ALARM


def test_the_json_form_says_which_alarm_it_is():
    assert ALARM.as_dict()["alarm"] == "emergency"
    assert Reply.from_dict(ALARM.as_dict()) == ALARM
    assert "alarm" not in ANSWER.as_dict()


WHEN = Asks("date", "2026-11-23", "2027-01-22")


@pytest.mark.parametrize("asks", [WHEN, Asks("phone"), Asks("region", options=("Skåne", "Örebro"))])
def test_what_a_question_asks_for_goes_to_json_and_back(asks):
    body = json.loads(json.dumps(replace(QUESTION, asks=asks).as_dict()))
    assert Reply.from_dict(body).asks == asks


def test_of_what_is_asked_only_what_applies_is_said():
    assert replace(QUESTION, asks=Asks("phone")).as_dict()["asks"] == {"input": "phone"}
    assert WHEN.as_dict() == {"input": "date", "min": "2026-11-23", "max": "2027-01-22"}
    assert "asks" not in QUESTION.as_dict()


@pytest.mark.parametrize("asks", [{"input": "password"}, {"min": "2026-11-23"}])
def test_an_unknown_input_is_refused(asks):
    with pytest.raises(ValueError, match="no such input"):
        Reply.from_dict({**QUESTION.as_dict(), "asks": asks})


def test_what_the_last_question_asks_for_counts():
    first, last = replace(QUESTION, asks=Asks("age")), replace(QUESTION, paragraphs=("När?",), asks=WHEN)
    assert merge([first, last]).asks == merge([ANSWER, last]).asks == WHEN
    assert merge([first, QUESTION]).asks is None
    assert merge([first, ANSWER]).asks == Asks("age")


def test_only_a_question_asks_and_an_emergency_never_does():
    assert merge([replace(ANSWER, asks=WHEN)]).asks is None
    assert merge([replace(QUESTION, asks=WHEN), ALARM]).asks is None


def test_a_button_has_a_role_only_where_it_has_one():
    helped = Reply(
        "faq", "sv", ("x",), buttons=(Button("Hjälpte", "/feedback_helpful", "feedback"), Button("Ja", "/a"))
    )
    assert helped.as_dict()["buttons"] == [
        {"title": "Hjälpte", "payload": "/feedback_helpful", "role": "feedback"},
        {"title": "Ja", "payload": "/a"},
    ]
    assert Reply.from_dict(helped.as_dict()) == helped
