"""The database as the action server and the tools see it: tables declared on `Base`, schema by migrations."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from vardlots.database import connector
from vardlots.errors import StoreUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATING = threading.Lock()
"""Alembic keeps what it works on in one place for the whole process."""


class Base(DeclarativeBase):
    """What every table is declared on."""


@cache
def engine(url: str) -> Engine:
    """Return the one engine for a database URL, its schema brought up to date first.

    Raises:
        StoreUnavailable: when the database cannot be reached.
    """
    made = connector(url)
    with unavailable_if_down():
        migrate(made)
    return made


@contextmanager
def transaction(url: str) -> Iterator[Session]:
    """Open a session, commit at the end, roll back on an error.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with unavailable_if_down(), Session(engine(url)) as session, session.begin():
        yield session


@contextmanager
def unavailable_if_down() -> Iterator[None]:
    """Turn the driver's operational errors into `StoreUnavailable`."""
    try:
        yield
    except OperationalError as error:
        raise StoreUnavailable("the database does not answer") from error


def migrate(target: Engine) -> None:
    """Bring the schema to the newest migration."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with _MIGRATING, target.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
