"""Delivery: what comes of each answer of a gateway's, and that one message is one text message, whatever breaks."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from gateway_server import PASSWORD, SENDER, USER, Desk, a_gateway
from messages import DATABASES, NOW, PHONE, Clock, a_message, database

from vardlots.errors import MessageNotSent
from vardlots.settings import ROOT
from vardlots.sms.delivery import FIRST_PAUSE, LONGEST_PAUSE, Deliverer, pause, utc_now
from vardlots.sms.elks import Elks
from vardlots.sms.gateways import FunctionGateway, Gateway
from vardlots.sms.http import Account
from vardlots.sms.outbox import LEASE, Outbox
from vardlots.sms.tables import OutboxMessage
from vardlots.sms.twilio import Twilio
from vardlots.sms.worker import Worker

BOTH = {"46elks": Elks, "twilio": Twilio}
PATIENCE = 60


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return database(request.param, tmp_path)


@pytest.fixture
def outbox(url: str) -> Outbox:
    return Outbox(url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Iterator[Desk]:
    with a_gateway() as served:
        served.now = clock
        yield served


@pytest.fixture(params=sorted(BOTH))
def through(request: pytest.FixtureRequest, desk: Desk) -> Gateway:
    made: Gateway = BOTH[request.param](Account(desk.url, USER, PASSWORD, SENDER))
    return made


def only(outbox: Outbox) -> OutboxMessage:
    (row,) = outbox.latest()
    return row


def try_all(outbox: Outbox, through: Gateway, clock: Clock) -> int:
    deliverer = Deliverer(outbox, through, clock)
    return sum(deliverer.deliver(number) for number in outbox.due(clock()))


def test_a_message_is_sent_once(outbox: Outbox, through: Gateway, desk: Desk, clock: Clock) -> None:
    outbox.put(a_message(), NOW)
    assert try_all(outbox, through, clock) == 1
    assert try_all(outbox, through, clock) == 0
    clock.now += timedelta(days=1)
    assert try_all(outbox, through, clock) == 0
    row = only(outbox)
    assert (row.state, row.gateway_id, row.attempts, row.error) == ("sent", desk.sent[0].id, 1, None)
    assert desk.texts == [(PHONE, "Här är länken")]


@pytest.mark.parametrize("how", [429, 503, 500])
def test_it_is_tried_again_when_the_gateway_is_back(
    outbox: Outbox, through: Gateway, desk: Desk, clock: Clock, how: int
) -> None:
    outbox.put(a_message(), NOW)
    desk.next = [how]
    try_all(outbox, through, clock)
    row = only(outbox)
    assert (row.state, row.error, row.attempts) == ("queued", str(how), 1)
    assert row.next_try
    assert NOW + timedelta(seconds=FIRST_PAUSE / 2) <= row.next_try <= NOW + timedelta(seconds=FIRST_PAUSE)
    assert try_all(outbox, through, clock) == 0
    clock.now = row.next_try
    assert try_all(outbox, through, clock) == 1
    assert (only(outbox).state, len(desk.sent)) == ("sent", 1)


def test_a_gateway_that_asks_for_time_gets_it(outbox: Outbox, through: Gateway, desk: Desk, clock: Clock) -> None:
    outbox.put(a_message(), NOW)
    desk.next, desk.headers = [429], {"Retry-After": "120"}
    try_all(outbox, through, clock)
    assert only(outbox).next_try == NOW + timedelta(seconds=120)


@pytest.mark.parametrize("how", ["drop", "lost"])
def test_what_was_taken_without_a_word_is_not_sent_again(
    outbox: Outbox, through: Gateway, desk: Desk, clock: Clock, how: str
) -> None:
    outbox.put(a_message(), NOW)
    desk.next = [how]
    try_all(outbox, through, clock)
    assert (only(outbox).state, only(outbox).unsure) == ("queued", True)
    clock.now += timedelta(minutes=1)
    try_all(outbox, through, clock)
    assert (only(outbox).state, only(outbox).gateway_id) == ("sent", desk.sent[0].id)
    assert len(desk.sent) == 1


def test_while_the_gateway_cannot_say_nothing_is_sent_again(
    outbox: Outbox, through: Gateway, desk: Desk, clock: Clock
) -> None:
    outbox.put(a_message(), NOW)
    desk.next, desk.lookups_fail = ["drop"], True
    for _ in range(40):  # hours
        try_all(outbox, through, clock)
        clock.now += timedelta(minutes=30)
    assert len(desk.sent) == 1
    assert only(outbox).state == "queued"
    desk.lookups_fail = False
    try_all(outbox, through, clock)
    assert (only(outbox).state, len(desk.sent)) == ("sent", 1)


def test_an_earlier_message_with_the_same_words_is_not_taken_for_this_one(
    outbox: Outbox, through: Gateway, desk: Desk, clock: Clock
) -> None:
    outbox.put_paused(a_message(), NOW)
    try_all(outbox, through, clock)
    clock.now += timedelta(minutes=10, seconds=1)
    assert outbox.put_paused(a_message(), clock())
    desk.next = [500]  # not taken, but who knows
    try_all(outbox, through, clock)
    clock.now += timedelta(minutes=1)
    try_all(outbox, through, clock)
    assert [row.state for row in outbox.latest()] == ["sent", "sent"]
    assert len({row.gateway_id for row in outbox.latest()}) == len(desk.sent) == 2


def test_what_is_refused_is_not_tried_again(outbox: Outbox, through: Gateway, desk: Desk, clock: Clock) -> None:
    outbox.put(a_message(), NOW)
    desk.next, desk.code = [400], 21614
    try_all(outbox, through, clock)
    clock.now += timedelta(days=1)
    assert try_all(outbox, through, clock) == 0
    assert (only(outbox).state, len(desk.sent)) == ("failed", 0)
    assert only(outbox).error in ("400", "21614")


def test_it_is_given_up_in_time(outbox: Outbox, through: Gateway, desk: Desk, clock: Clock) -> None:
    outbox.put(a_message(), NOW)
    desk.next = [503] * 100
    while only(outbox).state == "queued":
        try_all(outbox, through, clock)
        clock.now += timedelta(seconds=10)
    assert clock.now < NOW + timedelta(minutes=16)
    assert only(outbox).error == "gave up: 503"
    assert 4 <= desk.asked <= 12


def test_a_message_that_nobody_tried_in_time_is_not_sent_late(
    outbox: Outbox, through: Gateway, desk: Desk, clock: Clock
) -> None:
    outbox.put(a_message(), NOW)
    clock.now += timedelta(hours=3)
    try_all(outbox, through, clock)
    assert (only(outbox).state, only(outbox).error, desk.sent) == ("failed", "too late", [])


def test_pauses_double_up_to_a_limit_and_are_drawn() -> None:
    assert [pause(attempt, lambda: 1.0) for attempt in (1, 2, 3, 50)] == [
        FIRST_PAUSE, FIRST_PAUSE * 2, FIRST_PAUSE * 4, LONGEST_PAUSE,
    ]  # fmt: skip
    assert pause(1, lambda: 0.0) == FIRST_PAUSE / 2


def test_two_workers_at_once_send_each_message_once(url: str, through: Gateway, desk: Desk, clock: Clock) -> None:
    for number in range(12):
        Outbox(url).put(a_message(f"k-{number}", text=f"nummer {number}"), NOW)
    start = threading.Barrier(3)

    def work(_: int) -> int:
        worker = Worker(url, through, False, clock)
        start.wait()
        return worker.round().tried

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 12
    assert sorted(desk.texts) == sorted((PHONE, f"nummer {number}") for number in range(12))
    assert {row.state for row in Outbox(url).latest()} == {"sent"}


def test_a_function_that_fails_in_any_way_is_tried_again_and_its_words_are_not_logged(
    outbox: Outbox, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    failures = [ValueError(PHONE), MessageNotSent(PHONE), KeyError(PHONE)]
    keys = []

    def function(_to: str, _text: str, key: str) -> None:
        keys.append(key)
        if failures:
            raise failures.pop(0)

    outbox.put(a_message(), NOW)
    for _ in range(4):
        try_all(outbox, FunctionGateway("f", function), clock)
        clock.now += timedelta(minutes=2)
    assert only(outbox).state == "sent"
    assert keys == ["app-link:1:1"] * 4
    assert PHONE not in caplog.text + str(only(outbox).error)


def test_somebody_who_waits_is_told_what_became_of_it(
    outbox: Outbox, through: Gateway, desk: Desk, clock: Clock
) -> None:
    deliverer = Deliverer(outbox, through, clock)
    assert deliverer.deliver_now(a_message()) == "sent"
    assert deliverer.deliver_now(a_message()) == "already"
    desk.next, desk.code = [503, 400], 21614
    assert deliverer.deliver_now(a_message("b")) == "queued"
    assert deliverer.deliver_now(a_message("c")) == "refused"
    assert [row.state for row in outbox.latest()] == ["failed", "queued", "sent"]


def test_a_slow_gateway_is_not_waited_for_and_still_counts(
    outbox: Outbox, through: Gateway, desk: Desk, clock: Clock
) -> None:
    desk.next = ["hang"]
    assert Deliverer(outbox, through, clock).deliver_now(a_message(), patience=0.2) == "queued"
    assert desk.taken.wait(PATIENCE)
    assert outbox.due(clock()) == []  # it is under way
    desk.released.set()
    settled = threading.Event()
    for _ in range(PATIENCE * 20):
        if only(outbox).state == "queued":
            break
        settled.wait(0.05)
    clock.now += timedelta(minutes=1)
    try_all(outbox, through, clock)
    assert (only(outbox).state, len(desk.sent)) == ("sent", 1)


@pytest.mark.parametrize("name", sorted(BOTH))
def test_a_worker_that_is_killed_after_the_gateway_took_it_does_not_send_twice(
    tmp_path: Path, url: str, outbox: Outbox, name: str
) -> None:
    with a_gateway() as desk:
        desk.next = ["hang"]
        outbox.put(a_message(), utc_now())
        environment = {
            **os.environ, "VARDLOTS_SMS": name, "VARDLOTS_SMS_USER": USER, "VARDLOTS_SMS_PASSWORD": PASSWORD,
            "VARDLOTS_SMS_FROM": SENDER, "VARDLOTS_SMS_URL": desk.url, "VARDLOTS_DATABASE_URL": url,
        }  # fmt: skip
        command = [sys.executable, "-m", "vardlots.sms"]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as worker:
            assert worker.stdout
            assert name.encode() in worker.stdout.readline()
            assert desk.taken.wait(PATIENCE)
            worker.send_signal(signal.SIGKILL)
        assert (only(outbox).state, len(desk.sent)) == ("sending", 1)

        clock = Clock(utc_now() + LEASE)
        through: Gateway = BOTH[name](Account(desk.url, USER, PASSWORD, SENDER))
        assert Worker(url, through, False, clock).round().tried == 1
        assert (only(outbox).state, only(outbox).gateway_id) == ("sent", desk.sent[0].id)
        assert len(desk.sent) == 1


def test_a_worker_that_is_asked_to_stop_ends_well(url: str) -> None:
    environment = {**os.environ, "VARDLOTS_SMS": "outbox", "VARDLOTS_DATABASE_URL": url}
    command = [sys.executable, "-m", "vardlots.sms"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as worker:
        assert worker.stdout
        assert b"not sent" in worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(PATIENCE) == 0


def test_a_worker_without_credentials_says_so_and_does_not_start(url: str) -> None:
    environment = {**os.environ, "VARDLOTS_SMS": "46elks", "VARDLOTS_DATABASE_URL": url}
    command = [sys.executable, "-m", "vardlots.sms"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 1
    assert "VARDLOTS_SMS_USER" in ended.stderr
    assert "Traceback" not in ended.stderr
