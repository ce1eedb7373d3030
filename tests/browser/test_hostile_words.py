"""Words are words, whoever says them: the person, the server, the clinic's people. Nothing runs."""

import pytest
from hostile import ADDRESSES, RUNS, TAGS, check_harmless, reply
from playwright.sync_api import expect
from sham import Sham


@pytest.mark.parametrize("words", TAGS)
def test_what_a_person_writes_is_text(chat, words):
    chat.say(words)
    assert chat.said.last.locator("p").first.inner_text() == words
    check_harmless(chat)
    chat.page.reload()
    expect(chat.said).to_have_count(1)
    check_harmless(chat)


@pytest.mark.parametrize("words", TAGS)
def test_what_the_server_says_is_text_in_every_place(visit, words):
    visit.watch.expect("net::ERR_", "WebSocket", "Failed to load resource")
    sham = Sham(visit.context)
    chat = visit.chat()
    booking = dict.fromkeys(("reference", "start", "clinician", "ics", "status"), words)
    sham.says(reply(
        paragraphs=[words], reviewed=words, source=words, topic=words, booking={**booking, "minutes": 20},
        buttons=[{"title": words, "payload": words}, {"title": "Ja", "payload": words, "role": "feedback"}],
        links=[{"title": words, "url": "https://ok.example/"}],
        asks={"input": "region", "options": [words]},
    ))  # fmt: skip
    answer = chat.say("Hej!")
    expect(answer.locator("> p").first).to_have_text(words)
    check_harmless(chat)
    sham.says(reply(kind="emergency", alarm=words, paragraphs=[words, words], links=[{"title": words, "url": words}]))
    chat.answered(chat.choice("").click)
    assert sham.asked[-1]["message"] == words
    check_harmless(chat)
    chat.page.reload()
    expect(chat.answers).to_have_count(3)
    check_harmless(chat)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_could_run_is_no_link(visit, address):
    visit.watch.expect("net::ERR_", "WebSocket", "Failed to load resource")
    sham = Sham(visit.context)
    chat = visit.chat()
    sham.says(reply(links=[{"title": "Läs mer", "url": address}], booking={"reference": "ABC-123", "ics": address}))
    answer = chat.say("Hej!")
    expect(answer).to_contain_text("Läs mer")
    check_harmless(chat)
    for link in answer.get_by_role("link").all():
        href = link.get_attribute("href")
        assert href.startswith("https://ok.example/")
        assert '"' not in href


@pytest.mark.parametrize(
    "custom",
    [
        *(None, 7, "hej", [], {}, {"__proto__": {"kind": "faq"}, "constructor": "x"}),
        *(reply(kind=7), reply(language="tlh"), reply(paragraphs="Ja."), reply(paragraphs=[None, {}, ["x"]])),
        *(reply(buttons=[None, {"title": 1}, "x"], links=[{"url": {}}, 3]), reply(booking="x", asks=[])),
        *(reply(asks={"input": "file"}), reply(paragraphs=["x" * 200_000])),
        reply(buttons=[{"title": "a", "payload": "b"}] * 500),
    ],
    ids=range(15),
)
def test_an_answer_that_is_none_leaves_a_chat_that_works(visit, custom):
    visit.watch.expect("net::ERR_", "WebSocket", "Failed to load resource")
    sham = Sham(visit.context)
    chat = visit.chat()
    sham.says(custom)
    chat.write("Hej!")
    expect(chat.said).to_have_count(1)
    sham.says(reply(paragraphs=["Nu går det."]))
    chat.write("Hallå?")
    expect(chat.answers.last).to_contain_text("Nu går det.")
    check_harmless(chat)


@pytest.mark.parametrize("words", TAGS[:3])
def test_what_the_clinic_writes_is_text(visit, words):
    hostile = {"title": words, "url": f"javascript:{RUNS}"}
    texts = {"greeting": [words], "topics": [words], "down": [words], "helplines": [hostile]}
    settings = {
        "allowed": True,
        "clinic": {"name": words, "phone": hostile, "email": hostile},
        "pages": {"accessibility": dict.fromkeys(("sv", "en"), f"javascript:{RUNS}")},
        "texts": dict.fromkeys(("sv", "en"), texts),
    }
    visit.context.route("**/widget/settings", lambda route: route.fulfill(json=settings))
    chat = visit.chat()
    expect(chat.answers.first).to_contain_text(words)
    chat.button(chat.names.menu).click()
    check_harmless(chat)
