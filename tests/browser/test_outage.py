"""The assistant's own processes die and come back, in the middle of a conversation."""

from playwright.sync_api import expect

UNREACHABLE = ("net::ERR_", "WebSocket connection", "Failed to load resource")


def test_the_server_is_killed_and_started_again(visit, assistant):
    chat = visit.chat()
    visit.watch.expect(*UNREACHABLE)
    chat.say("Har ni barnmorskor?")
    assistant.assistant.kill()
    try:
        chat.write("När har ni öppet?")
        expect(chat.status).to_contain_text(chat.names.down)
        expect(chat.said.last).to_contain_text(chat.names.waiting)
        for name in (chat.names.emergency, chat.names.advice):
            expect(chat.panel.get_by_role("link", name=name, exact=True).first).to_be_in_viewport()
    finally:
        assistant.assistant.start()
        assistant.assistant.wait()
    expect(chat.answers).to_have_count(3)
    expect(chat.status).not_to_contain_text(chat.names.down)
    chat.say("Får jag låna min sambos BankID?")
    replies = [event["detail"]["topic"] for event in chat.events() if event["name"] == "reply"]
    assert replies == ["midwives", "opening-hours", "borrow-bankid"], "each was answered once, without a reload"
    statuses = [event["detail"]["status"] for event in chat.events() if event["name"] == "status"]
    assert "down" in statuses
    assert statuses[-1] == "online"


def test_with_the_action_server_down_it_says_so_and_goes_on_afterwards(chat, assistant):
    assistant.actions.stop()
    try:
        answer = chat.say("När har ni öppet?")
        expect(answer).to_have_attribute("data-kind", "error")
        expect(answer).to_contain_text("112")
        card = chat.say("pappa har ont i bröstet och kan knappt andas")
        expect(card).to_have_attribute("data-kind", "emergency")
    finally:
        assistant.actions.start()
        assistant.actions.wait()
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")
