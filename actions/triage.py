"""Guide somebody to the right care: a short questionnaire over `kb/triage.yaml`. It diagnoses nothing, and says so."""

import re
from collections.abc import Mapping
from typing import Any

from actions.answers import PLAIN_INTENTS
from actions.base import DeskAction, Outcome, say
from actions.forms import Filled, Form, form_actions
from actions.triage_texts import SLOT_OF, TOPIC, asked_for, off, result
from actions.turn import Turn
from vardlots.replies import Input, Reply
from vardlots.triage.case import FIELDS, OTHER, QUESTIONS, SOME, UNKNOWN, Case, Question
from vardlots.triage.complaints import recogniser
from vardlots.triage.navigator import decide, next_question
from vardlots.triage.reading import Told, read
from vardlots.triage.table import triage

OPTIONS, UNSURE = "care_options", "care_unsure"
"""Slots: the complaints that were offered (none of them when it is empty), and what the person does not know."""
SLOTS = (*SLOT_OF.values(), OPTIONS, UNSURE)
"""What the questionnaire leaves behind when it ends, or begins anew."""

_NEVER_ANSWERS = frozenset({
    "stop", "start_over", "change_language", "talk_to_person", "choose_topic", "feedback_helpful", "feedback_unhelpful",
    "bot_challenge",
})  # fmt: skip
_OWN = frozenset({"find_care", "faq_care_scope", "check_age"})
_ALSO_OWN: Mapping[Question, tuple[str, ...]] = {"worry": ("out_of_scope",)}
"""Intents that an answer to a question may look like: a worry may be about anything."""
_FEW_WORDS = 5
_ASKING = re.compile(
    r"^\W*(?:vad|hur|varför|varfor|vem|får|far|måste|maste|ska|what|how|why|who|is it|do i|does|must|should|could)\b",
    re.IGNORECASE,
)
_WHO = {"self": "self", "child": "child"}


class TriageForm(Form):
    """Ask what may still change where the person is sent."""

    name = "triage_form"
    slots = tuple(SLOT_OF.values())
    inputs: Mapping[str, Input] = {"age": "age", "complaint": "text", "symptom_days": "text", "worry": "text"}

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the slot of the next question; none when there is nothing to ask any more."""
        if not triage().enabled:
            return ()
        question = next_question(case_of(known), triage())
        return (SLOT_OF[question],) if question else ()

    def fill(self, turn: Turn) -> Filled:
        """Read the answer and what else the message tells."""
        if not triage().enabled:
            return Filled(dict.fromkeys(SLOTS))
        if turn.requested is None:
            told = self._told(turn, None, Case())
            slots = {**dict.fromkeys(SLOTS), **slots_of(told, {})}
            return Filled(slots, say("ask", turn, "triage.intro", topic=TOPIC) if self.required(slots) else None)
        asked = next((question for question, slot in SLOT_OF.items() if slot == turn.requested), None)
        return self._answered(turn, asked) if asked else Filled()

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask one question, with buttons where the choices are few."""
        return asked_for(slot, turn, triage(), turn.slot(OPTIONS) or ())

    def _told(self, turn: Turn, asked: Question | None, case: Case) -> Told:
        tapped = _tapped(turn, asked)
        if tapped or not turn.text:
            return Told(tapped)
        return read(turn.text, asked, case, triage(), recogniser().find, turn.now.date())

    def _answered(self, turn: Turn, asked: Question) -> Filled:
        told = self._told(turn, asked, case_of(turn.slots))
        if not _is_about_it(turn, told, asked):
            return Filled()
        slots = slots_of(told, turn.slots)
        if told.answers(asked) or (slots and asked != "complaint"):
            return Filled(slots)
        if asked == "complaint":
            return self._not_recognised(turn, told, slots)
        return Filled({}, say("ask", turn, f"triage.again_{turn.requested}", topic=TOPIC))

    def _not_recognised(self, turn: Turn, told: Told, slots: dict[str, Any]) -> Filled:
        """Offer what may be meant; the second time that nothing is, it stays unrecognised: it is never guessed."""
        if told.candidates:
            return Filled({**slots, OPTIONS: list(told.candidates), "complaint": None})
        if turn.slot(OPTIONS) == []:
            return Filled({**slots, "complaint": OTHER})
        return Filled({**slots, OPTIONS: []}, say("ask", turn, "triage.again_complaint", topic=TOPIC))


