"""Book an appointment: who to see, when, one of the free times, a phone number, yes."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

from actions.appointment_texts import (
    adding,
    booking_of,
    booking_topic,
    care_of,
    pretty_phone,
    slot_values,
    with_deadline,
    with_email,
)
from actions.appointment_times import (
    Shown,
    ask_time,
    bookable,
    diary,
    elsewhere,
    newly,
    offer,
    read_time,
    slot_of,
    take,
    tapped_wish,
    wish_buttons,
    wished,
)
from actions.base import DeskAction, Outcome, button, say
from actions.forms import Filled, Form, form_actions
from actions.reminders import confirm_by_text
from actions.turn import Turn
from actions.usage import Noted
from vardlots.booking.schedule import Kind, schedule
from vardlots.booking.wishes import Wish
from vardlots.contact.phone import parse_phone
from vardlots.errors import HoldExpired, SlotTaken
from vardlots.phrases import phrases
from vardlots.replies import Asks, Button, Input, Reply
from vardlots.usage.tallies import FUNNEL

SLOTS = ("care", "wish", "appointment_slot", "phone", "confirmed")
STEPS = "booking_steps"
"""The slot that remembers how many steps of this booking are counted."""


class BookingForm(Form):
    """Ask for everything a booking needs; the time is held from the moment it is chosen."""

    name = "booking_form"
    slots = SLOTS
    inputs: Mapping[str, Input] = {"wish": "date", "phone": "phone"}

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return every slot: none can be left out."""
        return self.slots

    def fill(self, turn: Turn) -> Filled:
        """Read a kind of help, a wish or a chosen time, a phone number, and yes or no; note how far that leads."""
        filled = self._read(turn)
        return counting(turn, filled) if filled.slots or not turn.requested else filled

    def _read(self, turn: Turn) -> Filled:
        if turn.requested and elsewhere(turn):
            return Filled()
        slots = self._care(turn)
        care = care_of(slots.get("care") or turn.slot("care"))
        phone = parse_phone(str(turn.value("phone") or turn.text))
        if phone:
            slots["phone"] = phone.e164
        timed = self._time(turn, care, slots)
        slots = {**slots, **timed.slots}
        if timed.problem or slots:
            return Filled(slots, timed.problem)
        return self._answer(turn, care)

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask for one slot."""
        care = care_of(turn.slot("care"))
        topic = booking_topic(care)
        if slot == "care" or care is None:
            return say("ask", turn, "booking.ask_care", buttons=_kind_buttons(turn))
        if slot == "wish":
            return say("ask", turn, "booking.ask_wish", topic=topic, buttons=wish_buttons(turn))
        if slot == "appointment_slot":
            return ask_time(turn, care, topic)
        if slot == "phone":
            return say("ask", turn, "booking.ask_phone", topic=topic)
        return self._ask_confirmed(turn, topic)

    def wants(self, slot: str, turn: Turn) -> Asks | None:
        """Return the field for a slot; a day is one that can be booked."""
        return bookable(turn) if slot == "wish" else super().wants(slot, turn)

    def _care(self, turn: Turn) -> dict[str, Any]:
        """Read a kind of help that somebody here gives; another one than before makes new times of the old wish."""
        care, shown = turn.value("care"), Shown.from_json(turn.slot("wish"))
        if care not in schedule().kinds() or care == turn.slot("care"):
            return {}
        return {"care": care, **(wished(shown.wish, turn, care) if shown else {})}

    def _time(self, turn: Turn, care: Kind | None, slots: Mapping[str, Any]) -> Filled:
        shown = Shown.from_json(slots.get("wish") or turn.slot("wish"))
        tapped = tapped_wish(turn)
        if tapped:
            return Filled(wished(tapped, turn, care))
        if turn.requested == "phone" and slots.get("phone"):
            return Filled()
        return read_time(turn, care, shown, choosing=turn.requested in ("appointment_slot", "confirmed"))

    def _answer(self, turn: Turn, care: Kind | None) -> Filled:
        """Read a turn that names nothing: yes, no, "don't know", or something unclear."""
        if turn.requested == "confirmed":
            return confirm(turn, care)
        if turn.requested == "wish" and turn.intent in ("unsure", "affirm"):
            return Filled(wished(Wish(turn.now.date(), soonest=True), turn, care))
        if turn.requested == "appointment_slot" and turn.intent == "deny":
            return Filled({"wish": None})
        return Filled({}, unclear(turn))

    def _ask_confirmed(self, turn: Turn, topic: str | None) -> Reply:
        slot = slot_of(turn.slot("appointment_slot"), turn)
        if slot is None:
            return say("ask", turn, "booking.taken", topic=topic, buttons=(_another(turn),))
        values = {**slot_values(slot, turn.language, schedule()), "phone": pretty_phone(turn.slot("phone"))}
        buttons = (button(turn, "booking.accept", "/affirm"), _another(turn))
        return say("ask", turn, "booking.ask_confirmed", topic=topic, buttons=buttons, **values)


class Book(DeskAction):
    """Book the held time."""

    title = "action_book"

    def respond(self, turn: Turn) -> Outcome:
        """Book, once however often it runs, and tell the reference."""
        care, cleared = turn.slot("care"), dict.fromkeys((*SLOTS, STEPS))
        book = diary()
        try:
            slot = book.slot(str(turn.slot("appointment_slot")), turn.now)
            hold = book.hold(slot, turn.sender, turn.now)
            appointment = book.confirm(hold.id, str(turn.slot("phone")), turn.now)
        except (SlotTaken, HoldExpired):
            buttons = (button(turn, "booking.another_time", f'/book_appointment{{"care": "{care}"}}'),)
            return Outcome(say("booking", turn, "booking.taken", topic=booking_topic(care), buttons=buttons), cleared)
        values = {**slot_values(slot, turn.language, schedule()), "reference": appointment.reference}
        reply = told("booking.booked", turn, booking_topic(care), booking_of(appointment, turn), values)
        reply = adding(reply, *confirm_by_text(appointment, turn))
        reply = with_email(with_deadline(reply, slot, turn.now), care)
        return Outcome(reply, cleared, noted=newly(FUNNEL[-1], appointment, turn))


def counting(turn: Turn, filled: Filled) -> Filled:
    """Note the steps of the booking that this turn reaches: each once, in their order, whatever is changed later."""
    known = {**turn.slots, **filled.slots}
    before = int(turn.slot(STEPS) or 0) if turn.requested else 0
    reached = 1 + len(list(takewhile(known.get, ("care", "appointment_slot", "phone"))))
    noted = tuple(Noted(step) for step in FUNNEL[before:reached])
    return replace(filled, slots={**filled.slots, STEPS: max(before, reached)}, noted=noted)


def told(key: str, turn: Turn, topic: str | None, booking: Mapping[str, Any], values: Mapping[str, Any]) -> Reply:
    """Make the reply of a finished booking, change or cancellation."""
    return Reply("booking", turn.language, phrases().say(key, turn.language, **values), topic=topic, booking=booking)


def confirm(turn: Turn, care: Kind | None) -> Filled:
    """Read yes (hold the time anew, so that it is ours while it is booked) or no (choose again)."""
    shown = Shown.from_json(turn.slot("wish"))
    if turn.intent == "affirm" and care:
        held = take(str(turn.slot("appointment_slot")), turn, care, shown)
        return held if held.problem else Filled({"confirmed": True})
    if turn.intent == "deny" and care and shown:
        diary().release(turn.sender, turn.now)
        return Filled(
            {"appointment_slot": None, "confirmed": None, "wish": offer(care, shown.wish, turn, shown.page).to_json()}
        )
    return Filled({}, unclear(turn))


def unclear(turn: Turn) -> Reply | None:
    """Say what was not understood, when the turn was an attempt to answer the form's question."""
    asked = turn.requested
    if asked is None or not turn.text:
        return None
    if asked == "care" and turn.intent == "unsure":
        return say("booking", turn, "booking.unsure_care")
    if asked == "phone":
        return _about_phone(turn)
    keys = {"wish": "wish_unclear", "appointment_slot": "which_time", "confirmed": "yes_or_no"}
    if asked not in keys or turn.intent not in ("inform", "choose_time", "unsure", "affirm", "deny", "nlu_fallback"):
        return None
    return say("booking", turn, f"booking.{keys[asked]}")


def _about_phone(turn: Turn) -> Reply | None:
    """Tell digits that are no number, or why a number is asked for."""
    digits = sum(letter.isdigit() for letter in turn.text)
    if digits >= 4 or turn.intent == "inform":
        return say("booking", turn, "booking.bad_phone")
    if turn.intent in ("deny", "unsure"):
        return say("booking", turn, "booking.why_phone", buttons=(button(turn, "booking.person", "/talk_to_person"),))
    return None


def _another(turn: Turn) -> Button:
    return button(turn, "booking.another_time", "/deny")


def _kind_buttons(turn: Turn) -> tuple[Button, ...]:
    return tuple(
        button(turn, f"booking.kind_button.{kind}", f'/inform{{"care": "{kind}"}}') for kind in schedule().kinds()
    )


ACTIONS = form_actions(BookingForm())
