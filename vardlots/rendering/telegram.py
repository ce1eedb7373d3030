"""A reply as Telegram messages: text, and the choices as buttons under the last.

Source: Telegram's Bot API reference (4,096 UTF-16 units a message; 1 to 64 bytes that a button sends back).
"""

from dataclasses import replace
from typing import Any

from vardlots.rendering.plain import plain
from vardlots.rendering.splitting import split, utf16
from vardlots.replies import Button, Reply

LONGEST = 4_096
MOST_BUTTONS, LONGEST_DATA = 50, 64

Json = dict[str, Any]


def telegram(reply: Reply) -> tuple[Json, ...]:
    """Return the fields of each `sendMessage` but whom to; no page is fetched for a preview of a link."""
    tapped = tappable(reply.buttons)
    pieces = split(plain(replace(reply, buttons=()) if tapped else reply), LONGEST, utf16)
    messages: list[Json] = [{"text": piece, "link_preview_options": {"is_disabled": True}} for piece in pieces]
    if messages and tapped and reply.buttons:
        rows = [[{"text": button.title, "callback_data": button.payload}] for button in reply.buttons]
        messages[-1]["reply_markup"] = {"inline_keyboard": rows}
    return tuple(messages)


def tappable(buttons: tuple[Button, ...]) -> bool:
    """Say whether Telegram can show all of them as buttons; else they get numbers."""
    return len(buttons) <= MOST_BUTTONS and all(0 < len(one.payload.encode()) <= LONGEST_DATA for one in buttons)
