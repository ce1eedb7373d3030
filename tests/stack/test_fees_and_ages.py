"""Fees and age rules, asked as people ask, with everything that can come between."""

from person import Person, asks, says

START = "Räkna ut min avgift"
ANSWERS = {
    "fees.ask_age": "34 år",
    "fees.ask_care": "läkare",
    "fees.ask_region": "Skåne",
    "fees.ask_exemption_card": "nej",
}
ENGLISH = {
    "fees.ask_age": "34",
    "fees.ask_care": "a doctor",
    "fees.ask_region": "Malmö",
    "fees.ask_exemption_card": "no",
}


def test_everything_in_the_first_sentence(anna: Person) -> None:
    reply = anna.say("Vad kostar det att träffa en läkare i Skåne? Jag är 34 år och har inget frikort")
    assert (reply["kind"], reply["topic"], reply["language"]) == ("fee", "fees", "sv")
    assert (reply["fee"]["amount"], reply["fee"]["currency"]) == (200, "SEK")


def test_everything_in_the_first_english_sentence(anna: Person) -> None:
    reply = anna.say("How much would I pay to see a doctor in Skåne? I am 34 and have no exemption card")
    assert (reply["kind"], reply["language"], reply["fee"]["amount"]) == ("fee", "en", 200)


def test_a_child_pays_nothing(anna: Person) -> None:
    reply = anna.say("Vad kostar det för min dotter som är 7 år att träffa en läkare?")
    assert (reply["kind"], reply["fee"]["amount"]) == ("fee", 0)
    assert reply["fee"]["why"]


def test_step_by_step(anna: Person) -> None:
    assert anna.say("Vad blir avgiften för mig?")["kind"] == "ask"
    assert anna.last["topic"] == "fees"
    assert anna.answer(ANSWERS)["fee"]["amount"] == 200


def test_step_by_step_in_english_with_swedish_names_in_the_answers(anna: Person) -> None:
    anna.say("Work out what a visit would cost me, please")
    assert asks(anna.last) == "fees.ask_age"
    reply = anna.answer(ENGLISH)
    assert (reply["language"], reply["fee"]["amount"]) == ("en", 200)


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on(anna: Person) -> None:
    anna.say(START)
    asked = asks(anna.last)
    assert asked in ANSWERS
    reply = anna.say("Förresten, kan jag låna min sambos BankID?")
    assert (reply["kind"], reply["topic"]) == ("faq", "borrow-bankid")
    assert asks(reply) == asked
    assert anna.answer(ANSWERS)["fee"]["amount"] == 200


def test_a_correction_changes_the_answer(anna: Person) -> None:
    anna.say(START)
    anna.say("34 år")
    anna.say("nej förlåt, jag är 87 år")
    reply = anna.answer(ANSWERS)
    assert (reply["kind"], reply["fee"]["amount"]) == ("fee", 0)


def test_who_does_not_know_still_gets_an_honest_range(anna: Person) -> None:
    anna.say(START)
    reply = anna.answer(dict.fromkeys(ANSWERS, "vet inte"))
    assert reply["kind"] == "fee"
    assert (reply["fee"]["lowest"], reply["fee"]["highest"]) == (0, 200)


def test_stop_stops(anna: Person) -> None:
    anna.say(START)
    assert says(anna.say("avbryt"), "conversation.stopped")
    assert anna.say("Har ni barnmorskor?")["topic"] == "midwives"
    assert asks(anna.last) is None


def test_another_language_in_the_middle(anna: Person) -> None:
    anna.say(START)
    asked = asks(anna.last)
    reply = anna.say("Can we do this in English please?")
    assert (reply["language"], asks(reply)) == ("en", asked)
    reply = anna.answer(ENGLISH)
    assert (reply["language"], reply["fee"]["amount"]) == ("en", 200)


def test_switching_without_saying_so(anna: Person) -> None:
    anna.say(START)
    assert anna.say("I am 34 years old and I live in Skåne")["language"] == "en"


def test_an_emergency_in_the_middle_comes_first(anna: Person) -> None:
    anna.say(START)
    reply = anna.say("nu fick pappa plötsligt ont i bröstet och kan knappt andas")
    assert reply["kind"] == "emergency"
    assert "112" in reply["paragraphs"][0]


def test_an_age_rule_in_one_sentence(anna: Person) -> None:
    reply = anna.say("Min dotter är 14, kan hon logga in själv?")
    assert (reply["kind"], reply["topic"], reply["language"]) == ("age", "child-use", "sv")
    assert "16" in reply["text"]


def test_an_age_rule_step_by_step(anna: Person) -> None:
    reply = anna.say("Is my daughter old enough to log in herself?")
    answers = {"ages.ask_purpose": "to log in", "ages.ask_age": "she is 17"}
    assert (anna.answer(answers)["kind"], reply["language"]) == ("age", "en")
