"""Forget a person who asks for it: by phone number, e-mail address or conversation, in every store at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, false, func, or_, select, update
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from vardlots.booking.tables import BOOKED, HELD, AppointmentRow, ClaimRow
from vardlots.contact.address import Address
from vardlots.contact.conversations import conversations, of_person
from vardlots.contact.conversations import delete as delete_conversations
from vardlots.contact.tables import HandOver
from vardlots.matrix.tables import EVENTS as MATRIX_EVENTS
from vardlots.people.tables import CASES, PUSHES
from vardlots.privacy import hours_kept
from vardlots.sms.tables import OutboxMessage
from vardlots.store import transaction

IN_MEMORY = "in Rasa's memory: gone {hours:g} hours after the last message, or at once when Rasa is started anew"
EXPECTED = "the clinic expects them; --cancel-bookings cancels and removes them"
MATRIX = "matrix:"
IN_THE_ROOM = "what was written there is on the homeserver: remove the threads in the staff room, too"
BY_NUMBER = ("sms", "whatsapp")
"""Doors whose conversations are called by the telephone's number."""
NOTHING = {
    "feedback": "nothing in it says who gave it, and it holds no words",
    "kept questions": "nothing in them says who asked; they are masked, and deleted after VARDLOTS_QUESTION_DAYS",
    "gap decisions": "what editors decided; no words of the questions, which kept questions have for their time",
    "editors": "accounts of the clinic's own people; `vardlots editors remove` removes one",
    "office sessions": "who of them is logged in; nothing of any patient",
    "tallies": "counts without words; nothing in them says who was counted",
    "remembered vectors": "of the knowledge base's texts only; a person's question is not stored",
    "logs": "no words, numbers or addresses of a person are written there",
}
"""Where there is nothing to look for, and why."""


@dataclass(frozen=True)
class Person:
    """Who is to be forgotten; at least one of these."""

    addresses: tuple[Address, ...] = ()
    conversation: str | None = None

    @property
    def hint(self) -> str:
        """Return what tells the person who runs this that it was the right one, and nobody else anything."""
        hints = [f"…{one.hint}" if one.kind == "phone" else f"{one.value[0]}…@…" for one in self.addresses]
        return ", ".join([*hints, *([f"conversation {self.conversation[:4]}…"] if self.conversation else [])])


@dataclass(frozen=True)
class Line:
    """What was found of a person in one store, how much of it was removed and kept, and why something was kept."""

    store: str
    found: int = 0
    removed: int = 0
    why: str = ""

    @property
    def kept(self) -> int:
        """Return how much is still there."""
        return self.found - self.removed


def erase(
    url: str, tracker: URL | None, person: Person, now: datetime, *, cancel: bool = False, only_look: bool = False
) -> list[Line]:
    """Remove a person from every store, all or nothing; return a line a store.

    Rasa's conversations are in a database of their own if `tracker` is given. Coming appointments stay unless
    `cancel` is set. `only_look` changes nothing and says what would happen.

    Both databases are opened before either is changed, and committed at the end, Rasa's first: should the other fail
    in that very moment, running it again removes the rest.

    Raises:
        StoreUnavailable: when one of the databases does not answer; then nothing was removed anywhere.
    """
    lines: list[Line] = []
    with suppress(_OnlyLooking), transaction(url) as session, _opened(tracker) as events:
        lines = [
            *_erased(session, events, person, now, cancel),
            *(Line(name, why=why) for name, why in NOTHING.items()),
        ]
        if only_look:
            raise _OnlyLooking
    return lines


class _OnlyLooking(Exception):
    """Undo everything: somebody only wanted to know."""


@contextmanager
def _opened(tracker: URL | None) -> Iterator[Connection | None]:
    if tracker is None:
        yield None
        return
    with conversations(tracker) as connection:
        yield connection


