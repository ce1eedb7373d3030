"""Phone numbers as people type them."""

import pytest

from vardlots.contact.phone import Phone, parse_phone


@pytest.mark.parametrize(
    "text",
    [
        "0701740605", "070-174 06 05", "070 174 06 05", "+46701740605", "+46 70 174 06 05", "+46 (0)70 174 06 05",
        "0046701740605", "46701740605", "701740605", "mitt nummer är 070-1740605, tack", "tel:0701740605",
        "K7M-4QX 0701740605", "den 5/12, 0701740605",
    ],
)  # fmt: skip
def test_a_swedish_mobile_is_read_in_every_form(text):
    assert parse_phone(text) == Phone("+46701740605", "070-174 06 05", mobile=True)


def test_a_landline_is_no_mobile():
    assert parse_phone("08-465 004 00") == Phone("+46846500400", "08-465 004 00", mobile=False)


@pytest.mark.parametrize(("text", "e164"), [("+44 7911 123456", "+447911123456"), ("+358 40 1234567", "+358401234567")])
def test_numbers_of_other_countries_need_their_code(text, e164):
    phone = parse_phone(text)
    assert phone is not None
    assert (phone.e164, phone.mobile) == (e164, True)
    assert phone.pretty.startswith("+")


@pytest.mark.parametrize(
    "text",
    [
        "", "hej", "070 12", "5/12", "kl 14:30", "2026-12-05", "34 år", "19900101-1239", "900101-1239", "090501-1239",
        "K7M-4QX", "123456789", "00000000000", "+999 123 456 789",
    ],
)  # fmt: skip
def test_other_digits_are_no_phone_number(text):
    assert parse_phone(text) is None


def test_the_first_valid_number_counts():
    assert parse_phone("inte 070 12, ring 0701740605 eller 0701740606").e164 == "+46701740605"
