"""The outbox's migration: what was sent before counts as sent, and one can go back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from messages import NOW, a_message
from migrating import move
from sqlalchemy import Engine, create_engine, inspect, text

from vardlots.sms.outbox import Outbox


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'sms.db'}")
    yield made
    made.dispose()


def columns(engine: Engine) -> set[str]:
    return {column["name"] for column in inspect(engine).get_columns("outbox_messages")}


def test_what_was_sent_before_is_not_sent_again(engine: Engine) -> None:
    move(engine, "0003")
    before = columns(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO outbox_messages (key, serial, recipient, text, created) VALUES ('k', 1, '+46', 't', :now)"
            ),
            {"now": datetime(2026, 11, 1).isoformat(" ")},
        )
    move(engine, "head")
    outbox = Outbox(str(engine.url))
    (row,) = outbox.latest()
    assert (row.state, row.kind, row.attempts, row.unsure) == ("sent", "app_link", 0, False)
    assert row.changed == row.created
    assert outbox.due(NOW) == []
    assert outbox.put(a_message(), NOW)
    move(engine, "0003", back=True)
    assert columns(engine) == before
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM outbox_messages")).scalar() == 2
