"""A clock on one part of the work, a question at a time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Result = TypeVar("Result")


@dataclass
class Clock:
    """Milliseconds by the clock, and of the processor, which a busy machine lengthens less."""

    wall: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def time(self, call: Callable[..., Result], *arguments: Any) -> Result:
        """Call, note how long it took, and return what it returned."""
        wall, worked = time.perf_counter(), time.thread_time()
        result = call(*arguments)
        self.worked.append((time.thread_time() - worked) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)
        return result
