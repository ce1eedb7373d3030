"""Python's collector of cyclic garbage, out of the way of work that makes a great many objects and no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nothing be collected in a block: looking through all objects over and over can take longer than the work.

    What is in no cycle is freed as ever. It holds for every thread, so keep the block to some seconds.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:  # of several threads in such blocks, the first one in lets it go on
            gc.enable()
