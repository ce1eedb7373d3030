"""An answer by number, letter or title is the button; anything else is a person's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vardlots.rendering.choices import choices_of, picked
from vardlots.rendering.html import html
from vardlots.rendering.plain import plain
from vardlots.replies import Asks, Button, Reply

YES, OTHER, WHICH = Button("Ja, boka", "/affirm"), Button("Annan tid", "/deny"), Button("Vad kostar det?", "/fee")
REPLY = Reply("ask", "sv", ("Ska jag boka?",), buttons=(YES, OTHER, WHICH))
AGE = Reply("ask", "sv", ("Hur gammal?",), buttons=(YES, OTHER), asks=Asks("age"))


@pytest.mark.parametrize(
    "text",
    ["2", "2.", " 2 ", "(2)", "[2]", "2)", "2:", "nr 2", "Nr. 2", "NR2", "nummer 2", "no 2", "number 2", "#2", "val 2",
     "alternativ 2", "option 2", "２", "2\ufe0f\u20e3", "02", "2!", "Annan tid", "annan  TID", "annan tid."],
)  # fmt: skip
def test_a_number_or_a_title_is_the_button(text: str):
    assert picked(text, choices_of(REPLY)) is OTHER


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "4",
        "0",
        "22",
        "2 barn",
        "i morgon klockan 2",
        "2 2",
        "1 och 2",
        "-2",
        "2,5",
        "två",
        "a",
        "nr",
        "ja",
        "½",
    ],
)
def test_other_words_are_the_persons_own(text: str):
    assert picked(text, choices_of(REPLY)) is None


def test_a_title_may_be_a_question():
    assert picked("vad kostar det", choices_of(REPLY)) is WHICH


def test_where_a_number_is_the_answer_choices_have_letters():
    assert [choice.label for choice in choices_of(AGE)] == ["a", "b"]
    assert picked("2", choices_of(AGE)) is None
    assert picked("B.", choices_of(AGE)) is picked("val b", choices_of(AGE)) is OTHER
    assert "a. Ja, boka\nb. Annan tid" in plain(AGE)
    assert "Svara med en bokstav" in html(AGE)


@pytest.mark.parametrize("wanted", ["region", "text"])
def test_where_words_are_the_answer_they_keep_their_numbers(wanted: str):
    reply = Reply("ask", "sv", ("?",), buttons=(YES,), asks=Asks.from_dict({"input": wanted}))
    assert [choice.label for choice in choices_of(reply)] == ["1"]


@given(st.integers(1, 200), st.sampled_from([None, Asks("age")]))
def test_every_button_has_a_label_of_its_own_that_leads_to_it(count: int, asks: Asks | None):
    buttons = tuple(Button(f"Val nummer {number} av alla", f"/x{number}") for number in range(count))
    choices = choices_of(Reply("ask", "sv", ("?",), buttons=buttons, asks=asks))
    assert len({choice.label for choice in choices}) == count
    assert [picked(choice.label, choices) for choice in choices] == list(buttons)


@given(st.text())
def test_nothing_that_is_written_breaks_it(text: str):
    assert picked(text, choices_of(REPLY)) in (None, *REPLY.buttons)
