"""A typed view of Rasa's tracker: what an action needs to know of this turn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from vardlots.replies import LANGUAGES, Language

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NEW_BEGINNINGS = frozenset({"reset_slots", "restart", "session_started"})
"""Events after which nothing that was talked about counts any more; "börja om" resets the slots."""
REMEMBERED = 3
"""Topics that a question may follow up on."""


@dataclass(frozen=True)
class Entity:
    """A stretch of the message with a normalised value, such as region=skane."""

    kind: str
    value: Any
    text: str | None = None


@dataclass(frozen=True)
class Staff:
    """Whether people at the clinic could come into this conversation now.

    `state` is open, closed (outside their hours), full (too many wait), away (nobody is in their room), declined (the
    patient wants to leave a contact instead), or none (never here). They are asked in by themselves after
    `after_misses` turns in a row that were not understood; 0: never.
    """

    state: str = "none"
    after_misses: int = 0

    @property
    def open(self) -> bool:
        """Whether they would come now."""
        return self.state == "open"


@dataclass(frozen=True)
class Turn:
    """One message of a person, with what was understood and remembered.

    `text` is empty when a button was tapped; `intents` are probabilities that sum to about 1;
    `requested` is the slot that the active form asked for; `now` is Stockholm time; `said` is
    everything the person has typed in this conversation, this message last; `topics` are the
    entries that the latest replies were about, the newest first; `staff` says whether a person could come in.
    """

    text: str
    language: Language
    intent: str
    intents: Mapping[str, float]
    entities: tuple[Entity, ...]
    slots: Mapping[str, Any]
    sender: str
    requested: str | None
    form: str | None
    now: datetime
    said: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    staff: Staff = Staff()

    def values(self, kind: str) -> list[Any]:
        """Return the values of every entity of a kind, in the order they were said."""
        return [entity.value for entity in self.entities if entity.kind == kind]

    def value(self, kind: str) -> Any | None:
        """Return the last value of a kind ("inte Skåne, Halland" means Halland), or None."""
        return next(reversed(self.values(kind)), None)

    def slot(self, name: str) -> Any | None:
        """Return a remembered slot, or None."""
        return self.slots.get(name)

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> "Turn":
        """Read a turn from Rasa's tracker; what is missing gets a harmless default."""
        message = tracker.latest_message or {}
        text = message.get("text") or ""
        intent = (message.get("intent") or {}).get("name") or "nlu_fallback"
        return cls(
            text="" if text.startswith("/") else text,
            language=_language(message, tracker),
            intent=intent,
            intents={row["name"]: row["confidence"] for row in message.get("intent_ranking") or []} or {intent: 1.0},
            entities=tuple(
                Entity(row["entity"], row.get("value"), text[row["start"] : row["end"]] if "start" in row else None)
                for row in message.get("entities") or []
            ),
            slots=dict(tracker.slots),
            sender=tracker.sender_id,
            requested=tracker.slots.get("requested_slot"),
            form=(tracker.active_loop or {}).get("name"),
            now=datetime.now(STOCKHOLM),
            said=_said(tracker),
            topics=_topics(tracker),
            staff=_staff(message),
        )


def _staff(message: Mapping[str, Any]) -> Staff:
    """Read what the channel says of the clinic's people; a channel that says nothing has none."""
    there = (message.get("metadata") or {}).get("people") or {}
    return Staff(str(there.get("state") or "none"), int(there.get("after_misses") or 0))


def _said(tracker: Tracker) -> tuple[str, ...]:
    """Return what the person has typed; tapped buttons, which arrive as `/intent`, are not words of theirs."""
    texts = (event.get("text") or "" for event in tracker.events if event.get("event") == "user")
    return tuple(text for text in texts if text and not text.startswith("/"))


def _topics(tracker: Tracker) -> tuple[str, ...]:
    """Return what the latest replies were about, each topic once; what was before a new beginning is forgotten."""
    found: dict[str, None] = {}
    for event in reversed(tracker.events):
        if event.get("event") in NEW_BEGINNINGS or len(found) == REMEMBERED:
            break
        custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
        if custom and custom.get("topic"):
            found.setdefault(custom["topic"])
    return tuple(found)


def _language(message: Mapping[str, Any], tracker: Tracker) -> Language:
    """Trust the message's own language when it is clear, else the conversation's, else the page's.

    Who has just switched the page's language wants that one, though the conversation was in another. Who asks for
    another language asks in the old one: there the conversation's language counts.
    """
    heard, page = message.get("language") or {}, _page(message)
    if (message.get("intent") or {}).get("name") == "change_language":
        candidates = [tracker.slots.get("language"), page, heard.get("name")]
    else:
        clear = heard.get("name") if heard.get("sure") else None
        candidates = [clear, _switched(page, tracker), tracker.slots.get("language"), page, heard.get("name")]
    return next((candidate for candidate in candidates if candidate in LANGUAGES), "sv")


def _page(message: Mapping[str, Any]) -> Language | None:
    """Return the language of the page that a message came from, where it says so."""
    named = (message.get("metadata") or {}).get("language")
    return named if named in LANGUAGES else None


def _switched(page: Language | None, tracker: Tracker) -> Language | None:
    """Return the page's language where another came with the person's message before: they switched on the page."""
    said = (_page(event) for event in reversed(tracker.events) if event.get("event") == "user")
    before = next(islice(filter(None, said), 1, None), None)
    return page if before and page != before else None
