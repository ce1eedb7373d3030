"""Without a mouse: everything can be reached, in the order in which it is read, and the focus is never lost."""

import pytest
from chat import Chat
from playwright.sync_api import Page, expect
from visits import PHONE

FOCUSED = r"""() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (element === document.body) return "BODY";
  return element.getAttribute("aria-label") || element.innerText?.trim().replace(/\s+/g, " ") || element.tagName;
}"""
RING = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 || boxShadow !== "none";
}"""
MOST = 60
"""Stops until a part of the page must have been reached."""


def focused(page: Page) -> str:
    """Return the name of what has the focus."""
    return str(page.evaluate(FOCUSED))


def walk(page: Page, until: str, key: str = "Tab") -> list[str]:
    """Go from stop to stop to one of that name, each with a ring that is seen; return the stops."""
    stops: list[str] = []
    while not stops or stops[-1] != until:
        assert len(stops) < MOST, f"{until!r} was not reached: {stops}"
        page.keyboard.press(key)
        stops.append(focused(page))
        assert page.evaluate(RING), f"nothing shows that {stops[-1]!r} has the focus"
    return stops


def test_from_the_page_to_an_answer_and_back(visit):
    chat = visit.goto()
    keyboard = chat.page.keyboard
    walk(chat.page, chat.names.launcher)
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")
    keyboard.press("Enter")
    expect(chat.panel).to_be_visible()
    expect(chat.launcher).to_have_attribute("aria-expanded", "true")
    expect(chat.composer).to_be_focused()
    keyboard.type("När har ni öppet?")
    keyboard.press("Enter")
    expect(chat.answers.last).to_have_attribute("data-kind", "faq")
    expect(chat.composer).to_be_focused()
    keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()
    expect(chat.launcher).to_have_attribute("aria-expanded", "false")


def test_the_order_is_that_of_the_eye(chat):
    chat.button(chat.names.other).focus()
    names = chat.names
    stops = walk(chat.page, names.send)
    want = [names.menu, names.close, names.emergency, names.advice, names.log, names.write, names.send]
    assert [stop for stop in stops if stop in want] == want
    topics = chat.choice("").inner_text().strip()
    assert stops.index(names.log) < stops.index(topics) < stops.index(names.write)


def test_the_menu(chat):
    page, names = chat.page, chat.names
    walk(page, names.menu, "Shift+Tab")
    expect(chat.button(names.menu)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(chat.button(names.menu)).to_have_attribute("aria-expanded", "true")
    stops = walk(page, names.accessibility + " (öppnas i en ny flik)")
    want = [names.person, names.download, names.start_over, names.forget]
    assert [stop for stop in stops if stop in want] == want
    page.keyboard.press("Escape")
    expect(chat.button(names.person)).to_be_hidden()
    expect(chat.panel).to_be_visible()
    expect(chat.button(names.menu)).to_be_focused()
    page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_a_choice_from_the_menu_is_gone_on_with_where_one_writes(chat):
    chat.button(chat.names.menu).press("Enter")
    chat.answered(lambda: chat.button(chat.names.person).press("Enter"))
    expect(chat.button(chat.names.person)).to_be_hidden()
    assert focused(chat.page) != "BODY", "the focus went away with the menu"


def test_a_tapped_choice_does_not_take_the_focus_with_it(chat):
    chat.say("Räkna ut min avgift")
    chat.field(chat.names.age).focus()
    chat.page.keyboard.type("34")
    chat.answered(lambda: chat.page.keyboard.press("Enter"))
    assert focused(chat.page) != "BODY", "the focus went away with the input"
    choice = chat.choice("Läkare")
    choice.focus()
    chat.answered(lambda: chat.page.keyboard.press("Enter"))
    assert focused(chat.page) != "BODY", "the focus went away with the choice"


@pytest.mark.parametrize("key", ["Escape", "Enter"])
def test_the_question_before_deleting_keeps_the_focus_and_gives_it_back(chat, key):
    chat.say("Hej!")
    chat.button(chat.names.menu).press("Enter")
    chat.button(chat.names.forget).press("Enter")
    question = chat.element.get_by_role("dialog", name="Ta bort ditt samtal?")
    no = question.get_by_role("button", name=chat.names.forget_no)
    expect(no).to_be_focused()
    for _ in range(5):
        chat.page.keyboard.press("Tab")
        assert focused(chat.page) in (chat.names.forget_yes, chat.names.forget_no, "BODY"), "it is a modal dialog"
    no.focus()
    chat.page.keyboard.press(key)
    expect(question).to_be_hidden()
    expect(chat.panel).to_be_visible()
    assert focused(chat.page) != "BODY", "the focus went away with the question"
    expect(chat.said).to_have_count(1)


def test_on_a_phone_the_chat_keeps_the_focus_until_it_is_closed(visits):
    chat: Chat = visits(**PHONE).chat()
    inside = "() => document.activeElement === document.body || document.activeElement?.tagName === 'VARDLOTS-CHAT'"
    for _ in range(MOST):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate(inside), "the page behind it got the focus"
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()
