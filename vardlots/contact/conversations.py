"""Conversations in Rasa's SQL tracker store, for where `endpoints.yml` names one: find a person's, and end the old.

Rasa makes the table; only what is needed of it stands here.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from sqlalchemy import (
    Column,
    Connection,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    func,
    inspect,
    select,
)
from sqlalchemy import delete as delete_from
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from vardlots.contact.address import Address
from vardlots.errors import StoreUnavailable, VardlotsError
from vardlots.privacy.plain import Plain

MEMORY = ("InMemory", "channels.conversations.ForgetfulTrackerStore")
"""Tracker stores that end with Rasa's process."""
EVENTS = Table(
    "events",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sender_id", String(255)),
    Column("type_name", String(255)),
    Column("timestamp", Float),
    Column("data", Text),
)
PEOPLES = ("user", "slot")
"""Types of events that hold what a person gave: their words, and the slots that forms fill."""


class WrongEndpoints(VardlotsError):
    """The file that says where conversations are cannot be read; the text names it and what is wrong."""


def tracker_url(endpoints: Path) -> URL | None:
    """Return the database that `endpoints.yml` keeps conversations in, or None when they are in Rasa's memory.

    Raises:
        WrongEndpoints: when the file cannot be read, or names a store that this cannot reach.
    """
    try:
        read = yaml.safe_load(os.path.expandvars(endpoints.read_text(encoding="utf-8"))) or {}
        store = read.get("tracker_store") or {}
        kind = str(store.get("type") or "InMemory")
        if kind in MEMORY:
            return None
        if kind.lower() == "sql":
            return _url(store)
    except (OSError, yaml.YAMLError, AttributeError, ArgumentError, ValueError) as error:
        raise WrongEndpoints(f"{endpoints}: no tracker store can be read from it ({type(error).__name__})") from error
    raise WrongEndpoints(
        f"{endpoints}: conversations are in {kind!r}, which this command cannot reach; erase them there, "
        "and name a file without it with --endpoints"
    )


@contextmanager
def conversations(url: URL) -> Iterator[Connection]:
    """Open Rasa's database, commit at the end, roll back on an error.

    Raises:
        StoreUnavailable: when it does not answer.
    """
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise StoreUnavailable(f"{url.database}: Rasa's database is not there; is `db` in endpoints.yml right?")
    made = create_engine(url)
    try:
        with made.begin() as connection:
            yield connection
    except DatabaseError as error:
        raise StoreUnavailable("Rasa's database does not answer, or is none") from error
    finally:
        made.dispose()


def of_person(connection: Connection, addresses: Iterable[Address]) -> set[str]:
    """Return the conversations in which somebody gave one of these phone numbers or e-mail addresses."""
    wanted = [_needle(address) for address in addresses]
    if not wanted or not _has_events(connection):
        return set()
    rows = connection.execute(select(EVENTS.c.sender_id, EVENTS.c.data).where(EVENTS.c.type_name.in_(PEOPLES)))
    return {sender for sender, data in rows if any(pattern.search(_words(data)) for pattern in wanted)}


def delete(connection: Connection, senders: Iterable[str]) -> tuple[int, int]:
    """Delete whole conversations; return how many there were, and how many events went."""
    named = sorted(set(senders))
    if not named or not _has_events(connection):
        return 0, 0
    whose = EVENTS.c.sender_id.in_(named)
    there = connection.execute(select(func.count(func.distinct(EVENTS.c.sender_id))).where(whose)).scalar_one()
    return int(there), connection.execute(delete_from(EVENTS).where(whose)).rowcount


def delete_older(connection: Connection, moment: float) -> tuple[int, int]:
    """Delete the conversations whose last event was before a moment, in seconds since 1970; count as `delete` does."""
    if not _has_events(connection):
        return 0, 0
    silent = select(EVENTS.c.sender_id).group_by(EVENTS.c.sender_id).having(func.max(EVENTS.c.timestamp) < moment)
    return delete(connection, connection.execute(silent).scalars().all())


def _needle(address: Address) -> re.Pattern[str]:
    """Return a pattern for an address: a phone number with or without its country, in whatever groups."""
    if address.kind == "email":
        return re.compile(rf"(?<![\w.+-]){re.escape(address.value)}(?![\w-])", re.IGNORECASE)
    swedish = address.value.startswith("+46")
    before = r"(?:(?:\+|00)?46[^\w+]{0,3}(?:\(?0\)?)?|0)?" if swedish else r"(?:\+|00)?"
    digits = address.value.removeprefix("+46" if swedish else "+")
    return re.compile(rf"(?<!\d){before}[^\w+]{{0,3}}" + r"[^\w+]{0,3}".join(digits) + r"(?!\d)")


def _words(data: str | None) -> str:
    """Return what a person gave in an event: the text of a message, or a slot's value."""
    event = json.loads(data or "{}")
    return Plain.of(f"{event.get('text') or ''}\n{event.get('value') or ''}").text


def _has_events(connection: Connection) -> bool:
    return inspect(connection).has_table(EVENTS.name)


def _url(store: dict[str, object]) -> URL:
    """Build the address as Rasa does: a whole URL, or its parts."""
    host = str(store.get("url") or "") or None
    if host and "://" in host:
        return make_url(host)
    name, _, port = (host or "").partition(":")
    return URL.create(
        str(store.get("dialect", "sqlite")),
        username=_text(store, "username"),
        password=_text(store, "password"),
        host=name or None,
        port=int(port or str(store.get("port") or 0)) or None,
        database=str(store.get("db", "rasa.db")),
    )


def _text(store: dict[str, object], name: str) -> str | None:
    return str(store[name]) if store.get(name) else None
