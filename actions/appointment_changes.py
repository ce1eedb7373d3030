"""Move, cancel and list appointments. Reference and phone number together open one; neither alone does."""

from collections.abc import Mapping
from typing import Any

from actions.appointment_texts import (
    CHANGE_TOPIC,
    adding,
    booking_of,
    care_of,
    change_topic,
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
    read_time,
    slot_of,
    tapped_wish,
    wish_buttons,
    wished,
)
from actions.appointments import confirm, told, unclear
from actions.base import DeskAction, Outcome, button, say
from actions.forms import Filled, Form, form_actions
from actions.reminders import confirm_by_text, withdraw_texts
from actions.turn import Turn
from vardlots.booking.diary import Appointment
from vardlots.booking.references import parse_reference
from vardlots.booking.schedule import schedule
from vardlots.booking.wishes import Wish, parse
from vardlots.contact.phone import parse_phone
from vardlots.errors import HoldExpired, NoSuchAppointment, SlotTaken
from vardlots.phrases import phrases
from vardlots.replies import Asks, Input, Reply
from vardlots.usage.tallies import CANCELLED, MOVED

MOVE_SLOTS = ("reference", "phone", "wish", "appointment_slot", "confirmed")
CANCEL_SLOTS = ("reference", "phone", "confirmed")
LIST_SLOTS = ("phone", "reference")


class _KeyedForm(Form):
    """A form that first asks for reference and phone number, and checks them together."""

    inputs: Mapping[str, Input] = {"reference": "reference", "phone": "phone", "wish": "date"}

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return every slot: none can be left out."""
        return self.slots

    def fill(self, turn: Turn) -> Filled:
        """Read the keys; once both are there and right, the rest."""
        if turn.requested and elsewhere(turn):
            return Filled()
        keys = _keys(turn)
        if turn.value("care") and not turn.slot("care"):
            keys["care"] = turn.value("care")
        if {"reference", "phone"} & keys.keys() or not turn.requested:
            return self._checked(turn, keys)
        if turn.requested in ("reference", "phone"):
            return Filled(keys, None if keys else _key_problem(turn))
        rest = self.rest(turn)
        return Filled({**keys, **rest.slots}, rest.problem)

    def rest(self, turn: Turn) -> Filled:
        """Read what comes after the keys. Implemented where something does."""
        return Filled()

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask for a key, or for what comes after."""
        topic = change_topic(turn.slot("care"))
        if slot == "reference":
            return with_email(say("ask", turn, "booking.ask_reference", topic=topic), turn.slot("care"))
        if slot == "phone":
            return say("ask", turn, "booking.ask_phone_booked", topic=topic)
        try:
            return self.ask_rest(slot, turn, _appointment(turn))
        except NoSuchAppointment:
            return _not_found(turn, "ask")

    def wants(self, slot: str, turn: Turn) -> Asks | None:
        """Return the field for a slot; a day is one that can be booked."""
        return bookable(turn) if slot == "wish" else super().wants(slot, turn)

    def ask_rest(self, slot: str, turn: Turn, appointment: Appointment) -> Reply:
        """Ask for what comes after the keys. Implemented where something does."""
        raise NotImplementedError(self.name)

    def _checked(self, turn: Turn, keys: dict[str, Any]) -> Filled:
        """Check reference and phone number once both are known; when wrong, ask for both again."""
        reference, phone = (keys.get(name) or turn.slot(name) for name in ("reference", "phone"))
        if not reference or not phone:
            return Filled(keys)
        try:
            appointment = diary().find(reference, phone, turn.now)
        except NoSuchAppointment:
            return Filled({**keys, "reference": None, "phone": None}, _not_found(turn, "booking"))
        return Filled({**keys, "care": appointment.slot.kind})


