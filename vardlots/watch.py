"""A watch over what is followed: it looks by itself, so that an edit counts although nobody asks."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timezone

log = logging.getLogger(__name__)

EVERY = 0.5
"""Seconds between two looks. What is followed looks at its files once a second at most."""


class Watch:
    """Take some looks over and over, in a thread of its own; `looked` is when the last round began, in UTC.

    A look that fails is logged, once for each time that it fails in another way, and the watch goes on.
    """

    def __init__(self, looks: Sequence[Callable[[], object]], every: float = EVERY) -> None:
        self._looks, self._every = looks, every
        self._ended = threading.Event()
        self._failed: dict[int, str] = {}
        self.looked = datetime.now(timezone.utc)

    def start(self) -> None:
        """Begin; the thread ends with the process."""
        threading.Thread(target=self._go_on, name="watch", daemon=True).start()

    def stop(self) -> None:
        """Take no more looks."""
        self._ended.set()

    def look(self) -> None:
        """Take each look once."""
        began = datetime.now(timezone.utc)
        for number, look in enumerate(self._looks):
            self._take(number, look)
        self.looked = began

    def _go_on(self) -> None:
        while not self._ended.wait(self._every):
            self.look()

    def _take(self, number: int, look: Callable[[], object]) -> None:
        try:
            look()
        except Exception as error:  # whatever it is, what is followed must be looked at again
            failed = f"{type(error).__name__}: {error}"
            if self._failed.get(number) != failed:
                log.error("looking after the knowledge base failed: %s", failed)
            self._failed[number] = failed
        else:
            self._failed.pop(number, None)
