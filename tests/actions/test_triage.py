"""The questionnaire as conversations: what is asked, what survives, and what is said in the end."""

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from small_triage import save
from tiny import TinyEncoder
from turns import a_tracker, a_turn

from actions.conversation import FORM_SLOTS
from actions.triage import ACTIONS, SLOTS, FindCare, TriageForm, case_of
from actions.triage_texts import SLOT_OF
from actions.turn import Turn
from vardlots.entities import extract
from vardlots.phrases import KB
from vardlots.replies import Language, Reply
from vardlots.safety.kinds import KINDS
from vardlots.triage.case import UNKNOWN

FORM = TriageForm()


@pytest.fixture(autouse=True)
def kb(tmp_path, monkeypatch):
    """Serve the small table, beside the project's own words and values."""
    folder = save(tmp_path / "kb")
    for name in ("provider", "vocabulary", "regions"):
        (folder / f"{name}.yaml").write_bytes((KB / f"{name}.yaml").read_bytes())
    monkeypatch.setenv("VARDLOTS_KB", str(folder))
    monkeypatch.setattr("vardlots.triage.complaints.encoder", lambda _settings: TinyEncoder())
    return folder


class Person:
    """Somebody who talks to the form: `slots` is what it remembers, `asked` the slot it asks for."""

    def __init__(self, first: str, language: Language = "sv", **entities: Any) -> None:
        self.slots: dict[str, Any] = {}
        self.asked: str | None = None
        self.problem: Reply | None = None
        self.language: Language = language
        self.says(first, "find_care", **entities)

    def says(self, text: str, intent: str = "inform", language: Language | None = None, **entities: Any) -> bool:
        """Say something, or tap a button; return whether the form took it."""
        self.language = language or self.language
        assert intent == "find_care" or self.asked
        found = {one.kind: one.value for one in extract(text)} | entities
        turn = a_turn(text, intent, self.language, slots=self.slots, entities=found, requested=self.asked)
        filled = FORM.fill(turn)
        self.problem = filled.problem
        self.slots |= filled.slots
        self.asked = next((slot for slot in FORM.required(self.slots) if self.slots.get(slot) is None), None)
        self.turn: Turn = turn
        return bool(filled.slots or filled.problem)

    @property
    def question(self) -> Reply:
        """What the form asks now."""
        assert self.asked is not None
        return FORM.ask(self.asked, a_turn(language=self.language, slots=self.slots))

    @property
    def result(self) -> Reply:
        """Where it leads."""
        assert self.asked is None
        reply = FindCare().respond(a_turn(language=self.language, slots=self.slots)).reply
        assert reply is not None
        return reply


def test_a_whole_questionnaire_in_swedish():
    person = Person("jag har ont i halsen")
    assert person.problem is not None
    assert "kan inte ställa diagnos eller bedöma symtom" in person.problem.text
    answers = [("age", "34"), ("immune", "nej"), ("red_flag", "inget av det"), ("symptom_days", "två dagar"),
               ("severity", "lindrigt"), ("worry", "nej")]  # fmt: skip
    for slot, text in answers:
        assert person.asked == slot
        assert person.says(text)
    reply = person.result
    assert (reply.kind, reply.topic) == ("triage", "where-to-turn")
    assert reply.paragraphs[:3] == ("Gå till self-care.", "Säg hej.", "passes sv")
    assert "Se upp med sore-throat." in reply.paragraphs
    assert "kan inte ställa diagnos eller bedöma symtom" in reply.paragraphs[-1]
    assert reply.care == {"level": "self-care", "rank": 0, "name": "self-care sv", "why": "passes sv",
                          "watch_for": "Se upp med sore-throat.", "complaint": "sore-throat"}  # fmt: skip
    assert reply.source == "rule passes; level self-care"
    assert [link.url for link in reply.links] == ["tel:1177"]
    assert reply.buttons == ()
    assert reply.reviewed == "2026-11-28"


def test_one_sentence_tells_who_how_old_what_and_how_long():
    person = Person("min dotter på 3 år har ont i halsen sen igår")
    assert (person.slots["subject"], person.slots["age"], person.slots["symptom_days"]) == ("child", 3, 1)
    assert person.slots["complaint"] == "sore-throat"
    assert person.asked == "immune"
    assert "Har personen" in person.question.text


def test_a_level_that_can_be_booked_offers_it():
    person = Person("feeling depressed", "en")
    for text in ("me", "30", "two weeks"):
        person.says(text)
    assert [button.payload for button in person.result.buttons] == ['/book_appointment{"care": "psychologist"}']
    assert person.result.buttons[0].title == "Book an appointment"


