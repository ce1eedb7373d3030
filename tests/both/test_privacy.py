"""Masking: every way to write an identifying number, and the numbers that only look like one."""

from datetime import date
from pathlib import Path

import pytest

from vardlots.privacy import CONTACT, contacts, mask, screen
from vardlots.privacy.groups import LONGEST, windows
from vardlots.privacy.plain import Plain

PERSONAL = [
    "19900101-2385",
    "900101-2385",
    "199001012385",
    "9001012385",
    "19900101 2385",
    "900101 2385",
    "900101+2385",
    "900101–2385",
    "1990-01-01-2385",
    "1990 01 01 2385",
    "19 900101-2385",
    "900101 - 2385",
    "900161-2387",
    "19900191-2387",
    "900101-2384",  # a wrong check digit is a typing error, not another thing
    "070123-4567",
    "200701234567",
    "18900101-9802",
]
PHONES = [
    "070-123 45 67",
    "0701234567",
    "070 123 45 67",
    "07 01 23 45 67",
    "070.123.45.67",
    "+46701234567",
    "+46 70 123 45 67",
    "+46 (0)70-123 45 67",
    "0046701234567",
    "46701234567",
    "701234567",
    "08-123 456 78",
    "08-12 34 56",
    "(08) 123 456",
    "0920-123 45",
    "+44 20 7946 0018",
    "+1 (212) 555-0123",
]
CARDS = ["4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "3782 822463 10005", "4111 1111 1111 1112"]
EMAILS = ["anna@example.com", "anna.berg+vard@mail.example.se", "ANNA@EXAMPLE.COM", "anna @ example.com",
          "anna(at)example.com", "åsa@exämple.se"]  # fmt: skip
FALSE_FRIENDS = [
    "VL-7K3Q2M",
    "bokning 48213",
    "F-8213-4471",
    "ärende 2026-000123",
    "1 400 kr",
    "200–400 kr",
    "2 000 000 000 kr",
    "kl. 14.30",
    "08.30–17.00",
    "08:30-17:00",
    "0830-1700",
    "08-17",
    "2026-11-22",
    "22/11 2026",
    "05-12-2026",
    "01/12/2026",
    "2026-11-22 14:30",
    "39,5 graders feber i 3 dagar",
    "112",
    "1177",
    "116 111",
    "90101",
    "123 45 Stockholm",
    "blodtryck 140/90",
    "@lingonkliniken",
    "version 3.6.21",
]


def mask_identity(text: str) -> str:
    """Mask what nobody needs here, and leave contacts, as when a form asks for them."""
    return screen(text, CONTACT).text


@pytest.mark.parametrize("number", PERSONAL)
def test_a_personal_number_is_masked_and_the_rest_kept(number: str) -> None:
    assert mask(f"hej jag heter Åsa, {number}, vad kostar det?") == "hej jag heter Åsa, [personnummer], vad kostar det?"
    assert mask_identity(f"mitt nr är {number}.") == "mitt nr är [personnummer]."


@pytest.mark.parametrize("number", PHONES)
def test_a_phone_number_is_masked_and_the_rest_kept(number: str) -> None:
    assert mask(f"ring {number}, tack") == "ring [telefonnummer], tack"


@pytest.mark.parametrize("number", PHONES)
def test_a_channel_lets_a_phone_number_through(number: str) -> None:
    assert mask_identity(f"ring {number}, tack") == f"ring {number}, tack"


@pytest.mark.parametrize("number", CARDS)
def test_a_card_number_is_masked_and_the_rest_kept(number: str) -> None:
    assert mask(f"mitt kort {number} funkar inte") == "mitt kort [kortnummer] funkar inte"


@pytest.mark.parametrize("address", EMAILS)
def test_an_address_is_masked_and_the_rest_kept(address: str) -> None:
    assert mask(f"Maila: {address}. Tack") == "Maila: [e-post]. Tack"


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert mask(f"om {text}?") == f"om {text}?"
    assert mask(text) == text


def test_ten_digits_after_the_word_are_a_personal_number_even_if_they_could_be_a_phone_number() -> None:
    assert mask_identity("mitt personnummer är 0701234567") == "mitt personnummer är [personnummer]"
    assert mask_identity("my personal number: 0701234567") == "my personal number: [personnummer]"
    assert mask_identity("mitt nummer är 0701234567") == "mitt nummer är 0701234567"


def test_date_and_time_of_an_appointment_this_year_are_no_personal_number() -> None:
    year = date.today().year
    left = [text for text in (f"{year}1122 1430", f"{year}1122 1431") if mask(text) == text]
    assert left, "at most one of two neighbours can have a right check digit"
    assert mask("19901122 1430") == "[personnummer]"
    assert mask("20000101 00.08") == "[personnummer]"


def test_several_in_one_text_are_all_masked() -> None:
    text = "Jag, 900101-2385, nås på 070-123 45 67 eller anna@example.com. Kort 4111 1111 1111 1111 070-123 45 67"
    assert mask(text) == (
        "Jag, [personnummer], nås på [telefonnummer] eller [e-post]. Kort [kortnummer] [telefonnummer]"
    )


def test_two_lines_are_not_read_as_one_number() -> None:
    assert mask("rum 08\n123 456 platser") == "rum 08\n123 456 platser"


def test_a_count_after_a_phone_number_stays() -> None:
    assert mask("jag ringde 08-123456 2 gånger") == "jag ringde [telefonnummer] 2 gånger"


def test_masking_twice_is_masking_once() -> None:
    once = mask("900101-2385 och 070-123 45 67 och a@b.se")
    assert mask(once) == once


def test_a_long_message_is_masked_in_time_that_grows_with_its_length() -> None:
    text = "a.b+c-" * 5_000 + "1 2 " * 5_000
    assert mask(text) == text


@pytest.mark.parametrize("unit", ["1 ", "12 ", "1 2 34 ", "070 ", "19900101 ", "1-", "(0", "0"])
def test_a_text_of_twice_the_length_has_twice_the_rows_of_digits_to_look_at(unit: str) -> None:
    short, long = (sum(1 for _ in windows(unit * times, range(10, 20))) for times in (500, 1000))
    assert long <= 2.1 * short + 20
    assert all(len(window.digits) <= LONGEST for window in windows(unit * 1000, range(10, 20)))


def test_of_the_texts_only_lines_with_a_digit_are_folded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("å ä ö\n" * 1000 + "ring 08-123 456 78\n", encoding="utf-8")
    folded: list[str] = []
    monkeypatch.setattr(contacts, "Plain", Noting(folded))
    assert contacts.public_numbers(tmp_path) == {"812345678"}
    assert folded == ["ring 08-123 456 78"]


class Noting:
    """Folds a text, and notes which."""

    def __init__(self, folded: list[str]) -> None:
        self._folded = folded

    def of(self, text: str) -> Plain:
        """Fold a text."""
        self._folded.append(text)
        return Plain.of(text)
