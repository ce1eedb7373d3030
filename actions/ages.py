"""Check an age rule: what is it about, how old is the person, and the answer that the clinic has approved."""

from collections.abc import Mapping
from typing import Any

from actions.answers import is_answer, told_all
from actions.base import DeskAction, Outcome, button, say
from actions.forms import Filled, Form, form_actions
from actions.turn import Turn
from vardlots.ages import PURPOSES, SUBJECTS, answer, rule_for
from vardlots.replies import Input, Reply

TOPIC = "child-use"
UNSURE = "age_unsure"
"""The slot that says that the person does not know, or tell, the age."""


class AgeForm(Form):
    """Ask what the question is about, and the age."""

    name = "age_form"
    slots = ("purpose", "age")
    inputs: Mapping[str, Input] = {"age": "age"}
    intents = frozenset({"check_age", "faq_children"})

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what is needed; the age only while the person has not said that they don't know it."""
        return ("purpose",) if known.get(UNSURE) else self.slots

    def fill(self, turn: Turn) -> Filled:
        """Read purpose, age and whom it is about, corrections among them."""
        facts = _facts(turn)
        if turn.requested is None:
            return Filled({UNSURE: None, **facts})
        if not is_answer(turn, self.intents):
            return Filled()
        if set(facts) & set(self.slots):
            return Filled(facts)
        if turn.intent == "unsure" and turn.requested == "age":
            return Filled({**facts, UNSURE: True})
        return Filled(facts, say("ask", turn, f"ages.again_{turn.requested}", topic=TOPIC))

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask for the purpose with buttons, for the age in words."""
        buttons = tuple(
            button(turn, f"ages.button_{purpose}", f'/inform{{"purpose": "{purpose}"}}') for purpose in PURPOSES
        )
        return say("ask", turn, f"ages.ask_{slot}", topic=TOPIC, buttons=buttons if slot == "purpose" else ())


class CheckAge(DeskAction):
    """Say what somebody of an age may do, and who does it for them otherwise."""

    title = "action_check_age"

    def respond(self, turn: Turn) -> Outcome:
        """Answer from the rules; where they have no certain answer, offer a person."""
        known = {**turn.slots, **_facts(turn)}
        rule = rule_for(known.get("purpose") or "be_treated", known.get("age"), known.get("subject"))
        person = () if rule.certain else (button(turn, "ages.button_person", "/talk_to_person"),)
        reply = Reply(
            "age",
            turn.language,
            answer(rule, turn.language),
            topic=TOPIC,
            buttons=person,
            reviewed=rule.reviewed.isoformat(),
            source=f"{rule.source} ({rule.year})",
        )
        return Outcome(reply, dict.fromkeys(("purpose", "age", "subject", UNSURE)))


def _facts(turn: Turn) -> dict[str, Any]:
    """Return what the turn tells; "jag tror hon är 14" does not make it about oneself once it is about a child."""
    facts = told_all(turn, ("purpose", "age", "subject"))
    if facts.get("subject") == "self" and turn.slot("subject"):
        del facts["subject"]
    allowed = {"purpose": PURPOSES, "subject": SUBJECTS}
    return {name: value for name, value in facts.items() if value in allowed.get(name, (value,))}


AGE_FORM_ACTIONS = form_actions(AgeForm())
