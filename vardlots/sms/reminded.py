"""Which appointments a telephone that texts back may mean."""

from datetime import datetime

from sqlalchemy import or_, select

from vardlots.booking.tables import BOOKED, CANCELLED, AppointmentRow
from vardlots.settings import settings
from vardlots.sms.tables import SENDING, SENT, OutboxMessage
from vardlots.store import transaction


def about_now(phone: str, now: datetime) -> list[str]:
    """Return the references of the coming appointments that a number was reminded of.

    Where they are cancelled already, the one that was cancelled last: somebody says the same thing twice. A message
    whose fate is not known yet counts as sent: somebody is replying to something.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    reminded = (
        select(AppointmentRow.reference, AppointmentRow.status)
        .join(OutboxMessage, OutboxMessage.appointment == AppointmentRow.id)
        .where(
            OutboxMessage.kind == "reminder",
            OutboxMessage.state.in_((SENT, SENDING)),
            AppointmentRow.phone == phone,
            AppointmentRow.start > now,
            # one that was moved since is not the one that the message was about
            or_(
                (AppointmentRow.status == BOOKED) & (AppointmentRow.sequence == OutboxMessage.sequence),
                (AppointmentRow.status == CANCELLED) & (AppointmentRow.sequence == OutboxMessage.sequence + 1),
            ),
        )
        .order_by(AppointmentRow.changed.desc())
    )
    with transaction(settings().database_url) as session:
        rows = list(dict.fromkeys((str(reference), status) for reference, status in session.execute(reminded)))
    booked = [reference for reference, status in rows if status == BOOKED]
    return booked or [reference for reference, _ in rows[:1]]