def test_buttons_answer_everything_that_has_choices():
    person = Person("halsont sen igår")
    assert person.question.buttons[0].payload == '/inform{"subject": "self"}'
    person.says("", subject="other")
    person.says("50")
    person.says("", "deny")  # immune
    assert [button.payload for button in person.question.buttons] == ["/affirm", "/deny", "/unsure"]
    assert "• Kan inte svälja saliv\n• Svårt att andas" in person.question.text
    person.says("", "deny")
    person.says("", severity="moderate")
    assert person.question.buttons[0].payload == "/deny"
    person.says("", "deny")
    assert person.result.care is not None
    assert person.result.care["level"] == "self-care"


@pytest.mark.parametrize(
    ("text", "intent", "level"),
    [
        ("ja, svårt att andas", "inform", "call-112"),
        ("ja, en stor svullnad", "inform", "emergency-department"),
        ("", "affirm", "call-112"),
        ("", "unsure", "call-112"),
        ("vet inte", "unsure", "call-112"),
    ],
)
def test_a_red_flag_or_not_knowing_ends_it_at_once(text, intent, level):
    person = Person("jag har ont i halsen")
    for answer in ("34", "nej"):
        person.says(answer)
    assert person.asked == "red_flag"
    person.says(text, intent)
    assert person.asked is None
    assert person.result.care is not None
    assert person.result.care["level"] == level
    assert "tel:112" in [link.url for link in person.result.links]
    assert "Därför att det här stämmer, eller kan stämma" in person.result.text


def test_not_knowing_is_said_and_counts_as_the_worse():
    person = Person("jag har ont i halsen")
    for text in ("vet inte", "nej", "nej", "två dagar", "vet inte"):
        person.says(text, "unsure" if text == "vet inte" else "inform")
    assert person.slots["age"] is None  # a number or nothing: other forms read it, too
    assert case_of(person.slots).age == UNKNOWN
    reply = person.result
    assert reply.care is not None
    assert reply.care["level"] == "out-of-hours"
    assert reply.care["unsure"] == ["age", "severity"]
    assert "Där du inte vet har jag räknat med det allvarligare." in reply.paragraphs


def test_a_doubt_that_is_cleared_up_counts_no_more():
    person = Person("jag har ont i halsen")
    person.says("vet inte", "unsure")
    person.says("förlåt, jag är 34 år")
    assert (person.slots["age"], person.slots["care_unsure"]) == (34, [])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("vad kostar ett besök", "faq_fees"),
        ("hur loggar jag in med bankid?", "faq_bankid"),
        ("english please", "change_language"),
        ("avbryt", "stop"),
        ("jag vill prata med en människa", "talk_to_person"),
        ("tack", "thank"),
        ("är du en robot", "bot_challenge"),
        ("vad är det för väder i dag", "out_of_scope"),
        ("boka en tid hos läkare", "book_appointment"),
    ],
)
@pytest.mark.parametrize("answers", [(), ("34",), ("34", "nej", "nej"), ("34", "nej", "nej", "två dagar", "lindrigt")])
def test_what_is_about_something_else_is_left_to_the_rules_and_nothing_is_lost(text, intent, answers):
    person = Person("jag har ont i halsen")
    for answer in answers:
        person.says(answer)
    before, asked = dict(person.slots), person.asked
    assert not person.says(text, intent)
    assert (person.slots, person.asked) == (before, asked)


def test_a_short_answer_counts_though_its_words_look_like_something_else():
    person = Person("jag har ont i halsen")
    assert person.says("34", "faq_fees")
    assert person.says("nej tack", "thank")
    assert person.asked == "red_flag"


def test_what_is_no_answer_is_asked_again_and_says_how():
    person = Person("jag har ont i halsen")
    assert person.says("banan")
    assert person.problem is not None
    assert person.problem.text.startswith("Jag förstod inte åldern.")
    assert person.asked == "age"
    for text in ("34", "nej"):
        person.says(text)
    person.says("tror inte det", "deny")
    assert person.asked == "red_flag"
    assert person.problem is not None
    assert "Svara nej bara om inget av det stämmer" in person.problem.text


def test_the_intent_alone_is_no_answer_to_the_red_flags():
    person = Person("jag har ont i halsen")
    for text in ("34", "nej"):
        person.says(text)
    person.says("hon mår inte bra", "deny")
    assert person.asked == "red_flag"


def test_another_language_in_the_middle_goes_on_in_it():
    person = Person("jag har ont i halsen")
    person.says("I'm 34", language="en")
    assert person.question.text.startswith("Do you have a weakened immune system")
    person.says("no")
    assert "• Trouble breathing" in person.question.text


def test_a_change_of_mind_about_the_person_asks_the_age_anew():
    person = Person("jag har ont i halsen")
    person.says("34")
    person.says("förlåt, det gäller min son")
    assert (person.slots["subject"], person.slots["age"], person.asked) == ("child", None, "age")


