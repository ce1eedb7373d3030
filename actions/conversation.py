"""What is said around the questions: greetings, the language, starting over, stopping, safety, feedback."""

import re
from collections.abc import Mapping
from dataclasses import replace

from rasa_sdk.events import ActiveLoop, AllSlotsReset, SlotSet

from actions.base import DeskAction, Outcome, button, say
from actions.keeping import asking, kept
from actions.turn import Turn
from actions.usage import Noted
from vardlots.contact.clinic import clinic
from vardlots.contact.feedback import give_feedback
from vardlots.replies import Button, Language
from vardlots.safety.kinds import KINDS, Kind
from vardlots.safety.replies import alarm_reply
from vardlots.settings import settings

BUTTONS = {
    "fees": '/choose_topic{"topic": "fees"}',
    "book": "/book_appointment",
    "change_booking": '/choose_topic{"topic": "reschedule-cancel-appointment"}',
    "bankid": '/choose_topic{"topic": "bankid-login-web"}',
    "prescriptions": '/choose_topic{"topic": "prescription-renewal"}',
    "app": "/send_app_link",
    "person": "/talk_to_person",
    "capabilities": "/capabilities",
}
"""Buttons by the key of their title, `conversation.buttons.<key>`, and what they do."""

SMALLTALK: Mapping[str, tuple[str, ...]] = {
    "thank": (),
    "goodbye": (),
    "bot_challenge": ("person", "capabilities"),
    "capabilities": ("fees", "book", "change_booking", "app", "person"),
    "how_are_you": ("fees", "book", "capabilities"),
}
"""Turns that need one phrase, `conversation.<key>`, and these buttons."""

USUAL = ("fees", "book", "bankid", "prescriptions", "app", "person")
"""What people come for most."""

PERSON = ("person",)
"""What somebody is offered whom an answer did not help."""

FORM_SLOTS = (
    "age", "care", "exemption_card", "subject", "purpose", "fee_unsure", "age_unsure", "wish", "appointment_slot",
    "phone", "reference", "confirmed", "contact", "hand_over_topic", "complaint", "symptom_days", "severity",
    "red_flag", "pregnant", "immune", "worry", "care_options", "care_unsure", "booking_steps",
)  # fmt: skip
"""What a form leaves behind when it is stopped; language and region stay, they are true of the person."""

_NAMED: Mapping[Language, re.Pattern[str]] = {
    "sv": re.compile(r"\b(?:sv|s[vw]ensk\w*|swedish|sweedish|swedsh)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:en(?=\s*$)|eng|engels?k\w*|english|engl?ish|englsh)\b", re.IGNORECASE),
}
_REFUSED = re.compile(
    r"\b(?:inte|ej|ingen|sluta|varför|varfor|utan|not|don'?t|dont|do not|doesn'?t|no|can'?t|cannot|stop|why|without)\b"
    r"(?:\W+\w+){0,4}\W+$",
    re.IGNORECASE,
)


class Smalltalk(DeskAction):
    """A turn that one phrase answers; `smalltalk_action` makes one of each."""

    key: str = ""
    offers: tuple[str, ...] = ()

    def respond(self, turn: Turn) -> Outcome:
        """Say the phrase."""
        return Outcome(say("smalltalk", turn, f"conversation.{self.key}", buttons=_buttons(turn, self.offers)))


def smalltalk_action(key: str, offers: tuple[str, ...]) -> type[DeskAction]:
    """Make the action `action_<key>`; rasa_sdk finds it as a subclass of `Action`."""
    return type(f"Smalltalk_{key}", (Smalltalk,), {"title": f"action_{key}", "key": key, "offers": offers})


class Greet(DeskAction):
    """Say hello: the first time with what this is, and what not to write here."""

    title = "action_greet"

    def respond(self, turn: Turn) -> Outcome:
        """Greet in full at the start of a conversation, shortly later."""
        key = "conversation.greet_again" if turn.slot("introduced") else "conversation.greet"
        reply = say("smalltalk", turn, key, buttons=_buttons(turn, USUAL), clinic=clinic(turn.language).name)
        return Outcome(reply, {"introduced": True})


