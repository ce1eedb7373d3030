"""Look for what a homeserver should have sent us and did not.

Synapse writes down that it has passed an event on before it has: one that it was just about to send when it died is
never sent, and one that it kept while we were down may lie there for weeks. So once a minute, and whenever one of us
was away, we read what is new in our rooms ourselves. What came the usual way is known by its id: nothing is done twice.
"""

import asyncio
import json
import logging
from typing import Any, Awaitable, Callable, Dict, Iterator, Mapping, Optional, Sequence

from channels.matrix.client import Client, Refused

log = logging.getLogger(__name__)

KEPT_AS = "org.vardlots.swept_to"
"""Where the homeserver remembers for us how far we have read, in our account data."""
MOST = 100
"""Messages of a room that are read at once: far more than anybody writes while a server is started again."""
NOTHING: Mapping[str, Any] = {"types": []}

Take = Callable[[Sequence[Any]], Awaitable[None]]


class Sweep:
    """Read what is new in all rooms, and hand it to `take`, which knows what it has had before."""

    def __init__(self, client: Client, me: str, take: Take) -> None:
        self._client, self._take = client, take
        self._kept = ("v3", "user", me, "account_data", KEPT_AS)
        self._since: Optional[str] = None
        self._one_at_a_time = asyncio.Lock()

    async def run(self) -> None:
        """Read on from where we were; the very first time, only find out where that is.

        Raises:
            Trouble, Refused, StoreUnavailable: when it has to be done again.
        """
        async with self._one_at_a_time:
            since = self._since or await self._remembered()
            try:
                new = await self._read(since)
            except Refused:
                if since is None:
                    raise
                since, new = None, await self._read(None)  # another homeserver than before, or its memory is gone
            if since:
                await self._take(list(_events(new)))
            self._since = str(new["next_batch"])
            await self._client.call("PUT", *self._kept, body={"since": self._since})

    async def _remembered(self) -> Optional[str]:
        try:
            return str((await self._client.call("GET", *self._kept))["since"])
        except (Refused, KeyError):
            return None

    async def _read(self, since: Optional[str]) -> Dict[str, Any]:
        timeline = {"limit": MOST if since else 1, "lazy_load_members": True}
        rooms = {"timeline": timeline, "state": NOTHING, "ephemeral": NOTHING, "account_data": NOTHING}
        wanted = json.dumps({"room": rooms, "presence": NOTHING, "account_data": NOTHING})
        query = {"filter": wanted, "timeout": "0", "set_presence": "offline", **({"since": since} if since else {})}
        return await self._client.call("GET", "v3", "sync", **query)


def _events(new: Mapping[str, Any]) -> Iterator[Dict[str, Any]]:
    """Yield what is in an answer, each event with the room that it is in; an invitation has no id of its own there."""
    rooms = new.get("rooms") or {}
    for room, joined in (rooms.get("join") or {}).items():
        for event in (joined.get("timeline") or {}).get("events", ()):
            yield {**event, "room_id": room}
    for room, invited in (rooms.get("invite") or {}).items():
        for event in (invited.get("invite_state") or {}).get("events", ()):
            yield {"event_id": f"invitation-{room}", **event, "room_id": room}
