"""A reply as the content of a Matrix message, and back."""

import hashlib
import json
from dataclasses import replace
from typing import Any, Dict, Mapping, Optional

from channels.buttons import ButtonSigner
from vardlots.phrases import phrases
from vardlots.rendering.html import html
from vardlots.rendering.plain import plain
from vardlots.replies import LANGUAGES, Reply

REPLY = "org.vardlots.reply"
"""The whole reply, its buttons sealed: for clients that show more than text, and for the choices in it.

A text that is JSON, for Matrix allows no fractions in its own.
"""
ANSWERS = "org.vardlots.answers"
"""What a message answers: an event's id, or the number of a push. By it we see what was said before a restart."""


def sealed(reply: Reply, signer: ButtonSigner, conversation: str) -> Reply:
    """Return a reply whose buttons only this conversation can use."""
    return replace(reply, buttons=tuple(signer.seal(button, conversation) for button in reply.buttons))


def content(reply: Reply, answers: str, thread: Optional[str] = None, to: Optional[str] = None) -> Dict[str, Any]:
    """Return the content of the message that says a reply, in a thread, or as a reply to another message."""
    made: Dict[str, Any] = {
        "msgtype": "m.text",
        "body": plain(reply),
        "format": "org.matrix.custom.html",
        "formatted_body": html(reply),
        REPLY: json.dumps(reply.as_dict(), ensure_ascii=False),
        ANSWERS: answers,
    }
    return {**made, **(in_thread(thread, to) if thread else in_reply(to))}


def trouble(answers: str) -> Dict[str, Any]:
    """Return the plainest content there is, for when nothing else can be said: whom to turn to, in both languages."""
    texts = [text for language in LANGUAGES for text in phrases().say("trouble.down", language)]
    return {"msgtype": "m.text", "body": "\n\n".join(texts), ANSWERS: answers}


def in_thread(thread: Optional[str], to: Optional[str] = None) -> Dict[str, Any]:
    """Return what puts a message into a thread, and there in reply to another one; nothing without a thread."""
    if not thread:
        return {}
    falls_back = {"is_falling_back": to is None, "m.in_reply_to": {"event_id": to or thread}}
    return {"m.relates_to": {"rel_type": "m.thread", "event_id": thread, **falls_back}}


def in_reply(to: Optional[str]) -> Dict[str, Any]:
    """Return what makes a message a reply to another one; nothing without one."""
    return {"m.relates_to": {"m.in_reply_to": {"event_id": to}}} if to else {}


def said(content: Any) -> Optional[Reply]:
    """Return the reply that a message of ours says; None when it says none."""
    try:
        return Reply.from_dict(json.loads(content[REPLY]))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def answered(content: Any) -> Optional[str]:
    """Return what a message of ours answers."""
    known = content.get(ANSWERS) if isinstance(content, Mapping) else None
    return known if isinstance(known, str) else None


def transaction(answers: str) -> str:
    """Return the transaction id of the message that answers something: always the same."""
    return "vardlots-" + hashlib.sha256(answers.encode()).hexdigest()[:32]
