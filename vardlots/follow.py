"""Files as they are being edited: always the last version that was right."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

from vardlots.errors import KnowledgeError

log = logging.getLogger(__name__)

Made = TypeVar("Made")
Stamp = tuple[tuple[str, int, int], ...]


class Followed(Generic[Made]):
    """Serve what is made of some files, and make it again when they change.

    `files` names them, `read` makes the thing: from nothing at first (`None`), later with the version before at hand.
    A version that cannot be read is logged once, with what to mend, and the version before goes on serving; `error` is
    what was wrong with it.
    Any number of threads may ask; one of them reads, the others get the version at hand.

    Raises:
        KnowledgeError: when made, if the files are wrong, for then there is no version to serve.
    """

    def __init__(
        self,
        files: Callable[[], Iterable[Path]],
        read: Callable[[Made | None], Made],
        every: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._files, self._read, self._every, self._clock = files, read, every, clock
        self._reading = threading.Lock()
        self._looked = clock()
        self._stamp = stamp(files())
        self._made = read(None)
        self.error: str | None = None

    def current(self) -> Made:
        """Return the last good version; look at the files at most once in `every` seconds."""
        if self._clock() - self._looked >= self._every and self._reading.acquire(blocking=False):
            try:
                self._follow()
            finally:
                self._reading.release()
        return self._made

    def _follow(self) -> None:
        self._looked, now = self._clock(), stamp(self._files())
        if now == self._stamp:
            return
        # noted before reading: what is saved while we read shows as a change the next time
        self._stamp = now
        try:
            self._made, self.error = self._read(self._made), None
        except (KnowledgeError, OSError) as error:
            self.error = str(error)
            log.error("an edit does not count until this is mended; the version before it goes on:\n%s", error)


def stamp(files: Iterable[Path]) -> Stamp:
    """Return what changes when a file is saved: names, times and sizes."""
    found = []
    for path in files:
        try:
            state = path.stat()
        except FileNotFoundError:  # an editor that saves by renaming has a moment without the file
            continue
        found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(found)
