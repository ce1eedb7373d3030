"""Counts of what happened, hour by hour: what, about which entry, in which language. No words, nobody's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from vardlots.replies import Language
from vardlots.store import transaction
from vardlots.usage.tables import Tally

QUESTIONS = ("answered", "doubt", "suggested", "held_back")
"""What becomes of a question that was typed."""
CHOSEN = "chosen"
"""An answer whose question was tapped, not typed: there was nothing to understand."""
VERDICTS = ("helpful", "unhelpful")
FUNNEL = ("booking.started", "booking.care", "booking.time", "booking.phone", "booking.booked")
"""The steps of booking, in their order."""

MOVED, CANCELLED = "booking.moved", "booking.cancelled"

TABLE = cast(Table, Tally.__table__)
_HOUR = {"minute": 0, "second": 0, "microsecond": 0}
_INSERTS: Mapping[str, Any] = {"sqlite": insert_sqlite, "postgresql": insert_postgresql}


@dataclass(frozen=True, order=True)
class Count:
    """What is counted: `topic` is the id of an entry, or empty where it is about none."""

    hour: datetime
    what: str
    topic: str
    language: Language

    @classmethod
    def at(cls, now: datetime, what: str, language: Language, topic: str | None = None) -> "Count":
        """Make one of a moment, with what the table has room for."""
        return cls(hour_of(now), what[:24], (topic or "")[:60], language)


def hour_of(moment: datetime) -> datetime:
    """Return the start of a moment's hour, in UTC."""
    return moment.astimezone(timezone.utc).replace(**_HOUR)  # type: ignore[arg-type]


def add(url: str, counts: Mapping[Count, int]) -> None:
    """Add to what was counted before, whoever counts at the same time: all of it, or nothing.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    if not counts:
        return
    with transaction(url) as session:
        new = _INSERTS[session.get_bind().dialect.name](TABLE)
        more = {"count": TABLE.c.count + new.excluded.count}
        upsert = new.on_conflict_do_update(index_elements=list(TABLE.primary_key), set_=more)
        # in one order for all: two processes never wait for one another
        session.connection().execute(upsert, [{**vars(count), "count": counts[count]} for count in sorted(counts)])
