"""Which contacts a message is let keep, and what its sender is told of the others."""

import re

import pytest
import yaml

from vardlots.privacy import CONTACT, notice, screen, wanted
from vardlots.privacy.wanted import FORMS
from vardlots.settings import ROOT

TASKS = ("send_app_link", "book_appointment", "move_appointment", "cancel_appointment", "list_appointments",
         "talk_to_person")  # fmt: skip


def examples(intents: tuple[str, ...]) -> list[str]:
    """Return the examples of these intents, as people would type them."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))]
    blocks = [block["examples"] for file in files for block in file["nlu"] if block.get("intent") in intents]
    lines = [line.removeprefix("- ") for block in blocks for line in block.splitlines()]
    return [re.sub(r"\[([^\]]+)\]\{[^}]*\}|\[([^\]]+)\]\([^)]*\)", r"\1\2", line) for line in lines]


def test_a_task_in_one_sentence_keeps_its_phone_number():
    given = [line for line in examples(TASKS) if "phone" in screen(line).kinds]
    assert len(given) >= 25
    lost = [line for line in given if "phone" not in wanted(line)]
    assert lost == []


@pytest.mark.parametrize(
    "text",
    [
        "Skicka applänken till 070-174 06 41",
        "Please send the app link to +46 70 174 06 42",
        "boka en läkare på fredag, mitt nummer är 070-174 06 41",
        "avboka K7M-4QX, 070-174 06 41",
        "I want to cancel K7M-4QX, phone 070-174 06 41",
        "kan nån ringa mig på 070-174 06 41",
        "jag vill prata med en människa, 070-174 06 41",
    ],
)
def test_a_phone_number_that_a_task_needs_stays_with_or_without_diacritics(text):
    for said in (text, text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")), text.upper()):
        assert screen(said, wanted(said)).text == said


@pytest.mark.parametrize("text", ["mejla mig på anna@example.com", "you can reach me at anna@example.com"])
def test_an_address_to_answer_at_stays(text):
    assert screen(text, wanted(text)).text == text


@pytest.mark.parametrize(
    "text",
    [
        "Jag heter Eva, 070-174 06 41, vad kostar ett besök?",
        "hej 0701740641",
        "070-174 06 41",
        "anna@example.com",
        "I'm Anna, anna@example.com, 34, what does a visit cost",
        "har feber och hosta /Eva 070-174 06 41",
        "Skicka applänken till anna@example.com",
    ],
)
def test_a_contact_that_nothing_needs_is_masked(text):
    assert screen(text, wanted(text)).kinds <= CONTACT
    assert not re.search(r"\d{4}|@", screen(text, wanted(text)).text)


def test_a_form_keeps_what_it_asks_for_and_no_more():
    assert screen("070-174 06 41, a@b.se", wanted("", "booking_form")).text == "070-174 06 41, [e-post]"
    assert wanted("070-174 06 41", "fee_form") == frozenset()
    assert wanted("anna@example.com", "handoff_form") == CONTACT


def test_every_form_that_asks_for_a_contact_is_in_the_table():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    asks = {name for name, form in domain["forms"].items() if {"phone", "contact"} & set(form["required_slots"])}
    assert asks == set(FORMS)


def test_a_personal_number_is_never_wanted():
    for form in (None, *FORMS):
        assert wanted("boka åt 900101-2385", form) <= CONTACT


def test_the_notice_names_what_was_taken_out():
    assert notice((), "sv") == ()
    (swedish,) = notice({"personal"}, "sv")
    assert swedish.startswith("Jag har tagit bort ditt personnummer")
    assert "Skriv inga personuppgifter här." in swedish
    (english,) = notice({"card", "personal", "phone"}, "en")
    assert "your personal identity number, the card number and the phone number" in english


def test_a_contact_that_came_too_early_is_asked_for_later():
    (swedish,) = notice({"phone"}, "sv")
    assert "telefonnumret" in swedish
    assert "inga personuppgifter" not in swedish
