"""Turns for tests: a message with what Rasa would have understood."""

from datetime import datetime
from typing import Any

from rasa_sdk import Tracker

from actions.turn import STOCKHOLM, Entity, Staff, Turn
from vardlots.replies import Language

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=STOCKHOLM)


def a_turn(
    text: str = "",
    intent: str = "inform",
    language: Language = "sv",
    *,
    slots: dict[str, Any] | None = None,
    entities: dict[str, Any] | None = None,
    requested: str | None = None,
    said: tuple[str, ...] | None = None,
    staff: Staff | None = None,
    form: str | None = None,
) -> Turn:
    """Make a turn; it is the first message unless `said` tells what came before."""
    return Turn(
        text=text,
        language=language,
        intent=intent,
        intents={intent: 1.0},
        entities=tuple(Entity(kind, value) for kind, value in (entities or {}).items()),
        slots=slots or {},
        sender="s-1",
        requested=requested,
        form=form,
        now=NOW,
        said=(text,) if said is None else said,
        staff=staff or Staff(),
    )


def a_tracker(
    text: str, *, slots: dict[str, Any] | None = None, earlier: tuple[str, ...] = (), **message: Any
) -> Tracker:
    """Make a tracker as Rasa sends it, with the texts of earlier messages in its events."""
    latest = {"text": text, "intent": {"name": "inform"}, "entities": [], **message}
    events = [{"event": "user", "text": said} for said in (*earlier, text)]
    return Tracker("s-1", slots or {}, latest, events, False, None, {}, "action_listen")
