"""What was made of a thing once is at hand the next time, as long as there is that thing."""

import operator
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Memory(Generic[Made]):
    """Remember what is made of things that nobody changes: a text that was read, an entry.

    A thing is known by which one it is, not by what it is called, so nothing old is ever told of a new one; and it is
    let go of with its thing. `beside` is what else it was made of: when one of these is another, it is made anew.
    Any number of threads may ask; two that ask for the same at once may both make it.
    """

    def __init__(self) -> None:
        self._made: dict[int, tuple[weakref.ref[object], tuple[object, ...], Made]] = {}

    def of(self, thing: object, make: Callable[[], Made], *beside: object) -> Made:
        """Return what `make` makes of a thing, remembered."""
        key = id(thing)
        found = self._made.get(key)
        if found and found[0]() is thing and all(map(operator.is_, found[1], beside)):
            return found[2]
        made = make()
        self._made[key] = weakref.ref(thing, lambda _gone: self._forget(key)), beside, made
        return made

    def __len__(self) -> int:
        return len(self._made)

    def _forget(self, key: int) -> None:
        self._made.pop(key, None)
