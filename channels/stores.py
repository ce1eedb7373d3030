"""A conversation that cannot be read or kept is a turn that failed.

Rasa 3.6 wraps each tracker store so that a database that is gone looks like a person who is new: forms never get
further and nobody is told. It also logs the database's error, which holds the statement with the person's words. Here
the turn fails instead, the channel says so in one sentence, and only the kind of error is logged.
"""

from rasa.core.tracker_store import FailSafeTrackerStore


class StoreDown(Exception):
    """The tracker store does not answer; the text names the kind of error only."""


def fail(_self: FailSafeTrackerStore, error: Exception) -> None:
    """Let a turn fail whose conversation cannot be read or kept.

    Raises:
        StoreDown: always.
    """
    raise StoreDown(type(error).__name__) from None


def apply() -> None:
    """Put the repair in place; calling it again changes nothing."""
    FailSafeTrackerStore.on_tracker_store_error = fail
    FailSafeTrackerStore.on_tracker_store_retrieve_error = fail
