"""What text messages say: sentences of `kb/replies/`, with signs that every telephone has."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from vardlots.booking.diary import Appointment
from vardlots.contact.clinic import clinic
from vardlots.contact.phone import Phone
from vardlots.knowledge.texts import Values
from vardlots.phrases import phrases
from vardlots.rendering.card import moment_of
from vardlots.rendering.sms import sms
from vardlots.replies import Language
from vardlots.settings import settings
from vardlots.sms.table import rules
from vardlots.sms.words import TAKEN, folded

Kind = Literal["app_link", "confirmation", "reminder"]


@dataclass(frozen=True)
class Message:
    """A text message to be sent: `key` makes it once, `appointment` and `sequence` say what it is about."""

    kind: Kind
    key: str
    to: str
    text: str
    language: Language
    appointment: str | None = None
    sequence: int | None = None


def app_link(phone: Phone, language: Language) -> Message:
    """Return the message with the link to the app."""
    here = clinic(language)
    text = phrases().title("app_link.sms", language, clinic=here.name, url=here.app)
    return Message("app_link", f"app-link:{phone.e164}", phone.e164, sms(text), language)


def confirmation(appointment: Appointment, language: Language) -> Message:
    """Return the message after an appointment was booked or moved: once for each change."""
    key = "sms.moved" if appointment.sequence else "sms.booked"
    return _about(appointment, "confirmation", key, language)


def reminder(appointment: Appointment, language: Language, replies: bool) -> Message:
    """Return the message before an appointment; it names the word that cancels where `replies` are read."""
    named = replies and word(language) is not None
    return _about(appointment, "reminder", "sms.reminder_reply" if named else "sms.reminder", language)


def told(key: str, language: Language, start: datetime | None = None, reference: str = "") -> str:
    """Return a sentence of `kb/replies/sms.yaml`, with the clinic's values and those of an appointment."""
    here = clinic(language)
    values = {
        "clinic": here.name,
        "phone": here.phone,
        "url": Values(settings().kb).value("provider.url", language),
        "word": word(language) or "",
        "reference": reference,
        "when": moment_of(start.isoformat(), language) if start else "",
    }
    return phrases().title(key, language, **values)


def word(language: Language) -> str | None:
    """Return the word that cancels, as it is written in a message: the first that the gateway lets through, or None."""
    words = rules().cancel_words
    taken = TAKEN.get(settings().sms, ())
    free = (one for one in (words.sv if language == "sv" else words.en) if folded(one) not in taken)
    return next((one.upper() for one in free), None)


def _about(appointment: Appointment, kind: Kind, key: str, language: Language) -> Message:
    return Message(
        kind,
        f"{kind}:{appointment.id}:{appointment.sequence}",
        appointment.phone,
        sms(told(key, language, appointment.local, appointment.reference)),
        language,
        appointment.id,
        appointment.sequence,
    )
