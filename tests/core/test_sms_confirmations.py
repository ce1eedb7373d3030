"""Confirmations: each booking and each change once, also when whoever booked it could not say so."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from messages import DATABASES, NOW, OTHER, PHONE, Clock, database

from vardlots.booking.diary import Appointment, Diary
from vardlots.booking.schedule import schedule
from vardlots.sms import texts
from vardlots.sms.confirmations import EARLIEST, LATEST, confirm_missing
from vardlots.sms.outbox import MOST_CONFIRMATIONS, Outbox
from vardlots.sms.worker import Worker

LANDLINE = "+4684650040"


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return database(request.param, tmp_path)


def book(url: str, phone: str = PHONE) -> Appointment:
    diary = Diary(url, schedule())
    return diary.confirm(diary.hold(diary.free("doctor", NOW)[9], f"s-{phone}", NOW).id, phone, NOW)


def test_a_booking_without_one_gets_it_from_a_worker(url: str) -> None:
    appointment, clock = book(url), Clock(NOW + EARLIEST)
    Worker(url, None, False, clock).round()
    (row,) = Outbox(url).latest()
    assert (row.kind, row.recipient, row.appointment, row.sequence) == ("confirmation", PHONE, appointment.id, 0)
    clock.now += timedelta(minutes=5)
    Worker(url, None, False, clock).round()
    assert len(Outbox(url).latest()) == 1


def test_one_that_is_there_is_not_made_again(url: str) -> None:
    Outbox(url).put(texts.confirmation(book(url), "en"), NOW)
    assert confirm_missing(url, Outbox(url), NOW + EARLIEST) == 0


@pytest.mark.parametrize("later", [EARLIEST - timedelta(seconds=1), LATEST])
def test_it_comes_neither_too_early_nor_too_late(url: str, later: timedelta) -> None:
    book(url)
    assert confirm_missing(url, Outbox(url), NOW + later) == 0


def test_a_change_is_confirmed_in_the_language_of_the_booking(url: str) -> None:
    appointment, diary = book(url), Diary(url, schedule())
    Outbox(url).put(texts.confirmation(appointment, "en"), NOW)
    hold = diary.hold(diary.free("doctor", NOW)[20], "x", NOW)
    diary.move(appointment.reference, PHONE, hold.id, NOW)
    assert confirm_missing(url, Outbox(url), NOW + EARLIEST) == 1
    assert "has been moved to" in Outbox(url).latest()[0].text


def test_nobody_is_written_to_all_day_by_somebody_who_books_and_books(url: str) -> None:
    outbox, appointment = Outbox(url), book(url)
    for sequence in range(MOST_CONFIRMATIONS):
        assert not outbox.too_many(PHONE, NOW)
        outbox.put(texts.confirmation(replace(appointment, sequence=sequence), "sv"), NOW)
    assert outbox.too_many(PHONE, NOW)
    assert not outbox.too_many(OTHER, NOW)
    assert confirm_missing(url, outbox, NOW + EARLIEST) == 0
    assert not outbox.too_many(PHONE, NOW + timedelta(days=1))


def test_landlines_and_cancelled_appointments_get_none(url: str) -> None:
    book(url, LANDLINE)
    Diary(url, schedule()).cancel(book(url, OTHER).reference, OTHER, NOW)
    assert confirm_missing(url, Outbox(url), NOW + EARLIEST) == 0