class FindCare(DeskAction):
    """Say where to turn, why, and what to watch for."""

    title = "action_triage"

    def respond(self, turn: Turn) -> Outcome:
        """Answer from the table and forget the case."""
        forgotten = dict.fromkeys(SLOTS)
        table = triage()
        if not table.enabled:
            return Outcome(off(turn), forgotten)
        return Outcome(result(decide(case_of(turn.slots), table), turn, table), forgotten)


def case_of(slots: Mapping[str, Any]) -> Case:
    """Read a case from the slots; what the person does not know stands in a slot of its own."""
    unsure = slots.get(UNSURE) or []
    facts = {
        FIELDS[question]: UNKNOWN if question in unsure else slots.get(SLOT_OF[question]) for question in QUESTIONS
    }
    if facts["who"] not in (None, UNKNOWN):
        facts["who"] = _WHO.get(str(facts["who"]), "other")
    return Case.of(facts)


def slots_of(told: Told, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the slots that a message changes; ages stay numbers, for other forms read them, too."""
    questions = {question: told.facts[name] for question, name in FIELDS.items() if name in told.facts}
    slots = {SLOT_OF[question]: None if value == UNKNOWN else value for question, value in questions.items()}
    slots = {name: list(value) if isinstance(value, tuple) else value for name, value in slots.items()}
    before = known.get(UNSURE) or []
    unsure = [question for question in before if question not in questions]
    unsure += [question for question, value in questions.items() if value == UNKNOWN]
    if unsure != before:
        slots[UNSURE] = unsure
    if told.candidates and not slots.get("complaint"):
        slots[OPTIONS] = list(told.candidates)
    return slots


def _tapped(turn: Turn, asked: Question | None) -> dict[str, Any]:
    """Return what a tapped button, or one that opened the questionnaire, tells."""
    if turn.text:
        return {}
    values = {name: turn.value(name) for name in ("subject", "complaint", "severity")}
    facts: dict[str, Any] = {
        FIELDS[question]: values[SLOT_OF[question]]
        for question in QUESTIONS
        if values.get(SLOT_OF[question]) is not None
    }
    if facts.get("complaint") not in (None, OTHER) and triage().complaint(str(facts["complaint"])) is None:
        del facts["complaint"]  # a button from before the table was edited
    answer = {"affirm": True, "deny": False, "unsure": UNKNOWN}.get(turn.intent)
    if asked is None or answer is None:
        return facts
    if asked == "red_flags" and answer != UNKNOWN:
        return {"flags": (SOME,) if answer else ()}
    takes = answer == UNKNOWN or asked in ("pregnant", "immune", "worry")
    return {FIELDS[asked]: OTHER if asked == "complaint" else answer} if takes else facts


def _is_about_it(turn: Turn, told: Told, asked: Question) -> bool:
    """Say whether a message is for the questionnaire, and not a question or wish that Rasa's rules answer."""
    if not turn.text:
        return bool(told.facts) or turn.intent in PLAIN_INTENTS
    if turn.intent in _NEVER_ANSWERS:
        return False
    short = len(turn.text.split()) <= _FEW_WORDS
    asking = bool(_ASKING.search(turn.text)) or (turn.text.rstrip().endswith("?") and not short)
    if turn.intent in PLAIN_INTENTS or turn.intent in _OWN or (turn.intent in _ALSO_OWN.get(asked, ())):
        return not asking or (asked == "complaint" and bool(told.answers(asked) or told.candidates))
    if asking or not told.answers(asked):
        return False
    return asked != "worry" or told.facts["worried"] is not True


ACTIONS = form_actions(TriageForm())
