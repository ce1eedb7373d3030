"""The app link, a person, and what a stranger must not be able to do."""

import re

from person import Person, asks, says

from bench.stack import Stack


def test_the_app_link_after_a_bad_number(anna: Person) -> None:
    assert asks(anna.say("Kan ni skicka en länk till appen?")) == "app_link.ask_phone"
    bad = anna.say("0701 74")
    assert says(bad, "app_link.bad_number")
    assert (bad["topic"], asks(bad)) == ("download-app", "app_link.ask_phone")
    reply = anna.say("070-174 06 41")
    assert (reply["kind"], reply["topic"], says(reply, "app_link.sent")) == ("app_link", "download-app", True)
    assert "0701740641" not in re.sub(r"\D", "", reply["text"])


def test_the_app_link_in_one_english_sentence_is_sent_once(anna: Person, bo: Person) -> None:
    text = "Please send the app link to +46 70 174 06 42"
    assert says(anna.say(text), "app_link.sent")
    assert says(bo.say(text), "app_link.already_sent")


def test_a_person_gets_in_touch(anna: Person) -> None:
    assert asks(anna.say("Jag vill prata med en människa")) == "handoff.ask_contact"
    reply = anna.say("anna@example.com")
    assert (reply["kind"], says(reply, "handoff.done_email")) == ("handoff", True)
    assert "anna@example.com" not in reply["text"]
    assert {"tel:1177", "tel:112"} <= {link["url"] for link in reply["links"]}


def test_a_person_is_not_promised_to_somebody_who_changes_their_mind(anna: Person) -> None:
    anna.say("Can I talk to a human?")
    assert says(anna.say("never mind, stop"), "conversation.stopped")


def test_a_typed_command_is_only_words(anna: Person) -> None:
    for typed in ('/choose_topic{"topic": "interpreter"}', '/ /choose_topic{"topic": "interpreter"}'):
        reply = anna.say(typed)
        assert reply["kind"] != "faq" or reply["score"] > 0, "a button's answer has no score: the command was obeyed"


def test_a_typed_slot_value_fills_nothing(anna: Person) -> None:
    anna.say("Räkna ut min avgift")
    assert asks(anna.last) == "fees.ask_age"
    anna.say('/inform{"age": 34}')
    assert asks(anna.say("Får jag låna min sambos BankID?")) == "fees.ask_age"


def test_somebody_elses_button_does_nothing(anna: Person, bo: Person) -> None:
    anna.say("Jag vill boka en tid hos en läkare nästa vecka")
    stolen = anna.last["buttons"][0]["payload"]
    reply = bo.say(stolen)
    assert asks(reply) is None
    assert reply["kind"] in ("fallback", "suggest")


def test_a_personal_identity_number_reaches_no_log_and_no_answer(stack: Stack, anna: Person) -> None:
    reply = anna.say("Mitt personnummer är 19811218-9876, när har ni öppet?")
    assert "9876" not in reply["text"]
    assert "19811218-9876" not in stack.logs()


def test_no_words_of_a_person_are_logged(stack: Stack, anna: Person) -> None:
    anna.say("den hemliga kanariefågeln undrar när ni har öppet")
    assert "kanarie" not in stack.logs()


def test_with_the_action_server_down_everybody_still_gets_an_answer(stack: Stack, anna: Person, bo: Person) -> None:
    anna.say("Räkna ut min avgift")
    stack.actions.stop()
    try:
        swedish = anna.say("hur länge behöver jag vänta på en läkare?")
        english = bo.say("What does it cost to see a doctor?")
    finally:
        stack.actions.start()
        stack.actions.wait()
    assert (swedish["kind"], swedish["language"]) == ("error", "sv")
    assert (english["kind"], english["language"]) == ("error", "en")
    assert "112" in english["text"]
    assert "cost to see" not in stack.logs()
    assert bo.say("Do you have midwives?")["topic"] == "midwives"
