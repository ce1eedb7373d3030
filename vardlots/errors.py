"""Every error the core raises on purpose.

VardlotsError
├── KnowledgeError        a file that people edit is wrong: where, what, what to do
│   ├── EditConflict      somebody else changed the entry since the editor saw it
│   └── RefusedEdit       an edit would make the files wrong
├── BookingError
│   ├── SlotTaken         somebody else has the time
│   ├── HoldExpired       the time was held too long
│   └── NoSuchAppointment reference and phone number do not belong together
├── MessageNotSent        the gateway for text messages did not take one
├── StoreUnavailable      the database does not answer
├── WrongAccount          an account of the office cannot be made or changed so
└── UnreadableStatus      what should say which version serves does not
"""

from collections.abc import Iterable
from typing import Any


class VardlotsError(Exception):
    """Root of the tree: catch this to catch everything the core raises on purpose."""


class KnowledgeError(VardlotsError):
    """A file under `kb/` is wrong; the message names file, line, value, and what to do."""


class EditConflict(KnowledgeError):
    """Somebody else changed one of the entries since the editor saw them; `entries` are the ids of those changed."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.entries = tuple(entries)
        super().__init__(f"changed by somebody else in the meantime: {', '.join(self.entries)}; nothing was written")


class RefusedEdit(KnowledgeError):
    """An edit would make the files wrong, so nothing was written; `findings` (`Finding`) say how, and what to do."""

    def __init__(self, findings: Iterable[Any]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class BookingError(VardlotsError):
    """An appointment could not be booked, moved or cancelled."""


class SlotTaken(BookingError):
    """Somebody else booked or holds the time."""


class HoldExpired(BookingError):
    """The time was held for this person, but too long ago."""


class NoSuchAppointment(BookingError):
    """No appointment has this reference together with this phone number."""


class MessageNotSent(VardlotsError):
    """The gateway for text messages refused one, or did not answer."""


class StoreUnavailable(VardlotsError):
    """The database does not answer."""


class UnreadableStatus(VardlotsError):
    """What was read as the assistant's status is none."""


class WrongAccount(VardlotsError):
    """An account of the office cannot be made or changed so; the text says why and what to do."""
