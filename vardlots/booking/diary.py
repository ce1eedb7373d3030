"""Who has which time: hold, book, move, cancel. The database's primary key on claimed time is the judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vardlots.booking.offers import Offer, choose
from vardlots.booking.references import new_reference
from vardlots.booking.schedule import CELL_MINUTES, STOCKHOLM, Kind, Schedule, Slot
from vardlots.booking.tables import BOOKED, CANCELLED, HELD, AppointmentRow, ClaimRow
from vardlots.booking.wishes import Wish
from vardlots.errors import BookingError, HoldExpired, NoSuchAppointment, SlotTaken
from vardlots.store import transaction


@dataclass(frozen=True)
class Hold:
    """A time kept for one person while they decide; `until` in UTC."""

    id: str
    slot: Slot
    until: datetime


@dataclass(frozen=True)
class Appointment:
    """A booked (or cancelled) time. `id` and `sequence` are what calendars tell changes by."""

    id: str
    reference: str
    slot: Slot
    phone: str
    status: str
    sequence: int
    changed: datetime

    @property
    def local(self) -> datetime:
        """Return the start as the wall clock in Sweden shows it."""
        return self.slot.start.astimezone(STOCKHOLM)


class Diary:
    """The clinic's appointments in one database. Every method takes `now`, so that tests own the clock."""

    def __init__(self, url: str, plan: Schedule) -> None:
        self._url = url
        self._plan = plan

    def offer(self, kind: Kind, wish: Wish, now: datetime, page: int = 0) -> Offer:
        """Return free times that match a wish, or the nearest ones when none does; `page` turns the leaf."""
        return choose(self.free(kind, now), wish, page)

    def free(self, kind: Kind, now: datetime) -> list[Slot]:
        """Return every free time of a kind, in order."""
        with transaction(self._url) as session:
            taken = self._taken(session, now)
        busy = {(clinician, start.date()) for clinician, start in taken}
        return [
            slot
            for slot in self._plan.slots(kind, now)
            if busy.isdisjoint(((slot.clinician, slot.start.date()), (slot.clinician, slot.end.date())))
            or taken.isdisjoint(_claims(slot))
        ]

    def slot(self, name: str, now: datetime) -> Slot:
        """Return the offered time with an id.

        Raises:
            SlotTaken: when there is no such time to book any more.
        """
        slot = self._plan.slot(name, now)
        if slot is None:
            raise SlotTaken(f"{name} is not a time that can be booked")
        return slot

    def hold(self, slot: Slot, holder: str, now: datetime) -> Hold:
        """Keep a time for `holder`, and let go of what else they held. Asking again gives the same hold.

        Raises:
            SlotTaken: when somebody else holds or has booked it.
        """
        until = now + timedelta(minutes=self._plan.rules.hold_minutes)
        self._let_go(holder, now, keep=slot)
        try:
            with transaction(self._url) as session:
                row = _own(session, slot, holder) or _add_hold(session, slot, holder, now)
                row.held_until = until
                return Hold(row.id, slot, until)
        except IntegrityError as error:
            return self._already(slot, holder, until, error)

    def release(self, holder: str, now: datetime) -> None:
        """Let go of every time that `holder` holds but has not booked."""
        self._let_go(holder, now)

    def confirm(self, hold: str, phone: str, now: datetime) -> Appointment:
        """Book a held time. Confirming twice gives the same appointment.

        Raises:
            HoldExpired: when the time was held too long ago.
        """
        reference = self._unused_reference()
        booked = {"status": BOOKED, "phone": phone, "reference": reference, "held_until": None, "changed": now}
        with transaction(self._url) as session:
            session.execute(update(AppointmentRow).where(*_held(hold, now)).values(booked))
            row = session.get(AppointmentRow, hold)
            if row is None or row.status != BOOKED:
                raise HoldExpired(f"hold {hold} has run out; hold the time again")
            return _appointment(row)

    def find(self, reference: str, phone: str, now: datetime) -> Appointment:
        """Return a coming appointment by its reference and phone number.

        Raises:
            NoSuchAppointment: when they do not belong together, or it is cancelled or past.
        """
        with transaction(self._url) as session:
            return _appointment(_coming(session, reference, phone, now))

    def coming(self, phone: str, now: datetime) -> list[Appointment]:
        """Return every coming appointment of a phone number, in order of time."""
        rows = select(AppointmentRow).where(
            AppointmentRow.phone == phone, AppointmentRow.status == BOOKED, AppointmentRow.start > now
        )
        with transaction(self._url) as session:
            return [_appointment(row) for row in session.scalars(rows.order_by(AppointmentRow.start))]

    def move(self, reference: str, phone: str, hold: str, now: datetime) -> Appointment:
        """Move an appointment to a held time, all or nothing. Moving twice with the same hold moves once.

        Raises:
            NoSuchAppointment: when reference and phone number do not belong together.
            HoldExpired: when the new time was held too long ago; the old one is kept.
        """
        with transaction(self._url) as session:
            row = _coming(session, reference, phone, now)
            if row.id == hold:  # the retry of a move that went through: the hold has become this appointment
                return _appointment(row)
            _take_over(session, row, hold, now)
            session.refresh(row)
            return _appointment(row)

    def cancel(self, reference: str, phone: str, now: datetime) -> Appointment:
        """Cancel an appointment and free its time. Cancelling twice cancels once.

        Raises:
            NoSuchAppointment: when reference and phone number do not belong together, or it is past.
        """
        with transaction(self._url) as session:
            row = _coming(session, reference, phone, now, also=CANCELLED)
            live = (AppointmentRow.id == row.id, AppointmentRow.status == BOOKED)
            values = {"status": CANCELLED, "sequence": AppointmentRow.sequence + 1, "changed": now}
            if _count(session, update(AppointmentRow).where(*live).values(values)):
                session.execute(delete(ClaimRow).where(ClaimRow.appointment == row.id))
            session.refresh(row)
            return _appointment(row)

    def forget(self, phone: str) -> int:
        """Remove everything about a phone number, coming appointments too; return how many there were."""
        with transaction(self._url) as session:
            return _count(session, delete(AppointmentRow).where(AppointmentRow.phone == phone))

    def _taken(self, session: Session, now: datetime) -> set[tuple[str, datetime]]:
        """Return the claimed cells from now on; a hold that has run out claims nothing."""
        claims = (
            select(ClaimRow.clinician, ClaimRow.cell)
            .join(AppointmentRow, AppointmentRow.id == ClaimRow.appointment)
            .where(ClaimRow.cell >= now, (AppointmentRow.status == BOOKED) | (AppointmentRow.held_until > now))
        )
        return {(clinician, cell) for clinician, cell in session.execute(claims)}

    def _let_go(self, holder: str, now: datetime, keep: Slot | None = None) -> None:
        """Delete the holds that have run out, and this holder's, but for one on the slot to keep."""
        own = AppointmentRow.holder == holder
        if keep:
            own &= (AppointmentRow.start != keep.start) | (AppointmentRow.clinician != keep.clinician)
        gone = delete(AppointmentRow).where(AppointmentRow.status == HELD, own | (AppointmentRow.held_until <= now))
        with transaction(self._url) as session:
            session.execute(gone)

    def _already(self, slot: Slot, holder: str, until: datetime, error: IntegrityError) -> Hold:
        """Return the hold that the same person got a moment ago by a second click; else the time is taken."""
        with transaction(self._url) as session:
            row = _own(session, slot, holder)
            if row is None:
                raise SlotTaken(f"{slot.id} is taken") from error
            return Hold(row.id, slot, until)

    def _unused_reference(self) -> str:
        """Draw a reference that nobody has. The unique constraint still has the last word."""
        with transaction(self._url) as session:
            while True:
                reference = new_reference()
                if not session.scalar(select(AppointmentRow.id).where(AppointmentRow.reference == reference)):
                    return reference


