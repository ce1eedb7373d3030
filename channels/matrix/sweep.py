"""Look for what a homeserver should have sent us and did not.

Synapse writes down that it has passed an event on before it has: one that it was just about to send when it died is
never sent, and one that it kept while we were down may lie there for weeks. So when one of us was away, and when a
transaction is missing, we read the newest messages of our rooms ourselves. It has no `/sync` for such as us.
"""

import asyncio
import logging
import time
from itertools import takewhile
from typing import Any, Awaitable, Callable, Dict, List, Sequence, Set

from channels.matrix.client import Client, Refused

log = logging.getLogger(__name__)

NEWEST = 50
"""Events of a room that are looked at: more than are written while a server is started again."""
OLDEST = 24 * 3600.0
"""Seconds. What is older is not answered any more."""
AT_ONCE = 4

Take = Callable[[Sequence[Any]], Awaitable[None]]
Rooms = Callable[[], Awaitable[Sequence[str]]]
Known = Callable[[Sequence[str]], Awaitable[Set[str]]]


class Sweep:
    """Hand what is newer than the newest known event of each room to `take`."""

    def __init__(self, client: Client, rooms: Rooms, known: Known, take: Take) -> None:
        self._client, self._rooms, self._known, self._take = client, rooms, known, take
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        """Look into every room where something came in the last days.

        Raises:
            Trouble, StoreUnavailable: when it has to be done again.
        """
        async with self._one_at_a_time:
            few = asyncio.Semaphore(AT_ONCE)
            missed = await asyncio.gather(*(self._missed(room, few) for room in await self._rooms()))
            found = [event for events in missed for event in events]
            if found:
                log.info("Matrix: looked at %d events that the homeserver may not have sent", len(found))
                await self._take(found)

    async def _missed(self, room: str, few: asyncio.Semaphore) -> List[Dict[str, Any]]:
        """Return a room's events since the newest one that is known, oldest first."""
        async with few:
            try:
                newest = await self._client.newest(room, NEWEST)
            except Refused:  # not in it any more
                return []
            known = await self._known([str(event.get("event_id")) for event in newest])
            since = (time.time() - OLDEST) * 1000
            unknown = takewhile(lambda event: event.get("event_id") not in known, newest)
            fresh = [event for event in unknown if event.get("origin_server_ts", 0) > since]
            return [{**event, "room_id": room} for event in reversed(fresh)]