def _erased(
    session: Session, events: Connection | None, person: Person, now: datetime, cancel: bool
) -> Iterator[Line]:  # fmt: skip
    senders = {f"{door}:{one.value}" for door in BY_NUMBER for one in person.addresses if one.kind == "phone"}
    senders |= {person.conversation} if person.conversation else set()
    if events is not None:
        senders |= of_person(events, person.addresses)
    yield from _appointments(session, person, sorted(senders), now, cancel)
    yield _rows(session, OutboxMessage, "text messages", _is(OutboxMessage.recipient, person, "phone"))
    asked = _rows(session, HandOver, "requests for a person", _is(HandOver.contact, person, "phone", "email"))
    nameless = "they hold no conversation; give the phone number or e-mail address as well"
    yield asked if person.addresses else replace(asked, why=nameless)
    yield _talks(session, sorted(senders))
    yield _matrix_ids(session, sorted(senders))
    yield _conversations(events, senders)


def _talks(session: Session, senders: Sequence[str]) -> Line:
    """Take a person's name off the cases that staff had, and remove what was said to them; the trail stays."""
    theirs = CASES.c.conversation.in_(senders)
    found = session.scalar(select(func.count()).select_from(CASES).where(theirs)) or 0
    session.execute(delete(PUSHES).where(PUSHES.c.conversation.in_(senders)))
    session.execute(update(CASES).where(theirs).values(conversation="", state="closed"))
    return Line("talks with staff", found, found, why=IN_THE_ROOM if found else "")


def _matrix_ids(session: Session, senders: Sequence[str]) -> Line:
    """Remove the ids of what came in a person's Matrix room; what was said there is on the homeserver."""
    rooms = [sender.removeprefix(MATRIX) for sender in senders if sender.startswith(MATRIX)]
    theirs = MATRIX_EVENTS.c.room_id.in_(rooms)
    found = session.scalar(select(func.count()).select_from(MATRIX_EVENTS).where(theirs)) or 0
    session.execute(delete(MATRIX_EVENTS).where(theirs))
    return Line("ids of Matrix messages", found, found)


def _appointments(
    session: Session, person: Person, senders: Sequence[str], now: datetime, cancel: bool
) -> Iterator[Line]:
    own = or_(_is(AppointmentRow.phone, person, "phone"), AppointmentRow.holder == (person.conversation or ""))
    coming = own & (AppointmentRow.status == BOOKED) & (AppointmentRow.start > now)
    held = (AppointmentRow.status == HELD) & AppointmentRow.holder.in_(senders)
    yield _rows(session, AppointmentRow, "coming appointments", coming, why="" if cancel else EXPECTED)
    rest = own & ~((AppointmentRow.status == BOOKED) & (AppointmentRow.start > now))
    yield _rows(session, AppointmentRow, "past, cancelled and held appointments", rest | held)


def _conversations(events: Connection | None, senders: set[str]) -> Line:
    if events is None:
        return Line("conversations", why=IN_MEMORY.format(hours=hours_kept()))
    there, _ = delete_conversations(events, senders)
    return Line("conversations", there, there)


def _rows(
    session: Session,
    table: type[AppointmentRow] | type[OutboxMessage] | type[HandOver],
    store: str,
    whose: ColumnElement[bool],
    why: str = "",
) -> Line:
    """Count the rows of a person, and delete them unless there is a reason not to; claims go with their appointment."""
    found = session.scalar(select(func.count()).select_from(table).where(whose)) or 0
    if not found or why:
        return Line(store, found, why=why if found else "")
    if table is AppointmentRow:
        theirs = select(AppointmentRow.id).where(whose)
        session.execute(delete(ClaimRow).where(ClaimRow.appointment.in_(theirs)))
    session.execute(delete(table).where(whose))
    return Line(store, found, found)


def _is(column: object, person: Person, *kinds: str) -> ColumnElement[bool]:
    """Return the condition that a column holds one of a person's addresses of some kinds; case does not matter."""
    values = [one.value.lower() for one in person.addresses if one.kind in kinds]
    return func.lower(column).in_(values) if values else false()
