"""Text messages for tests."""

from datetime import datetime, timezone
from typing import Any

from vardlots.sms.texts import Message

PHONE, OTHER = "+46701740645", "+46701740646"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
"""A Monday morning; in Sweden it is ten."""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def a_message(key: str = "app-link:1", **more: Any) -> Message:
    """Make a message with the link to the app."""
    return Message(**{"kind": "app_link", "key": key, "to": PHONE, "text": "Här är länken", "language": "sv", **more})
