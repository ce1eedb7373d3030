"""Booking references."""

import re

import pytest

from vardlots.booking.references import ALPHABET, new_reference, parse_reference


def test_a_reference_is_two_groups_of_three_clear_signs():
    for _ in range(200):
        reference = new_reference()
        assert re.fullmatch(rf"[{ALPHABET}]{{3}}-[{ALPHABET}]{{3}}", reference)
        assert re.search(r"\d", reference)
        assert re.search(r"[A-Z]", reference)
        assert parse_reference(f"min kod är {reference.lower()}") == reference


def test_no_sign_can_be_mistaken_for_another():
    assert not set(ALPHABET) & set("0O1I2Z5S8BUAEY")
    assert len({new_reference() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    "text",
    [
        "K7M-4QX",
        "k7m4qx",
        "k7m 4qx",
        "koden är k7m–4qx.",
        "ref:K7M-4QX",
        "K 7 M 4 Q X",
        "k, 7, m, 4, q, x",
        "(K7M-4QX)",
    ],
)
def test_a_reference_is_read_however_it_is_typed(text):
    assert parse_reference(text) == "K7M-4QX"


@pytest.mark.parametrize(
    "text", ["", "hej", "0701740605", "374 679", "374679", "XK7M-4QXX", "K7M-4Q", "jag vet inte", "B0O-1I5"]
)
def test_other_texts_hold_no_reference(text):
    assert parse_reference(text) is None
