"""A reply as Messenger messages: text, and short choices as quick replies under the last.

Source: Meta's Send API reference (2,000 characters a message; 13 quick replies of 20, with payloads of 1,000).
"""

from dataclasses import replace
from typing import Any

from vardlots.rendering.plain import plain
from vardlots.rendering.splitting import split, utf16
from vardlots.replies import Button, Reply

LONGEST = 2_000
MOST_REPLIES, LONGEST_TITLE, LONGEST_PAYLOAD = 13, 20, 1_000

Json = dict[str, Any]


def messenger(reply: Reply) -> tuple[Json, ...]:
    """Return the `message` of each request; quick replies carry their buttons' payloads as they are."""
    tapped = tappable(reply.buttons)
    pieces = split(plain(replace(reply, buttons=()) if tapped else reply), LONGEST, utf16)
    messages: list[Json] = [{"text": piece} for piece in pieces]
    if messages and tapped and reply.buttons:
        messages[-1]["quick_replies"] = [
            {"content_type": "text", "title": button.title, "payload": button.payload} for button in reply.buttons
        ]
    return tuple(messages)


def tappable(buttons: tuple[Button, ...]) -> bool:
    """Say whether Messenger shows all of them in full; else they get numbers."""
    fits = all(utf16(one.title) <= LONGEST_TITLE and len(one.payload) <= LONGEST_PAYLOAD for one in buttons)
    return fits and len(buttons) <= MOST_REPLIES
