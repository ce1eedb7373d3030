"""Forget one conversation at its owner's word: its events in Rasa's tracker store."""

from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)

from channels.conversations import ForgetfulTrackerStore


class CannotForget(Exception):
    """The conversation is still there; the text names the kind of store, or of error."""


def forget(store: TrackerStore, conversation: str) -> None:
    """Remove every event of a conversation; one that is not there is forgotten already.

    Raises:
        CannotForget: when the store does not answer, or is of a kind that this does not know.
    """
    inner = innermost(store)
    try:
        if isinstance(inner, ForgetfulTrackerStore):
            inner.forget(conversation)
        elif isinstance(inner, InMemoryTrackerStore):
            inner.store.pop(conversation, None)
        elif isinstance(inner, SQLTrackerStore):
            _delete(inner, conversation)
        else:
            raise CannotForget(type(inner).__name__)
    except CannotForget:
        raise
    except Exception as error:  # whatever the database's driver raises; its text holds the statement
        raise CannotForget(type(error).__name__) from None


def innermost(store: TrackerStore) -> TrackerStore:
    """Return the store that keeps the events: Rasa wraps it once or twice."""
    while isinstance(store, (FailSafeTrackerStore, AwaitableTrackerStore)):
        store = store._tracker_store
    return store


def _delete(store: SQLTrackerStore, conversation: str) -> None:
    with store.session_scope() as session:
        session.query(store.SQLEvent).filter_by(sender_id=conversation).delete()
        session.commit()
