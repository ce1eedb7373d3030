"""Which events came and which are answered, in the database: what outlives a process that dies in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from vardlots.database import connection
from vardlots.matrix.tables import EVENTS

KEPT = timedelta(days=7)
"""How long it is known that an event was answered: far longer than a homeserver sends it again."""


@dataclass(frozen=True)
class Noted:
    """An event that came, by its ids."""

    event_id: str
    room_id: str


class Ledger:
    """The notes in one database. Every method raises `StoreUnavailable` when that does not answer."""

    def __init__(self, url: str) -> None:
        self._url = url

    def note(self, events: Sequence[Noted]) -> list[Noted]:
        """Note that events came; return those that had not come before, each once, in their order."""
        once = {event.event_id: event for event in events}
        now = datetime.now(timezone.utc)
        with connection(self._url) as opened:
            for event_id in _known(opened, list(once)):
                del once[event_id]
            rows = [
                {"event_id": event.event_id, "room_id": event.room_id, "received": now, "place": place}
                for place, event in enumerate(once.values())
            ]
            if rows:
                opened.execute(insert(EVENTS), rows)
        return list(once.values())

    def waiting(self) -> list[Noted]:
        """Return what came and is not answered, in the order in which it came."""
        wanted = select(EVENTS.c.event_id, EVENTS.c.room_id).where(EVENTS.c.answered.is_(None))
        with connection(self._url) as opened:
            rows = opened.execute(wanted.order_by(EVENTS.c.received, EVENTS.c.place)).all()
        return [Noted(event_id, room_id) for event_id, room_id in rows]

    def rooms(self) -> list[str]:
        """Return the rooms that anything is known of."""
        with connection(self._url) as opened:
            return [room_id for (room_id,) in opened.execute(select(EVENTS.c.room_id).distinct())]

    def known(self, event_ids: Sequence[str]) -> set[str]:
        """Return which of some events came."""
        with connection(self._url) as opened:
            return _known(opened, event_ids)

    def done(self, event_ids: Sequence[str]) -> None:
        """Note that nothing is left to do about events."""
        now = datetime.now(timezone.utc)
        with connection(self._url) as opened:
            opened.execute(update(EVENTS).where(EVENTS.c.event_id.in_(list(event_ids))).values(answered=now))

    def expire(self, kept: timedelta = KEPT) -> int:
        """Remove what was answered long ago; return how many."""
        before = datetime.now(timezone.utc) - kept
        with connection(self._url) as opened:
            return int(opened.execute(delete(EVENTS).where(EVENTS.c.answered < before)).rowcount)

    def forget(self, room_id: str) -> int:
        """Remove what was noted of a room; return how many."""
        with connection(self._url) as opened:
            return int(opened.execute(delete(EVENTS).where(EVENTS.c.room_id == room_id)).rowcount)


def _known(opened: Connection, event_ids: Sequence[str]) -> set[str]:
    wanted = select(EVENTS.c.event_id).where(EVENTS.c.event_id.in_(list(event_ids)))
    return {event_id for (event_id,) in opened.execute(wanted)}
