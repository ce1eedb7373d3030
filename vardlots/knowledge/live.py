"""The knowledge base as it is being edited: always the last version that was right."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from vardlots.errors import KnowledgeError
from vardlots.knowledge.findings import BadFile, Finding
from vardlots.knowledge.knowledge import Knowledge, read_knowledge

log = logging.getLogger(__name__)

Stamp = tuple[tuple[str, int, int], ...]


class LiveKnowledge:
    """Serve the knowledge base of a folder, and follow its files.

    A file that is wrong changes nothing: the version before it goes on serving, and `error` says what to mend.
    Any number of threads may ask; one of them reads, the others get the version at hand. Whoever cannot wait for a
    reading asks `behind` and `knowledge`, and lets another thread `look`.

    Raises:
        KnowledgeError: when made, if the files are wrong, for then there is no version to serve.
    """

    def __init__(self, folder: Path, every: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._every, self._clock = folder, every, clock
        self._reading = threading.Lock()
        self._looked = clock()
        self._stamp = _stamp(folder)
        self.knowledge = read_knowledge(folder)
        self.findings: tuple[Finding, ...] = ()
        self.error: str | None = None

    def current(self) -> Knowledge:
        """Return the last good version; look at the files at most once in `every` seconds.

        The same object comes back until a text changes, so a caller may compare by identity.
        """
        if self._clock() - self._looked >= self._every and self._reading.acquire(blocking=False):
            try:
                self._follow()
            finally:
                self._reading.release()
        return self.knowledge

    def behind(self, now: bool = False) -> bool:
        """Tell whether a file has been saved since; look at most once in `every` seconds, unless it must be `now`."""
        if not now and self._clock() - self._looked < self._every:
            return False
        self._looked = self._clock()
        return _stamp(self._folder) != self._stamp

    def look(self) -> Knowledge:
        """Read what has changed, now, and return the last good version."""
        with self._reading:
            self._follow()
        return self.knowledge

    def _follow(self) -> None:
        self._looked, stamp = self._clock(), _stamp(self._folder)
        if stamp == self._stamp:
            return
        # noted before reading: what is saved while we read shows as a change the next time
        self._stamp = stamp
        try:
            knowledge = read_knowledge(self._folder)
        except (KnowledgeError, OSError) as error:
            self.findings = error.findings if isinstance(error, BadFile) else (_unread(self._folder, error),)
            self.error = str(error)
            log.error("the knowledge base is not read again until this is mended:\n%s", error)
            return
        self.findings, self.error = (), None
        if knowledge.version != self.knowledge.version:
            self.knowledge = knowledge


def _unread(folder: Path, error: Exception) -> Finding:
    """Say of an error that no rule tells of, such as a file that may not be opened, what it is."""
    why, fix = f"the files cannot be read: {error}", "see that the assistant may read every file of the folder"
    return Finding(f"{folder.name}/faq.yaml", 1, "not-readable", why, fix, f"Filerna går inte att läsa: {error}.")


def _stamp(folder: Path) -> Stamp:
    """Return what changes when a file is saved: names, times and sizes."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            state = path.stat()
        except FileNotFoundError:  # an editor that saves by renaming has a moment without the file
            continue
        found.append((path.name, state.st_mtime_ns, state.st_size))
    return tuple(found)
