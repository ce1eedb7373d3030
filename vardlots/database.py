"""The way to the database, for both of our processes: SQLAlchemy's Core, which is the same in 1.4 and in 2.

Rasa's process has SQLAlchemy 1.4 and takes connections here. What needs the ORM, and the migrations, is in
`vardlots.store`, which only the action server and the tools import: they bring the schema up to date.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, TypeDecorator, create_engine, event
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from vardlots.errors import StoreUnavailable


class Utc(TypeDecorator):
    """An aware moment, stored in UTC whatever the database makes of time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Store UTC without a zone. A naive value is an error of ours, not something to guess about."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; the database stores moments, not wall-clock time")
        return value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return an aware moment."""
        return value.replace(tzinfo=timezone.utc) if value is not None else None


@cache
def connector(url: str) -> Engine:
    """Return the one engine for a database URL, whatever its schema.

    SQLite gets write-ahead logging, so that readers and a writer do not block each other.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, pool_pre_ping=True, future=True)
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _tune_sqlite)
    return made


def is_made(url: str) -> bool:
    """Tell whether there may be something in a database: to look into an SQLite file that is not there makes it."""
    parsed = make_url(url)
    return parsed.get_backend_name() != "sqlite" or not parsed.database or Path(parsed.database).exists()


@contextmanager
def connection(url: str) -> Iterator[Connection]:
    """Open a connection, commit at the end, roll back on an error.

    Raises:
        StoreUnavailable: when the database does not answer, or has no such table yet.
    """
    try:
        with connector(url).begin() as opened:
            yield opened
    except DatabaseError as error:
        if isinstance(error, OperationalError) or _is_missing_table(error):
            raise StoreUnavailable("the database does not answer") from error
        raise


def _is_missing_table(error: DatabaseError) -> bool:
    """Say whether the schema is not made yet: PostgreSQL calls it a programming error, SQLite an operational one."""
    return type(error.orig).__name__ == "UndefinedTable"


def _tune_sqlite(opened: object, _record: object) -> None:
    cursor = opened.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
