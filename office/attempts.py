"""Logins that failed: after a few, the next must wait."""

import time
from collections import defaultdict, deque
from collections.abc import Callable

FREE = 5
"""Failures that a person may make."""
WINDOW = 900.0
"""Seconds that a failure counts."""
REMEMBERED = 10_000


class Attempts:
    """Count failed logins by account and by network address, in memory: one process serves the office."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, deque[float]] = defaultdict(deque)

    def wait(self, *who: str) -> float:
        """Return the seconds until any of these may try again; 0 when they may now."""
        return max((self._left(one) for one in who), default=0.0)

    def failed(self, *who: str) -> None:
        """Note a failure of each of these."""
        if len(self._failed) > REMEMBERED:
            self._failed = defaultdict(deque, {one: times for one, times in self._failed.items() if self._left(one)})
        for one in who:
            self._failed[one].append(self._clock())

    def succeeded(self, who: str) -> None:
        """Forget the failures of one who came in at last."""
        self._failed.pop(who, None)

    def _left(self, who: str) -> float:
        times, now = self._failed.get(who, deque[float]()), self._clock()
        while times and now - times[0] > WINDOW:
            times.popleft()
        return WINDOW - (now - times[-FREE]) if len(times) >= FREE else 0.0
