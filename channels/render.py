"""What a turn's actions said, as one reply; and that reply as the messages that any Rasa client shows."""

import logging
from dataclasses import replace
from typing import Any, Dict, Iterator, List, Optional, Tuple

from channels.buttons import ButtonSigner
from vardlots.phrases import phrases
from vardlots.replies import Reply, merge

log = logging.getLogger(__name__)


def collect(messages: List[Dict[str, Any]], greeted: bool = False) -> Optional[Reply]:
    """Make one reply of what a turn's actions said.

    The first of a conversation says what this is, unless the page has `greeted` the person with it.
    """
    bodies = [message["custom"] for message in messages if message.get("custom")]
    replies = list(_replies(bodies))
    if not replies:
        return None
    reply = merge(replies)
    if greeted or not any(body.get("introduce") for body in bodies):
        return reply
    return add(reply, phrases().say("notice.automatic", reply.language))


def add(reply: Reply, paragraphs: Tuple[str, ...]) -> Reply:
    """Return the reply with more to say after everything else."""
    return replace(reply, paragraphs=(*reply.paragraphs, *paragraphs))


def render(reply: Reply, sender: str, signer: ButtonSigner) -> List[Dict[str, Any]]:
    """Return a turn as stock Rasa messages: the whole reply as `custom`, then each paragraph as `text`."""
    body = reply.as_dict()
    buttons = [signer.seal(button, sender).as_dict() for button in reply.buttons]
    if buttons:
        body["buttons"] = buttons
    messages: List[Dict[str, Any]] = [{"recipient_id": sender, "custom": body}]
    messages += [{"recipient_id": sender, "text": paragraph} for paragraph in reply.paragraphs]
    if buttons:
        messages[-1]["buttons"] = buttons
    return messages


def _replies(bodies: List[Any]) -> Iterator[Reply]:
    for body in bodies:
        try:
            yield Reply.from_dict(body)
        except (AttributeError, TypeError, ValueError) as error:  # an action server of another version, say
            log.error("an action sent what is no reply: %s", type(error).__name__)
