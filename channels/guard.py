"""What may come in: the shape and size of a request, and no commands but our own buttons."""

import secrets
from dataclasses import dataclass, field, replace
from typing import Any, Mapping, Optional

from channels.buttons import PREFIX, ButtonSigner
from vardlots.privacy import mask_identity
from vardlots.replies import LANGUAGES

LONGEST_MESSAGE = 2000
"""Characters. The longest real question is far shorter; a megabyte of words would stop the server for seconds."""
LONGEST_SENDER = 128


class BadRequest(Exception):
    """The request cannot be a person's message; the text says what was expected."""


@dataclass(frozen=True)
class Incoming:
    """A message that may go on: `text` is plain words without personal numbers, or the payload of a button of ours."""

    text: str
    sender: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


class TooLong(BadRequest):
    """The message is longer than anybody's question."""

    def __init__(self, incoming: Incoming) -> None:
        super().__init__(f"the message is longer than {LONGEST_MESSAGE} characters")
        self.incoming = incoming


def admit(body: Any, signer: ButtonSigner) -> Incoming:
    """Check a request's JSON body and return the message in it.

    A missing sender gets an unguessable one of its own, so that strangers never share a conversation.

    Raises:
        BadRequest: when body, message or sender has a wrong type, is empty or too long.
    """
    if not isinstance(body, Mapping):
        raise BadRequest('expected a JSON object such as {"sender": "…", "message": "…"}')
    sender = _sender(body.get("sender"))
    message = body.get("message")
    if not isinstance(message, str) or not message.strip():
        raise BadRequest('"message" must be a text that is not empty')
    incoming = Incoming("", sender, _metadata(body.get("metadata")))
    payload = signer.open(message, sender)
    if payload is None and len(message) > LONGEST_MESSAGE:
        raise TooLong(replace(incoming, text=harmless(message[:LONGEST_MESSAGE])))
    return replace(incoming, text=payload or mask_identity(harmless(message)))


def harmless(text: str) -> str:
    """Return a person's text without what Rasa would take for a command, and without control characters."""
    if text.startswith(PREFIX):
        return "?"
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return printable.lstrip("/ ").rstrip() or "?"


def _sender(sender: Any) -> str:
    if sender is None:
        return secrets.token_urlsafe(16)
    if not isinstance(sender, str) or not 0 < len(sender) <= LONGEST_SENDER or not sender.isprintable():
        raise BadRequest(f'"sender" must be a text of 1 to {LONGEST_SENDER} printable characters')
    return sender


def _metadata(metadata: Any) -> Mapping[str, Any]:
    language: Optional[Any] = metadata.get("language") if isinstance(metadata, Mapping) else None
    return {"language": language} if language in LANGUAGES else {}
