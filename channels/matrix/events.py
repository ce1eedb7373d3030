"""What a homeserver's events mean to the door: read from JSON that may hold anything."""

from dataclasses import dataclass
from typing import Any, Literal, Mapping, Optional

What = Literal["words", "media", "encrypted", "invited", "left", "withdrawn", "reaction", "lost", "nothing"]

MEDIA: Mapping[str, str] = {
    "m.image": "picture",
    "m.video": "file",
    "m.audio": "sound",
    "m.file": "file",
    "m.location": "place",
    "m.sticker": "picture",
}
"""Kinds of message that are no words, and what the refusal calls them."""
WORDS = ("m.text", "m.emote")
LONGEST_ID = 255


@dataclass(frozen=True)
class Event:
    """An event that the door does something about, or knows that there is nothing to do.

    `words` is what a person wrote, a caption included; `media` the kind of what is no words. `thread` is the root of
    the thread that it is in, `to` the message that it replies to, `replaces` the one that it is an edit of. `about`
    is whom a membership is of, the message that is withdrawn, or what a reaction is to.
    """

    what: What
    id: str
    room: str
    sender: str
    words: str = ""
    media: Optional[str] = None
    thread: Optional[str] = None
    to: Optional[str] = None
    replaces: Optional[str] = None
    about: Optional[str] = None


def read(raw: Any, me: str) -> Optional[Event]:
    """Read an event as the homeserver sends it; None for one that has no id or room, or that is our own doing."""
    raw = _mapping(raw)
    event_id, room, sender, kind = (_text(raw.get(name)) for name in ("event_id", "room_id", "sender", "type"))
    if not (_is_id(event_id) and _is_id(room) and sender and kind):
        return None
    content = _mapping(raw.get("content"))
    base = Event("nothing", event_id, room, sender)
    if kind == "m.room.member":
        return _membership(base, _text(raw.get("state_key")), _text(content.get("membership")), me)
    if sender == me:
        return None
    if _mapping(_mapping(raw.get("unsigned")).get("redacted_because")):
        return _with(base, "withdrawn", about=event_id)
    if kind == "m.room.redaction":
        about = _text(raw.get("redacts")) or _text(content.get("redacts"))
        return _with(base, "withdrawn", about=about) if about else base
    if kind == "m.reaction":
        relation = _mapping(content.get("m.relates_to"))
        return _with(base, "reaction", about=_text(relation.get("event_id")), words=_text(relation.get("key")))
    if kind == "m.room.encrypted":
        return _with(base, "encrypted", **_relations(content))
    if kind == "m.sticker":
        return _with(base, "media", media=MEDIA[kind], **_relations(content))
    return _message(base, content) if kind == "m.room.message" else base


def _message(base: Event, content: Mapping[str, Any]) -> Event:
    relations = _relations(content)
    if relations["replaces"]:
        content = _mapping(content.get("m.new_content")) or content
    kind, body = _text(content.get("msgtype")), _text(content.get("body"))
    if kind in MEDIA:
        name = _text(content.get("filename"))
        caption = body if name and name != body else ""
        return _with(base, "media", media=MEDIA[kind], words=caption, **relations)
    words = unquoted(body) if relations["to"] else body
    return _with(base, "words", words=words, **relations) if kind in WORDS and words.strip() else base


def _membership(base: Event, whose: str, membership: str, me: str) -> Optional[Event]:
    if whose == me:
        return _with(base, "invited", about=whose) if membership == "invite" else None
    return _with(base, "left", about=whose) if membership in ("leave", "ban") else None


def unquoted(body: str) -> str:
    """Return a reply without the lines that older clients quote from what it replies to: those are not new words."""
    lines = body.split("\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[first:]).strip() if first else body


def _relations(content: Mapping[str, Any]) -> Mapping[str, Optional[str]]:
    relation = _mapping(content.get("m.relates_to"))
    kind, target = relation.get("rel_type"), _text(relation.get("event_id")) or None
    to = _text(_mapping(relation.get("m.in_reply_to")).get("event_id")) or None
    return {
        "thread": target if kind == "m.thread" else None,
        "replaces": target if kind == "m.replace" else None,
        "to": None if kind == "m.thread" and relation.get("is_falling_back") is True else to,
    }


def _is_id(text: str) -> bool:
    """Say whether a database can keep an id: no homeserver that is in order makes longer or stranger ones."""
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def _with(base: Event, what: What, **more: Any) -> Event:
    return Event(what, base.id, base.room, base.sender, **more)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
