"""What the assistant says in rooms: each thing once, also when the homeserver or the process fails in between."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, AsyncIterator, Dict, Mapping, Optional

from channels.matrix.client import Client, Trouble, Waits
from channels.matrix.content import answered, said, transaction
from vardlots.replies import Reply

REMEMBERED = 5_000
"""Rooms whose last reply is remembered; of others, it is read back from the room."""
PAGE, PAGES = 50, 4
"""So many of our own messages, so many times, is looked back for what may have been said already."""


@dataclass(frozen=True)
class Message:
    """A message of ours in a room."""

    id: str
    content: Mapping[str, Any]


class Voice:
    """Say things in rooms as one user, and know what was said there last."""

    def __init__(self, client: Client, me: str) -> None:
        self._client, self._me = client, me
        self._last: OrderedDict[str, Optional[Reply]] = OrderedDict()

    async def say(self, room: str, content: Dict[str, Any], unsure: bool = False) -> str:
        """Send a message of `channels.matrix.content`; return its id.

        Tries until it is there. When it may be there already (`unsure`, or a try whose end nobody knows), the room is
        read first: a homeserver that was restarted does not know the transaction any more.

        Raises:
            Refused: when the homeserver will not have it.
        """
        key, waits = str(answered(content)), Waits()
        while True:
            try:
                there = await self.found(room, key) if unsure else None
                sent = there.id if there else await self._client.send(room, content, transaction(key))
                self._remember(room, said(content))
                return sent
            except Trouble as trouble:
                unsure = unsure or not trouble.sure
                await waits.after(trouble)

    async def found(self, room: str, answers: str) -> Optional[Message]:
        """Return what was said as the answer to something, if it was; raises what the client raises."""
        async for message in self._latest(room):
            if answered(message.content) == answers:
                return message
        return None

    async def last(self, room: str) -> Optional[Reply]:
        """Return the reply that was said last in a room; its choices are what a "2" means."""
        if room not in self._last:
            self._remember(room, await self._client.patiently(lambda: self._read_back(room)))
        return self._last[room]

    def forget(self, room: str) -> None:
        """Forget a room that was left."""
        self._last.pop(room, None)

    async def _read_back(self, room: str) -> Optional[Reply]:
        async for message in self._latest(room):
            return said(message.content)
        return None

    async def _latest(self, room: str) -> AsyncIterator[Message]:
        start: Optional[str] = None
        for _ in range(PAGES):
            page = await self._client.latest(room, self._me, PAGE, start)
            for event in page.get("chunk", ()):
                if isinstance(event, Mapping) and event.get("sender") == self._me and event.get("content"):
                    yield Message(str(event.get("event_id")), event["content"])
            start = page.get("end")
            if not start:
                return

    def _remember(self, room: str, reply: Optional[Reply]) -> None:
        self._last[room] = reply
        self._last.move_to_end(room)
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