class MoveForm(_KeyedForm):
    """Ask which appointment, and for a new time."""

    name = "move_form"
    slots = MOVE_SLOTS

    def fill(self, turn: Turn) -> Filled:
        """Read the keys and the wish, in any order: "flytta K7M-4QX till fredag"."""
        filled = super().fill(turn)
        if filled.problem or turn.requested not in (None, "reference", "phone") or (turn.requested and elsewhere(turn)):
            return filled
        known = {**turn.slots, **filled.slots}
        wish = parse(turn.text, turn.now, turn.language)
        shown = Shown(wish) if wish else Shown.from_json(known.get("wish"))
        if shown is None:
            return filled
        opened = care_of(known.get("care")) if known.get("reference") and known.get("phone") else None
        return Filled({**filled.slots, **wished(shown.wish, turn, opened)})

    def rest(self, turn: Turn) -> Filled:
        """Read a wish or a chosen time, then yes or no."""
        care, shown = care_of(turn.slot("care")), Shown.from_json(turn.slot("wish"))
        if wish := tapped_wish(turn):
            return Filled(wished(wish, turn, care))
        read = read_time(turn, care, shown, choosing=turn.requested in ("appointment_slot", "confirmed"))
        if read.slots or read.problem:
            return read
        if turn.requested == "confirmed":
            return confirm(turn, care)
        if turn.requested == "wish" and turn.intent == "unsure":
            return Filled(wished(Wish(turn.now.date(), soonest=True), turn, care))
        if turn.requested == "appointment_slot" and turn.intent == "deny":
            return Filled({"wish": None})
        return Filled({}, unclear(turn))

    def ask_rest(self, slot: str, turn: Turn, appointment: Appointment) -> Reply:
        """Ask for the wish, the time and the yes, with the old time in sight."""
        kind, old = appointment.slot.kind, slot_values(appointment.slot, turn.language, schedule())
        topic = change_topic(kind)
        if slot == "wish":
            reply = say("ask", turn, "booking.move.ask_wish", topic=topic, buttons=wish_buttons(turn), **old)
            return with_email(with_deadline(reply, appointment.slot, turn.now), kind)
        if slot == "appointment_slot":
            return ask_time(turn, kind, topic)
        new = slot_of(turn.slot("appointment_slot"), turn)
        if new is None:
            return say("ask", turn, "booking.taken", topic=topic)
        values = {**slot_values(new, turn.language, schedule()), "old": old["when"]}
        buttons = (button(turn, "booking.move.accept", "/affirm"), button(turn, "booking.another_time", "/deny"))
        return say("ask", turn, "booking.move.ask_confirmed", topic=topic, buttons=buttons, **values)


class CancelForm(_KeyedForm):
    """Ask which appointment, and whether to cancel it."""

    name = "cancel_form"
    slots = CANCEL_SLOTS

    def rest(self, turn: Turn) -> Filled:
        """Read yes or no."""
        if turn.intent in ("affirm", "deny"):
            return Filled({"confirmed": turn.intent == "affirm"})
        return Filled({"confirmed": True}) if turn.intent == "cancel_appointment" else Filled({}, unclear(turn))

    def ask_rest(self, slot: str, turn: Turn, appointment: Appointment) -> Reply:
        """Ask whether to cancel, with the appointment in sight."""
        kind, values = appointment.slot.kind, slot_values(appointment.slot, turn.language, schedule())
        buttons = (button(turn, "booking.cancel.accept", "/affirm"), button(turn, "booking.cancel.decline", "/deny"))
        reply = say("ask", turn, "booking.cancel.ask_confirmed", topic=change_topic(kind), buttons=buttons, **values)
        return with_email(with_deadline(reply, appointment.slot, turn.now), kind)


class ListForm(_KeyedForm):
    """Ask for phone number and one reference: what a stranger who knows the number does not have."""

    name = "list_form"
    slots = LIST_SLOTS


class Move(DeskAction):
    """Move the appointment to the held time."""

    title = "action_move"

    def respond(self, turn: Turn) -> Outcome:
        """Move, all or nothing, and tell the new time."""
        cleared, book = dict.fromkeys((*MOVE_SLOTS, "care")), diary()
        reference, phone = str(turn.slot("reference")), str(turn.slot("phone"))
        try:
            slot = book.slot(str(turn.slot("appointment_slot")), turn.now)
            hold = book.hold(slot, turn.sender, turn.now)
            moved = book.move(reference, phone, hold.id, turn.now)
        except (SlotTaken, HoldExpired):
            buttons = (button(turn, "booking.another_time", f'/move_appointment{{"reference": "{reference}"}}'),)
            topic = change_topic(turn.slot("care"))
            return Outcome(say("booking", turn, "booking.taken", topic=topic, buttons=buttons), cleared)
        except NoSuchAppointment:
            return Outcome(_not_found(turn, "booking"), cleared)
        values = {**slot_values(slot, turn.language, schedule()), "reference": reference}
        reply = told("booking.move.done", turn, change_topic(slot.kind), booking_of(moved, turn), values)
        reply = adding(reply, *confirm_by_text(moved, turn))
        reply = with_email(with_deadline(reply, slot, turn.now), slot.kind)
        return Outcome(reply, cleared, noted=newly(MOVED, moved, turn))


