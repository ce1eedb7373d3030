"""Words are words, whoever says them: the person, the server, the clinic's people. Nothing runs."""

import pytest
from hostile import ADDRESSES, RUNS, TAGS, check_harmless, reply
from playwright.sync_api import expect
from sham import Sham
from visits import Visit

NO_ANSWERS = (
    *(None, 7, "hej", [], {}, {"__proto__": {"kind": "faq"}, "constructor": "x"}),
    *(reply(kind=7), reply(language="tlh"), reply(paragraphs="Ja."), reply(paragraphs=[None, {}, ["x"]])),
    *(reply(buttons=[None, {"title": 1}, "x"], links=[{"url": {}}, 3]), reply(booking="x", asks=[])),
    *(reply(asks={"input": "file"}), reply(paragraphs=["x" * 200_000])),
    reply(buttons=[{"title": "a", "payload": "b"}] * 500),
)
"""What no assistant says; some of it can be shown in part."""


@pytest.fixture
def sham(visit: Visit) -> Sham:
    """An assistant that says what the test wants."""
    visit.watch.expect("net::ERR_", "WebSocket", "Failed to load resource")
    return Sham(visit.context)


def test_what_a_person_writes_is_text(chat):
    for words in TAGS:
        chat.say(words)
        assert chat.said.last.locator("p").first.inner_text() == words
        check_harmless(chat)
    chat.page.reload()
    expect(chat.said).to_have_count(len(TAGS))
    check_harmless(chat)


def test_what_the_server_says_is_text_in_every_place(visit, sham):
    chat = visit.chat()
    for words in TAGS:
        booking = dict.fromkeys(("reference", "start", "clinician", "ics", "status"), words)
        sham.says(reply(
            paragraphs=[words], reviewed=words, source=words, topic=words, booking={**booking, "minutes": 20},
            buttons=[{"title": words, "payload": words}, {"title": "Ja", "payload": words, "role": "feedback"}],
            links=[{"title": words, "url": "https://ok.example/"}],
            asks={"input": "region", "options": [words]},
        ))  # fmt: skip
        expect(chat.say("Hej!").locator("> p").first).to_have_text(words)
        check_harmless(chat)
        alarm = reply(kind="emergency", alarm=words, paragraphs=[words, words], links=[{"title": words, "url": words}])
        sham.says(alarm)
        chat.answered(chat.choice("").click)
        assert sham.asked[-1]["message"] == words
        check_harmless(chat)
    chat.page.reload()
    expect(chat.answers).to_have_count(1 + 2 * len(TAGS))
    check_harmless(chat)


def test_an_address_that_could_run_is_no_link(visit, sham):
    chat = visit.chat()
    for address in ADDRESSES:
        sham.says(reply(links=[{"title": "Läs mer", "url": address}], booking={"reference": "ABC-123", "ics": address}))
        answer = chat.say("Hej!")
        expect(answer, address).to_contain_text("Läs mer")
        check_harmless(chat)
        for href in (link.get_attribute("href") for link in answer.get_by_role("link").all()):
            assert href.startswith("https://ok.example/"), address
            assert '"' not in href


def test_an_answer_that_is_none_leaves_a_chat_that_works(visit, sham):
    chat = visit.chat()
    for number, custom in enumerate(NO_ANSWERS):
        sham.says(custom)
        with chat.page.expect_response("**/widget/message"):
            chat.write("Hej!")
        sham.says(reply(paragraphs=[f"Nu går det, {number}."]))
        chat.write("Hallå?")
        expect(chat.answers.last, f"after {str(custom)[:80]}").to_contain_text(f"Nu går det, {number}.")
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


@pytest.mark.parametrize(
    "does",
    [
        "root.append(document.createElement('iframe'))",
        "root.append(Object.assign(document.createElement('a'), { href: 'javascript:0' }))",
        RUNS,
    ],
)
def test_what_does_run_is_seen(chat, does):
    chat.element.evaluate(f"({{ shadowRoot: root }}) => {{ {does} }}")
    with pytest.raises(AssertionError):
        check_harmless(chat)
