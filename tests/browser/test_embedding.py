"""On other people's sites: under their policy, beside their scripts, at another address; and who may not."""

import re

from chat import Chat
from playwright.sync_api import expect

from bench.hosts import CLINIC, STRANGER, tag
from vardlots.settings import ROOT

GUIDE = ROOT / "docs" / "widget.md"


def policy(assistant: str) -> str:
    """Return what the guide tells a site with a policy to add, for this assistant, and nothing else allowed."""
    section = GUIDE.read_text("utf-8").partition("## Content-Security-Policy")[2]
    needed, trusted = re.findall(r"```[^\n]*\n(.*?)```", section, re.DOTALL)[:2]
    rules = " ".join(f"default-src 'none'; {needed} {trusted}".split())
    return rules.replace("wss://assistant.example", assistant.replace("http", "ws", 1)).replace(
        "https://assistant.example", assistant
    )


def check_works(chat: Chat) -> None:
    """Assert that one can open it, ask, book and be answered."""
    chat.open()
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")
    chat.say("Räkna ut min avgift")
    expect(chat.fill(chat.names.age, "34")).to_have_attribute("data-kind", "ask")


def test_under_the_policy_of_the_guide_nothing_is_violated(visit, hosts, assistant):
    rules = policy(assistant.url)
    assert assistant.url in rules
    assert "require-trusted-types-for 'script'" in rules
    assert "unsafe" not in rules
    chat = visit.goto(hosts.serve(f"<body>{tag(assistant.url)}", Content_Security_Policy=rules))
    check_works(chat)
    chat.say("pappa har ont i bröstet och kan knappt andas")
    with chat.page.expect_download():
        chat.from_menu(chat.names.download)
    assert chat.page.evaluate("() => violations") == []


def test_a_policy_that_is_violated_is_seen(visit, hosts, assistant):
    visit.watch.expect("Content Security Policy")
    page = visit.goto(hosts.serve(f"<body>{tag(assistant.url)}", Content_Security_Policy="script-src 'none'")).page
    page.wait_for_function("() => violations.length > 0")


def test_on_a_site_that_was_let_in_over_plain_http(visit, hosts, assistant):
    chat = visit.goto(hosts.serve(f"<body>{tag(assistant.url)}", name=CLINIC))
    assert chat.page.evaluate("() => isSecureContext") is False
    check_works(chat)


def test_a_site_that_was_not_let_in_is_told_so_clearly(visit, hosts, assistant):
    visit.watch.expect("VARDLOTS_ORIGINS", "Access to ", "WebSocket connection", "Failed to load resource")
    chat = visit.goto(hosts.serve(f"<body>{tag(assistant.url)}", name=STRANGER))
    with chat.page.expect_console_message(lambda message: "VARDLOTS_ORIGINS" in message.text) as told:
        chat.launcher.click()
    assert hosts.origin(STRANGER) in told.value.text
    for name in (chat.names.emergency, chat.names.advice):
        expect(chat.panel.get_by_role("link", name=name, exact=True).first).to_be_visible()


def test_nothing_is_stored_but_the_conversation_and_nobody_else_is_asked(visit, assistant):
    chat = visit.chat()
    chat.say("När har ni öppet?")
    assert visit.context.cookies() == []
    assert chat.page.evaluate("() => localStorage.length") == 0
    assert chat.page.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0
    assert chat.page.evaluate("() => Object.keys(sessionStorage)") == [f"vardlots-chat:{assistant.url}/"]
    assert visit.watch.hosts() == {assistant.url.removeprefix("http://")}


def test_before_it_is_opened_it_asks_for_nothing(visit, assistant):
    chat = visit.goto()
    expect(chat.launcher).to_be_visible()
    chat.page.wait_for_load_state("networkidle")
    assert not any("/socket.io/" in url or "/widget/session" in url for url in visit.watch.requests)


def test_inline_it_stands_in_the_page_without_a_launcher(visit, hosts, assistant):
    body = f"<body><main><h1>Chatta</h1>{tag(assistant.url, 'inline')}</main>"
    chat = visit.goto(hosts.serve(body))
    expect(chat.composer).to_be_visible()
    expect(chat.launcher).to_have_count(0)
    expect(chat.button(chat.names.close)).to_have_count(0)
    expect(chat.answers.first).to_be_visible()
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")


def test_the_page_opens_and_closes_it_and_is_told(visit, hosts, assistant):
    chat = visit.goto(hosts.serve(f"<body><h1>Sidan</h1>{tag(assistant.url)}"))
    expect(chat.launcher).to_be_visible()
    chat.element.evaluate("element => element.show()")
    expect(chat.panel).to_be_visible()
    chat.element.evaluate("element => element.hide()")
    expect(chat.panel).to_be_hidden()
    assert [event["name"] for event in chat.events() if event["name"] != "status"] == ["ready", "open", "close"]


def test_the_page_chooses_colours_side_and_size(visit, hosts, assistant):
    style = """<style>
      vardlots-chat { --vardlots-accent: rgb(10, 20, 30); --vardlots-width: 300px; --vardlots-font-size: 20px }
      vardlots-chat::part(launcher) { border-radius: 3px }</style>"""
    chat = visit.goto(hosts.serve(f"<body>{tag(assistant.url, 'side=start scheme=dark')}", head=style))
    assert chat.launcher.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(10, 20, 30)"
    assert chat.launcher.evaluate("e => getComputedStyle(e).borderTopLeftRadius") == "3px"
    assert chat.launcher.bounding_box()["x"] < 640
    chat.open()
    assert chat.panel.bounding_box()["width"] == 300
    assert chat.composer.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 20


def test_a_hostile_stylesheet_of_the_page_does_not_reach_in(visit, hosts, assistant):
    style = "<style>button, p, article { display: none !important; color: red !important }</style>"
    plain = visit.goto(hosts.serve(f"<body>{tag(assistant.url)}")).open()
    styled = visit.goto(hosts.serve(f"<body>{tag(assistant.url)}", head=style)).open()
    colour = "e => getComputedStyle(e).color"
    assert styled.answers.first.evaluate(colour) == plain.answers.first.evaluate(colour)
