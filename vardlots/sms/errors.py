"""Why a gateway did not take a message.

MessageNotSent
├── Refused      for good: trying again would be the same
└── TryLater     not now: too many, out of order, no answer
"""

from vardlots.errors import MessageNotSent, VardlotsError


class Refused(MessageNotSent):
    """The gateway will never take this message, to this number; the text is its code."""


class TryLater(MessageNotSent):
    """The gateway does not take it now; the text is a code.

    `unsure` when it may have taken the message and only the answer got lost; `after` is for how many seconds it asked
    to be left alone.
    """

    def __init__(self, code: str, *, unsure: bool = False, after: float = 0.0) -> None:
        super().__init__(code)
        self.unsure, self.after = unsure, after


class WrongGateway(VardlotsError):
    """The gateway that is configured is none, or lacks what it needs; the message says what to write."""