class Cancel(DeskAction):
    """Cancel the appointment, or leave it."""

    title = "action_cancel"

    def respond(self, turn: Turn) -> Outcome:
        """Cancel when the answer was yes."""
        cleared = dict.fromkeys((*CANCEL_SLOTS, "care"))
        if turn.slot("confirmed") is not True:
            return Outcome(say("booking", turn, "booking.cancel.kept", topic=change_topic(turn.slot("care"))), cleared)
        try:
            gone = diary().cancel(str(turn.slot("reference")), str(turn.slot("phone")), turn.now)
        except NoSuchAppointment:
            return Outcome(_not_found(turn, "booking"), cleared)
        withdraw_texts()
        topic, kind = change_topic(gone.slot.kind), gone.slot.kind
        values = slot_values(gone.slot, turn.language, schedule())
        said = phrases().say("booking.cancel.done", turn.language, **values)
        new = button(turn, "booking.book_new", f'/book_appointment{{"care": "{kind}"}}')
        reply = Reply("booking", turn.language, said, topic=topic, buttons=(new,), booking=booking_of(gone, turn))
        return Outcome(with_email(reply, kind), cleared, noted=newly(CANCELLED, gone, turn))


class ListAppointments(DeskAction):
    """Tell a person their coming appointments."""

    title = "action_list"

    def respond(self, turn: Turn) -> Outcome:
        """List every coming appointment of the phone number that the reference has opened."""
        cleared = dict.fromkeys((*LIST_SLOTS, "care"))
        try:
            first = _appointment(turn)
        except NoSuchAppointment:
            return Outcome(_not_found(turn, "booking"), cleared)
        coming = diary().coming(first.phone, turn.now)
        topic = change_topic("psychologist" if any(one.slot.kind == "psychologist" for one in coming) else None)
        count = phrases().say(
            "booking.list.one" if len(coming) == 1 else "booking.list.many", turn.language, count=len(coming)
        )
        reply = Reply(
            "booking", turn.language, count, topic=topic, buttons=_change_buttons(turn, first),
            booking={**booking_of(coming[0], turn), "appointments": [booking_of(one, turn) for one in coming]},
        )  # fmt: skip
        return Outcome(adding(reply, *(_line(one, turn) for one in coming)), cleared)


def _keys(turn: Turn) -> dict[str, Any]:
    """Read reference and phone number, wherever in the conversation they are said."""
    phone = parse_phone(str(turn.value("phone") or turn.text))
    reference = parse_reference(str(turn.value("reference") or "")) or parse_reference(turn.text)
    return {**({"reference": reference} if reference else {}), **({"phone": phone.e164} if phone else {})}


def _key_problem(turn: Turn) -> Reply | None:
    """Say what is wrong with a key that cannot be read; None when the turn is about something else."""
    person = (button(turn, "booking.person", "/talk_to_person"),)
    if turn.requested == "reference" and turn.intent in ("unsure", "deny"):
        return say("booking", turn, "booking.no_reference", topic=change_topic(turn.slot("care")), buttons=person)
    if turn.requested == "reference" and turn.intent in ("inform", "nlu_fallback", "affirm"):
        return say("booking", turn, "booking.bad_reference", buttons=person)
    return unclear(turn) if turn.requested == "phone" else None


def _not_found(turn: Turn, kind: Any) -> Reply:
    """Say that the two do not belong together, never which of them is wrong."""
    person = (button(turn, "booking.person", "/talk_to_person"),)
    return say(kind, turn, "booking.not_found", topic=CHANGE_TOPIC, buttons=person)


def _appointment(turn: Turn) -> Appointment:
    return diary().find(str(turn.slot("reference")), str(turn.slot("phone")), turn.now)


def _line(one: Appointment, turn: Turn) -> str:
    values = {**slot_values(one.slot, turn.language, schedule()), "reference": one.reference}
    return phrases().title("booking.list.line", turn.language, **values)


def _change_buttons(turn: Turn, one: Appointment) -> tuple:
    payload = f'{{"reference": "{one.reference}"}}'
    return (
        button(turn, "booking.move_it", f"/move_appointment{payload}"),
        button(turn, "booking.cancel_it", f"/cancel_appointment{payload}"),
    )


ACTIONS = [action for form in (MoveForm(), CancelForm(), ListForm()) for action in form_actions(form)]
