"""Alarms: the card that cannot be missed, whatever was going on."""

import pytest
from chat import Chat
from playwright.sync_api import Locator, expect
from visits import PHONE

from vardlots.phrases import phrases

ALARMS = {
    "sv": ("pappa har ont i bröstet och kan knappt andas", "emergency"),
    "en": ("I think my mum is having a stroke", "emergency"),
}
OTHERS = [
    ("jag vill inte leva längre", "crisis", ("tel:112", "tel:90101")),
    ("min tvååring har druckit propplösare", "poison", ("tel:112", "tel:0104566700")),
    ("my husband beats me and I am afraid to go home", "violence", ("tel:112", "tel:020505050")),
]


def check_card(chat: Chat, card: Locator, alarm: str, language: str) -> None:
    """Assert that a card says word for word what it must, first of all whom to call, and that it is in sight."""
    expect(card).to_have_attribute("data-kind", "emergency")
    expect(chat.log.get_by_role("alert").last).to_contain_text(phrases().say(f"safety.{alarm}", language)[0])
    expect(card).to_have_attribute("lang", language)
    for paragraph in phrases().say(f"safety.{alarm}", language):
        expect(card.get_by_text(paragraph, exact=True)).to_be_visible()
    links = card.get_by_role("link")
    expect(links.first).to_have_attribute("href", "tel:112")
    expect(links.first).to_be_in_viewport(ratio=0.95)
    expect(card.get_by_role("heading").first).to_be_in_viewport(ratio=0.95)
    assert {"name": "emergency", "detail": {"alarm": alarm}} in chat.events()


@pytest.mark.parametrize("language", ALARMS)
@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
def test_an_alarm_says_whom_to_call(visits, language, device):
    chat = visits(**device).chat(language)
    text, alarm = ALARMS[language]
    check_card(chat, chat.say(text), alarm, language)


@pytest.mark.parametrize(("text", "alarm", "numbers"), OTHERS, ids=[alarm for _, alarm, _ in OTHERS])
def test_other_alarms_name_their_own_helplines(visit, text, alarm, numbers):
    language = "en" if alarm == "violence" else "sv"
    chat = visit.chat(language)
    card = chat.say(text)
    check_card(chat, card, alarm, language)
    hrefs = [link.get_attribute("href") for link in card.get_by_role("link").all()]
    assert set(numbers) <= set(hrefs)


def test_in_the_middle_of_a_form_it_comes_first_and_the_form_can_be_gone_on_with(chat):
    chat.say("Räkna ut min avgift")
    expect(chat.field(chat.names.age)).to_be_visible()
    card = chat.say("34 år, han kan knappt andas och läpparna är blå")
    check_card(chat, card, "emergency", "sv")
    expect(card.locator("input, select")).to_have_count(0)
    expect(chat.field(chat.names.age)).to_have_count(0)
    chat.tap(phrases().title("safety.go_on", "sv"))
    expect(chat.field(chat.names.age)).to_be_visible()


def test_it_is_in_sight_after_a_long_conversation(chat):
    for question in ("När har ni öppet?", "Får jag låna min sambos BankID?", "Vem kan läsa min journal?"):
        chat.say(question)
    check_card(chat, chat.say("pappa har ont i bröstet och kan knappt andas"), "emergency", "sv")


def test_a_closed_chat_opens_for_it(chat, assistant):
    with assistant.assistant.paused():
        chat.write("pappa har ont i bröstet och kan knappt andas")
        expect(chat.said).to_have_count(1)
        chat.close()
    expect(chat.panel).to_be_visible()
    card = chat.answers.last
    check_card(chat, card, "emergency", "sv")


def test_the_numbers_are_there_before_anything_is_said(chat):
    for name, address in ((chat.names.emergency, "tel:112"), (chat.names.advice, "tel:1177")):
        link = chat.panel.get_by_role("link", name=name, exact=True).first
        expect(link).to_be_in_viewport(ratio=0.95)
        expect(link).to_have_attribute("href", address)
