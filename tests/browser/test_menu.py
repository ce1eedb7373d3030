"""What the menu offers: a person, the conversation as a file, starting over, deleting it all."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from bench.chat import TIMEOUT

CONTACT = {"sv": "Telefonnummer eller e-post", "en": "Phone number or email"}


@pytest.mark.parametrize("language", CONTACT)
def test_a_person_gets_in_touch(visit, language):
    chat = visit.chat(language)
    asked = chat.answered(lambda: chat.from_menu(chat.names.person))
    expect(asked).to_have_attribute("lang", language)
    done = chat.fill(CONTACT[language], "anna@example.com")
    expect(done).to_have_attribute("data-kind", "handoff")
    expect(done).to_contain_text("nästa vardag" if language == "sv" else "the next working day")


def test_the_conversation_is_downloaded_as_it_was_said(chat, tmp_path):
    answer = chat.say("Får jag låna min sambos BankID?")
    said = chat.texts(answer)
    with chat.page.expect_download() as download:
        chat.from_menu(chat.names.download)
    name = download.value.suggested_filename
    assert name.endswith(".txt")
    download.value.save_as(tmp_path / name)
    text = Path(tmp_path / name).read_text(encoding="utf-8")
    assert text.index("Du (") < text.index("Får jag låna min sambos BankID?") < text.index(said[0])
    assert said[1] in text


def test_starting_over_leaves_nothing_behind(chat):
    chat.say("Räkna ut min avgift")
    before = chat.kept()["session"]
    chat.from_menu(chat.names.start_over)
    expect(chat.said).to_have_count(0)
    expect(chat.answers).to_have_count(1)
    answer = chat.say("34 år")
    expect(answer).not_to_have_attribute("data-kind", "ask")
    assert chat.kept()["session"] != before


def ask(url: str, session: str, text: str) -> str:
    """Say something over HTTP in a session; return the kind of the answer."""
    body = {"message": text, "session_id": session, "id": f"test-{text}", "metadata": {"language": "sv"}}
    answer = httpx.post(f"{url}/widget/message", json=body, timeout=TIMEOUT, trust_env=False)
    return str(answer.raise_for_status().json()["messages"][0]["custom"]["kind"])


def test_a_deleted_conversation_is_forgotten_by_the_server_and_by_the_browser(visits, assistant):
    kept, gone = (visits().chat() for _ in range(2))
    for chat in (kept, gone):
        chat.say("Räkna ut min avgift")
    sessions = [chat.kept()["session"] for chat in (kept, gone)]
    gone.from_menu(gone.names.forget)
    question = gone.element.get_by_role("dialog", name="Ta bort ditt samtal?")
    expect(question).to_be_visible()
    question.get_by_role("button", name=gone.names.forget_yes, exact=True).click()
    expect(question).to_be_hidden()
    expect(gone.said).to_have_count(0)
    assert "Räkna ut" not in str(gone.kept())
    assert ask(assistant.url, sessions[0], "34 år") == "ask", "the other one's form goes on"
    assert ask(assistant.url, sessions[1], "34 år") != "ask", "the server knows of no form"
    expect(gone.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")


def test_who_changes_their_mind_keeps_the_conversation(chat):
    chat.say("Räkna ut min avgift")
    chat.from_menu(chat.names.forget)
    question = chat.element.get_by_role("dialog", name="Ta bort ditt samtal?")
    question.get_by_role("button", name=chat.names.forget_no, exact=True).click()
    expect(question).to_be_hidden()
    expect(chat.fill(chat.names.age, "34")).to_have_attribute("data-kind", "ask")


def test_without_an_answer_from_the_server_nothing_is_said_to_be_deleted(visit):
    chat = visit.chat()
    chat.say("Räkna ut min avgift")
    visit.watch.expect("Failed to load resource")
    visit.context.route("**/widget/forget", lambda route: route.abort())
    chat.from_menu(chat.names.forget)
    question = chat.element.get_by_role("dialog", name="Ta bort ditt samtal?")
    question.get_by_role("button", name=chat.names.forget_yes, exact=True).click()
    expect(question.get_by_role("alert")).to_contain_text("kunde inte tas bort")
    expect(chat.said).to_have_count(1)
