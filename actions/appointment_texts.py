"""How appointments are told: times in words, the structured booking, what a psychologist's appointment adds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from actions.turn import Turn
from vardlots.booking.calendar import data_url, ics
from vardlots.booking.diary import Appointment
from vardlots.booking.schedule import KINDS, Kind, Schedule, Slot, schedule
from vardlots.contact.phone import parse_phone
from vardlots.knowledge.texts import Values
from vardlots.phrases import phrases
from vardlots.replies import Language, Reply
from vardlots.settings import settings

PSYCHOLOGIST_TOPIC = "reschedule-cancel-psychologist"
CHANGE_TOPIC = "reschedule-cancel-appointment"


def when(local: datetime, language: Language) -> str:
    """Say a time: "tis 1 dec kl. 16.20"."""
    words = phrases()
    return words.title(
        "booking.when",
        language,
        weekday=words.title("booking.weekdays", language).split()[local.weekday()],
        day=local.day,
        month=words.title("booking.months", language).split()[local.month - 1],
        hour=f"{local:%H}",
        minute=f"{local:%M}",
    )


def slot_values(slot: Slot, language: Language, plan: Schedule) -> dict[str, Any]:
    """Return what the phrases say about a time: when, with whom, what kind, how long."""
    return {
        "when": when(slot.local, language),
        "clinician": plan.name(slot.clinician),
        "care": kind_name(slot.kind, language),
        "minutes": slot.minutes,
    }


def care_of(value: object) -> Kind | None:
    """Return a remembered kind of help, or None."""
    return next((kind for kind in KINDS if kind == value), None)


def kind_name(kind: str, language: Language) -> str:
    """Return the name of a kind of help, as used inside a sentence."""
    return phrases().title(f"booking.kind.{kind}", language)


def pretty_phone(e164: object) -> str:
    """Return a stored number as people write it."""
    phone = parse_phone(str(e164 or ""))
    return phone.pretty if phone else str(e164 or "")


def booking_topic(care: object) -> str | None:
    """Return the FAQ entry that a booking belongs to: only a psychologist's has one."""
    return PSYCHOLOGIST_TOPIC if care == "psychologist" else None


def change_topic(care: object) -> str:
    """Return the FAQ entry that moving or cancelling belongs to."""
    return PSYCHOLOGIST_TOPIC if care == "psychologist" else CHANGE_TOPIC


def with_email(reply: Reply, care: object) -> Reply:
    """Add, for a psychologist's appointment, that changes can be made by e-mail too."""
    if care != "psychologist":
        return reply
    email = Values(settings().kb).value("provider.email.psychologist", reply.language)
    return adding(reply, *phrases().say("booking.psychologist_email", reply.language, email=email))


def with_deadline(reply: Reply, slot: Slot, now: datetime) -> Reply:
    """Add until when an appointment is best changed, or that this has passed. It says nothing of a fee."""
    hours = schedule().rules.cancel_until_hours
    key = "booking.deadline" if slot.start - now >= timedelta(hours=hours) else "booking.deadline_passed"
    return adding(reply, *phrases().say(key, reply.language, hours=hours))


def adding(reply: Reply, *paragraphs: str) -> Reply:
    """Return a reply with more paragraphs at its end."""
    return replace(reply, paragraphs=(*reply.paragraphs, *paragraphs))


def booking_of(appointment: Appointment, turn: Turn) -> Mapping[str, Any]:
    """Return the structured booking of a reply, its calendar file as a `data:` URL."""
    return {
        "reference": appointment.reference,
        "start": appointment.local.isoformat(),
        "minutes": appointment.slot.minutes,
        "clinician": schedule().name(appointment.slot.clinician),
        "kind": appointment.slot.kind,
        "status": appointment.status,
        "ics": data_url(calendar_file(appointment, turn.language)),
    }


def calendar_file(appointment: Appointment, language: Language) -> str:
    """Return the calendar file of an appointment, with a summary that does not tell what care it is about."""
    values = Values(settings().kb)
    clinic = {
        name: str(values.value(path, language))
        for name, path in (("name", "provider.name"), ("url", "provider.url"), ("email", "provider.email.support"))
    }
    words = phrases()
    summary = words.title("booking.calendar.summary", language, clinic=clinic["name"])
    description = words.title("booking.calendar.description", language, reference=appointment.reference)
    return ics(appointment, summary, clinic, description)
