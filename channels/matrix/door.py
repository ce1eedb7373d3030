"""The Matrix door as a whole: opened when the homeserver knows us, and closed again."""

import asyncio
import logging
from typing import Any, Optional, Sequence

from sanic import Sanic

from channels.buttons import ButtonSigner
from channels.desk import Desk
from channels.forgetting import CannotForget
from channels.matrix.client import Client, Refused, Trouble
from channels.matrix.colleagues import Colleagues
from channels.matrix.configuration import REGISTRATION, Configuration
from channels.matrix.queues import Item, Queues
from channels.matrix.rooms import DOOR, Rooms
from channels.matrix.staff import Staff
from channels.matrix.sweep import Sweep
from channels.matrix.transactions import Transactions
from channels.matrix.voice import Voice
from channels.matrix.watch import Watch
from channels.matrix.withdrawing import withdraw
from vardlots.errors import StoreUnavailable
from vardlots.matrix.ledger import Ledger
from vardlots.phrases import phrases
from vardlots.settings import settings

log = logging.getLogger(__name__)

NOT_YET = (Trouble, StoreUnavailable)
"""Why something cannot be done now, and may be in a while."""
BETWEEN_TRIES = 2.0


class Door:
    """Answer what a homeserver sends."""

    def __init__(self, configuration: Configuration, desk: Desk, signer: ButtonSigner, app: Sanic) -> None:
        self._registration = configuration.registration
        self._client = Client(configuration.homeserver, self._registration.as_token)
        self._desk, self._signer, self._app = desk, signer, app
        self._me, self._staff_room = "", configuration.staff_room
        self._queues = Queues(Ledger(settings().database_url), self._client, self._handle)
        self._transactions = Transactions()
        self._rooms: Optional[Rooms] = None
        self._watch: Optional[Watch] = None
        self._staff: Optional[Staff] = None
        self._colleagues: Optional[Colleagues] = None
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

    async def take(self, events: Sequence[Any], transaction: str) -> None:
        """Take a transaction's events in.

        Raises:
            Trouble, Refused, StoreUnavailable: when they could not be; the homeserver must send them again.
        """
        watch = await self._open()
        try:
            if not await watch.back():
                raise Trouble("we have not caught up yet")
            if self._transactions.skipped(transaction):
                await watch.catch_up()
            await self._queues.take(events)
        except (Trouble, Refused, StoreUnavailable):
            watch.put_off()
            raise
        watch.taken()
        self._transactions.taken(transaction)

    async def _open_at_last(self) -> None:
        told = False
        while True:
            try:
                watch = await self._open()
                log.info("Matrix: open")
                return await watch.run()
            except Refused as refused:
                log.error(
                    "Matrix: the homeserver refuses us (%s); it must have read the file that %s names, "
                    "and have been started since",
                    refused,
                    REGISTRATION,
                )
                return None
            except NOT_YET as error:
                if not told:
                    log.warning("Matrix: not open yet, trying again (%s)", error)
                told = True
                await asyncio.sleep(BETWEEN_TRIES)

    async def _open(self) -> Watch:
        """Open the door, if it is not open yet; return who watches the homeserver."""
        async with self._opening:
            if self._watch is None:
                await self._client.register(self._registration.localpart)
                self._me = await self._client.whoami()
                await self._client.quietly(self._client.call_oneself(self._me, phrases().title("matrix.name", "sv")))
                voice = Voice(self._client, self._me)
                rooms = Rooms(self._client, voice, self._desk, self._signer, self._me, self._withdraw)
                if self._staff_room:
                    await self._employ(Staff(self._client, voice, self._staff_room, self._me), rooms)
                await self._queues.resume(self._me)
                self._desk.people.register(DOOR, rooms)
                self._rooms = rooms
                sweep = Sweep(self._client, self._queues.rooms, self._queues.known, self._queues.take)
                self._watch = Watch(self._client, sweep, self._registration.id, self._me)
            return self._watch

    async def _employ(self, staff: Staff, rooms: Rooms) -> None:
        await staff.enter()
        self._staff, self._colleagues = staff, Colleagues(staff, self._desk.people, rooms.push_again)
        self._desk.people.employ(staff)

    async def _handle(self, item: Item) -> None:
        while self._rooms is None:  # what was resumed may come a moment early
            await asyncio.sleep(0.01)
        event = item.event
        if event and event.what == "invited" and self._staff and self._staff.room is None:
            await self._staff.enter()
        if not (self._staff and self._colleagues and self._staff.room == item.noted.room_id):
            await self._rooms.handle(item)
        elif event and event.what == "invited":
            await self._staff.enter()
        else:
            await self._colleagues.heard(item)

    async def _withdraw(self, conversation: str, message: str) -> None:
        """Take a message's words away, from Rasa's memory and from the staff room."""
        agent = getattr(self._app.ctx, "agent", None)
        try:
            if agent:
                await withdraw(agent.tracker_store, conversation, message)
        except CannotForget as error:
            log.error("what was taken back is still in the conversation: %s", error)
        if self._staff and self._staff.room:
            await self._staff.withdraw(message)
