"""Tasks: the right input for each question, a question in between, an appointment from greeting to calendar."""

import re
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from chat import Chat
from icalendar import Calendar
from playwright.sync_api import Locator, expect

FEE = {
    "sv": ("Räkna ut min avgift", "Läkare", "Nej", "Har ni barnmorskor?"),
    "en": ("Work out what a visit would cost me, please", "Doctor", "No", "Do you have midwives?"),
}
BOOKING = {
    "sv": ("Jag vill boka en tid hos en läkare så snart som möjligt", "Ja, boka", "är bokad"),
    "en": ("I'd like to book a doctor as soon as possible", "Yes, book it", "is booked"),
}
REFERENCE = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}")
PHONES = (f"070-174 06 {number}" for number in count(50))
"""Numbers set aside for fiction, each used once."""


def book(chat: Chat, phone: str) -> Locator:
    """Book the first time with a doctor that is offered; return the last answer."""
    wish, accept, booked = BOOKING[chat.language]
    chat.say(wish)
    chat.answered(chat.choice("").click)
    expect(chat.field(chat.names.phone)).to_have_attribute("type", "tel")
    chat.fill(chat.names.phone, phone)
    answer = chat.tap(accept)
    expect(answer).to_contain_text(booked)
    return answer


def reference(answer: Locator) -> str:
    """Return the reference on an appointment's card."""
    found = REFERENCE.search(answer.locator(".appointment").inner_text())
    assert found
    return found[0]


def question(answer: Locator) -> str:
    """Return what an answer asks: its last paragraph of text."""
    return answer.locator("> p:not(.review)").last.inner_text()


@pytest.mark.parametrize("language", FEE)
def test_a_fee_with_a_question_in_the_middle(visit, language):
    chat = visit.chat(language)
    start, care, no_card, interruption = FEE[language]
    chat.say("Hej!")  # the first answer also says what this is
    asked = question(chat.say(start))
    expect(chat.field(chat.names.age)).to_have_attribute("inputmode", "numeric")
    answer = chat.say(interruption)
    expect(answer).to_have_attribute("data-kind", "faq")
    assert question(answer) == asked, "after the answer it asks again what it wanted to know"
    chat.fill(chat.names.age, "19")  # free or not, depending on the region
    chat.tap(care)
    chat.tap(no_card)
    expect(chat.options(chat.names.region)).to_be_visible()
    answer = chat.select(chat.names.region, "Skåne")
    expect(answer).to_have_attribute("data-kind", "fee")
    expect(answer).to_contain_text(re.compile("200 kr|gratis|free"))


def test_every_question_can_be_answered_in_free_words(chat):
    for said in ("Räkna ut min avgift", "hon är 34 år", "en läkare", "vi bor i Malmö"):
        chat.say(said)
    expect(chat.say("nej, inget frikort")).to_contain_text("200 kr")


def test_an_input_goes_when_its_question_is_answered(chat):
    chat.say("Räkna ut min avgift")
    expect(chat.field(chat.names.age)).to_be_visible()
    chat.say("34 år")
    expect(chat.field(chat.names.age)).to_have_count(0)


def test_an_empty_input_sends_nothing(chat):
    chat.say("Räkna ut min avgift")
    said = chat.said.count()
    chat.button(chat.names.answer).last.click()
    expect(chat.field(chat.names.age)).to_be_focused()
    expect(chat.said).to_have_count(said)


@pytest.mark.parametrize("language", BOOKING)
def test_an_appointment_from_the_first_wish_to_the_calendar(visit, language, tmp_path):
    chat = visit.chat(language)
    card = book(chat, next(PHONES)).locator(".appointment")
    expect(card.get_by_role("heading", name=chat.names.booked, exact=True)).to_be_visible()
    link = card.get_by_role("link", name=chat.names.calendar, exact=True)
    with chat.page.expect_download() as download:
        link.click()
    name = download.value.suggested_filename
    assert name.endswith(".ics")
    download.value.save_as(tmp_path / name)
    (event,) = [one["detail"] for one in chat.events() if one["name"] == "booking"]
    assert event["status"] == "booked"
    assert event["reference"] in card.inner_text()
    check_calendar(tmp_path / name, event)


def check_calendar(file: Path, event: dict[str, str]) -> None:
    """Assert that a calendar file holds the one appointment that the page was told of."""
    (appointment,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert appointment.start == datetime.fromisoformat(event["start"])
    assert appointment.end > appointment.start
    assert event["reference"] in appointment["DESCRIPTION"]
    assert "Lingonkliniken" in appointment["SUMMARY"]


def test_a_wish_for_a_day_has_a_calendar(chat):
    chat.say("Jag vill boka en tid hos en barnmorska")
    field = chat.field(chat.names.date)
    expect(field).to_have_attribute("type", "date")
    first, last = field.get_attribute("min"), field.get_attribute("max")
    assert first < last
    answer = chat.fill(chat.names.date, last)
    expect(answer).to_have_attribute("data-kind", re.compile("ask|booking"))
    expect(chat.choice("")).to_be_visible()


def test_a_wrong_phone_number_is_asked_for_again(chat):
    chat.say(BOOKING["sv"][0])
    chat.answered(chat.choice("").click)
    answer = chat.fill(chat.names.phone, "0701 74")
    expect(answer).to_contain_text("Kontrollera numret")
    expect(chat.field(chat.names.phone)).to_be_visible()


@pytest.mark.parametrize("language", BOOKING)
def test_an_appointment_is_cancelled(visit, language):
    chat = visit.chat(language)
    phone = next(PHONES)
    booked = reference(book(chat, phone))
    chat.say("Jag vill avboka min tid" if language == "sv" else "I want to cancel my appointment")
    chat.fill(chat.names.reference, booked)
    chat.fill(chat.names.phone, phone)
    answer = chat.tap("Ja, avboka" if language == "sv" else "Yes, cancel it")
    expect(answer).to_contain_text("är avbokad" if language == "sv" else "is cancelled")
    statuses = [event["detail"]["status"] for event in chat.events() if event["name"] == "booking"]
    assert statuses[0] == "booked"
    assert statuses[-1] == "cancelled"
