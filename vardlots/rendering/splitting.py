"""A long text in several messages, cut where a reader would pause."""

import re
from collections.abc import Callable, Iterator

SEAMS = (r"(\n{2,})", r"(\n)", r"(?<=[.!?…])([^\S\n]+)", r"(\s+)")
"""Where to cut: between paragraphs; else lines; else sentences; else words."""

Size = Callable[[str], int]


def split(text: str, limit: int, size: Size = len) -> list[str]:
    """Return a text in pieces of at most `limit` each, as `size` counts; nothing but blanks at the cuts is lost.

    A single character that is larger than the limit stays whole.

    Raises:
        ValueError: when the limit is less than 1.
    """
    if limit < 1:
        raise ValueError(f"a piece of at most {limit} holds nothing; give a limit of 1 or more")
    pieces = (piece.strip() for piece in _pieces(text.strip(), limit, size, SEAMS))
    return [piece for piece in pieces if piece]


def utf16(text: str) -> int:
    """Count as Telegram and others do: signs beyond the first plane are two."""
    return len(text) + sum(ord(sign) > 0xFFFF for sign in text)


def _pieces(text: str, limit: int, size: Size, seams: tuple[str, ...]) -> Iterator[str]:
    if size(text) <= limit:
        yield text
        return
    if not seams:
        yield from _cut(text, limit, size)
        return
    held = glue = ""
    for index, part in enumerate(re.split(seams[0], text)):
        if index % 2:
            glue = part
        elif size(held + glue + part) <= limit:
            held += glue + part
        else:
            yield held
            *full, held = _pieces(part, limit, size, seams[1:])
            yield from full
    yield held


def _cut(text: str, limit: int, size: Size) -> Iterator[str]:
    held = ""
    for sign in text:
        if held and size(held + sign) > limit:
            yield held
            held = ""
        held += sign
    yield held
