"""What those hear who do not see: names, roles, and what is read out by itself, once."""

import re

from playwright.sync_api import expect


def test_the_parts_have_roles_and_names(chat):
    expect(chat.panel).to_match_aria_snapshot("""
      - dialog "Vårdlots":
        - heading "Vårdlots" [level=2]
        - button "English"
        - button "Meny"
        - button "Stäng"
        - paragraph:
          - link "Ring 112"
          - link "Ring 1177"
        - log "Samtalet":
          - article
        - textbox "Skriv ett meddelande"
        - button "Skicka"
    """)


def test_an_answer_tells_who_speaks_and_what_can_be_chosen(chat):
    answer = chat.say("Får jag låna min sambos BankID?")
    expect(chat.said.last).to_contain_text("Du:")
    expect(answer).to_contain_text("Assistenten:")
    expect(answer).to_match_aria_snapshot("""
      - article:
        - paragraph
        - group "Hjälpte svaret?":
          - button "Det hjälpte"
          - button "Det hjälpte inte"
    """)


def test_a_question_names_its_input(chat):
    answer = chat.say("Räkna ut min avgift")
    expect(answer).to_match_aria_snapshot("""
      - article:
        - paragraph
        - textbox "Ålder"
        - button "Svara"
    """)


def test_an_appointment_is_a_list_of_what_and_when(chat):
    chat.say("Jag vill boka en tid hos en läkare så snart som möjligt")
    chat.answered(chat.choice("").click)
    chat.fill(chat.names.phone, "070-174 06 40")
    answer = chat.tap("Ja, boka")
    expect(answer).to_match_aria_snapshot("""
      - article:
        - heading "Din tid" [level=3]
        - term: När
        - definition: /\\d/
        - term: Hos
        - definition
        - term: Bokningskod
        - definition: /\\w{3}-\\w{3}/
        - link "Lägg till i kalendern"
    """)


def test_new_messages_are_read_out_politely_and_old_ones_not_again(chat, assistant):
    with assistant.actions.paused():
        chat.write("När har ni öppet?")
        expect(chat.log).to_have_attribute("aria-live", "polite")
    expect(chat.answers).to_have_count(2)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    expect(chat.log).to_have_attribute("aria-live", "off")
    chat.say("Har ni barnmorskor?")
    expect(chat.log).to_have_attribute("aria-live", "polite")


def test_an_emergency_of_before_is_no_alert_again(chat):
    chat.say("pappa har ont i bröstet och kan knappt andas")
    expect(chat.log.get_by_role("alert")).to_have_count(1)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    expect(chat.answers.last).to_have_attribute("data-kind", "emergency")
    expect(chat.log.get_by_role("alert")).to_have_count(0)  # else it is read out at once on every page that is opened


def test_each_message_is_marked_with_its_language(chat):
    chat.say("När har ni öppet?")
    chat.switch()
    expect(chat.panel).to_have_attribute("lang", "en")
    chat.say("Do you have midwives?")
    assert [message.get_attribute("lang") for message in chat.answers.all()] == ["en", "sv", "en"]
    assert [message.get_attribute("lang") for message in chat.said.all()] == ["sv", "en"]
    expect(chat.button("Svenska")).to_have_attribute("lang", "sv")


def test_it_is_told_that_an_answer_is_on_its_way(chat, assistant):
    with assistant.actions.paused():
        chat.write("När har ni öppet?")
        expect(chat.element.get_by_text("Assistenten skriver", exact=False)).to_have_count(1)
    expect(chat.answers).to_have_count(2)
    expect(chat.element.get_by_text("Assistenten skriver", exact=False)).to_have_count(0)


def test_an_answer_to_a_closed_chat_is_told_of_on_the_launcher(chat, assistant):
    with assistant.actions.paused():
        chat.write("När har ni öppet?")
        expect(chat.said).to_have_count(1)
        chat.close()
    launcher = chat.element.get_by_role("button", name=re.compile("Chatta med oss"))
    expect(launcher).to_contain_text("1 nytt svar")
    launcher.click()
    expect(chat.answers.last).to_be_in_viewport()
    expect(launcher).not_to_contain_text("svar")
