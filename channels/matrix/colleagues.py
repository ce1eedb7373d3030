"""What the clinic's people write in their room: an answer to a patient, a command, or something among themselves."""

import asyncio
import logging
from typing import Any, Awaitable, Callable, Optional

from channels.matrix.events import Event
from channels.matrix.queues import BETWEEN_TRIES, Item
from channels.matrix.staff import Staff
from channels.people.people import People
from vardlots.errors import StoreUnavailable

log = logging.getLogger(__name__)

TAKE, DONE, HELP = ("!ta", "!take"), ("!klar", "!done"), ("!hjälp", "!help")
DONE_SIGNS = ("✅", "☑", "✔")

Again = Callable[[str], Awaitable[None]]
"""Say in a conversation what was said there unasked, where it may have been lost on the way."""


class Colleagues:
    """Take what staff write to the patients it is for."""

    def __init__(self, staff: Staff, people: People, again: Again) -> None:
        self._staff, self._people, self._again = staff, people, again

    async def heard(self, item: Item) -> None:
        """Do what a message or reaction in the staff room asks for.

        Raises:
            Refused: when the homeserver will not have a note.
        """
        event = item.event
        assert event is not None
        if event.what == "reaction":
            if event.about and event.words.startswith(DONE_SIGNS) and await self._staff.conversation_of(event.about):
                await self._done(event.about, event)
            return
        if event.what not in ("words", "media", "encrypted"):
            return
        thread = await self._thread(event)
        command = event.words.strip().split(" ")[0].lower()
        if event.what == "words" and command in HELP:
            await self._tell(item, thread, "help")
        elif thread and await self._staff.conversation_of(thread):
            await self._in_case(item, event, thread, command)
            await self._tell_again(item, thread)

    async def _in_case(self, item: Item, event: Event, thread: str, command: str) -> None:
        if event.what == "encrypted":
            return await self._tell(item, thread, "encrypted")
        if event.what == "media":
            return await self._tell(item, thread, "media")
        if event.replaces:
            return await self._tell(item, thread, "edited")
        if command in DONE:
            there = await self._done(thread, event)
        elif command in TAKE:
            there = await self._stored(self._people.taken, thread, event.sender, await self._name(event))
        elif command.startswith("!"):
            return await self._tell(item, thread, "help")
        else:
            words = (event.words, event.id)
            there = await self._stored(self._people.answered, thread, event.sender, await self._name(event), *words)
        if not there and not item.resumed:
            await self._tell(item, thread, "closed")
        return None

    async def _done(self, thread: str, event: Event) -> bool:
        return await self._stored(self._people.ended, thread, event.sender)

    async def _stored(self, change: Callable[..., Awaitable[bool]], *values: Any) -> bool:
        """Change a case, as soon as the database answers: staff's words must not be lost."""
        while True:
            try:
                return await change(*values)
            except StoreUnavailable:
                await asyncio.sleep(BETWEEN_TRIES)

    async def _tell_again(self, item: Item, thread: str) -> None:
        """After a restart: what the change led to may not have reached the patient."""
        conversation = await self._staff.conversation_of(thread) if item.resumed else None
        if conversation:
            await self._again(conversation)

    async def _thread(self, event: Event) -> Optional[str]:
        """Return the thread that a message belongs to: the one that it is in, or that of what it replies to."""
        about = event.replaces or event.to
        if event.thread or not about:
            return event.thread
        return await self._staff.root_of(about)

    async def _name(self, event: Event) -> str:
        return await self._staff.name_of(event.sender)

    async def _tell(self, item: Item, thread: Optional[str], phrase: str) -> None:
        await self._staff.tell(thread, phrase, item.noted.event_id, unsure=item.resumed)
