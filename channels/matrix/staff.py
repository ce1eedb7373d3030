"""The staff room, as the assistant writes in it: one room, and a thread in it for each case."""

import asyncio
import logging
import uuid
from contextlib import suppress
from typing import Any, Awaitable, Callable, Dict, Optional, Sequence, TypeVar

from channels.matrix.cards import CASE, card, note, patients_words
from channels.matrix.client import Client, Refused, Trouble
from channels.matrix.configuration import STAFF_ROOM
from channels.matrix.voice import Voice
from channels.people.sides import Line, RoomDown
from vardlots.people.cases import Case

log = logging.getLogger(__name__)

PRESENT = ("online", "unavailable")
"""What Matrix says of somebody who has a client open, at work in it or not."""
MOST_ASKED = 20
"""So many members are asked after; in a larger room somebody is there."""

Result = TypeVar("Result")


class Staff:
    """The `StaffRoom` of channels/people in a Matrix room."""

    def __init__(self, client: Client, voice: Voice, room: str, me: str) -> None:
        """Prepare; `room` is the room's id or alias."""
        self._client, self._voice, self._named, self._me = client, voice, room, me
        self.room: Optional[str] = None
        """The room's id, once we are in it."""

    async def enter(self) -> bool:
        """Go into the room; return whether we are in it. Who is not invited yet is when an invitation comes."""
        try:
            joined = await self._client.patiently(lambda: self._client.call("POST", "v3", "join", self._named, body={}))
            self.room = str(joined["room_id"])
        except Refused as refused:
            log.error("Matrix: %s cannot be joined yet (%s): invite %s to that room", STAFF_ROOM, refused, self._me)
        return self.room is not None

    async def staffed(self) -> bool:
        """Say whether anybody is in the room, with a client open where the homeserver tells that."""
        members = await self._asked(lambda: self._client.members(self._inside()))
        people = [member for member in members if member != self._me]
        if not people or len(people) > MOST_ASKED:
            return bool(people)
        if await self._presence(self._me, set_first=True) not in PRESENT:
            return True  # the homeserver does not keep presence: who is in the room counts
        return any(state in PRESENT for state in await asyncio.gather(*map(self._presence, people)))

    async def open(self, case: Case, before: Sequence[Line]) -> str:
        """Show a case's card, once; return its id, which is the thread's."""
        return await self._say(card(case, before), unsure=True)

    async def say(self, case: Case, text: str, message: Optional[str]) -> None:
        """Show what the patient wrote in the case's thread."""
        await self._say(patients_words(case, text, words_key(message or uuid.uuid4().hex)))

    async def note(self, case: Case, key: str) -> None:
        """Show a note in the case's thread."""
        await self._say(note(f"note:{uuid.uuid4().hex}", f"staff.{key}", case.thread, reference=case.reference))

    async def tell(self, thread: Optional[str], phrase: str, answers: str, unsure: bool = False) -> None:
        """Show a note of the room's own, as the answer to an event.

        Raises:
            Refused: when the homeserver will not have it.
        """
        await self._voice.say(self._inside(), note(f"note:{answers}", f"matrix.staff.{phrase}", thread), unsure)

    async def withdraw(self, message: str) -> None:
        """Take a patient's words away that the patient took away.

        Raises:
            Refused: when the homeserver will not have it.
        """
        room = self._inside()
        shown = await self._client.patiently(lambda: self._voice.found(room, words_key(message)))
        if shown:
            path = ("v3", "rooms", room, "redact", shown.id, f"vardlots-{uuid.uuid4().hex}")
            await self._client.patiently(lambda: self._client.call("PUT", *path, body={}))

    async def root_of(self, event_id: str) -> Optional[str]:
        """Return the thread that a message of the room is in: its root, which may be itself; None when it is gone."""
        room = self._inside()
        try:
            event = await self._client.patiently(lambda: self._client.event(room, event_id))
        except Refused:
            return None
        relation = (event.get("content") or {}).get("m.relates_to") or {}
        return str(relation["event_id"]) if relation.get("rel_type") == "m.thread" else event_id

    async def conversation_of(self, thread: str) -> Optional[str]:
        """Return the conversation whose card begins a thread; None when no card of ours does."""
        room = self._inside()
        try:
            event = await self._client.patiently(lambda: self._client.event(room, thread))
        except Refused:
            return None
        named = (event.get("content") or {}).get(CASE)
        return named if isinstance(named, str) and event.get("sender") == self._me else None

    async def name_of(self, member: str) -> str:
        """Return what a member calls themselves in the room; nothing when that is not known."""
        path = ("v3", "rooms", self._inside(), "state", "m.room.member", member)
        with suppress(Refused):
            state = await self._client.patiently(lambda: self._client.call("GET", *path))
            return str(state.get("displayname") or "").strip()[:80]
        return ""

    async def _say(self, content: Dict[str, Any], unsure: bool = False) -> str:
        room = self._inside()
        return await self._asked(lambda: self._voice.say(room, content, unsure))

    async def _asked(self, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """Ask the homeserver.

        Raises:
            RoomDown: when it does not answer, or will not.
        """
        try:
            return await attempt()
        except (Trouble, Refused) as error:
            raise RoomDown(type(error).__name__) from None

    async def _presence(self, user: str, set_first: bool = False) -> str:
        path = ("v3", "presence", user, "status")
        with suppress(Trouble, Refused):
            if set_first:
                await self._client.call("PUT", *path, body={"presence": "online"})
            return str((await self._client.call("GET", *path)).get("presence"))
        return ""

    def _inside(self) -> str:
        if self.room is None:
            raise RoomDown("not in the room yet")
        return self.room


def words_key(message: str) -> str:
    """Return what a patient's message is known by in the staff room."""
    return f"patient:{message}"
