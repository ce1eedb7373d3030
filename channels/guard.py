"""What may come in: the shape and size of a request, and no commands but our own buttons."""

import json
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Any, Dict, FrozenSet, Mapping, Optional, Tuple

from channels.buttons import PREFIX, ButtonSigner
from vardlots.privacy import CONTACT, Kind, screen, wanted
from vardlots.replies import LANGUAGES

LONGEST_MESSAGE = 2000
"""Characters. The longest real question is far shorter; a megabyte of words would stop the server for seconds."""
LONGEST_READ = 6_000
"""Characters of a message that is too long in which an emergency is still looked for."""
LONGEST_SENDER = 128
LONGEST_ID = 64
"""Characters of a message's id: more than any random one needs."""
LONGEST_REQUEST = 2 * 1024 * 1024
"""Bytes. What is longer is not even read; up to here a person is told kindly that it was too long."""
WEB = "web:"
"""How the names of conversations begin that the server starts itself: only their tokens lead there."""
DOORS = (WEB, "matrix:", "slack:", "sms:", "whatsapp:", "messenger:", "telegram:")
"""How the names of conversations begin that belong to a door: a telephone number could be guessed."""


class BadRequest(Exception):
    """The request cannot be a person's message; the text says what was expected."""


@dataclass(frozen=True)
class Incoming:
    """A message that may go on.

    `text` is plain words without personal numbers and contact details, or the payload of a button of ours; `masked`
    says what kinds of them were there. For a message that is too long it holds as much as is worth reading.
    """

    text: str
    sender: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    masked: Tuple[Kind, ...] = ()
    typed: str = field(default="", repr=False, compare=False)
    """The words before anything was masked: to decide by here, and never to be stored, logged or passed on."""
    id: Optional[str] = None
    """What the client calls the message, so that it can send it again and have it answered once."""

    @property
    def tapped(self) -> bool:
        """Whether a button was tapped: no typed text begins with a slash."""
        return self.text.startswith("/")

    def for_form(self, form: Optional[str]) -> "Incoming":
        """Return the message with the contact details left in it that the active form, or its own words, ask for."""
        return _masked(self, wanted(self.typed, form)) if self.masked else self

    def for_people(self) -> "Incoming":
        """Return the message as people at the clinic get it: with the contact details that they may have asked for."""
        return _masked(self, CONTACT) if self.masked else self


class TooLong(BadRequest):
    """The message is longer than anybody's question."""

    def __init__(self, incoming: Incoming) -> None:
        super().__init__(f"the message is longer than {LONGEST_MESSAGE} characters")
        self.incoming = incoming


def admit(body: Any, signer: ButtonSigner, conversation: Optional[str] = None) -> Incoming:
    """Check a request's JSON body and return the message in it.

    `conversation` is whose message it is, where the channel knows; else the body's sender says so. A missing sender
    gets an unguessable one of its own, so that strangers never share a conversation. An id counts in a conversation
    that nobody can guess: whoever guesses another's sender must not be told what was answered.

    Raises:
        BadRequest: when body, message, sender or id has a wrong type, is empty or too long.
    """
    if not isinstance(body, Mapping):
        raise BadRequest('expected a JSON object such as {"sender": "…", "message": "…"}')
    sender = conversation or _sender(body.get("sender"))
    message = body.get("message")
    if not isinstance(message, str) or not message.strip():
        raise BadRequest('"message" must be a text that is not empty')
    known = message_id(body) if conversation else None
    incoming = Incoming("", sender, _metadata(body.get("metadata")), id=known)
    payload = signer.open(message, sender)
    if payload is not None:
        return replace(incoming, text=payload)
    typed = harmless(message[:LONGEST_READ])
    if len(message) > LONGEST_MESSAGE or len(typed) > LONGEST_MESSAGE:
        raise TooLong(_masked(replace(incoming, typed=typed)))
    return _masked(replace(incoming, typed=typed))


def message_id(body: Mapping[str, Any]) -> Optional[str]:
    """Return a message's id, or None when it has none.

    Raises:
        BadRequest: when it is no text of printable characters, empty or too long.
    """
    known = body.get("id")
    if known is None:
        return None
    if not isinstance(known, str) or not 0 < len(known) <= LONGEST_ID or not known.isprintable():
        raise BadRequest(f'"id" must be a text of 1 to {LONGEST_ID} printable characters')
    return known


def read_json(body: bytes) -> Any:
    """Read a request's body.

    Raises:
        BadRequest: when it is no JSON, or nested deeper than anybody needs.
    """
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body must be JSON") from error


def harmless(text: str) -> str:
    """Return a person's text without what Rasa would take for a command, and without control characters.

    What cannot be seen is taken out, so that it splits no word and hides no number; other signs that are no
    print become blanks. A letter and its accent become one sign, as all our words are written.
    """
    if text.startswith(PREFIX):
        return "?"
    signs = (_printed(sign) for sign in unicodedata.normalize("NFC", text))
    return "".join(signs).lstrip("/ ").rstrip() or "?"


def _printed(sign: str) -> str:
    if sign.isprintable():
        return sign
    return "" if unicodedata.category(sign) == "Cf" else " "


def _masked(incoming: Incoming, keep: FrozenSet[Kind] = frozenset()) -> Incoming:
    """Mask what the text should not hold. A mask may be longer than what it hides: no word is cut off for that."""
    found = screen(incoming.typed, keep)
    return replace(incoming, text=found.text, masked=tuple(sorted(found.kinds)))


def _sender(sender: Any) -> str:
    if sender is None:
        return secrets.token_urlsafe(16)
    if not isinstance(sender, str) or not 0 < len(sender) <= LONGEST_SENDER or not sender.isprintable():
        raise BadRequest(f'"sender" must be a text of 1 to {LONGEST_SENDER} printable characters')
    door = next((door for door in DOORS if sender.startswith(door)), None)
    if door:
        raise BadRequest(f'"sender" must not begin with {door!r}: such conversations belong to the {door[:-1]} channel')
    return sender


def _metadata(metadata: Any) -> Mapping[str, Any]:
    """Keep what is known of a page: its language, and whether it has said itself that this is no person."""
    told = metadata if isinstance(metadata, Mapping) else {}
    language: Any = told.get("language")
    known: Dict[str, Any] = {"language": language} if language in LANGUAGES else {}
    return {**known, "greeted": True} if told.get("greeted") is True else known