class ChangeLanguage(DeskAction):
    """Go on in the language that was asked for."""

    title = "action_change_language"

    def respond(self, turn: Turn) -> Outcome:
        """Switch, and say so in the new language."""
        wished = wished_language(turn.text, turn.language)
        spoken = replace(turn, language=wished)
        return Outcome(say("smalltalk", spoken, "conversation.language_changed"), {"language": wished})


def wished_language(text: str, current: Language) -> Language:
    """Find the language that a text asks for: the last one named and not refused, else the one not in use now.

    Refusing counts as naming the other: "jag förstår inte engelska" asks for Swedish.
    """
    named = sorted(
        (found.start(), language if not _REFUSED.search(text[: found.start()]) else _other(language))
        for language, pattern in _NAMED.items()
        for found in pattern.finditer(text)
    )
    return named[-1][1] if named else _other(current)


class StartOver(DeskAction):
    """Forget everything but the language, and begin again."""

    title = "action_start_over"

    def respond(self, turn: Turn) -> Outcome:
        """Clear every slot, end any form, and offer the usual topics."""
        events = (ActiveLoop(None), AllSlotsReset(), SlotSet("language", turn.language))
        return Outcome(say("smalltalk", turn, "conversation.restarted", buttons=_buttons(turn, USUAL)), events=events)


class Stopped(DeskAction):
    """End the form that is going on."""

    title = "action_stopped"

    def respond(self, turn: Turn) -> Outcome:
        """Clear what the form was told, except region and language."""
        slots = dict.fromkeys((*FORM_SLOTS, "requested_slot"))
        reply = say("smalltalk", turn, "conversation.stopped", buttons=_buttons(turn, USUAL))
        return Outcome(reply, slots, (ActiveLoop(None),))


class Alarm(DeskAction):
    """Say whom to call, before anything else; `alarm_action` makes one a kind."""

    kind: Kind = "emergency"

    def respond(self, turn: Turn) -> Outcome:
        """Say the fixed text; it depends on nothing that may be down."""
        return Outcome(alarm_reply(self.kind, turn.language, in_form=turn.form is not None))


def alarm_action(kind: Kind) -> type[Alarm]:
    """Make the action `action_<kind>`; rasa_sdk finds it as a subclass of `Action`."""
    return type(f"Alarm_{kind}", (Alarm,), {"title": f"action_{kind}", "kind": kind})


class Feedback(DeskAction):
    """Note whether the last answer helped, and offer a person when it did not."""

    title = "action_feedback"

    def respond(self, turn: Turn) -> Outcome:
        """Store the verdict, keep the question of an answer that did not help, and say thanks."""
        helpful, topic = turn.intent == "feedback_helpful", turn.value("topic") or turn.slot("last_topic")
        give_feedback(settings().database_url, helpful, turn.language, turn.now, topic=topic)
        reply = say("smalltalk", turn, f"conversation.{turn.intent}", buttons=_buttons(turn, () if helpful else PERSON))
        if helpful:
            return Outcome(reply, noted=(Noted("helpful", topic),))
        question = turn.slot("last_question")
        keep = kept(turn, question, "unhelpful", topic)
        return Outcome(asking(reply, turn, question, "unhelpful", topic), noted=(Noted("unhelpful", topic),), keep=keep)


def _buttons(turn: Turn, names: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(button(turn, f"conversation.buttons.{name}", BUTTONS[name]) for name in names)


def _other(language: Language) -> Language:
    return "en" if language == "sv" else "sv"


ACTIONS = [smalltalk_action(key, offers) for key, offers in SMALLTALK.items()]
ALARMS = [alarm_action(kind) for kind in KINDS]
