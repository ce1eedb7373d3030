"""A reply as the HTML that Matrix allows: paragraphs, line breaks, bold, emphasis and links; all else escaped."""

import re
from html import escape

from vardlots.rendering.links import named, safe, told
from vardlots.rendering.outline import Block, Line, outline
from vardlots.replies import Reply

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def html(reply: Reply) -> str:
    """Return a reply as HTML; nothing for a reply that says nothing."""
    return "".join(f"<p>{_block(block)}</p>" for block in outline(reply))


def _block(block: Block) -> str:
    heading = [f"<strong>{_text(block.heading)}</strong>"] if block.heading else []
    if block.part == "choices":  # a list's own numbers are not always shown, and letters never
        heading = [_text(block.heading or "")]
    return "<br>".join([*heading, *(_line(block, line) for line in block.lines)])


def _line(block: Block, line: Line) -> str:
    text = _link(line.text, line.url) if line.url else _text(line.text)
    if block.part == "calls":
        return f"<strong>{text}</strong>"
    if block.part == "note":
        return f"<em>{text}</em>"
    return f"<strong>{_text(line.label)}</strong> {text}" if line.label else text


def _link(title: str, url: str) -> str:
    if not safe(url):
        return _text(told(title, url))
    return f'<a href="{escape(url)}">{_text(named(title, url))}</a>'


def _text(text: str) -> str:
    return escape(_UNSEEN.sub("", text)).replace("\n", "<br>")
