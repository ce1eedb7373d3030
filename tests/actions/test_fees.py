"""The fee form and its quote, as conversations."""

import asyncio
import json
from datetime import datetime
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from turns import a_tracker, a_turn

from actions.fees import FEE_FORM_ACTIONS, FeeForm, QuoteFee, requoted
from actions.turn import STOCKHOLM, Turn
from vardlots.entities import extract
from vardlots.replies import Language, Reply

FORM = FeeForm()


def written(text: str, intent: str = "inform", language: Language = "sv", **more: Any) -> Turn:
    """Make a turn with the entities that Rasa would find."""
    return a_turn(text, intent, language, entities={one.kind: one.value for one in extract(text)}, **more)


class Talk:
    """A conversation with the form: what is known, and what is asked next."""

    def __init__(self, language: Language = "sv") -> None:
        self.slots: dict[str, Any] = {}
        self.requested: str | None = None
        self.language: Language = language
        self.problem: Reply | None = None

    def say(self, text: str, intent: str = "inform") -> str | None:
        turn = written(text, intent, self.language, slots=self.slots, requested=self.requested)
        filled = FORM.fill(turn)
        self.problem = filled.problem
        self.slots.update(filled.slots)
        needed = FORM.required(self.slots)
        self.requested = next((slot for slot in needed if self.slots.get(slot) is None), None)
        return self.requested

    def quote(self) -> Reply:
        reply = QuoteFee().respond(a_turn(language=self.language, slots=self.slots)).reply
        assert reply is not None
        return reply


def test_everything_in_one_sentence_needs_no_question() -> None:
    talk = Talk()
    assert talk.say("vad kostar psykolog i Skåne för en 34-åring utan frikort", "quote_fee") is None
    reply = talk.quote()
    assert reply.paragraphs[0] == "Ett besök hos psykolog kostar 200 kr."
    assert reply.fee == {
        "amount": 200,
        "currency": "SEK",
        "why": "Det är vår vanliga avgift för den vården.",
        "valid_until": "2026-12-31",
        "region": "skane",
        "age": 34,
        "kind": "psychologist",
    }


def test_the_form_asks_for_one_thing_at_a_time() -> None:
    talk = Talk()
    assert talk.say("vad kostar det för mig", "quote_fee") == "age"
    assert talk.say("34") == "care"
    assert talk.say("läkare") == "exemption_card"
    assert talk.say("nej", "deny") is None
    assert talk.quote().fee == {
        "amount": 200, "currency": "SEK", "why": "Det är vår vanliga avgift för den vården.",
        "valid_until": "2026-12-31", "age": 34, "kind": "doctor",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["vad kostar det för min mormor, hon är 85", "vad kostar det för min sjuåring"])
def test_the_old_and_the_young_are_asked_nothing_more(text: str) -> None:
    talk = Talk()
    assert talk.say(text, "quote_fee") is None
    assert talk.quote().fee is not None
    assert "gratis" in talk.quote().paragraphs[0]


def test_with_a_card_nothing_more_is_asked() -> None:
    talk = Talk("en")
    assert talk.say("what does it cost, I have an exemption card", "quote_fee") is None
    reply = talk.quote()
    assert reply.paragraphs[0] == "A visit is free."
    assert reply.fee is not None
    assert reply.fee["amount"] == 0


def test_the_region_is_asked_for_only_where_it_matters() -> None:
    talk = Talk()
    assert talk.say("vad kostar läkare för en 19-åring utan frikort", "quote_fee") == "region"
    assert talk.say("Luleå") is None
    assert talk.quote().fee is not None
    assert talk.quote().fee["amount"] == 0  # type: ignore[index]


def test_not_knowing_gives_the_honest_range() -> None:
    talk = Talk()
    assert talk.say("vad kostar läkare för en 34-åring", "quote_fee") == "exemption_card"
    assert talk.say("vet inte", "unsure") is None
    reply = talk.quote()
    assert reply.paragraphs[0] == "Ett besök hos läkare kostar 0 eller 200 kr."
    assert reply.fee is not None
    assert (reply.fee["lowest"], reply.fee["highest"], "amount" in reply.fee) == (0, 200, False)
    assert reply.fee["why"] == "Det beror på om det finns ett frikort."


