"""A staff room that nobody waits long for: the person who wrote is waiting for an answer."""

import asyncio
import time
from typing import Awaitable, Optional, Sequence, Tuple, TypeVar

from channels.people.sides import Line, RoomDown, StaffRoom
from vardlots.people.cases import Case

PATIENCE = 4.0
"""Seconds that the staff room may take."""
KNOWN = 15.0
"""Seconds for which it is known whether anybody is in the staff room."""

T = TypeVar("T")


class Patience:
    """A `StaffRoom` in front of another: what takes too long is a `RoomDown`, and who is there is remembered."""

    def __init__(self, room: StaffRoom) -> None:
        self._room = room
        self._staffed: Tuple[float, bool] = (-KNOWN, False)

    async def staffed(self) -> bool:
        """Say whether the room can be reached and somebody is in it, as far as was known lately."""
        since, known = self._staffed
        if time.monotonic() - since > KNOWN:
            try:
                known = await _in_time(self._room.staffed())
            except RoomDown:
                known = False
            self._staffed = (time.monotonic(), known)
        return known

    async def open(self, case: Case, before: Sequence[Line]) -> str:
        """Show a new case."""
        return await _in_time(self._room.open(case, before))

    async def say(self, case: Case, text: str, message: Optional[str]) -> None:
        """Show what the patient wrote."""
        await _in_time(self._room.say(case, text, message))

    async def note(self, case: Case, key: str) -> None:
        """Show a note to staff."""
        await _in_time(self._room.note(case, key))


async def _in_time(asked: Awaitable[T]) -> T:
    try:
        return await asyncio.wait_for(asked, PATIENCE)
    except asyncio.TimeoutError:
        raise RoomDown("it does not answer in time") from None
