"""Text messages for tests, and the databases to keep them in: SQLite, and PostgreSQL where one is named."""

import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from vardlots.sms.texts import Message
from vardlots.store import transaction

PHONE, OTHER = "+46701740645", "+46701740646"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
"""A Monday morning; in Sweden it is ten."""

SERVER = os.environ.get("VARDLOTS_TEST_DATABASE_URL")
DATABASES = ["sqlite", pytest.param("server", marks=pytest.mark.skipif(not SERVER, reason="no test database"))]


def database(name: str, folder: Path) -> str:
    """Return the address of an empty database."""
    if name == "sqlite" or not SERVER:
        return f"sqlite:///{folder / 'sms.db'}"
    with transaction(SERVER) as session:
        for table in ("outbox_messages", "appointments"):
            session.execute(text(f"DELETE FROM {table}"))
    return SERVER


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def a_message(key: str = "app-link:1", **more: Any) -> Message:
    """Make a message with the link to the app."""
    return Message(**{"kind": "app_link", "key": key, "to": PHONE, "text": "Här är länken", "language": "sv", **more})