def test_knowing_nothing_gives_the_whole_range() -> None:
    talk = Talk("en")
    talk.say("how much would it be for me", "quote_fee")
    asked = [talk.say("don't know", "unsure") for _ in range(3)]
    assert asked == ["care", "exemption_card", None]
    reply = talk.quote()
    assert reply.paragraphs[0] == "A visit costs between 0 and 200 kr."
    assert "the person's age, the kind of care and whether there is an exemption card" in reply.text


def test_a_correction_counts() -> None:
    talk = Talk()
    talk.say("vad kostar läkare i Stockholm för en 19-åring", "quote_fee")
    assert talk.requested == "exemption_card"
    assert talk.say("nej, Skåne", "deny") == "exemption_card"
    assert talk.slots["region"] == "skane"
    assert "exemption_card" not in talk.slots
    assert talk.say("nej, inget frikort", "deny") is None
    reply = talk.quote()
    assert "Jag har ingen säker uppgift för Skåne" in reply.text


def test_a_correction_after_not_knowing_counts() -> None:
    talk = Talk()
    talk.say("vad kostar det för mig", "quote_fee")
    talk.say("vet inte", "unsure")
    assert talk.say("jo, jag är 86") is None


def test_an_old_fact_is_told_with_its_year() -> None:
    talk = Talk()
    talk.say("vad kostar läkare i Göteborg för en 19-åring utan frikort", "quote_fee")
    assert "I Västra Götaland var vården gratis till 20 år, enligt en uppgift från 2018." in talk.quote().text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_is_said_that_the_fee_is_shown_before_the_visit(language: Language) -> None:
    text = QuoteFee().respond(a_turn(language=language, slots={"age": 34})).reply
    assert text is not None
    assert {"sv": "före besöket", "en": "before the visit"}[language] in text.text
    assert {"sv": "31 december 2026", "en": "31 December 2026"}[language] in text.text


def test_a_free_visit_may_cost_when_missed() -> None:
    talk = Talk()
    talk.say("vad kostar det för en 7-åring", "quote_fee")
    assert "Uteblir du" in talk.quote().text


def test_an_old_tariff_is_not_quoted() -> None:
    turn = a_turn(slots={"age": 34, "care": "nurse", "exemption_card": False})
    later = Turn(**{**vars(turn), "now": datetime(2027, 1, 2, tzinfo=STOCKHOLM)})
    reply = QuoteFee().respond(later).reply
    assert reply is not None
    assert reply.fee is not None
    assert (reply.fee["highest"], "valid_until" in reply.fee) == (200, False)
    assert "Vår prislista gällde till och med 31 december 2026" in reply.text


def test_what_is_free_in_all_of_sweden_does_not_need_the_tariff() -> None:
    later = Turn(**{**vars(a_turn(slots={"age": 90})), "now": datetime(2027, 1, 2, tzinfo=STOCKHOLM)})
    reply = QuoteFee().respond(later).reply
    assert reply is not None
    assert reply.paragraphs[:2] == ("Ett besök är gratis.", "Från 85 års ålder är öppen vård gratis i hela landet.")


def test_rasa_gets_the_slots_and_the_next_question() -> None:
    validate = next(action() for action in FEE_FORM_ACTIONS if action().name() == "validate_fee_form")
    tracker = a_tracker("34", slots={"requested_slot": "age", "care": "doctor"})
    events = asyncio.run(validate.run(CollectingDispatcher(), tracker, {}))
    assert {event["name"]: event["value"] for event in events} == {"age": 34, "requested_slot": "exemption_card"}


@pytest.mark.parametrize(
    ("requested", "text", "told"),
    [
        ("age", "200 kr", "Jag förstod inte åldern"),
        ("age", "banan", "Jag förstod inte åldern"),
        ("care", "massage", "Jag förstod inte vilken vård"),
        ("region", "Narnia", "Den orten känner jag inte igen"),
        ("exemption_card", "kanske", "Jag förstod inte om det finns ett frikort"),
    ],
)
def test_what_is_not_understood_is_asked_again(requested: str, text: str, told: str) -> None:
    filled = FORM.fill(written(text, requested=requested))
    assert filled.slots == {}
    assert filled.problem is not None
    assert told in filled.problem.text
    assert filled.problem.kind == "ask"


