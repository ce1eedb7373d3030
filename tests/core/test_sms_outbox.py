"""The outbox: the same message once, one deliverer at a time, nothing lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from messages import DATABASES, NOW, OTHER, PHONE, a_message, database

from vardlots.errors import StoreUnavailable
from vardlots.sms.outbox import LEASE, MOST_A_DAY, PAUSE, Outbox
from vardlots.sms.tables import FAILED, OutboxMessage
from vardlots.store import transaction


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return database(request.param, tmp_path)


@pytest.fixture
def outbox(url: str) -> Outbox:
    return Outbox(url)


def test_a_message_is_queued_with_everything_that_its_delivery_needs(outbox: Outbox) -> None:
    assert outbox.put(a_message(), NOW)
    (row,) = outbox.latest()
    assert (row.state, row.recipient, row.text, row.attempts, row.unsure) == (
        "queued",
        PHONE,
        "Här är länken",
        0,
        False,
    )
    assert row.next_try == NOW
    assert row.give_up == NOW + timedelta(minutes=15)
    assert row.created == NOW


def test_the_same_key_is_put_in_once(outbox: Outbox) -> None:
    assert outbox.put(a_message(), NOW)
    assert outbox.put(a_message(), NOW + timedelta(days=3)) is None
    assert outbox.put(a_message("app-link:2"), NOW)
    assert len(outbox.latest()) == 2


def test_a_link_is_sent_again_after_a_pause_but_not_all_day(outbox: Outbox) -> None:
    now, put = NOW, []
    for _ in range(MOST_A_DAY + 2):
        put.append(bool(outbox.put_paused(a_message(), now)))
        assert outbox.put_paused(a_message(), now + PAUSE - timedelta(seconds=1)) is None
        now += PAUSE + timedelta(seconds=1)
    assert put == [True] * MOST_A_DAY + [False] * 2
    assert outbox.put_paused(a_message(), NOW + timedelta(days=1, hours=1))
    assert [row.serial for row in outbox.latest()] == [4, 3, 2, 1]


def test_another_number_is_another_message(outbox: Outbox) -> None:
    assert outbox.put_paused(a_message(f"app-link:{PHONE}"), NOW)
    assert outbox.put_paused(a_message(f"app-link:{OTHER}", to=OTHER), NOW)


def test_one_that_failed_may_be_asked_for_again_at_once(url: str, outbox: Outbox) -> None:
    number = outbox.put_paused(a_message(), NOW)
    with transaction(url) as session:
        row = session.get(OutboxMessage, number)
        assert row
        row.state = FAILED
    assert outbox.put_paused(a_message(), NOW + timedelta(minutes=1))


def test_eight_at_the_same_moment_put_one_in(url: str) -> None:
    Outbox(url).latest()  # makes the tables
    start = threading.Barrier(8)

    def tap(_: int) -> bool:
        start.wait()
        return Outbox(url).put_paused(a_message(), NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(tap, range(8))) == [False] * 7 + [True]


def test_one_of_eight_gets_a_message(url: str) -> None:
    number = Outbox(url).put(a_message(), NOW)
    assert number
    start = threading.Barrier(8)

    def take(_: int) -> bool:
        start.wait()
        return Outbox(url).claim(number, NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(8))) == [False] * 7 + [True]


def test_what_waits_longest_comes_first_and_what_waits_for_later_not_at_all(outbox: Outbox) -> None:
    late, early = outbox.put(a_message("b"), NOW + timedelta(seconds=5)), outbox.put(a_message("a"), NOW)
    outbox.put(a_message("c"), NOW + timedelta(hours=1))
    assert outbox.due(NOW + timedelta(minutes=1)) == [early, late]


def test_a_head_start_is_for_who_put_it_in(outbox: Outbox) -> None:
    number = outbox.put_paused(a_message(), NOW, timedelta(seconds=15))
    assert number
    assert outbox.due(NOW + timedelta(seconds=14)) == []
    assert outbox.claim(number, NOW) is None
    assert outbox.claim(number, NOW, early=True)


def test_a_crashed_deliverers_message_is_free_after_a_while_and_of_unsure_fate(outbox: Outbox) -> None:
    number = outbox.put(a_message(), NOW)
    assert number
    first = outbox.claim(number, NOW)
    assert first
    assert first.since is None
    assert outbox.due(NOW + LEASE - timedelta(seconds=1)) == []
    later = NOW + LEASE
    assert outbox.due(later) == [number]
    second = outbox.claim(number, later)
    assert second
    assert second.since
    assert second.since < NOW
    outbox.failed(first, "late", later)  # the first wakes up: it is not its message any more
    assert outbox.state(number) == "sending"
    outbox.sent(second, "s1", later)
    assert outbox.state(number) == "sent"
    assert outbox.claim(number, later + timedelta(days=1)) is None


def test_a_definite_no_makes_the_next_attempt_sure(outbox: Outbox) -> None:
    number = outbox.put(a_message(), NOW)
    assert number
    claimed = outbox.claim(number, NOW)
    assert claimed
    outbox.again(claimed, "429", NOW + timedelta(seconds=20), unsure=False, now=NOW)
    assert outbox.due(NOW + timedelta(seconds=19)) == []
    again = outbox.claim(number, NOW + timedelta(seconds=20))
    assert again
    assert (again.since, again.attempts) == (None, 2)


def test_a_gateways_message_belongs_to_one_row(outbox: Outbox) -> None:
    numbers = [outbox.put(a_message(key), NOW) for key in "ab"]
    first, second = (outbox.claim(number or 0, NOW) for number in numbers)
    assert first
    assert second
    outbox.sent(first, "s1", NOW)
    assert outbox.unclaimed(("s2", "s1"), second) == "s2"
    assert outbox.unclaimed(("s1",), second) is None
    assert outbox.unclaimed(("s1",), first) == "s1"


def test_a_database_that_is_away_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(StoreUnavailable):
        Outbox(f"sqlite:///{tmp_path / 'folder.db'}").put(a_message(), NOW)
