"""Events in line: those of a room one after the other, rooms side by side, and none lost when the process dies.

What came is in the ledger before the homeserver is told that it did. What was there and not done at the last end of the
process is fetched again from the homeserver when its turn comes.
"""

import asyncio
import logging
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Awaitable, Callable, Deque, Dict, List, Optional, Sequence, Set, TypeVar

from channels.matrix.client import Client, Refused
from channels.matrix.events import Event, read
from vardlots.errors import StoreUnavailable
from vardlots.matrix.ledger import Ledger, Noted

log = logging.getLogger(__name__)

BETWEEN_TRIES = 1.0
"""Seconds until the database is asked again."""
TIDY_EVERY = 3600.0
"""Seconds between two looks for what is too old to be remembered."""

Result = TypeVar("Result")


@dataclass
class Item:
    """An event in line; without `event`, one that came before the process ended (`resumed`) and is to be fetched.

    `also` are events that are done with it: edits and a withdrawal that came before its turn.
    """

    noted: Noted
    event: Optional[Event] = None
    resumed: bool = False
    begun: bool = False
    withdrawn: bool = False
    also: List[str] = field(default_factory=list)

    @property
    def ids(self) -> List[str]:
        """Return every event that is done when this one is."""
        return [self.noted.event_id, *self.also]


Handle = Callable[[Item], Awaitable[None]]


class Queues:
    """Take events in and have `handle` do something about each, once."""

    def __init__(self, ledger: Ledger, client: Client, handle: Handle) -> None:
        self._ledger, self._client, self._handle = ledger, client, handle
        self._rooms: Dict[str, Deque[Item]] = {}
        self._tasks: Set[asyncio.Task[Any]] = set()
        self._noting = asyncio.Lock()
        self._resumed = False
        self._tidy_at = 0.0
        self._me = ""
        # one thread: SQLite has one writer, and what is noted first is written first
        self._thread = ThreadPoolExecutor(1, "matrix-ledger")

    async def resume(self, me: str) -> None:
        """Put in line what was not done when the process ended; `me` is whose events are our own. Only once.

        Raises:
            StoreUnavailable: when the database does not answer.
        """
        async with self._noting:
            if self._resumed:
                return
            await self._tidy()
            waiting = await self._in_thread(self._ledger.waiting)
            self._me, self._resumed = me, True
            for noted in waiting:
                self._put(Item(noted, resumed=True))

    async def take(self, raw: Sequence[Any]) -> None:
        """Note events and put those in line that are new.

        Raises:
            StoreUnavailable: when the database does not answer: nothing was taken then.
        """
        events = {event.id: event for event in (read(one, self._me) for one in raw) if event}
        events = {key: event for key, event in events.items() if event.what != "nothing"}
        if not events:
            return
        async with self._noting:
            noted = [Noted(event.id, event.room) for event in events.values()]
            await self._tidy()
            for new in await self._in_thread(lambda: self._ledger.note(noted)):
                self._put(Item(new, events[new.event_id]))

    async def rooms(self) -> List[str]:
        """Return the rooms where something came in the last days; raises `StoreUnavailable`."""
        return await self._in_thread(self._ledger.rooms)

    async def known(self, event_ids: Sequence[str]) -> Set[str]:
        """Return which of some events came; raises `StoreUnavailable`."""
        return await self._in_thread(lambda: self._ledger.known(event_ids))

    async def close(self) -> None:
        """Stop where we are; the rest is done at the next start."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._thread.shutdown(wait=True)

    async def _tidy(self) -> None:
        """Forget what was answered long ago, now and then."""
        if time.monotonic() >= self._tidy_at:
            await self._in_thread(self._ledger.expire)
            self._tidy_at = time.monotonic() + TIDY_EVERY

    def _put(self, item: Item) -> None:
        line = self._rooms.setdefault(item.noted.room_id, deque())
        if item.event and _merged(line, item):
            return
        line.append(item)
        if len(line) == 1:
            self._run(self._work(item.noted.room_id))

    async def _work(self, room: str) -> None:
        line = self._rooms[room]
        while line:
            await self._fill(line)
            item = line[0]
            item.begun = True
            try:
                if not item.withdrawn:
                    await self._handle(item)
            except Exception as error:  # one event must not stop a room; its text may hold words of a person
                log.error("nothing could be done about a Matrix event: %s", type(error).__name__)
            self._run(self._done(item.ids))
            line.popleft()
        del self._rooms[room]

    async def _fill(self, line: Deque[Item]) -> None:
        """Fetch the events that are only known by their ids; what changes an earlier one is put together with it."""
        for item in [item for item in line if item.event is None]:
            item.event = await self._fetch(item.noted)
            before = deque(other for other in list(line)[: list(line).index(item)])
            if _merged(before, item):
                line.remove(item)

    async def _fetch(self, noted: Noted) -> Event:
        lost = Event("lost", noted.event_id, noted.room_id, "")
        try:
            raw = await self._client.patiently(lambda: self._client.event(noted.room_id, noted.event_id))
        except Refused as refused:
            log.warning("a Matrix event that waited is gone: %s", refused)
            return lost
        return read(raw, self._me) or lost

    async def _done(self, ids: Sequence[str]) -> None:
        while True:
            try:
                return await self._in_thread(lambda: self._ledger.done(ids))
            except StoreUnavailable:
                await asyncio.sleep(BETWEEN_TRIES)

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _run(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _merged(line: Deque[Item], item: Item) -> bool:
    """Let an edit or a withdrawal change what it is about, if that still waits; say whether nothing is left of it.

    What is being answered just now is marked as withdrawn, so that its answer is not said; the rest is done later.
    """
    event = item.event
    about = (event.replaces or event.about) if event else None
    target = next((one for one in line if about and one.noted.event_id == about), None)
    if event is None or target is None or target.event is None or target is item:
        return False
    if event.what == "withdrawn":
        target.withdrawn = True
    elif event.replaces and event.what == "words" == target.event.what and event.sender == target.event.sender:
        if target.begun:
            return False
        target.event = replace(target.event, words=event.words)
    else:
        return False
    if not target.begun:
        target.also += item.ids
    return not target.begun