@pytest.mark.parametrize(
    ("requested", "text", "intent"),
    [
        ("age", "hur bokar jag en tid hos en läkare?", "book_appointment"),
        ("region", "var hittar jag min journal i appen?", "faq_journal"),
        ("care", "avbryt", "stop"),
        ("exemption_card", "hej", "greet"),
    ],
)
def test_another_question_is_left_to_others(requested: str, text: str, intent: str) -> None:
    filled = FORM.fill(written(text, intent, requested=requested))
    assert (filled.slots, filled.problem) == ({}, None)


@pytest.mark.parametrize(
    ("requested", "text", "intent", "value"),
    [
        ("region", "Lund", "greet", "skane"),
        ("age", "34 år", "faq_children", 34),
        ("care", "psykolog", "faq_psychologists", "psychologist"),
        ("exemption_card", "inget frikort", "faq_exemption_card", False),
        ("exemption_card", "ja", "affirm", True),
        ("exemption_card", "nej", "deny", False),
        ("age", "trettiofyra", "nlu_fallback", 34),
    ],
)
def test_a_short_answer_counts_whatever_its_intent(requested: str, text: str, intent: str, value: object) -> None:
    assert FORM.fill(written(text, intent, requested=requested)).slots == {requested: value}


def test_a_button_answers() -> None:
    turn = a_turn("", "inform", entities={"care": "nurse"}, requested="care")
    assert FORM.fill(turn).slots == {"care": "nurse"}
    turn = a_turn("", "inform", entities={"exemption_card": "false"}, requested="exemption_card")
    assert FORM.fill(turn).slots == {"exemption_card": False}


def test_what_no_table_has_is_not_remembered() -> None:
    turn = a_turn("x", "quote_fee", entities={"region": "narnia", "care": "dentist", "age": "400"})
    assert FORM.fill(turn).slots == {"fee_unsure": None}


@pytest.mark.parametrize(("slot", "count"), [("age", 0), ("care", 6), ("exemption_card", 3), ("region", 0)])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_questions_have_buttons_where_choices_are_few(slot: str, count: int, language: Language) -> None:
    reply = FORM.ask(slot, a_turn(language=language))
    assert (reply.kind, reply.topic, len(reply.buttons)) == ("ask", "fees", count)
    for choice in reply.buttons:
        name, brace, rest = choice.payload.partition("{")
        assert name in ("/inform", "/unsure")
        assert not brace or set(json.loads(brace + rest)) == {slot}


def test_the_last_action_forgets_all_but_the_region() -> None:
    slots = {"age": 34, "care": "nurse", "exemption_card": False, "region": "skane", "fee_unsure": ["age"]}
    outcome = QuoteFee().respond(a_turn(slots=slots))
    facts = {"age": 34, "care": "nurse", "exemption_card": False, "region": "skane"}
    forgotten = dict.fromkeys(("age", "care", "exemption_card", "fee_unsure"))
    assert outcome.slots == {
        **forgotten, "region": "skane", "last_fee": facts, "last_topic": "fees", "last_question": None, "misses": 0,
    }  # fmt: skip
    assert outcome.reply is not None
    assert (outcome.reply.kind, outcome.reply.topic, outcome.reply.reviewed) == ("fee", "fees", "2026-11-22")
    assert outcome.reply.buttons[0].payload == '/book_appointment{"care": "nurse"}'


def test_a_correction_after_the_quote_quotes_again() -> None:
    last = {"age": 19, "care": "doctor", "exemption_card": False, "region": "skane"}
    remembered = {"last_fee": last, "last_topic": "fees"}
    again = requoted(
        a_turn("nej, 18 i Stockholm", "inform", entities={"region": "stockholm", "age": 18}, slots=remembered)
    )
    assert again is not None
    assert again.slots["last_fee"] == {**last, "age": 18, "region": "stockholm"}
    assert requoted(a_turn("nej, Stockholm", "inform", entities={"region": "stockholm"})) is None
    assert requoted(a_turn("nej", "deny", slots=remembered)) is None


def test_the_form_s_actions_have_the_domain_s_names() -> None:
    names = {action().name() for action in FEE_FORM_ACTIONS}
    assert names == {"validate_fee_form", *(f"action_ask_fee_form_{slot}" for slot in FORM.slots)}
