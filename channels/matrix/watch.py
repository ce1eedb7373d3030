"""Notice that the homeserver was away, or had to be put off, and have it go on at once.

Synapse begins to send again only when something happens in one of our rooms, or after pauses that grow to minutes. So
when it is back, or we are, we read what we missed, ping it, and let something happen, in a room that nobody else is in.
"""

import asyncio
import logging
import time
import uuid
from typing import Optional

from channels.matrix.client import FIRST_WAIT, LONGEST_WAIT, Client, Refused, Trouble
from channels.matrix.sweep import Sweep
from vardlots.errors import StoreUnavailable

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks at whether it is there; one costs the homeserver a thousandth of that."""
PATIENCE = 20.0
"""Seconds that a transaction waits until what came before it has been read."""
TRIES = 5
"""How often reading it may fail before we go on without."""
KEPT_AS = "org.vardlots.own_room"
AWAKE = "org.vardlots.awake"


class Watch:
    """Look after the homeserver."""

    def __init__(self, client: Client, sweep: Sweep, service: str, me: str) -> None:
        self._client, self._sweep, self._service, self._me = client, sweep, service, me
        self._room: Optional[str] = None
        self._troubles, self._failed = 0, 0
        self._back = asyncio.Event()
        self._ping_at, self._wait = 0.0, 0.0

    async def run(self) -> None:
        """Watch, and catch up at the beginning and whenever the homeserver was away; forever."""
        while True:
            try:
                await self._look()
            except (Trouble, StoreUnavailable):
                self._back.clear()
            except Refused as refused:
                log.warning("Matrix: the homeserver could not be asked to go on (%s)", refused)
                self._back.set()
            await asyncio.sleep(EVERY)

    async def back(self) -> bool:
        """Wait until we have caught up with the homeserver, but not for long; return whether we have."""
        try:
            await asyncio.wait_for(self._back.wait(), PATIENCE)
        except asyncio.TimeoutError:
            return False
        return True

    async def catch_up(self) -> None:
        """Read what we may have missed; raises what the sweep raises."""
        await self._sweep.run()

    def put_off(self) -> None:
        """Remember that a transaction could not be taken: we ask for it, each time after a longer while."""
        self._wait = min(max(self._wait * 2, FIRST_WAIT), LONGEST_WAIT)
        self._ping_at = time.monotonic() + self._wait

    def taken(self) -> None:
        """Remember that a transaction was taken."""
        self._ping_at = self._wait = 0.0

    async def _look(self) -> None:
        await self._client.call("GET", "versions")
        if self._client.troubles > self._troubles:
            self._back.clear()
        self._troubles = self._client.troubles
        if not self._back.is_set():
            await self._catch_up_or_go_on()
            self._back.set()
            await self._ping()
            await self._let_something_happen()
            self._troubles = self._client.troubles  # what these met is no news
        if self._ping_at and time.monotonic() >= self._ping_at:
            self.put_off()
            await self._ping()

    async def _catch_up_or_go_on(self) -> None:
        """Catch up; when that fails again and again, go on without: what comes must be answered all the same."""
        try:
            await self.catch_up()
            self._failed = 0
        except Trouble as trouble:
            self._failed += 1
            if self._failed < TRIES:
                raise
            log.error("Matrix: what may have been missed cannot be read (%s)", trouble)
            self._failed = 0

    async def _ping(self) -> None:
        """Ask for what is kept for us; a homeserver that does not know how sends it later."""
        await self._client.quietly(self._client.call("POST", "v1", "appservice", self._service, "ping", body={}))

    async def _let_something_happen(self) -> None:
        room = self._room or await self._own_room()
        await self._client.send(room, {}, f"vardlots-{uuid.uuid4().hex}", kind=AWAKE)
        self._room = room

    async def _own_room(self) -> str:
        """Return the room that nobody else is in; made the first time, and remembered by the homeserver."""
        kept = ("v3", "user", self._me, "account_data", KEPT_AS)
        try:
            return str((await self._client.call("GET", *kept))["room_id"])
        except (Refused, KeyError):
            made = await self._client.call("POST", "v3", "createRoom", body={"preset": "private_chat"})
            await self._client.call("PUT", *kept, body={"room_id": made["room_id"]})
            return str(made["room_id"])