def test_an_unclear_complaint_is_asked_for_then_offered_then_left_unrecognised():
    person = Person("hjälp mig hitta rätt vård")
    person.says("jag")
    person.says("34")
    assert person.question.buttons == ()
    person.says("flimmer i knopparna")
    assert person.problem is not None
    assert "känner jag inte igen" in person.problem.text
    assert [button.payload for button in person.question.buttons] == ['/inform{"complaint": "other"}']
    person.says("flimmer i knopparna, som sagt")
    assert (person.slots["complaint"], person.asked) == ("other", "symptom_days")
    for text in ("två dagar", "lindrigt", "nej"):
        person.says(text)
    reply = person.result
    assert reply.care is not None
    assert (reply.care["level"], "complaint" in reply.care) == ("nurse", False)
    assert "jag gissar inte" in reply.text


def test_what_may_be_meant_has_buttons():
    person = Person("jag har ont")
    person.says("mig")
    person.says("34")
    assert person.asked == "complaint"
    payloads = [button.payload for button in person.question.buttons]
    assert '/inform{"complaint": "sore-throat"}' in payloads
    assert payloads[-1] == '/inform{"complaint": "other"}'
    person.says("", complaint="sore-throat")
    assert (person.slots["complaint"], person.asked) == ("sore-throat", "immune")


def test_a_button_for_a_complaint_that_is_gone_is_no_answer():
    person = Person("hjälp")
    for text in ("jag", "34"):
        person.says(text)
    person.says("", complaint="gone")
    assert person.asked == "complaint"


def test_what_can_be_no_more_urgent_is_said_at_once():
    person = Person("jag har ont i bröstet")
    assert (person.asked, person.problem) == (None, None)
    assert person.result.paragraphs[0] == "Gå till call-112."


@pytest.mark.parametrize("alarm", KINDS)
@pytest.mark.parametrize("answers", [(), ("34",), ("34", "nej")], ids=["age", "immune", "red-flags"])
async def test_an_alarm_on_the_way_is_no_answer_and_loses_none(alarm, answers):
    person = Person("jag har ont i halsen")
    for answer in answers:
        person.says(answer)
    validate = next(action() for action in ACTIONS if action().name() == "validate_triage_form")
    slots = {**person.slots, "requested_slot": person.asked, "language": "sv", "introduced": True}
    tracker = a_tracker("ja, nu får han ingen luft, han är 3 år", slots=slots, intent={"name": alarm})
    dispatcher = CollectingDispatcher()
    assert await validate.run(dispatcher, tracker, {}) == []
    assert dispatcher.messages == []


def test_a_worry_may_be_about_anything():
    person = Person("jag har ont i halsen")
    for answer in ("34", "nej", "nej", "två dagar", "lindrigt"):
        person.says(answer)
    assert person.says("att det är borrelia", "out_of_scope")
    assert person.slots["worry"] is True


def test_a_new_questionnaire_remembers_nothing_of_one_that_was_left():
    person = Person("jag har ont i halsen")
    for text in ("34", "nej", "nej"):
        person.says(text)
    left = dict(person.slots)
    again = FORM.fill(a_turn("feeling depressed", "find_care", "en", slots=left))
    assert again.slots["complaint"] == "low-mood"
    assert {again.slots[slot] for slot in ("age", "red_flag", "immune", "care_unsure")} == {None}


def test_the_result_forgets_the_case_and_so_does_stopping():
    slots = {"subject": "self", "age": 34, "complaint": "chest-pain"}
    assert FindCare().respond(a_turn(slots=slots)).slots == dict.fromkeys(SLOTS)
    assert set(SLOTS) <= set(FORM_SLOTS)


def test_worries_are_counted_and_never_kept():
    person = Person("jag har ont i halsen")
    for text in ("34", "nej", "nej", "två dagar", "lindrigt", "att det är något hemligt som ingen får veta"):
        person.says(text)
    assert person.slots["worry"] is True
    assert not [value for value in person.slots.values() if "hemligt" in str(value)]
    assert "hemligt" not in str(person.result.as_dict())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_switched_off_it_names_whom_to_call_and_asks_nothing(kb, language):
    save(kb, enabled=False)
    person = Person("jag har ont i halsen", language)
    assert (person.asked, person.problem) == (None, None)
    assert not [value for value in person.slots.values() if value is not None]
    reply = person.result
    assert (reply.kind, reply.care) == ("fallback", None)
    assert "1177" in reply.text
    assert "112" in reply.text
    assert [link.url for link in reply.links] == ["tel:1177", "tel:112"]


def test_switched_off_in_the_middle_it_ends(kb):
    person = Person("jag har ont i halsen")
    save(kb, enabled=False)
    assert person.says("34")
    assert person.asked is None
    assert person.result.kind == "fallback"


def test_the_form_s_actions_have_the_domain_s_names():
    names = {action().name() for action in ACTIONS}
    assert names == {"validate_triage_form", *(f"action_ask_triage_form_{slot}" for slot in SLOT_OF.values())}
