"""A case: a conversation that the clinic's people were asked into."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from vardlots.replies import Language

State = Literal["waiting", "taken", "closed"]
Why = Literal["asked", "misses"]
By = Literal["staff", "patient", "nobody"]


@dataclass(frozen=True)
class Case:
    """A case as it stands in the ledger.

    `about` is what the topic is called among people. `thread` is where the case is in the staff room; `taken_by` who
    has it there, and `name` what the patient may call them. `spoken` is when anybody last wrote, `told` when the
    patient was told that nobody has come yet.
    """

    id: int
    reference: str
    conversation: str
    language: Language
    topic: str | None
    why: Why
    state: State
    opened: datetime
    spoken: datetime
    about: str | None = None
    thread: str | None = None
    taken_by: str | None = None
    name: str | None = None
    told: datetime | None = None

    @property
    def door(self) -> str:
        """The door that the patient came in by: `web`, `matrix`."""
        return self.conversation.partition(":")[0]
