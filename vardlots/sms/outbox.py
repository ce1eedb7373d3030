"""The outbox: a message is a row before anybody is asked to deliver it, and one deliverer at a time has it.

    queued ⇄ sending → sent | failed          queued → withdrawn

Every method takes `now`, so that tests own the clock, and raises `StoreUnavailable` when the database does not answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, Update, and_, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vardlots.booking.tables import BOOKED, AppointmentRow
from vardlots.sms.table import SmsFile, rules
from vardlots.sms.tables import FAILED, QUEUED, SENDING, SENT, WITHDRAWN, OutboxMessage, State
from vardlots.sms.texts import Message
from vardlots.store import transaction

PAUSE = timedelta(minutes=10)
"""A link that was sent is not sent to the same number again within this time."""
MOST_A_DAY = 3
"""Nor more often than this in 24 hours: the number may be a stranger's."""
MOST_CONFIRMATIONS = 6
"""Nor are bookings confirmed to one number more often in 24 hours: whoever books again and again writes to somebody."""
LEASE = timedelta(minutes=2)
"""So long a deliverer has a message for itself; then it must have crashed."""
SLACK = timedelta(minutes=2)
"""How far a gateway's clock may be behind ours, when it is asked what it has sent."""


@dataclass(frozen=True)
class Claimed:
    """A message that is ours to deliver. `since` is from when a gateway may have it, None when none can."""

    id: int
    claim: str
    kind: str
    to: str
    text: str
    key: str
    attempts: int
    give_up: datetime
    since: datetime | None


class Outbox:
    """The text messages in one database."""

    def __init__(self, url: str) -> None:
        self._url = url

    def put(self, message: Message, now: datetime, give_up: datetime | None = None) -> int | None:
        """Put a message in, to be delivered at once; return its id, or None when the same one is there already."""
        try:
            with transaction(self._url) as session:
                row = _row(message, 1, now, now, give_up)
                session.add(row)
                session.flush()
                return row.id
        except IntegrityError:
            return None

    def too_many(self, to: str, now: datetime) -> bool:
        """Say whether a number has had as many confirmations as it gets in a day."""
        lately = select(func.count()).select_from(OutboxMessage).where(
            OutboxMessage.recipient == to, OutboxMessage.kind == "confirmation",
            OutboxMessage.created > now - timedelta(days=1),
        )  # fmt: skip
        with transaction(self._url) as session:
            return (session.scalar(lately) or 0) >= MOST_CONFIRMATIONS

    def put_paused(self, message: Message, now: datetime, head_start: timedelta = timedelta()) -> int | None:
        """Put a message in that a stranger may have asked for: None when one like it went a moment ago, or too often.

        For the time of `head_start` workers leave it to whoever put it in.
        """
        try:
            with transaction(self._url) as session:
                rows = session.execute(
                    select(OutboxMessage.created, OutboxMessage.state).where(OutboxMessage.key == message.key)
                ).all()
                today = [created for created, _ in rows if created > now - timedelta(days=1)]
                lately = [created for created, state in rows if created > now - PAUSE and state != FAILED]
                if len(today) >= MOST_A_DAY or lately:
                    return None
                row = _row(message, len(rows) + 1, now, now + head_start)
                session.add(row)
                session.flush()
                return row.id
        except IntegrityError:
            return None  # another process put it in while we looked

    def withdraw(self, now: datetime) -> int:
        """Withdraw what waits about an appointment that has been moved or cancelled since; return how many."""
        with transaction(self._url) as session:
            gone = (or_(OutboxMessage.state == QUEUED, _crashed(now)), _outdated())
            if not _any(session, *gone):
                return 0
            withdrawn = update(OutboxMessage).where(*gone)
            return _count(session, withdrawn, now, state=WITHDRAWN, claim=None, claimed=None, next_try=None)

    def keep_quiet(self, kinds: Sequence[str], until: datetime, now: datetime) -> None:
        """Let what waits, of some kinds, wait until the quiet hours end."""
        waiting = (OutboxMessage.state == QUEUED, OutboxMessage.kind.in_(kinds), OutboxMessage.next_try < until)
        with transaction(self._url) as session:
            if _any(session, *waiting):
                _count(session, update(OutboxMessage).where(*waiting), now, next_try=until)

    def due(self, now: datetime, most: int = 50) -> list[int]:
        """Return the ids of what may be delivered now, what waits longest first; a crashed deliverer's is among it."""
        ready = select(OutboxMessage.id).where(_ready(now)).order_by(OutboxMessage.next_try).limit(most)
        with transaction(self._url) as session:
            return list(session.scalars(ready))

    def claim(self, number: int, now: datetime, early: bool = False) -> Claimed | None:
        """Take a message to deliver it; None when somebody else has it, or it is not wanted any more.

        `early` takes it before its time, for who has put it in.
        """
        mine = uuid4().hex
        with transaction(self._url) as session:
            row = session.get(OutboxMessage, number)
            if row is None:
                return None
            before, since = row.claim, row.first_try if row.unsure else None
            free = OutboxMessage.state == QUEUED if early else _ready(now)
            same = OutboxMessage.claim.is_not_distinct_from(before)
            wanted = update(OutboxMessage).where(OutboxMessage.id == number, free, same, ~_outdated())
            values = {
                "state": SENDING,
                "claim": mine,
                "claimed": now,
                "unsure": True,
                "first_try": row.first_try or now,
            }
            if not _count(session, wanted, now, attempts=OutboxMessage.attempts + 1, **values):
                return None
            session.refresh(row)
            return Claimed(
                row.id, mine, row.kind, row.recipient, row.text, f"{row.key}:{row.serial}", row.attempts,
                row.give_up or now, since - SLACK if since else None,
            )  # fmt: skip

    def unclaimed(self, named: Sequence[str], claimed: Claimed) -> str | None:
        """Return the first of a gateway's messages that is not known to be another row's."""
        with transaction(self._url) as session:
            taken = set(
                session.scalars(
                    select(OutboxMessage.gateway_id).where(
                        OutboxMessage.gateway_id.in_(named), OutboxMessage.id != claimed.id
                    )
                )
            )
        return next((one for one in named if one not in taken), None)

    def sent(self, claimed: Claimed, gateway_id: str | None, now: datetime) -> None:
        """Note that the gateway has it."""
        self._note(claimed, now, state=SENT, gateway_id=gateway_id, unsure=False, error=None, next_try=None)

    def failed(self, claimed: Claimed, error: str, now: datetime) -> None:
        """Note that it will not be sent."""
        self._note(claimed, now, state=FAILED, error=error[:40], unsure=False, next_try=None)

    def again(self, claimed: Claimed, error: str, at: datetime, unsure: bool, now: datetime) -> None:
        """Note that it is to be tried again at a time."""
        self._note(claimed, now, state=QUEUED, error=error[:40], unsure=unsure, next_try=at)

    def state(self, number: int) -> State | None:
        """Return how far a message has come."""
        with transaction(self._url) as session:
            return cast(State | None, session.scalar(select(OutboxMessage.state).where(OutboxMessage.id == number)))

    def latest(self, most: int = 50) -> list[OutboxMessage]:
        """Return the latest messages, newest first."""
        with transaction(self._url) as session:
            rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(most)).all()
            session.expunge_all()
        return list(rows)

    def _note(self, claimed: Claimed, now: datetime, **values: object) -> None:
        """Change a message that is still ours; when the lease ran out, whoever has it now says what became of it."""
        ours = update(OutboxMessage).where(OutboxMessage.id == claimed.id, OutboxMessage.claim == claimed.claim)
        with transaction(self._url) as session:
            _count(session, ours, now, claim=None, claimed=None, **values)


