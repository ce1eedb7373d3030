"""A reply as plain text."""

from vardlots.rendering.links import told
from vardlots.rendering.outline import Block, Line, outline
from vardlots.replies import Reply


def plain(reply: Reply, brief: bool = False) -> str:
    """Return a reply as plain text, blocks with blank lines between; nothing for a reply that says nothing.

    `brief` says nothing twice, for doors where every sign costs.
    """
    return "\n\n".join(_block(block) for block in outline(reply, brief))


def _block(block: Block) -> str:
    heading = [block.heading] if block.heading else []
    return "\n".join([*heading, *map(_line, block.lines)])


def _line(line: Line) -> str:
    text = told(line.text, line.url) if line.url else line.text
    return f"{line.label} {text}" if line.label else text
