"""The Matrix door as a whole: opened when the homeserver knows us, and closed again."""

import asyncio
import logging
from typing import Any, Optional, Sequence

from channels.buttons import ButtonSigner
from channels.desk import Desk
from channels.matrix.client import Client, Refused, Trouble
from channels.matrix.configuration import REGISTRATION, Configuration
from channels.matrix.queues import Item, Queues
from channels.matrix.rooms import Rooms
from channels.matrix.voice import Voice
from vardlots.errors import StoreUnavailable
from vardlots.matrix.ledger import Ledger
from vardlots.settings import settings

log = logging.getLogger(__name__)

NOT_YET = (Trouble, StoreUnavailable)
"""Why something cannot be done now, and may be in a while."""
BETWEEN_TRIES = 2.0


class Door:
    """Answer what a homeserver sends."""

    def __init__(self, configuration: Configuration, desk: Desk, signer: ButtonSigner) -> None:
        self._registration = configuration.registration
        self._client = Client(configuration.homeserver, self._registration.as_token)
        self._desk, self._signer = desk, signer
        self._queues = Queues(Ledger(settings().database_url), self._client, self._handle)
        self._rooms: Optional[Rooms] = None
        self._opening = asyncio.Lock()
        self._opener: Optional[asyncio.Task[None]] = None

    def start(self) -> None:
        """Begin to open the door; it goes on trying until homeserver and database answer."""
        self._opener = asyncio.ensure_future(self._open_at_last())

    async def close(self) -> None:
        """Stop where we are."""
        if self._opener:
            self._opener.cancel()
        await self._queues.close()
        await self._client.close()

    async def take(self, events: Sequence[Any]) -> None:
        """Take a transaction's events in.

        Raises:
            Trouble, Refused, StoreUnavailable: when they could not be; the homeserver must send them again.
        """
        await self._open()
        await self._queues.take(events)

    async def _open_at_last(self) -> None:
        told = False
        while True:
            try:
                await self._open()
                await self._client.call("POST", "v1", "appservice", self._registration.id, "ping", body={})
                log.info("Matrix: the homeserver knows us")
                return
            except Refused as refused:
                log.error(
                    "Matrix: the homeserver refuses us (%s); it must have read the file that %s names, "
                    "and have been started since",
                    refused,
                    REGISTRATION,
                )
                return
            except NOT_YET as error:
                if not told:
                    log.warning("Matrix: not open yet, trying again (%s)", error)
                told = True
                await asyncio.sleep(BETWEEN_TRIES)

    async def _open(self) -> None:
        async with self._opening:
            if self._rooms is None:
                await self._client.register(self._registration.localpart)
                me = await self._client.whoami()
                rooms = Rooms(self._client, Voice(self._client, me), self._desk, self._signer, me)
                await self._queues.resume(me)
                self._rooms = rooms

    async def _handle(self, item: Item) -> None:
        while self._rooms is None:  # what was resumed may come a moment early
            await asyncio.sleep(0)
        await self._rooms.handle(item)
