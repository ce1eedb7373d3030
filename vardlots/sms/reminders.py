"""Remind of appointments: made from the diary, once for each appointment as it now stands."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from vardlots.booking.diary import Appointment
from vardlots.booking.schedule import Slot
from vardlots.booking.tables import BOOKED, AppointmentRow
from vardlots.contact.phone import parse_phone
from vardlots.replies import LANGUAGES, Language
from vardlots.sms import texts
from vardlots.sms.outbox import Outbox, give_up_at
from vardlots.sms.table import SmsFile, rules
from vardlots.sms.tables import OutboxMessage
from vardlots.sms.texts import Message
from vardlots.store import transaction

AHEAD = timedelta(days=2, hours=2)
"""No reminder is due earlier than this: the day before, also where the clocks change."""
SOONEST = timedelta(days=1)
"""Who booked less than this before needs no reminder."""


class Reminders:
    """Put the reminders that are due into the outbox."""

    def __init__(self, url: str, outbox: Outbox, replies: bool) -> None:
        self._url, self._outbox, self._replies = url, outbox, replies

    def make(self, now: datetime) -> int:
        """Make what is due and was not made before; return how many.

        Raises:
            StoreUnavailable: when the database does not answer.
            KnowledgeError: when the texts or the rules have never been right.
        """
        table = rules()
        return sum(
            self._outbox.put(message, now, min(give_up_at("reminder", now, table), latest)) is not None
            for message, latest in self._due(table, now)
        )

    def _due(self, table: SmsFile, now: datetime) -> Iterator[tuple[Message, datetime]]:
        """Yield the messages, and until when each may be sent."""
        with transaction(self._url) as session:
            coming = session.scalars(
                select(AppointmentRow).where(
                    AppointmentRow.status == BOOKED, AppointmentRow.start > now, AppointmentRow.start < now + AHEAD
                )
            )
            due = [appointment for row in coming if _wants_one(appointment := appointment_of(row), table, now)]
            ids = [appointment.id for appointment in due]
            before = select(OutboxMessage.key, OutboxMessage.appointment, OutboxMessage.language).where(
                OutboxMessage.appointment.in_(ids)
            )
            known = session.execute(before.order_by(OutboxMessage.id)).all()
        made, spoken = {key for key, _, _ in known}, languages((about, said) for _, about, said in known)
        for appointment in due:
            message = texts.reminder(appointment, spoken.get(appointment.id, "sv"), self._replies)
            if message.key not in made:
                yield message, table.reminder_latest(appointment.slot.start)


def _wants_one(appointment: Appointment, table: SmsFile, now: datetime) -> bool:
    """Say whether somebody is to be reminded now: not too late, and of what was settled before the reminder's hour."""
    start, settled = appointment.slot.start, appointment.changed
    due = table.reminder_due(start)
    phone = parse_phone(appointment.phone)
    in_time = due <= now < table.reminder_latest(start)
    return in_time and settled <= min(due, start - SOONEST) and phone is not None and phone.mobile


def languages(said: Iterable[tuple[str | None, str]]) -> dict[str | None, Language]:
    """Return the language of the latest message about each appointment: the one that it was booked or moved in."""
    return {about: language for about, language in said if language in LANGUAGES}


def appointment_of(row: AppointmentRow) -> Appointment:
    """Return a booked row of the diary as an appointment."""
    slot = Slot(row.start, row.clinician, row.kind, row.minutes)  # type: ignore[arg-type]
    return Appointment(row.id, row.reference or "", slot, row.phone or "", row.status, row.sequence, row.changed)
