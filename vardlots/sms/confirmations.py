"""Confirmations that the booking itself could not put into the outbox: its process ended, or the database was away."""

from datetime import datetime, timedelta

from sqlalchemy import select

from vardlots.booking.tables import BOOKED, AppointmentRow
from vardlots.contact.phone import parse_phone
from vardlots.sms import texts
from vardlots.sms.outbox import Outbox
from vardlots.sms.reminders import appointment_of, languages
from vardlots.sms.tables import OutboxMessage
from vardlots.store import transaction

EARLIEST, LATEST = timedelta(minutes=2), timedelta(minutes=30)
"""How long after a booking one is missed: not while it may still be on its way, nor when it would only surprise."""


def confirm_missing(url: str, outbox: Outbox, now: datetime) -> int:
    """Put in what is missing, in Swedish where nothing tells the language; return how many there were.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    booked = select(AppointmentRow).where(
        AppointmentRow.status == BOOKED, AppointmentRow.start > now,
        AppointmentRow.changed > now - LATEST, AppointmentRow.changed <= now - EARLIEST,
    )  # fmt: skip
    with transaction(url) as session:
        appointments = [appointment_of(row) for row in session.scalars(booked)]
        about = select(OutboxMessage.appointment, OutboxMessage.language).where(
            OutboxMessage.appointment.in_([one.id for one in appointments])
        )
        spoken = languages((name, said) for name, said in session.execute(about.order_by(OutboxMessage.id)))
    mobile = [one for one in appointments if (phone := parse_phone(one.phone)) and phone.mobile]
    # those that are there already are told by their keys
    return sum(
        outbox.put(texts.confirmation(one, spoken.get(one.id, "sv")), now) is not None
        for one in mobile
        if not outbox.too_many(one.phone, now)
    )
