"""What of a reply stands where, in every text alike: whom to call first, then what is said, then what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vardlots.phrases import phrases
from vardlots.rendering.card import card_of, day_of
from vardlots.rendering.choices import choices_of, lettered
from vardlots.replies import Link, Reply, tel

Part = Literal["calls", "text", "card", "links", "choices", "note"]
SOS = tel("112")


@dataclass(frozen=True)
class Line:
    """One line: its label, if any, its text, and where it leads, if anywhere."""

    text: str
    label: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Block:
    """Lines that belong together, under a heading if they have one."""

    part: Part
    lines: tuple[Line, ...]
    heading: str | None = None


def outline(reply: Reply, brief: bool = False) -> tuple[Block, ...]:
    """Return a reply's blocks in their order; an emergency begins with the numbers to call.

    `brief` leaves out of the appointment's card what the sentences say already.
    """
    return tuple(block for block in _blocks(reply, brief) if block.lines)


def _blocks(reply: Reply, brief: bool) -> Iterator[Block]:
    calls = tuple(calls_of(reply))
    first, rest = reply.paragraphs[:1], reply.paragraphs[1:]
    yield Block("calls", tuple(map(_link, calls)))
    yield from (Block("text", (Line(paragraph),), _writer(reply)) for paragraph in first)
    yield _card(reply, brief)
    yield from (Block("text", (Line(paragraph),)) for paragraph in rest)
    yield Block("links", tuple(_link(link) for link in reply.links if link not in calls))
    yield _choices(reply)
    yield Block("note", tuple(_reviewed(reply)))


def calls_of(reply: Reply) -> Iterator[Link]:
    """Yield the numbers of an emergency, 112 among them whatever the reply lacks; none of any other reply."""
    if reply.kind != "emergency":
        return
    numbers = [link for link in reply.links if link.url.startswith("tel:")]
    if not any(link.url == SOS for link in numbers):
        yield Link(phrases().title("rendering.call_112", reply.language), SOS)
    yield from numbers


def _link(link: Link) -> Line:
    return Line(link.title, url=link.url)


def _writer(reply: Reply) -> str | None:
    """Return who writes, where a member of staff does."""
    name = (reply.people or {}).get("name")
    return phrases().title("rendering.from_person", reply.language, name=name) if name else None


def _card(reply: Reply, brief: bool) -> Block:
    card = card_of(reply)
    said = reply.text if brief else ""
    rows = tuple(Line(value, label=label) for label, value in card.rows if not said or value not in said)
    return Block("card", rows, card.heading)


def _choices(reply: Reply) -> Block:
    key = "rendering.reply_with_letter" if lettered(reply) else "rendering.reply_with_number"
    lines = tuple(Line(choice.button.title, label=f"{choice.label}.") for choice in choices_of(reply))
    return Block("choices", lines, phrases().title(key, reply.language))


def _reviewed(reply: Reply) -> Iterator[Line]:
    if reply.reviewed:
        yield Line(day_of(reply.reviewed, reply.language))
