"""Send a link to the app by text message."""

from collections.abc import Mapping
from typing import Any

from actions.base import DeskAction, Outcome, button, say
from actions.forms import Filled, Form, form_actions
from actions.turn import Turn
from vardlots.contact.address import last_digits
from vardlots.contact.clinic import clinic
from vardlots.contact.phone import Phone, parse_phone
from vardlots.errors import StoreUnavailable
from vardlots.phrases import phrases
from vardlots.replies import Input, Link, Reply
from vardlots.sms import texts
from vardlots.sms.sending import Outcome as Sent
from vardlots.sms.sending import send_now

TOPIC = "download-app"


class AppLinkForm(Form):
    """Ask for the mobile number that gets the link."""

    name = "app_link_form"
    slots = ("phone",)
    inputs: Mapping[str, Input] = {"phone": "phone"}

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the one slot there is."""
        return self.slots

    def fill(self, turn: Turn) -> Filled:
        """Read a mobile number; digits that are none, and a landline, are a problem to tell."""
        phone = parse_phone(str(turn.value("phone") or "")) or parse_phone(turn.text)
        if phone:
            return Filled({"phone": phone.e164}) if phone.mobile else self._problem(turn, "app_link.not_mobile")
        if turn.value("phone") or (turn.requested and _tries_a_number(turn)):
            return self._problem(turn, "app_link.bad_number")
        if turn.requested and turn.intent in ("deny", "unsure"):
            return self._problem(turn, "app_link.no_number_needed", _app_page(turn))
        return Filled()

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask for the number."""
        return say("ask", turn, "app_link.ask_phone", topic=TOPIC, buttons=(button(turn, "app_link.stop", "/stop"),))

    def _problem(self, turn: Turn, key: str, *links: Link) -> Filled:
        return Filled({"phone": None}, say("ask", turn, key, topic=TOPIC, links=links))


class SendAppLink(DeskAction):
    """Send the link, at most once in a while to the same number."""

    title = "action_send_app_link"

    def respond(self, turn: Turn) -> Outcome:
        """Send, and say to which number by its last digits; where none went out yet, show where the app is."""
        phone = parse_phone(str(turn.slot("phone") or ""))
        if phone is None:
            return Outcome(say("app_link", turn, "app_link.bad_number", topic=TOPIC), {"phone": None})
        try:
            sent = send_now(texts.app_link(phone, turn.language))
        except StoreUnavailable:
            sent = "refused"
        return Outcome(_told(sent, phone, turn), {"phone": None})


def _told(sent: Sent, phone: Phone, turn: Turn) -> Reply:
    """Say what became of the message, no more."""
    if sent == "refused":
        return say("error", turn, "app_link.not_sent", topic=TOPIC, links=(_app_page(turn),))
    keys = {"sent": "app_link.sent", "already": "app_link.already_sent", "queued": "app_link.queued"}
    links = (_app_page(turn),) if sent == "queued" else ()
    return say("app_link", turn, keys[sent], topic=TOPIC, links=links, last=last_digits(phone))


def _tries_a_number(turn: Turn) -> bool:
    """Tell a number gone wrong from another question: mostly digits, or what Rasa took for a bare value."""
    digits = sum(letter.isdigit() for letter in turn.text)
    letters = sum(letter.isalpha() for letter in turn.text)
    return turn.intent == "inform" or (digits >= 4 and digits > letters)


def _app_page(turn: Turn) -> Link:
    return Link(phrases().title("app_link.page", turn.language), clinic(turn.language).app)


ACTIONS = form_actions(AppLinkForm())
