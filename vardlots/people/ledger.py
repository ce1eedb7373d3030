"""The ledger of cases: who waits, who has whom, what was said to a patient unasked, and who did what when.

SQLAlchemy's Core only, for Rasa's process keeps it. Every method takes `now`, so that tests own the clock.
"""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.exc import IntegrityError

from vardlots.booking.references import new_reference
from vardlots.database import connection
from vardlots.people.cases import By, Case, Why
from vardlots.people.tables import CASES, EVENTS, PUSHES
from vardlots.replies import Language, Reply

_OPEN = CASES.c.state != "closed"
_CASE = [CASES.c[field.name] for field in fields(Case)]


@dataclass(frozen=True)
class Happened:
    """A line of a case's audit trail; `who` is a member of staff, where one did it."""

    moment: datetime
    what: str
    who: str | None


@dataclass(frozen=True)
class Record:
    """A case as the clinic looks back on it: when, about what, who had it, and how it ended."""

    opened: datetime
    reference: str
    state: str
    why: str
    topic: str | None
    language: str
    taken: datetime | None
    taken_by: str | None
    closed: datetime | None
    closed_by: str | None


class Ledger:
    """The cases in one database.

    Each method raises `StoreUnavailable` when the database does not answer.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    def open(
        self,
        conversation: str,
        language: Language,
        topic: str | None,
        why: Why,
        now: datetime,
        about: str | None = None,
    ) -> Case:
        """Open a case and return it; a conversation that has one already gets that one."""
        with connection(self._url) as opened:
            known = _of(opened, conversation)
            if known:
                return known
            values = {"conversation": conversation, "language": language, "topic": topic, "why": why, "about": about}
            reference = f"P-{new_reference()}"
            made = opened.execute(
                insert(CASES).values(reference=reference, state="waiting", opened=now, spoken=now, **values)
            )
            number = _number(made)
            _note(opened, number, "opened", None, now)
            return _found(opened, CASES.c.id == number)  # type: ignore[return-value]

    def of(self, conversation: str) -> Case | None:
        """Return the open case of a conversation."""
        with connection(self._url) as opened:
            return _of(opened, conversation)

    def in_thread(self, thread: str) -> Case | None:
        """Return the open case of a thread of the staff room."""
        with connection(self._url) as opened:
            return _found(opened, and_(CASES.c.thread == thread, _OPEN))

    def every_open(self) -> list[Case]:
        """Return all open cases, the one that has waited longest first."""
        with connection(self._url) as opened:
            return [Case(*row) for row in opened.execute(select(*_CASE).where(_OPEN).order_by(CASES.c.id))]

    def waiting(self) -> int:
        """Return how many wait."""
        with connection(self._url) as opened:
            return _count(opened, CASES.c.state == "waiting")

    def position(self, case: Case) -> int:
        """Return which place a waiting case has in the queue, 1 being the next."""
        with connection(self._url) as opened:
            return 1 + _count(opened, and_(CASES.c.state == "waiting", CASES.c.id < case.id))

    def place(self, case: Case, thread: str) -> None:
        """Note in which thread of the staff room a case is."""
        self._change(case, {"thread": thread})

    def take(self, case: Case, who: str, name: str, now: datetime) -> bool:
        """Give a waiting case to a member of staff; return whether it was still waiting."""
        values = {"state": "taken", "taken_by": who, "name": name, "taken": now, "spoken": now}
        return self._change(case, values, CASES.c.state == "waiting", "taken", who, now)

    def spoke(self, case: Case, now: datetime, what: str = "", who: str | None = None) -> None:
        """Note that somebody wrote in a case; `what` for the audit trail, where it belongs there."""
        self._change(case, {"spoken": now}, what=what, who=who, now=now)

    def told(self, case: Case, now: datetime) -> bool:
        """Note that the patient was told that nobody has come yet; return whether that was the first time."""
        return self._change(case, {"told": now}, CASES.c.told.is_(None), "told_to_wait", None, now)

    def close(self, case: Case, by: By, now: datetime, who: str | None = None) -> bool:
        """Close a case; return whether it was still open."""
        values = {"state": "closed", "closed": now, "closed_by": by}
        return self._change(case, values, _OPEN, f"closed_by_{by}", who, now)

    def push(self, case: Case, reply: Reply, now: datetime, source: str | None = None) -> int | None:
        """Keep what is said to a patient unasked and return its number; None when `source` was said before."""
        body = json.dumps(reply.as_dict(), ensure_ascii=False)
        values = {"case": case.id, "conversation": case.conversation, "reply": body, "source": source, "created": now}
        try:
            with connection(self._url) as opened:
                return _number(opened.execute(insert(PUSHES).values(**values)))
        except IntegrityError:
            return None

    def pushed_since(self, conversation: str, number: int) -> list[tuple[int, Reply]]:
        """Return what was said to a patient unasked after the push `number`, with the numbers."""
        rows = select(PUSHES.c.id, PUSHES.c.reply).where(PUSHES.c.conversation == conversation, PUSHES.c.id > number)
        with connection(self._url) as opened:
            return [(row.id, Reply.from_dict(json.loads(row.reply))) for row in opened.execute(rows.order_by("id"))]

    def latest(self, most: int = 50) -> list[Record]:
        """Return the latest cases, newest first, the closed ones among them."""
        columns = [CASES.c[field.name] for field in fields(Record)]
        with connection(self._url) as opened:
            rows = opened.execute(select(*columns).order_by(CASES.c.id.desc()).limit(most))
            return [Record(*row) for row in rows]

    def trail(self, reference: str) -> list[Happened]:
        """Return a case's audit trail, in the order of what happened."""
        rows = select(EVENTS.c.moment, EVENTS.c.what, EVENTS.c.who).select_from(
            EVENTS.join(CASES, EVENTS.c.case == CASES.c.id)
        )
        with connection(self._url) as opened:
            found = opened.execute(rows.where(CASES.c.reference == reference).order_by(EVENTS.c.id))
            return [Happened(*row) for row in found]

    def forget(self, conversation: str) -> int:
        """Remove what was said to a patient; return how much it was. That there was a case stays in the trail."""
        with connection(self._url) as opened:
            return int(opened.execute(delete(PUSHES).where(PUSHES.c.conversation == conversation)).rowcount)

    def expire(self, before: datetime) -> int:
        """Remove what was said in cases that were closed before a moment; return how much it was."""
        closed = select(CASES.c.id).where(CASES.c.closed < before)
        with connection(self._url) as opened:
            return int(opened.execute(delete(PUSHES).where(PUSHES.c.case.in_(closed))).rowcount)

    def _change(
        self,
        case: Case,
        values: dict[str, Any],
        still: Any = None,
        what: str = "",
        who: str | None = None,
        now: datetime | None = None,
    ) -> bool:
        """Change a case if it is `still` so, and write `what` into its trail; return whether it was."""
        wanted = CASES.c.id == case.id if still is None else and_(CASES.c.id == case.id, still)
        with connection(self._url) as opened:
            changed = bool(opened.execute(update(CASES).where(wanted).values(**values)).rowcount)
            if changed and what and now:
                _note(opened, case.id, what, who, now)
        return changed


def _of(opened: Connection, conversation: str) -> Case | None:
    return _found(opened, and_(CASES.c.conversation == conversation, _OPEN))


def _found(opened: Connection, wanted: Any) -> Case | None:
    row = opened.execute(select(*_CASE).where(wanted)).first()
    return Case(*row) if row else None


def _number(made: CursorResult) -> int:
    """Return the number of the row that was inserted."""
    return int(next(iter(made.inserted_primary_key or ())))


def _count(opened: Connection, wanted: Any) -> int:
    return int(opened.execute(select(func.count()).select_from(CASES).where(wanted)).scalar_one())


def _note(opened: Connection, case: int, what: str, who: str | None, now: datetime) -> None:
    opened.execute(insert(EVENTS).values(case=case, moment=now, what=what, who=who))