def _claims(slot: Slot) -> Iterator[tuple[str, datetime]]:
    """Yield the cells of a slot, in order, so that two transactions lock them in the same order."""
    for minute in range(0, slot.minutes, CELL_MINUTES):
        yield slot.clinician, slot.start + timedelta(minutes=minute)


def _own(session: Session, slot: Slot, holder: str) -> AppointmentRow | None:
    """Return what `holder` already has on a slot: a hold, or the appointment it became."""
    return session.scalar(
        select(AppointmentRow).where(
            AppointmentRow.holder == holder,
            AppointmentRow.clinician == slot.clinician,
            AppointmentRow.start == slot.start,
            AppointmentRow.status.in_((HELD, BOOKED)),
        )
    )


def _add_hold(session: Session, slot: Slot, holder: str, now: datetime) -> AppointmentRow:
    row = AppointmentRow(
        id=uuid4().hex, status=HELD, clinician=slot.clinician, kind=slot.kind, start=slot.start,
        minutes=slot.minutes, holder=holder, sequence=0, changed=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(ClaimRow(clinician=who, cell=cell, appointment=row.id) for who, cell in _claims(slot))
    return row


def _held(hold: str, now: datetime) -> tuple:
    """Return the conditions under which a hold still counts."""
    return AppointmentRow.id == hold, AppointmentRow.status == HELD, AppointmentRow.held_until > now


def _coming(session: Session, reference: str, phone: str, now: datetime, also: str = BOOKED) -> AppointmentRow:
    row = session.scalar(
        select(AppointmentRow).where(
            AppointmentRow.reference == reference,
            AppointmentRow.phone == phone,
            AppointmentRow.status.in_((BOOKED, also)),
            AppointmentRow.start > now,
        )
    )
    if row is None:
        raise NoSuchAppointment("no coming appointment has this reference together with this phone number")
    return row


def _take_over(session: Session, row: AppointmentRow, hold: str, now: datetime) -> None:
    """Give an appointment the time of a hold; the claims change owner and are never let go in between."""
    held = session.scalar(select(AppointmentRow).where(*_held(hold, now)))
    if held is None:
        raise HoldExpired(f"hold {hold} has run out; hold the time again")
    if held.kind != row.kind:
        raise BookingError(f"a {row.kind}'s appointment cannot become a {held.kind}'s; cancel it and book anew")
    new = {"clinician": held.clinician, "start": held.start, "minutes": held.minutes, "holder": held.holder}
    live = update(AppointmentRow).where(AppointmentRow.id == row.id, AppointmentRow.status == BOOKED)
    if not _count(session, live.values(**new, sequence=AppointmentRow.sequence + 1, changed=now)):
        raise NoSuchAppointment("the appointment was cancelled a moment ago")
    session.execute(delete(ClaimRow).where(ClaimRow.appointment == row.id))
    session.execute(update(ClaimRow).where(ClaimRow.appointment == hold).values(appointment=row.id))
    if not _count(session, delete(AppointmentRow).where(*_held(hold, now))):
        raise HoldExpired(f"hold {hold} has run out; hold the time again")


def _count(session: Session, statement: object) -> int:
    return cast(CursorResult, session.execute(statement)).rowcount  # type: ignore[call-overload]


def _appointment(row: AppointmentRow) -> Appointment:
    slot = Slot(row.start, row.clinician, cast(Kind, row.kind), row.minutes)
    return Appointment(row.id, row.reference or "", slot, row.phone or "", row.status, row.sequence, row.changed)
