"""Text messages: once to whoever taps twice, never lost when the gateway fails."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from vardlots.contact.sms import OutboxSender, gateway, outbox, sms_sender
from vardlots.contact.tables import OutboxMessage
from vardlots.errors import MessageNotSent, StoreUnavailable
from vardlots.store import transaction

PHONE = "+46701740645"
KEY = f"app-link:{PHONE}"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 23, 55, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'contact.db'}"


def test_a_message_waits_in_the_outbox(url: str) -> None:
    assert OutboxSender(url).send(PHONE, "Här är länken", KEY)
    (message,) = outbox(url)
    assert (message.recipient, message.text, message.key, message.serial) == (PHONE, "Här är länken", KEY, 1)
    assert message.created.tzinfo is not None


def test_the_same_key_is_sent_once_within_minutes_also_over_midnight(url: str) -> None:
    clock = Clock()
    sender = OutboxSender(url, clock=clock)
    assert sender.send(PHONE, "länk", KEY)
    clock.now += timedelta(minutes=9, seconds=59)
    assert not sender.send(PHONE, "länk", KEY)
    assert len(outbox(url)) == 1


def test_later_it_is_sent_again_but_not_all_day(url: str) -> None:
    clock = Clock()
    sender = OutboxSender(url, clock=clock)
    sent = []
    for _ in range(5):
        sent.append(sender.send(PHONE, "länk", KEY))
        clock.now += timedelta(minutes=11)
    assert sent == [True, True, True, False, False]
    clock.now += timedelta(days=1)
    assert sender.send(PHONE, "länk", KEY)
    assert [message.serial for message in outbox(url)] == [4, 3, 2, 1]


def test_another_number_is_another_message(url: str) -> None:
    sender = OutboxSender(url)
    assert sender.send(PHONE, "länk", KEY)
    assert sender.send("+46701740646", "länk", "app-link:+46701740646")


def test_eight_at_the_same_moment_send_one(url: str) -> None:
    delivered: list[str] = []
    sender = OutboxSender(url, lambda _to, _text, key: delivered.append(key))
    assert outbox(url) == []
    start = threading.Barrier(8)

    def tap(_: int) -> bool:
        start.wait()
        return sender.send(PHONE, "länk", KEY)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(tap, range(8))) == [False] * 7 + [True]
    assert delivered == [f"{KEY}:1"]


def test_a_serial_that_another_process_took_is_not_sent(url: str) -> None:
    delivered: list[str] = []
    clock = Clock()
    assert OutboxSender(url, clock=clock).send(PHONE, "länk", KEY)
    with transaction(url) as session:  # two rows with the same serial cannot be, whoever writes them
        row = session.scalars(select(OutboxMessage)).one()
        row.serial, row.created = 2, clock.now - timedelta(days=2)
    assert not OutboxSender(url, lambda _to, _text, key: delivered.append(key)).send(PHONE, "länk", KEY)
    assert delivered == []


def test_a_failed_delivery_leaves_nothing_so_that_one_may_try_again(url: str) -> None:
    def refuse(_to: str, _text: str, _key: str) -> None:
        raise MessageNotSent("the gateway answered 503")

    with pytest.raises(MessageNotSent, match="503"):
        OutboxSender(url, refuse).send(PHONE, "länk", KEY)
    assert outbox(url) == []
    assert OutboxSender(url).send(PHONE, "länk", KEY)


delivered_here: list[tuple[str, str, str]] = []


def deliver_here(to: str, text: str, key: str) -> None:
    """Be a deployer's gateway."""
    delivered_here.append((to, text, key))


def test_configuration_names_the_gateway(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    monkeypatch.setenv("VARDLOTS_SMS", f"{__name__}:deliver_here")
    delivered_here.clear()
    assert sms_sender().send(PHONE, "länk", KEY)
    assert delivered_here == [(PHONE, "länk", f"{KEY}:1")]
    assert len(outbox(url)) == 1


@pytest.mark.parametrize("name", ["", "outbx", "no.such.module:send", "vardlots.contact.sms:no_such_function"])
def test_a_wrong_name_says_what_to_write(name: str) -> None:
    with pytest.raises(ValueError, match="Write 'outbox'"):
        gateway(name)


def test_a_database_that_is_away_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(StoreUnavailable):
        OutboxSender(f"sqlite:///{tmp_path / 'folder.db'}").send(PHONE, "länk", KEY)
