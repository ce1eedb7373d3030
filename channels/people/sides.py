"""The two sides between which people talk: the door that a patient came in by, and the room where staff answer."""

from dataclasses import dataclass
from typing import Optional, Protocol, Sequence

from vardlots.people.cases import Case
from vardlots.replies import Reply


@dataclass(frozen=True)
class Line:
    """A line of what was said before people were asked in: by the `patient` or the `assistant`, masked."""

    who: str
    text: str


class Door(Protocol):
    """A door through which something can be said without being asked."""

    async def push(self, conversation: str, reply: Reply, number: int) -> None:
        """Say something in a conversation, now if somebody listens.

        `number` grows from one push of the assistant to the next, and is the same when one is repeated. A page that
        was away gets what it missed when it comes back, so a door need not keep anything.
        """
        ...


class StaffRoom(Protocol):
    """Where the clinic's people read and answer; each case is a thread in it.

    What they write there comes back by `People.answered`, `People.taken` and `People.ended`.
    """

    async def staffed(self) -> bool:
        """Say whether the room can be reached now and any person is in it."""
        ...

    async def open(self, case: Case, before: Sequence[Line]) -> str:
        """Show a new case with what was said before; return the id of its thread.

        Called again for the same case it returns the same thread and shows nothing twice.

        Raises:
            RoomDown: when the room cannot be reached.
        """
        ...

    async def say(self, case: Case, text: str, message: Optional[str]) -> None:
        """Show what the patient wrote, masked; `message` is its id, if it has one, to show it once.

        Raises:
            RoomDown: when the room cannot be reached.
        """
        ...

    async def note(self, case: Case, key: str) -> None:
        """Show a note to staff in a case's thread: the phrase `staff.<key>` of `kb/replies/people.yaml`.

        Raises:
            RoomDown: when the room cannot be reached.
        """
        ...


class RoomDown(Exception):
    """The staff room cannot be reached; the text names the kind of error only."""
