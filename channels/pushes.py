"""What is said on a web page without being asked: at once to who listens, and later to who was away."""

import asyncio
from typing import Any, Awaitable, Callable, Dict, List, Mapping, Optional
from weakref import WeakValueDictionary

from channels.desk import Answer, Desk
from vardlots.replies import Reply

LAST = 2**53
"""The largest number that a page can tell from its neighbours."""

Say = Callable[[str, Mapping[str, Any]], Awaitable[None]]
"""Tell a room, by its name, one message."""


class Pushes:
    """A door that pages listen at; `say` tells a room, which is a conversation or one page alone."""

    def __init__(self, desk: Desk, say: Say) -> None:
        self._desk, self._say = desk, say
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def push(self, conversation: str, reply: Reply, number: int) -> None:
        """Say something to every page that is in the conversation now."""
        async with self._turn(conversation):
            await self._tell(conversation, conversation, reply, number)

    async def catch_up(self, conversation: str, room: str, heard: int) -> None:
        """Say to one page what was said after the push that it heard last.

        What is said meanwhile waits, so that everything comes in the order it was said.
        """
        async with self._turn(conversation):
            for number, reply in await self._desk.people.pushed_since(conversation, heard):
                await self._tell(room, conversation, reply, number)

    async def missed(self, conversation: str, heard: int) -> List[Dict[str, Any]]:
        """Return what was said after the push that a page heard last, as JSON: each push's number and messages."""
        missed = await self._desk.people.pushed_since(conversation, heard)
        return [{"push": number, "messages": self._rendered(conversation, reply)} for number, reply in missed]

    async def _tell(self, room: str, conversation: str, reply: Reply, number: int) -> None:
        for message in self._rendered(conversation, reply):
            await self._say(room, {**message, "push": number})

    def _rendered(self, conversation: str, reply: Reply) -> List[Dict[str, Any]]:
        return self._desk.render(Answer(conversation, reply))

    def _turn(self, conversation: str) -> asyncio.Lock:
        return self._turns.setdefault(conversation, asyncio.Lock())


def heard_in(body: Any) -> Optional[int]:
    """Return the number of the last push that a page has, as it says; None when it says none that could be."""
    value = body.get("heard") if isinstance(body, Mapping) else None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LAST:
        return None
    return value
