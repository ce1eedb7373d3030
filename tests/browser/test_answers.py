"""Questions and their answers, in both languages: what an answer shows, and what can be tapped under it."""

import re

import pytest
from chat import Chat
from playwright.sync_api import expect

REVIEWED = {"sv": r"Granskad \d{1,2} \w+ 20\d\d", "en": r"Reviewed \d{1,2} \w+ 20\d\d"}
QUESTIONS = {
    "sv": ("När har ni öppet?", "opening-hours", "Får jag låna min sambos BankID?"),
    "en": ("When are you open?", "opening-hours", "Can I use my partner's BankID?"),
}
WITH_A_LINK = {"sv": "Var laddar jag ner appen?", "en": "Where do I download the app?"}
VAGUE = ("BankID", "journal", "barn", "vårdcentralen", "recept", "psykolog")
"""Single words, of which at least one is no question."""


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_question_is_answered_in_its_language_with_the_date_of_its_review(visit, language):
    chat = visit.chat(language)
    question, topic, _ = QUESTIONS[language]
    answer = chat.say(question)
    expect(chat.said.last).to_contain_text(question)
    expect(answer).to_have_attribute("data-kind", "faq")
    expect(answer).to_have_attribute("lang", language)
    expect(answer).to_contain_text(re.compile(REVIEWED[language]))
    assert [event["detail"] for event in chat.events() if event["name"] == "reply"] == [
        {"kind": "faq", "topic": topic, "language": language}
    ]


@pytest.mark.parametrize("language", WITH_A_LINK)
def test_a_link_opens_beside_the_chat_and_tells_the_other_site_nothing(visit, language):
    chat = visit.chat(language)
    link = chat.say(WITH_A_LINK[language]).locator("a[href^=https]").first
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(link).to_have_attribute("rel", re.compile("noreferrer"))
    expect(link).to_contain_text("öppnas i en ny flik" if language == "sv" else "opens in a new tab")


def test_each_paragraph_of_an_answer_is_one(chat):
    answer = chat.say("Får jag låna min sambos BankID?")
    assert len(chat.texts(answer)) >= 2
    assert all(chat.texts(answer))


def test_a_tapped_suggestion_is_answered(chat):
    suggested = next(
        (answer for answer in map(chat.say, VAGUE) if answer.get_attribute("data-kind") == "suggest"), None
    )
    assert suggested, "none of the vague words led to a suggestion"
    title = chat.choice("").inner_text()
    answer = chat.tap(title)
    expect(answer).to_have_attribute("data-kind", "faq")
    expect(chat.said.last).to_contain_text(title)


@pytest.mark.parametrize("language", QUESTIONS)
def test_that_an_answer_helped_is_tapped_and_thanked_for(visit, language):
    chat = visit.chat(language)
    chat.say(QUESTIONS[language][2])
    feedback = chat.element.get_by_role("group", name=chat.names.feedback, exact=True)
    thanks = chat.answered(feedback.get_by_role("button", name=chat.names.helped, exact=True).click)
    expect(thanks).to_contain_text("Tack" if language == "sv" else "Thank you")
    expect(feedback).to_have_count(0)


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_topic_of_the_greeting_is_tapped(visit, language):
    chat = visit.chat(language)
    topics = chat.answers.first.get_by_role("group", name=chat.names.choices).get_by_role("button")
    expect(topics).not_to_have_count(0)
    title = topics.first.inner_text().strip()
    answer = chat.answered(topics.first.click)
    expect(chat.said.last).to_contain_text(title)
    expect(answer).not_to_have_attribute("data-kind", re.compile("fallback|error"))
    expect(answer).to_have_attribute("lang", language)


def test_a_line_break_is_kept_and_enter_sends(chat):
    chat.composer.fill("Hej!")
    chat.composer.press("Shift+Enter")
    chat.page.keyboard.type("När har ni öppet?")
    expect(chat.composer).to_have_value("Hej!\nNär har ni öppet?")
    answer = chat.answered(lambda: chat.composer.press("Enter"))
    expect(chat.composer).to_have_value("")
    expect(answer).to_have_attribute("data-kind", "faq")
    assert chat.said.last.locator("p").inner_text() == "Hej!\nNär har ni öppet?"


def test_the_dots_show_that_an_answer_is_on_its_way(chat, assistant):
    chat.say("Hej!")
    typing = chat.element.locator(".typing")
    expect(typing).to_be_hidden()
    with assistant.actions.paused():
        chat.write("När har ni öppet?")
        expect(typing).to_be_visible()
    expect(chat.answers.last).to_have_attribute("data-kind", "faq")
    expect(typing).to_be_hidden()


def test_nothing_is_sent_when_nothing_was_written(chat: Chat):
    chat.composer.fill("  \n ")
    chat.composer.press("Enter")
    chat.button(chat.names.send).click()
    expect(chat.said).to_have_count(0)
