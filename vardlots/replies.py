"""What the assistant says: one typed `Reply` a turn, whatever produced it.

Actions make replies, channels render them. Nothing here knows about Rasa.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

Language = Literal["sv", "en"]
Kind = Literal[
    "faq", "suggest", "fee", "age", "booking", "triage", "emergency", "app_link",
    "handoff", "ask", "smalltalk", "fallback", "error",
]  # fmt: skip

Input = Literal["phone", "contact", "age", "date", "region", "reference", "number", "text"]
Role = Literal["feedback", "people"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
KINDS: tuple[Kind, ...] = get_args(Kind)
INPUTS: tuple[Input, ...] = get_args(Input)
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class Button:
    """A choice to tap.

    `payload` is Rasa's `/intent{"entity": "value"}` between action and channel; the channel
    signs it before anybody outside sees it. `role` is what a button is for where a page should
    show it apart from the others: `feedback` says whether an answer helped, `people` ends a talk with them.
    """

    title: str
    payload: str
    role: Role | None = None

    def as_dict(self) -> dict[str, str]:
        """Return the JSON form; a button without a role has no `role`."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Link:
    """A web, `tel:` or `mailto:` link, shown under the text."""

    title: str
    url: str


def tel(number: str) -> str:
    """Return the `tel:` link of a number as people write it, short ones such as 116 111 included."""
    return "tel:" + re.sub(r"[^\d+]", "", number)


@dataclass(frozen=True)
class Asks:
    """What a question wants, for a page to show the right field beside the free text.

    `min` and `max` are the first and last day of a `date`, in ISO's way; `options` are the titles to choose
    among. Whatever the field, its answer comes back as plain text.
    """

    input: Input
    min: str | None = None
    max: str | None = None
    options: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form: absent fields left out."""
        body = {**vars(self), "options": list(self.options)}
        return {name: value for name, value in body.items() if value not in (None, [])}

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> "Asks":
        """Read what `as_dict` wrote; unknown fields are ignored.

        Raises:
            ValueError: when `input` is missing or unknown.
        """
        if body.get("input") not in INPUTS:
            raise ValueError(f"no such input: {body.get('input')!r}")
        return cls(body["input"], body.get("min"), body.get("max"), tuple(body.get("options", ())))


@dataclass(frozen=True)
class Reply:
    """One turn's answer: its text in `paragraphs`, and what a program may read of it.

    `topic` is the id of the FAQ entry that the turn is about, `topics` the candidates of a
    "did you mean", best first. `fee`, `booking` and `care` hold JSON-ready results. `alarm` is the kind of
    alarm that an `emergency` answers. `asks` is what the form's question at its end wants. `people` says whether the
    clinic's people were asked in: `state` (`wanted`, `waiting`, `with_person`, `ended`), and what belongs to it.
    """

    kind: Kind
    language: Language
    paragraphs: tuple[str, ...]
    topic: str | None = None
    topics: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()
    score: float | None = None
    reviewed: str | None = None
    source: str | None = None
    fee: Mapping[str, Any] | None = None
    booking: Mapping[str, Any] | None = None
    care: Mapping[str, Any] | None = None
    alarm: str | None = None
    asks: Asks | None = None
    people: Mapping[str, Any] | None = None

    @property
    def text(self) -> str:
        """The whole answer as plain text."""
        return "\n\n".join(self.paragraphs)

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON form: `text` added, absent fields left out."""
        body = {field.name: getattr(self, field.name) for field in fields(self)}
        body["paragraphs"] = list(self.paragraphs)
        body["topics"] = list(self.topics)
        body["buttons"] = [button.as_dict() for button in self.buttons]
        body["links"] = [vars(link).copy() for link in self.links]
        body["asks"] = self.asks.as_dict() if self.asks else None
        body["text"] = self.text
        return {name: value for name, value in body.items() if value not in (None, [], {})}

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> "Reply":
        """Read what `as_dict` wrote; unknown fields are ignored.

        Raises:
            ValueError: when `kind` or `language` is missing or unknown, or `asks` names no input.
        """
        if body.get("kind") not in KINDS or body.get("language") not in LANGUAGES:
            raise ValueError(f"not a reply: kind {body.get('kind')!r}, language {body.get('language')!r}")
        known = {field.name for field in fields(cls)} & body.keys()
        values = {name: body[name] for name in known}
        values["paragraphs"] = tuple(body.get("paragraphs", ()))
        values["topics"] = tuple(body.get("topics", ()))
        values["buttons"] = tuple(Button(**button) for button in body.get("buttons", ()))
        values["links"] = tuple(Link(**link) for link in body.get("links", ()))
        values["asks"] = Asks.from_dict(body["asks"]) if body.get("asks") else None
        return cls(**values)


def merge(replies: Sequence[Reply]) -> Reply:
    """Make one reply of the several that a turn may produce (an answer, then a form's question).

    An emergency is said alone. Else the first one that is not a question says what the turn was about;
    text and links add up; the buttons are those of the last reply that has any, for they belong to what
    is asked last; and so does what the last question asks for.

    Raises:
        ValueError: when there is nothing to merge.
    """
    if not replies:
        raise ValueError("nothing to merge: a turn has at least one reply")
    urgent = next((reply for reply in replies if reply.kind == "emergency"), None)
    if urgent:
        return urgent
    lead = next((reply for reply in replies if reply.kind != "ask"), replies[0])
    paragraphs = tuple(dict.fromkeys(text for reply in replies for text in reply.paragraphs))
    links = tuple(dict.fromkeys(link for reply in replies for link in reply.links))
    buttons = next((reply.buttons for reply in reversed(replies) if reply.buttons), ())
    asks = next((reply.asks for reply in reversed(replies) if reply.kind == "ask"), None)
    return replace(lead, paragraphs=paragraphs, links=links, buttons=buttons, asks=asks)
