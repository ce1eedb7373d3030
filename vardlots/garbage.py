"""Python's collector of cyclic garbage, out of the way of work that makes a great many objects and no cycles."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_counting = threading.Lock()
_inside = 0
_was = False


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nothing be collected in a block: looking through all objects over and over can take longer than the work.

    What is in no cycle is freed as ever. It holds for every thread, until the last one has left such a block: keep it
    to some seconds.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _was
    with _counting:
        if not _inside:
            _was = gc.isenabled()
            gc.disable()
        _inside += 1


def _leave() -> None:
    global _inside
    with _counting:
        _inside -= 1
        if not _inside and _was:
            gc.enable()
