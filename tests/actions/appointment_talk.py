"""Somebody who talks with one of the appointment forms, and appointments to talk of."""

from datetime import datetime

from actions.appointment_times import Shown, diary
from actions.appointments import BookingForm
from actions.base import Outcome
from actions.forms import Form, _Validate
from actions.turn import STOCKHOLM, Entity, Turn
from vardlots.booking.wishes import parse
from vardlots.replies import Reply

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=STOCKHOLM)  # a Wednesday
PHONE = "+46701740605"


class Talk:
    """A person in a form: say something, and see what the desk asks next. It does what Rasa does with the slots."""

    def __init__(self, form: Form, language: str = "sv", sender: str = "someone", **slots: object) -> None:
        self.form, self.language, self.sender = form, language, sender
        self.slots: dict[str, object] = dict(slots)
        self.problem: Reply | None = None
        self.question: Reply | None = None
        self.noted: list[str] = []

    def turn(self, text: str = "", intent: str = "inform", **entities: object) -> Turn:
        found = tuple(Entity(kind, value) for kind, value in entities.items())
        return Turn(
            text, self.language, intent, {intent: 1.0}, found, dict(self.slots), self.sender,
            self.slots.get("requested_slot"), self.form.name, NOW,
        )  # fmt: skip

    def say(self, text: str = "", intent: str = "inform", **entities: object) -> "Talk":
        validate = type("Validate", (_Validate,), {"form": self.form, "title": "validate"})()
        outcome: Outcome = validate.respond(self.turn(text, intent, **entities))
        self.slots.update(outcome.slots)
        self.noted += [one.what for one in outcome.noted]
        self.problem, self.question = outcome.reply, None
        if self.asked:
            self.question = self.form.ask(self.asked, self.turn())
        return self

    @property
    def asked(self) -> str | None:
        return self.slots.get("requested_slot")  # type: ignore[return-value]

    @property
    def titles(self) -> list[str]:
        return [button.title for button in self.question.buttons] if self.question else []

    @property
    def offered(self) -> tuple[str, ...]:
        shown = Shown.from_json(self.slots.get("wish"))
        return shown.offered if shown else ()

    def finish(self, action) -> Reply:
        outcome = action.respond(self.turn())
        self.slots.update(outcome.slots)
        self.noted += [one.what for one in outcome.noted]
        return outcome.reply


def booked(wish: str = "imorgon", care: str = "doctor", phone: str = PHONE):
    """Book a time straight in the diary."""
    book = diary()
    slot = book.offer(care, parse(wish, NOW), NOW).slots[0]
    return book.confirm(book.hold(slot, "before", NOW).id, phone, NOW)


def ready(**more: object) -> Talk:
    """Return a talk that is about to say yes."""
    talk = Talk(BookingForm(), **more).say("boka tid hos läkare imorgon", "book_appointment", care="doctor")
    return talk.say("den första").say("070-174 06 05")
