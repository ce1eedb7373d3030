"""What is said around the questions, in both languages."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rasa_sdk import Action
from rasa_sdk.events import ActiveLoop, AllSlotsReset, SlotSet
from sqlalchemy import select
from turns import a_tracker, a_turn

from actions.conversation import (
    ACTIONS,
    ALARMS,
    BUTTONS,
    FORM_SLOTS,
    ChangeLanguage,
    Feedback,
    Greet,
    StartOver,
    Stopped,
    wished_language,
)
from actions.turn import Turn
from vardlots.contact import tables
from vardlots.phrases import KB, phrases
from vardlots.replies import LANGUAGES, Language, Reply
from vardlots.safety.kinds import KINDS, Kind
from vardlots.store import transaction


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'conversation.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    return url


def said(action: type[Action], turn: Turn) -> Reply:
    """Return the reply of an action."""
    reply = action().respond(turn).reply
    assert reply is not None
    return reply


def alarm(kind: Kind) -> type[Action]:
    """Return the action of a kind of alarm."""
    return next(action for action in ALARMS if action.kind == kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_words_say_what_this_is_and_what_not_to_write(language: Language) -> None:
    reply = said(Greet, a_turn("hej", "greet", language))
    wanted = {
        "sv": ("automatisk assistent", "inga personuppgifter", "112", "Lingonkliniken"),
        "en": ("automated assistant", "don't write any personal details", "112", "Lingonkliniken"),
    }
    assert [words for words in wanted[language] if words not in reply.text] == []
    assert reply.kind == "smalltalk"
    assert len(reply.buttons) >= 4


def test_hello_again_is_short() -> None:
    first = said(Greet, a_turn("hej", "greet"))
    again = said(Greet, a_turn("hej", "greet", slots={"introduced": True}))
    assert len(again.text) < len(first.text) / 2
    assert again.buttons == first.buttons


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action().name())
def test_smalltalk_has_a_phrase_in_both_languages(action: type[Action], language: Language) -> None:
    reply = said(action, a_turn(language=language))
    assert (reply.kind, reply.language) == ("smalltalk", language)
    assert reply.paragraphs


def test_smalltalk_is_named_as_the_domain_names_it() -> None:
    assert {action().name() for action in ACTIONS} == {
        "action_thank", "action_goodbye", "action_bot_challenge", "action_capabilities", "action_how_are_you",
    }  # fmt: skip


def test_the_bot_owns_up_to_being_one() -> None:
    bot = next(action for action in ACTIONS if action().name() == "action_bot_challenge")
    assert "ingen människa" in said(bot, a_turn()).text
    assert "not a person" in said(bot, a_turn(language="en")).text
    assert "/talk_to_person" in [button.payload for button in said(bot, a_turn()).buttons]


def test_every_button_has_a_title_and_a_payload_that_rasa_can_read() -> None:
    titled = [key for key in BUTTONS if f"conversation.buttons.{key}" in phrases()]
    assert titled == list(BUTTONS)
    for payload in BUTTONS.values():
        intent, brace, entities = payload.partition("{")
        assert intent.startswith("/")
        assert json.loads(brace + entities or "{}") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_on_a_button_is_an_entry(language: Language) -> None:
    shown = {button.payload for button in said(Greet, a_turn("hej", "greet", language)).buttons}
    assert shown <= set(BUTTONS.values())


TO_ENGLISH = [
    "kan vi prata engelska",
    "engelska tack",
    "jag är bättre på engelska",
    "swich to english pls",
    "switch to english",
    "english",
    "i dont understand swedish",
    "sorry i don't speak swedish",
    "my swedish is bad, can you do english",
    "min svenska är dålig, engelska?",
    "why are you writing in swedish",
    "stop writing swedish",
    "inte svenska",
    "language: en",
    "from swedish to english",
]
TO_SWEDISH = [
    "på svenska tack",
    "svenska",
    "sprak svenska",
    "swenska tack",
    "jag förstår inte engelska",
    "sluta skriva engelska",
    "varför skriver du på engelska, ta svenska",
    "can i chat with you in swedish",
    "swedish please, not english",
    "i want it in swedish instead of english, no english",
    "pratar du svenska?",
]


@pytest.mark.parametrize("current", LANGUAGES)
@pytest.mark.parametrize("text", TO_ENGLISH)
def test_english_is_heard(text: str, current: Language) -> None:
    assert wished_language(text, current) == "en"


@pytest.mark.parametrize("current", LANGUAGES)
@pytest.mark.parametrize("text", TO_SWEDISH)
def test_swedish_is_heard(text: str, current: Language) -> None:
    assert wished_language(text, current) == "sv"


@pytest.mark.parametrize("text", ["byt språk", "change language", "", "en annan fråga i ett annat språk"])
def test_a_language_that_is_not_named_is_the_other_one(text: str) -> None:
    assert wished_language(text, "sv") == "en"
    assert wished_language(text, "en") == "sv"


def test_the_new_language_is_used_at_once_and_remembered() -> None:
    outcome = ChangeLanguage().respond(a_turn("switch to english", "change_language", "sv"))
    assert outcome.reply is not None
    assert (outcome.reply.language, outcome.reply.text) == ("en", "We'll continue in English.")
    assert outcome.slots == {"language": "en"}


def test_who_asks_for_another_language_is_answered_in_it_for_the_rest_of_the_turn() -> None:
    asking = {"intent": {"name": "change_language"}, "language": {"name": "sv", "sure": True}}
    after = Turn.from_tracker(a_tracker("kan vi ta det på engelska", slots={"language": "en"}, **asking))
    assert after.language == "en", "the form's question comes in the new language, though the message was Swedish"
    asking["intent"] = {"name": "inform"}
    assert Turn.from_tracker(a_tracker("i skåne", slots={"language": "en"}, **asking)).language == "sv"


def test_a_turn_knows_what_was_typed_and_leaves_buttons_out() -> None:
    turn = Turn.from_tracker(a_tracker("ja", earlier=("hej", '/choose_topic{"topic": "fees"}')))
    assert turn.said == ("hej", "ja")


def test_starting_over_keeps_the_language_only() -> None:
    outcome = StartOver().respond(a_turn("börja om", "start_over", "en", slots={"age": 34, "language": "en"}))
    assert outcome.events == (ActiveLoop(None), AllSlotsReset(), SlotSet("language", "en"))
    assert outcome.reply is not None
    assert outcome.reply.buttons


def test_stopping_ends_the_form_and_forgets_what_it_was_told() -> None:
    outcome = Stopped().respond(a_turn("avbryt", "stop", slots={"age": 34, "region": "skane", "language": "sv"}))
    assert outcome.events == (ActiveLoop(None),)
    assert outcome.slots == dict.fromkeys((*FORM_SLOTS, "requested_slot"))
    assert not {"language", "region", "last_topic"} & set(outcome.slots)


TO_TAP = {
    "emergency": ["tel:112", "tel:1177"],
    "poison": ["tel:112", "tel:0104566700"],
    "crisis": ["tel:112", "tel:90101", "tel:116111", "tel:1177"],
    "violence": ["tel:112", "tel:020505050", "tel:116111"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_alarm_has_numbers_to_tap_that_its_text_names_and_offers_a_person(kind: Kind, language: Language) -> None:
    reply = said(alarm(kind), a_turn("hjälp", kind, language))
    assert (reply.kind, reply.alarm) == ("emergency", kind)
    assert [link.url for link in reply.links] == TO_TAP[kind]
    spaceless = reply.text.replace(" ", "").replace("-", "")
    unnamed = [url for url in TO_TAP[kind] if url.removeprefix("tel:") not in spaceless]
    assert unnamed in ([], ["tel:1177"])
    assert [button.payload for button in reply.buttons] == ["/talk_to_person"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_says_112_first(language: Language) -> None:
    for kind in ("emergency", "poison"):
        reply = said(alarm(kind), a_turn("pappa har ont i bröstet", kind, language))
        assert reply.text.startswith({"sv": "Ring 112 nu", "en": "Call 112 now"}[language])


@pytest.mark.parametrize("kind", ["crisis", "violence"])
def test_despair_and_fear_are_met_with_warm_words_before_numbers(kind: Kind) -> None:
    reply = said(alarm(kind), a_turn("jag orkar inte", kind))
    assert not any(digit.isdigit() for digit in reply.paragraphs[0])


def test_in_a_form_an_alarm_offers_to_go_on() -> None:
    turn = replace(a_turn("kan inte andas", "emergency", requested="age"), form="fee_form")
    assert [button.payload for button in said(alarm("emergency"), turn).buttons] == ["/talk_to_person", "/go_on"]


@pytest.mark.parametrize("kind", KINDS)
def test_safety_depends_on_nothing_that_may_be_down(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path / "gone"))
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", "sqlite:////no/such/place.db")
    assert said(alarm(kind), a_turn("hjälp")).kind == "emergency"


@pytest.mark.parametrize(("intent", "offered"), [("feedback_helpful", []), ("feedback_unhelpful", ["/talk_to_person"])])
def test_feedback_is_kept_and_a_person_offered_when_it_did_not_help(url: str, intent: str, offered: list[str]) -> None:
    slots = {"last_topic": "fees", "last_question": "vad kostar det för 900101-2385"}
    outcome = Feedback().respond(a_turn("", intent, slots=slots))
    assert outcome.reply is not None
    assert [button.payload for button in outcome.reply.buttons] == offered
    with transaction(url) as session:
        row = session.scalars(select(tables.Feedback)).one()
        assert (row.helpful, row.topic) == (intent == "feedback_helpful", "fees")
    assert [(one.what, one.topic) for one in outcome.noted] == [(intent.removeprefix("feedback_"), "fees")]
    assert (outcome.keep.text if outcome.keep else None) == (slots["last_question"] if offered else None)


@pytest.mark.parametrize("capability", ["conversation", "safety", "handoff", "app_link"])
def test_nothing_is_said_with_an_exclamation_mark(capability: str) -> None:
    assert "!" not in (KB / "replies" / f"{capability}.yaml").read_text(encoding="utf-8")
