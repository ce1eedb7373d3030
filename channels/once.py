"""The same message twice, one turn: what arrives again gets the answer that it got, or is about to get.

A page sends a message again when it heard no answer: after a reconnect, after a reload, over HTTP instead. It keeps
the message's id. Remembered in this process's memory, so all of a conversation's messages must come to one process.
"""

import asyncio
import time
from collections import OrderedDict
from typing import Awaitable, Callable, Dict, Generic, Tuple, TypeVar

SECONDS = 600.0
"""How long an answer is remembered: longer than any page tries again."""
MOST = 5_000
"""Answers remembered at once; beyond, the oldest go first."""

Result = TypeVar("Result")
Key = Tuple[str, str]


class Once(Generic[Result]):
    """Run each message once. An answer that `lasts` is remembered; any other one is given to those who wait for it."""

    def __init__(
        self,
        lasts: Callable[[Result], bool],
        clock: Callable[[], float] = time.monotonic,
        seconds: float = SECONDS,
        most: int = MOST,
    ) -> None:
        self._lasts, self._clock, self._seconds, self._most = lasts, clock, seconds, most
        self._running: Dict[Key, asyncio.Future[Result]] = {}
        self._answers: OrderedDict[Key, Tuple[float, Result]] = OrderedDict()

    async def answer(
        self, conversation: str, message: str, run: Callable[[], Awaitable[Result]]
    ) -> Tuple[Result, bool]:
        """Return the answer to a message, and whether it was known or under way already.

        What runs goes on when whoever asked first does not wait for it any more, as when a page is loaded anew.
        """
        self._drop_the_old()
        key = (conversation, message)
        if key in self._answers:
            return self._answers[key][1], True
        running = self._running.get(key)
        if running:
            return await asyncio.shield(running), True
        self._running[key] = asyncio.ensure_future(self._run(key, run))
        return await asyncio.shield(self._running[key]), False

    def forget(self, conversation: str) -> None:
        """Drop the answers of a conversation."""
        for key in [key for key in self._answers if key[0] == conversation]:
            del self._answers[key]

    def __len__(self) -> int:
        return len(self._answers)

    async def _run(self, key: Key, run: Callable[[], Awaitable[Result]]) -> Result:
        try:
            result = await run()
        finally:
            del self._running[key]
        if self._lasts(result):
            self._answers[key] = (self._clock(), result)
            self._drop_the_old()
        return result

    def _drop_the_old(self) -> None:
        oldest = self._clock() - self._seconds
        while self._answers and (len(self._answers) > self._most or self._first() <= oldest):
            self._answers.popitem(last=False)

    def _first(self) -> float:
        return next(iter(self._answers.values()))[0]
