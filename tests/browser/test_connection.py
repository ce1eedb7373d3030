"""A connection that is missing, or worse than it should be: nothing is lost, nothing is said twice, and it is told."""

import re

from chat import Chat
from playwright.sync_api import expect
from sham import NO_WEBSOCKETS

NO_NETWORK = ("net::ERR_", "WebSocket connection")
QUESTIONS = ("Har ni barnmorskor?", "Får jag låna min sambos BankID?", "När har ni öppet?")
TOPICS = ["midwives", "borrow-bankid", "opening-hours"]


def topics(chat: Chat) -> list[str]:
    """Return what was answered, in order."""
    return [event["detail"].get("topic") for event in chat.events() if event["name"] == "reply"]


def test_what_is_written_offline_is_sent_once_and_in_order(visit):
    chat = visit.chat()
    visit.watch.expect(*NO_NETWORK)
    chat.say("Hej!")
    visit.context.set_offline(True)
    expect(chat.status).to_contain_text(chat.names.offline)
    for number, question in enumerate(QUESTIONS, start=2):
        chat.write(question)
        expect(chat.said).to_have_count(number)
        expect(chat.said.last).to_contain_text(chat.names.waiting)
    expect(chat.panel.get_by_role("link", name=chat.names.emergency, exact=True).first).to_be_in_viewport()
    visit.context.set_offline(False)
    expect(chat.answers).to_have_count(5)
    expect(chat.status).not_to_contain_text(chat.names.offline)
    expect(chat.panel).not_to_contain_text(chat.names.waiting)
    chat.say("Hej!")
    assert topics(chat)[1:4] == TOPICS
    assert {"name": "status", "detail": {"status": "offline"}} in chat.events()


def test_what_was_written_offline_survives_a_reload(visit):
    chat = visit.chat()
    visit.watch.expect(*NO_NETWORK)
    chat.say("Hej!")
    visit.context.set_offline(True)
    chat.write(QUESTIONS[0])
    expect(chat.said.last).to_contain_text(chat.names.waiting)
    visit.context.set_offline(False)
    chat.page.reload()
    expect(chat.answers).to_have_count(3)
    assert topics(chat) == TOPICS[:1]


def test_without_websockets_it_polls(visit):
    visit.watch.expect(*NO_NETWORK)
    visit.context.add_init_script(NO_WEBSOCKETS)
    chat = visit.chat()
    expect(chat.say(QUESTIONS[0])).to_have_attribute("data-kind", "faq")
    assert any("transport=polling" in url for url in visit.watch.requests)
    assert not any(url.endswith("/widget/message") for url in visit.watch.requests)


def test_without_sockets_it_talks_plain_http(visit):
    visit.watch.expect(*NO_NETWORK, "Failed to load resource")
    visit.context.add_init_script(NO_WEBSOCKETS)
    visit.context.route(re.compile("/socket.io/"), lambda route: route.abort())
    chat = visit.chat()
    for question in QUESTIONS:
        chat.say(question)
    assert topics(chat) == TOPICS
    expect(chat.status).not_to_contain_text(chat.names.down)
    assert sum(url.endswith("/widget/message") for url in visit.watch.requests) == len(QUESTIONS)


def test_a_form_goes_on_from_the_socket_to_http_and_back(visit):
    chat = visit.chat()
    visit.watch.expect(*NO_NETWORK, "Failed to load resource")
    chat.say("Räkna ut min avgift")
    chat.page.route_web_socket(re.compile("socket.io"), lambda socket: socket.close())
    visit.context.route(re.compile("/socket.io/"), lambda route: route.abort())
    chat.page.reload()
    expect(chat.fill(chat.names.age, "34")).to_have_attribute("data-kind", "ask")
    visit.context.unroute_all()
    chat.page.reload()
    expect(chat.tap("Läkare")).to_have_attribute("data-kind", "ask")
    expect(chat.choice("Vet inte")).to_be_visible()


def test_a_server_that_never_answers_is_told_of_with_whom_to_call(visit):
    visit.watch.expect(*NO_NETWORK, "Failed to load resource")
    visit.context.add_init_script(NO_WEBSOCKETS)
    visit.context.route(re.compile("/(socket.io|widget)/(?!vardlots-chat.js)"), lambda route: route.abort())
    chat = visit.chat()
    chat.write(QUESTIONS[0])
    expect(chat.status).to_contain_text(chat.names.down)
    for name in (chat.names.emergency, chat.names.advice):
        expect(chat.panel.get_by_role("link", name=name, exact=True).first).to_be_in_viewport()
    expect(chat.said.last).to_contain_text(chat.names.waiting)
    expect(chat.composer).to_be_enabled()
