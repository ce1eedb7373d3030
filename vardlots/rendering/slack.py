"""A reply as Slack messages: sections of text, and the choices as buttons.

Source: Slack's Block Kit reference (3,000 characters a section, 50 blocks a message, 25 buttons of 75 characters).
"""

from dataclasses import replace
from typing import Any

from vardlots.rendering.links import told
from vardlots.rendering.outline import Block, outline
from vardlots.rendering.plain import plain
from vardlots.rendering.splitting import split
from vardlots.replies import Button, Reply

LONGEST_SECTION, MOST_BLOCKS = 3_000, 50
MOST_BUTTONS, LONGEST_TITLE, LONGEST_VALUE = 25, 75, 2_000

Json = dict[str, Any]


def slack(reply: Reply) -> tuple[Json, ...]:
    """Return the `text` and `blocks` of each message to post; buttons carry their payloads as they are."""
    tapped = tappable(reply.buttons)
    said = replace(reply, buttons=()) if tapped else reply
    blocks = [section for block in outline(said) for section in _sections(block)]
    if tapped and reply.buttons:
        blocks.append({"type": "actions", "elements": [_button(*one) for one in enumerate(reply.buttons, 1)]})
    parts = [blocks[start : start + MOST_BLOCKS] for start in range(0, len(blocks), MOST_BLOCKS)]
    notice = split(escaped(plain(said)), LONGEST_SECTION)[:1]
    return tuple({"text": "".join(notice), "blocks": part} for part in parts)


def tappable(buttons: tuple[Button, ...]) -> bool:
    """Say whether Slack can show all of them as buttons; else they get numbers."""
    fits = all(len(one.title) <= LONGEST_TITLE and len(one.payload) <= LONGEST_VALUE for one in buttons)
    return fits and len(buttons) <= MOST_BUTTONS


def escaped(text: str) -> str:
    """Return a text whose signs mean nothing to Slack: no mention, no link of its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _sections(block: Block) -> list[Json]:
    lines = [block.heading] if block.heading else []
    for line in block.lines:
        text = told(line.text, line.url) if line.url else line.text
        lines.append(f"{line.label} {text}" if line.label else text)
    texts = map(escaped, split("\n".join(lines), LONGEST_SECTION, lambda text: len(escaped(text))))
    if block.part == "calls":  # a line at a time, for a star does not reach over a line's end
        texts = map("\n".join, [[f"*{line}*" for line in text.split("\n")] for text in texts])
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}} for text in texts]


def _button(number: int, button: Button) -> Json:
    title = {"type": "plain_text", "text": button.title}
    return {"type": "button", "action_id": f"choice-{number}", "text": title, "value": button.payload}
