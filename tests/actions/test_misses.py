"""What is not understood, again and again: people are asked in where they are at hand, else they are offered."""

import pytest
from turns import a_tracker, a_turn

from actions.answer import held_back
from actions.turn import Staff, Turn
from vardlots.retrieval.retriever import Ranking

NONE = Ranking("hold_back")


def missed(count: int, staff: Staff, form: str | None = None) -> Turn:
    return a_turn("xyzzy", "nlu_fallback", slots={"misses": count}, staff=staff, form=form)


def test_the_second_miss_in_a_row_asks_people_in() -> None:
    first = held_back(missed(0, Staff("open", 2)), NONE)
    assert first.reply is not None
    assert (first.reply.kind, first.reply.people, first.slots["misses"]) == ("fallback", None, 1)
    second = held_back(missed(1, Staff("open", 2)), NONE)
    assert second.reply is not None
    assert (second.reply.kind, second.slots["misses"]) == ("handoff", 0)
    assert second.reply.people == {"state": "wanted", "why": "misses"}
    assert second.reply.paragraphs, "it says why, before the place in the queue"


@pytest.mark.parametrize(
    "staff", [Staff(), Staff("closed", 2), Staff("full", 2), Staff("away", 2), Staff("declined", 2), Staff("open", 0)]
)
def test_where_nobody_comes_a_person_is_offered(staff: Staff) -> None:
    reply = held_back(missed(1, staff), NONE).reply
    assert reply is not None
    assert (reply.kind, reply.people) == ("fallback", None)
    assert reply.buttons[0].payload == "/talk_to_person"


def test_in_the_middle_of_a_form_nobody_takes_it_away() -> None:
    reply = held_back(missed(5, Staff("open", 2), "booking_form"), NONE).reply
    assert reply is not None
    assert reply.kind == "fallback"


def test_what_the_channel_says_of_people_is_read_and_a_channel_that_says_nothing_has_none() -> None:
    told = {"people": {"state": "open", "after_misses": 3}}
    assert Turn.from_tracker(a_tracker("hej", metadata=told)).staff == Staff("open", 3)
    assert Turn.from_tracker(a_tracker("hej")).staff == Staff("none", 0)
    assert Turn.from_tracker(a_tracker("hej", metadata=None)).staff == Staff("none", 0)
