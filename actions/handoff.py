"""Have a person at the clinic join the conversation, or get in touch later."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.answer import desk
from actions.base import DeskAction, Outcome, button, say
from actions.forms import Filled, Form, form_actions
from actions.people import ask_people_in
from actions.turn import Turn
from vardlots.contact.address import Address, parse_address
from vardlots.contact.clinic import Clinic, clinic
from vardlots.contact.handover import Request, hand_over
from vardlots.errors import StoreUnavailable
from vardlots.phrases import phrases
from vardlots.replies import Input, Link, Reply, tel
from vardlots.settings import settings

_CLEARED = {"contact": None, "hand_over_topic": None}
CALLS = ("1177", "112")
"""Where somebody answers at once; a title each in `handoff.call_<number>`."""
HERE = "here"
"""The contact of somebody who is answered in this very conversation."""


WHY_NOT = ("closed", "full", "away")
"""Why nobody comes into the conversation now; a phrase each, `handoff.<why>`."""


class HandoffForm(Form):
    """Ask where the answer should go: a phone number or an e-mail address. Where people are at hand, it is here."""

    name = "handoff_form"
    slots = ("contact",)
    inputs: Mapping[str, Input] = {"contact": "contact"}

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the one slot there is."""
        return self.slots

    def fill(self, turn: Turn) -> Filled:
        """Read a contact; at the start, remember what the conversation was about."""
        topic = {} if turn.requested else {"hand_over_topic": turn.value("topic") or turn.slot("last_topic")}
        if turn.staff.open and not turn.requested:
            return Filled({**topic, "contact": HERE})
        address = parse_address(turn.text) or parse_address(str(turn.value("phone") or ""))
        if address:
            return Filled({**topic, "contact": address.value})
        if turn.requested and _tries_a_contact(turn):
            return self._problem(turn, "handoff.bad_contact")
        if turn.requested and turn.intent in ("deny", "unsure"):
            return self._problem(turn, "handoff.no_contact_needed")
        return Filled(topic)

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask for the contact; somebody who hoped for an answer here learns why there is none now."""
        question = say("ask", turn, "handoff.ask_contact", buttons=(button(turn, "handoff.stop", "/stop"),))
        if turn.staff.state not in WHY_NOT:
            return question
        why = phrases().say(f"handoff.{turn.staff.state}", turn.language, hours=clinic(turn.language).hours)
        return replace(question, paragraphs=(*why, *question.paragraphs))

    def _problem(self, turn: Turn, key: str) -> Filled:
        return Filled({"contact": None}, say("handoff", turn, key, **vars(clinic(turn.language))))


class HandOver(DeskAction):
    """Ask people in, or store the request and say its number and when the answer comes."""

    title = "action_hand_over"

    def respond(self, turn: Turn) -> Outcome:
        """Hand over; when that fails, say how to reach the clinic without us."""
        contact = str(turn.slot("contact") or "")
        if contact == HERE:
            reply = ask_people_in(turn, "asked", turn.slot("hand_over_topic"), desk().current().knowledge)
            return Outcome(reply, _CLEARED)
        address = parse_address(contact)
        reply = _handed_over(turn, address) if address else say("handoff", turn, "handoff.bad_contact")
        return Outcome(reply, _CLEARED)


def _handed_over(turn: Turn, address: Address) -> Reply:
    here = clinic(turn.language)
    request = Request(address.value, turn.language, turn.slot("hand_over_topic"), turn.said)
    try:
        reference = hand_over(settings().database_url, request, turn.now)
    except StoreUnavailable:
        return _with_urgent(
            turn, say("error", turn, "handoff.not_stored", links=_clinic_links(turn, here), **vars(here))
        )
    values = {"reference": reference, "hint": address.hint, **vars(here)}
    return _with_urgent(turn, say("handoff", turn, f"handoff.done_{address.kind}", **values))


def _with_urgent(turn: Turn, reply: Reply) -> Reply:
    """Add whom to call when it cannot wait; the assistant does not judge whether it can."""
    calls = tuple(Link(phrases().title(f"handoff.call_{number}", turn.language), f"tel:{number}") for number in CALLS)
    urgent = phrases().say("handoff.urgent", turn.language)
    return replace(reply, paragraphs=reply.paragraphs + urgent, links=reply.links + calls)


def _clinic_links(turn: Turn, here: Clinic) -> tuple[Link, ...]:
    title, language = phrases().title, turn.language
    return (
        Link(title("handoff.call_us", language, phone=here.phone), tel(here.phone)),
        Link(title("handoff.email_us", language, email=here.email), f"mailto:{here.email}"),
    )


def _tries_a_contact(turn: Turn) -> bool:
    """Tell a contact gone wrong from another question: an @, mostly digits, or what Rasa took for a bare value."""
    digits = sum(letter.isdigit() for letter in turn.text)
    letters = sum(letter.isalpha() for letter in turn.text)
    return turn.intent == "inform" or "@" in turn.text or (digits >= 4 and digits > letters)


ACTIONS = form_actions(HandoffForm())
