"""Conversations that only their owner can go on with: the server hands each out with a signed token."""

import os
import secrets
from dataclasses import dataclass
from typing import Any, Optional

from itsdangerous import BadData, URLSafeTimedSerializer

from channels.buttons import as_signed
from channels.guard import WEB

HOURS = 24
LONGEST_TOKEN = 512


@dataclass(frozen=True)
class Session:
    """A conversation as Rasa knows it, and what its owner shows to go on with it.

    The conversation's name is no secret; the token is.
    """

    conversation: str
    token: str


class Sessions:
    """Start conversations, and know them again by their token. Nothing is stored: the signature says it all."""

    def __init__(self, secret: str, hours: Optional[float] = None) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="session")
        self._seconds = 3600 * (float(os.environ.get("VARDLOTS_SESSION_HOURS", HOURS)) if hours is None else hours)

    def start(self) -> Session:
        """Return a new conversation that nobody can guess."""
        conversation = WEB + secrets.token_urlsafe(16)
        return Session(conversation, self._serializer.dumps(conversation))

    def resume(self, token: Any, however_old: bool = False) -> Optional[Session]:
        """Return the conversation of a token, or None when this server signed no such token, or too long ago."""
        if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
            return None
        try:
            return Session(
                self._serializer.loads(as_signed(token), max_age=None if however_old else self._seconds), token
            )
        except (BadData, ValueError):  # a lone surrogate is no UTF-8
            return None