def give_up_at(kind: str, now: datetime, table: SmsFile | None = None) -> datetime:
    """Return until when a message of a kind that is made now is tried."""
    return now + timedelta(minutes=(table or rules()).sending(kind).give_up_minutes)


def _row(
    message: Message, serial: int, now: datetime, next_try: datetime, give_up: datetime | None = None
) -> OutboxMessage:
    return OutboxMessage(
        key=message.key, serial=serial, recipient=message.to, text=message.text, created=now, kind=message.kind,
        language=message.language, state=QUEUED, appointment=message.appointment, sequence=message.sequence,
        next_try=next_try, give_up=give_up or give_up_at(message.kind, now), changed=now,
    )  # fmt: skip


def _ready(now: datetime) -> ColumnElement[bool]:
    return or_(and_(OutboxMessage.state == QUEUED, OutboxMessage.next_try <= now), _crashed(now))


def _crashed(now: datetime) -> ColumnElement[bool]:
    return and_(OutboxMessage.state == SENDING, OutboxMessage.claimed <= now - LEASE)


def _outdated() -> ColumnElement[bool]:
    """Return the condition that a message is about an appointment which is not booked like that any more."""
    same = exists().where(
        AppointmentRow.id == OutboxMessage.appointment,
        AppointmentRow.status == BOOKED,
        AppointmentRow.sequence == OutboxMessage.sequence,
    )
    return and_(OutboxMessage.appointment.is_not(None), ~same)


def _any(session: Session, *conditions: ColumnElement[bool]) -> bool:
    """Look before writing: a worker asks every other second, and a database takes one writer at a time."""
    return session.scalar(select(OutboxMessage.id).where(*conditions).limit(1)) is not None


def _count(session: Session, statement: Update, now: datetime, **values: object) -> int:
    changed = statement.values(changed=now, **values).execution_options(synchronize_session=False)
    return cast(CursorResult, session.execute(changed)).rowcount
