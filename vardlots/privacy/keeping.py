"""How long a conversation is kept."""

import os

HOURS = 24.0


def hours_kept() -> float:
    """Return `VARDLOTS_CONVERSATION_HOURS`: how long a conversation is kept after its last message.

    Raises:
        ValueError: when it is no number above 0.
    """
    value = os.environ.get("VARDLOTS_CONVERSATION_HOURS", "").strip() or str(HOURS)
    try:
        hours = float(value)
    except ValueError:
        hours = 0.0
    if not 0 < hours < float("inf"):
        raise ValueError(f"VARDLOTS_CONVERSATION_HOURS is {value!r}; write a number of hours above 0, such as 24")
    return hours
