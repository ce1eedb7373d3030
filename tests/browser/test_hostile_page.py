"""The page, and what another script of it left behind, can do the chat no harm; neither can a book that is pasted."""

import json

import pytest
from hostile import ADDRESSES, RUNS, TAGS, check_harmless, reply
from playwright.sync_api import expect

from bench.hosts import tag

LINKS = [{"title": "x", "url": address} for address in ADDRESSES]
KEPT = [
    "", "null", "7", "[]", "{", '"hej"', '{"messages": 7}', '{"messages": [null, 7, "x", {}, []]}',
    json.dumps({"session": {"a": 1}, "language": TAGS[0], "open": "yes", "draft": 7, "messages": {"0": "x"}}),
    json.dumps({"session": TAGS[0], "language": "sv", "open": True, "draft": TAGS[0], "messages": [
        {"who": "desk", "id": "1", "at": 1, "reply": reply(paragraphs=TAGS, links=LINKS)},
        {"who": "person", "id": TAGS[0], "at": 2, "shown": TAGS[0], "message": TAGS[1], "language": "sv",
         "progress": "answered"},
        {"who": "chat", "id": "3", "at": 1e99, "language": "sv", "paragraphs": TAGS},
        {"who": "desk", "id": "1", "at": "x", "reply": None},
    ]}),
]  # fmt: skip
"""What another script of the page, or an older version, may have left in the session storage."""


@pytest.mark.parametrize("kept", KEPT, ids=range(len(KEPT)))
def test_what_the_browser_kept_is_not_trusted(visit, assistant, kept):
    left = f"sessionStorage.setItem('vardlots-chat:{assistant.url}/', {json.dumps(kept)})"
    visit.context.add_init_script(f"if (location.protocol === 'http:') {left}")
    chat = visit.goto()
    expect(chat.launcher).to_be_visible()
    if chat.panel.is_hidden():
        chat.open()
    check_harmless(chat)
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")
    check_harmless(chat)


@pytest.mark.parametrize(
    "attributes",
    [
        f'server="javascript:{RUNS}"',
        'server="https://[bad"',
        'server=""',
        f'language="\'>{TAGS[0]}"',
        'language="tlh" side="middle" scheme="url(x)" open="no"',
    ],
)
def test_an_attribute_of_the_page_that_makes_no_sense_does_no_harm(visit, hosts, assistant, attributes):
    visit.watch.expect("is no web address")  # what the page's author is told
    chat = visit.goto(hosts.serve(f"<body>{tag(assistant.url, attributes)}"))
    expect(chat.launcher).to_be_visible()
    if chat.panel.is_hidden():
        chat.open()
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")
    check_harmless(chat)


def test_a_page_without_session_storage_has_a_chat_all_the_same(visit, hosts, assistant):
    gone = (
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    chat = visit.goto(hosts.serve(f"<body><script>{gone}</script>{tag(assistant.url)}")).open()
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")


def test_a_book_that_is_pasted_is_refused_kindly_and_kept(chat):
    book = "Kan jag boka en tid? " * 50_000
    chat.composer.fill(book)
    alert = chat.panel.get_by_role("alert")
    expect(alert).to_contain_text("2 000 tecken")
    chat.composer.press("Enter")
    chat.button(chat.names.send).click()
    expect(chat.said).to_have_count(0)
    assert chat.composer.input_value() == book
    expect(chat.composer).to_have_attribute("aria-invalid", "true")
    chat.composer.fill("När har ni öppet?")
    expect(alert).to_have_count(0)
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")
