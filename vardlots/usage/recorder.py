"""Write down what happens without anybody waiting for it: one thread writes, and what does not fit is dropped."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from queue import Empty, Full, Queue

from vardlots.replies import Language
from vardlots.usage.questions import How, forget_old, keep_question
from vardlots.usage.tallies import Count, add

log = logging.getLogger(__name__)

ROOM = 1000
"""So much may wait to be written."""
MOST = 10_000
"""So many different counts are held while the database does not answer."""
EVERY = 5.0
"""Seconds between two writings of the counts."""
DAY = 24 * 3600.0
"""Seconds between two looks for old questions."""


@dataclass(frozen=True)
class Question:
    """A question to keep, as it was typed: it is masked when it is written."""

    text: str
    language: Language
    how: How
    now: datetime
    entry: str | None = None
    score: float | None = None


@dataclass(frozen=True)
class _Asked:
    """Write everything that came before, then say so; perhaps stop."""

    stop: bool = False
    done: threading.Event = field(default_factory=threading.Event)


class Recorder:
    """Count and keep, from any thread. Nothing here raises, and nothing waits but `flush` and `close`.

    Counts are held in memory and written every few seconds; when the process is killed in between, they are lost. While
    the database does not answer, counts are held and questions dropped. Old questions are forgotten at the start, and
    every day. The log says once that something goes wrong, and never what anybody wrote.
    """

    def __init__(self, url: str, every: float = EVERY, room: int = ROOM) -> None:
        self._url, self._every = url, every
        self._queue: Queue[Count | Question | _Asked] = Queue(room)
        self._counts: Counter[Count] = Counter()
        self._complained: set[str] = set()
        self._thread = threading.Thread(target=self._work, name="usage", daemon=True)
        self._thread.start()

    def count(self, count: Count) -> None:
        """Count something, once."""
        self._put(count)

    def keep(self, question: Question) -> None:
        """Keep a question. Whether that is allowed was asked before."""
        self._put(question)

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until everything so far is written, at most so many seconds; say whether it came to that."""
        return self._ask(_Asked(), timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Write what there is and stop; what comes later is dropped. It may be called twice."""
        done = not self._thread.is_alive() or self._ask(_Asked(stop=True), timeout)
        self._thread.join(timeout if done else 0)
        return done

    def _put(self, what: Count | Question) -> None:
        try:
            self._queue.put_nowait(what)
        except Full:
            self._complain("full", "too much to write down at once: some of it is dropped")

    def _ask(self, asked: _Asked, timeout: float) -> bool:
        end = time.monotonic() + timeout
        try:
            self._queue.put(asked, timeout=timeout)
        except Full:
            return False
        return asked.done.wait(max(0.0, end - time.monotonic()))

    def _work(self) -> None:
        """Run the thread: take what comes, and write when it is time."""
        forget = write = time.monotonic()
        while True:
            if time.monotonic() >= forget:
                self._try(self._forget)
                forget = time.monotonic() + DAY
            taken = self._next(write)
            if isinstance(taken, _Asked) or time.monotonic() >= write:
                self._write()
                write = time.monotonic() + self._every
            if isinstance(taken, _Asked):
                taken.done.set()
                if taken.stop:
                    return

    def _next(self, until: float) -> _Asked | None:
        """Take one thing from the queue, or nothing until a moment; a question is written at once."""
        try:
            taken = self._queue.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            return None
        if isinstance(taken, _Asked):
            return taken
        if isinstance(taken, Question):
            self._try(lambda: self._keep(taken))
        elif taken in self._counts or len(self._counts) < MOST:
            self._counts[taken] += 1
        return None

    def _write(self) -> None:
        if self._counts and self._try(lambda: add(self._url, self._counts)):
            self._counts.clear()

    def _keep(self, one: Question) -> None:
        keep_question(self._url, one.text, one.language, one.how, one.now, entry=one.entry, score=one.score)

    def _forget(self) -> None:
        forget_old(self._url, datetime.now(timezone.utc))

    def _try(self, work: Callable[[], None]) -> bool:
        """Do something and say whether it went well: whatever is wrong with it, the thread goes on."""
        try:
            work()
        except Exception as error:  # its text may hold what somebody wrote
            self._complain("write", f"what is asked cannot be written down now: {type(error).__name__}")
            return False
        self._complained.discard("write")
        return True

    def _complain(self, of: str, text: str) -> None:
        """Log a trouble, unless that was done and it has not been well since."""
        if of not in self._complained:
            self._complained.add(of)
            log.warning(text)
