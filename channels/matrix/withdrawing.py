"""Take the words of one message out of Rasa's memory, for somebody who took it back.

What the assistant understood of it stays: a form goes on, and its slots keep what they were filled with.
"""

import json
from typing import Any, Dict, cast

from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.forgetting import CannotForget, innermost


async def withdraw(store: TrackerStore, conversation: str, message: str) -> bool:
    """Take a message's words out of its conversation; return whether they were there.

    Raises:
        CannotForget: when the store does not answer, or is of a kind that this does not know.
    """
    inner = innermost(store)
    try:
        if isinstance(inner, InMemoryTrackerStore):
            return await _in_memory(inner, conversation, message)
        if isinstance(inner, SQLTrackerStore):
            return _in_database(inner, conversation, message)
    except Exception as error:  # whatever the database's driver raises; its text holds the statement
        raise CannotForget(type(error).__name__) from None
    raise CannotForget(type(inner).__name__)


async def _in_memory(store: InMemoryTrackerStore, conversation: str, message: str) -> bool:
    tracker = await store.retrieve_full_tracker(conversation)
    if tracker is None:
        return False
    found = [event for event in tracker.events if isinstance(event, UserUttered) and event.message_id == message]
    for event in found:
        event.text, event.entities = "", []
        event.parse_data = cast(Any, wordless(dict(event.parse_data)))
    if found:
        kept = DialogueStateTracker.from_events(conversation, tracker.events, store.domain.slots)
        store.store[conversation] = store.serialise_tracker(kept)
    return bool(found)


def _in_database(store: SQLTrackerStore, conversation: str, message: str) -> bool:
    changed = False
    with store.session_scope() as session:
        for row in session.query(store.SQLEvent).filter_by(sender_id=conversation, type_name="user"):
            body = json.loads(row.data)
            if body.get("message_id") == message:
                row.data = json.dumps({**wordless(body), "parse_data": wordless(body.get("parse_data") or {})})
                changed = True
        session.commit()
    return changed


def wordless(body: Dict[str, Any]) -> Dict[str, Any]:
    """Return what was made of a message without its words: no text, no entities, no tokens."""
    gone: Dict[str, Any] = {"text": "", "entities": [], "text_tokens": []}
    return {**body, **{name: value for name, value in gone.items() if name in body}}
