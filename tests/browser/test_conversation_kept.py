"""What becomes of a conversation when the page is loaded anew, left, opened twice, or changes its language."""

from playwright.sync_api import expect

from bench.hosts import tag

OTHER_PAGE = "/sa-fungerar-det"


def test_after_a_reload_everything_is_there_and_the_form_goes_on(chat):
    chat.say("Räkna ut min avgift")
    texts = chat.log.inner_text()
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    assert chat.log.inner_text() == texts
    expect(chat.fill(chat.names.age, "34")).to_have_attribute("data-kind", "ask")


def test_a_reload_while_the_answer_is_on_its_way_loses_and_doubles_nothing(chat, assistant):
    with assistant.actions.paused():
        chat.write("När har ni öppet?")
        expect(chat.element.locator(".typing")).to_be_visible()
        chat.page.reload()
        expect(chat.said).to_have_count(1)
        expect(chat.answers).to_have_count(1)  # the greeting
    expect(chat.answers).to_have_count(2)
    chat.say("Har ni barnmorskor?")
    expect(chat.answers).to_have_count(3)
    assert [event["detail"]["topic"] for event in chat.events() if event["name"] == "reply"] == [
        "opening-hours",
        "midwives",
    ]


def test_what_is_typed_survives_a_reload(chat):
    chat.composer.fill("Jag undrar om")
    chat.page.reload()
    expect(chat.composer).to_have_value("Jag undrar om")


def test_on_another_page_of_the_site_it_goes_on(visit):
    chat = visit.chat()
    chat.say("Räkna ut min avgift")
    chat.page.goto(visit.home + OTHER_PAGE)
    expect(chat.panel).to_be_visible()
    expect(chat.said.first).to_contain_text("Räkna ut min avgift")
    chat.fill(chat.names.age, "34")
    chat.page.goto(visit.home + "/")
    expect(chat.said).to_have_count(2)
    expect(chat.choice("Läkare")).to_be_visible()


def test_a_closed_chat_stays_closed_on_the_next_page(visit):
    chat = visit.chat()
    chat.say("När har ni öppet?")
    chat.close()
    chat.page.goto(visit.home + OTHER_PAGE)
    expect(chat.launcher).to_be_visible()
    expect(chat.panel).to_be_hidden()
    chat.open()
    expect(chat.said).to_have_count(1)


def test_a_new_tab_starts_afresh(visit):
    chat = visit.chat()
    chat.say("Räkna ut min avgift")
    other = visit.goto()
    expect(other.panel).to_be_hidden()
    other.open()
    expect(other.said).to_have_count(0)
    expect(other.say("34 år")).not_to_have_attribute("data-kind", "ask")
    assert other.kept()["session"] != chat.kept()["session"]


def test_the_language_is_changed_in_the_middle_of_a_form(chat):
    chat.say("Räkna ut min avgift")
    chat.switch()
    answer = chat.say("34")
    expect(answer).to_have_attribute("lang", "en")
    expect(answer).to_have_attribute("data-kind", "ask")
    expect(chat.tap("Doctor")).to_have_attribute("lang", "en")
    chat.switch()
    expect(chat.say("34")).to_have_attribute("lang", "sv")


def test_the_chosen_language_is_kept_on_the_next_page(visit):
    chat = visit.chat("en")
    chat.page.goto(visit.home + OTHER_PAGE)
    expect(chat.panel).to_be_visible()
    expect(chat.composer).to_be_visible()
    expect(chat.answers.first).to_have_attribute("lang", "en")


def test_the_chat_speaks_the_language_of_the_page(visit, hosts, assistant):
    chat = visit.goto(hosts.serve(f"<body>{tag(assistant.url)}", lang="en-GB"), "en").open()
    expect(chat.answers.first).to_have_attribute("lang", "en")
    expect(chat.say("What does BankID do?")).to_have_attribute("lang", "en")
