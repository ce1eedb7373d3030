"""What each conversation was offered last, so that a "2" is the choice that stood there. In memory alone."""

import hashlib
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Deque, Optional, Tuple

from vardlots.rendering.choices import Choice, choices_of, picked
from vardlots.replies import Button, Language, Reply

MOST = 5_000
"""Conversations; beyond, those that have been silent longest go first."""
KEPT = 3
"""Replies of a conversation whose buttons still work, where a door shows buttons of which it only knows the mark."""


@dataclass
class Offered:
    """A conversation's last choices, newest first; its language; whether it was just told that only words are read."""

    choices: Deque[Tuple[Choice, ...]] = field(default_factory=lambda: deque(maxlen=KEPT))
    language: Optional[Language] = None
    refused: bool = False


class Offers:
    """Remember what was offered, and find what an answer means."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: OrderedDict[str, Offered] = OrderedDict()

    def note(self, conversation: str, reply: Reply) -> None:
        """Remember a reply as it was sent, its buttons sealed; an error leaves what stood there before."""
        offered = self.of(conversation)
        offered.language, offered.refused = reply.language, False
        if reply.buttons or reply.kind != "error":
            offered.choices.appendleft(choices_of(reply))

    def of(self, conversation: str) -> Offered:
        """Return what is known of a conversation."""
        offered = self._known.setdefault(conversation, Offered())
        self._known.move_to_end(conversation)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        return offered

    def named(self, conversation: str, text: str) -> Optional[Button]:
        """Return the button that a text names by number or title, of those offered last."""
        choices = self.of(conversation).choices
        return picked(text, choices[0]) if choices else None

    def marked(self, conversation: str, sign: str) -> Optional[Button]:
        """Return the button with a mark, of the last few replies."""
        shown = (choice.button for choices in self.of(conversation).choices for choice in choices)
        return next((button for button in shown if mark(button) == sign), None)


def mark(button: Button) -> str:
    """Return a short sign for a sealed button, for doors that take no more than 64 bytes."""
    return hashlib.sha256(button.payload.encode()).hexdigest()[:32]
