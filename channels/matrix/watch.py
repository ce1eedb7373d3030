"""Notice that the homeserver was away, and have it send what it still has for us.

Synapse begins to send again only when something happens in one of our rooms, or after pauses that grow to minutes. So
when it is back, or we are, we ask it (`ping`) and let something happen, in a room that nobody else is in.
"""

import asyncio
import logging
import uuid
from typing import Optional

from channels.matrix.client import Client, Refused, Trouble

log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks; one costs the homeserver a thousandth of that."""
KEPT_AS = "org.vardlots.own_room"
AWAKE = "org.vardlots.awake"


class Watch:
    """Look after the homeserver."""

    def __init__(self, client: Client, service: str, me: str) -> None:
        self._client, self._service, self._me = client, service, me
        self._room: Optional[str] = None

    async def run(self) -> None:
        """Watch, and wake it up at the beginning and whenever it was away; forever."""
        away, troubles = True, 0
        while True:
            try:
                await self._client.call("GET", "versions")
                away = away or self._client.troubles > troubles
                troubles = self._client.troubles
                if away:
                    await self._wake_up()
                    away = False
            except Trouble:
                away = True
            except Refused as refused:
                log.warning("Matrix: the homeserver could not be asked to go on (%s)", refused)
                away = False
            await asyncio.sleep(EVERY)

    async def _wake_up(self) -> None:
        await self._client.call("POST", "v1", "appservice", self._service, "ping", body={})
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
