"""Hold, book, move, cancel: on SQLite, and on PostgreSQL when VARDLOTS_TEST_DATABASE_URL names one."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, inspect, text
from sqlalchemy.exc import IntegrityError

from vardlots.booking.calendar import data_url, ics
from vardlots.booking.diary import Diary
from vardlots.booking.schedule import STOCKHOLM, schedule
from vardlots.booking.tables import AppointmentRow, ClaimRow
from vardlots.booking.wishes import parse
from vardlots.errors import BookingError, HoldExpired, NoSuchAppointment, SlotTaken
from vardlots.store import Base, engine, transaction

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=STOCKHOLM)
LATER = NOW + timedelta(minutes=11)
PHONE, OTHER = "+46701740605", "+46701740606"
SERVER = os.environ.get("VARDLOTS_TEST_DATABASE_URL")
CLINIC = {"name": "Kliniken", "url": "https://kliniken.example", "email": "hej@kliniken.example"}


@pytest.fixture(
    params=["sqlite", pytest.param("server", marks=pytest.mark.skipif(not SERVER, reason="no test database"))]
)
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'diary.db'}"
    with transaction(SERVER) as session:
        session.execute(text("DELETE FROM appointments"))
    return SERVER


@pytest.fixture
def diary(url):
    return Diary(url, schedule())


def free(diary: Diary, wish: str = "imorgon", kind: str = "doctor"):
    return diary.offer(kind, parse(wish, NOW), NOW).slots


def book(diary: Diary, slot, holder: str = "ann", phone: str = PHONE):
    return diary.confirm(diary.hold(slot, holder, NOW).id, phone, NOW)


def test_a_held_time_is_booked_with_a_reference(diary):
    slot = free(diary)[0]
    made = book(diary, slot)
    assert (made.slot, made.phone, made.status, made.sequence) == (slot, PHONE, "booked", 0)
    assert diary.find(made.reference, PHONE, NOW) == made
    assert diary.coming(PHONE, NOW) == [made]
    assert slot not in diary.free("doctor", NOW)


def test_confirming_twice_gives_the_same_appointment(diary):
    hold = diary.hold(free(diary)[0], "ann", NOW)
    assert diary.confirm(hold.id, PHONE, NOW) == diary.confirm(hold.id, PHONE, LATER)
    assert diary.hold(hold.slot, "ann", NOW).id == hold.id


def test_a_hold_keeps_others_out_until_it_runs_out(diary):
    slot = free(diary)[0]
    hold = diary.hold(slot, "ann", NOW)
    with pytest.raises(SlotTaken):
        diary.hold(slot, "bo", NOW)
    assert slot not in diary.free("doctor", NOW)
    assert slot in diary.free("doctor", LATER)
    assert diary.hold(slot, "bo", LATER).id != hold.id
    with pytest.raises(HoldExpired):
        diary.confirm(hold.id, PHONE, LATER)


def test_a_hold_that_ran_out_cannot_be_booked_even_if_nobody_wanted_it(diary):
    hold = diary.hold(free(diary)[0], "ann", NOW)
    with pytest.raises(HoldExpired):
        diary.confirm(hold.id, PHONE, LATER)
    with pytest.raises(HoldExpired):
        diary.confirm("no such hold", PHONE, NOW)


def test_a_person_holds_one_time_at_a_time(diary):
    first, second = free(diary)[:2]
    diary.hold(first, "ann", NOW)
    diary.hold(second, "ann", NOW)
    assert first in diary.free("doctor", NOW)
    diary.release("ann", NOW)
    assert second in diary.free("doctor", NOW)


def test_letting_go_does_not_touch_what_is_booked(diary):
    made = book(diary, free(diary)[0])
    diary.release("ann", NOW)
    diary.hold(free(diary)[1], "ann", LATER)
    assert diary.find(made.reference, PHONE, NOW) == made


def test_the_database_itself_refuses_overlapping_times(diary, url):
    slot = free(diary)[0]
    made = book(diary, slot)
    shifted = replace(slot, start=slot.start + timedelta(minutes=15), minutes=45)
    with pytest.raises(SlotTaken):
        diary.hold(shifted, "bo", NOW)
    claim = insert(ClaimRow).values(
        clinician=slot.clinician, cell=slot.start + timedelta(minutes=5), appointment=made.id
    )
    with pytest.raises(IntegrityError), transaction(url) as session:
        session.execute(claim)


def test_twenty_people_after_one_time_and_one_gets_it(diary):
    slot = free(diary)[0]

    def try_for_it(person: int) -> str | None:
        try:
            return book(diary, slot, f"person {person}", f"+467017406{person:02}").reference
        except SlotTaken:
            offer = diary.offer("doctor", parse("imorgon", NOW), NOW)
            assert offer.exact
            assert slot not in offer.slots
            return None

    with ThreadPoolExecutor(20) as crowd:
        references = [reference for reference in crowd.map(try_for_it, range(20)) if reference]
    assert len(references) == 1


def test_one_person_clicking_twenty_times_books_once(diary):
    slot = free(diary)[0]
    with ThreadPoolExecutor(20) as crowd:
        made = set(crowd.map(lambda _: book(diary, slot).reference, range(20)))
    assert len(made) == 1
    assert len(diary.coming(PHONE, NOW)) == 1


def test_moving_is_all_or_nothing_and_once(diary):
    old, new = free(diary)[:2]
    made = book(diary, old)
    hold = diary.hold(new, "ann", NOW)
    moved = diary.move(made.reference, PHONE, hold.id, NOW)
    assert (moved.id, moved.reference, moved.slot, moved.sequence) == (made.id, made.reference, new, 1)
    assert old in diary.free("doctor", NOW)
    assert new not in diary.free("doctor", NOW)
    again = diary.hold(new, "ann", NOW)
    assert diary.move(made.reference, PHONE, again.id, NOW) == moved
    with pytest.raises(SlotTaken):
        diary.hold(new, "bo", LATER)


def test_a_move_that_fails_keeps_the_old_time(diary):
    old, new = free(diary)[:2]
    made = book(diary, old)
    hold = diary.hold(new, "ann", NOW)
    with pytest.raises(HoldExpired):
        diary.move(made.reference, PHONE, hold.id, LATER)
    other = diary.hold(free(diary, kind="nurse")[0], "ann", NOW)
    with pytest.raises(BookingError, match="cannot become"):
        diary.move(made.reference, PHONE, other.id, NOW)
    assert diary.find(made.reference, PHONE, NOW) == made
    assert old not in diary.free("doctor", NOW)


def test_cancelling_frees_the_time_and_happens_once(diary):
    slot = free(diary)[0]
    made = book(diary, slot)
    gone = diary.cancel(made.reference, PHONE, NOW)
    assert (gone.status, gone.sequence) == ("cancelled", 1)
    assert diary.cancel(made.reference, PHONE, NOW) == gone
    assert slot in diary.free("doctor", NOW)
    assert diary.coming(PHONE, NOW) == []
    with pytest.raises(NoSuchAppointment):
        diary.find(made.reference, PHONE, NOW)
    assert book(diary, slot).reference != made.reference


def test_neither_key_opens_without_the_other(diary):
    made = book(diary, free(diary)[0])
    told = set()
    for reference, phone in ((made.reference, OTHER), ("CCC-333", PHONE)):
        for act in (diary.find, diary.cancel):
            with pytest.raises(NoSuchAppointment) as error:
                act(reference, phone, NOW)
            told.add(str(error.value))
    assert len(told) == 1
    with pytest.raises(NoSuchAppointment):
        diary.find(made.reference, PHONE, NOW + timedelta(days=3))


def test_forgetting_a_number_removes_and_frees(diary):
    slots = free(diary)[:2]
    book(diary, slots[0])
    book(diary, slots[1], "bo", OTHER)
    assert diary.forget(PHONE) == 1
    assert diary.forget(PHONE) == 0
    assert slots[0] in diary.free("doctor", NOW)
    assert len(diary.coming(OTHER, NOW)) == 1


def test_a_naive_time_is_refused(url):
    with pytest.raises(Exception, match="has no time zone"), transaction(url) as session:
        session.query(AppointmentRow).filter(AppointmentRow.start > datetime(2026, 1, 1)).all()


def test_the_migration_makes_what_the_tables_declare(url):
    found = inspect(engine(url))
    for table in (AppointmentRow.__table__, ClaimRow.__table__):
        assert {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())
        assert {index["name"] for index in found.get_indexes(table.name)} >= {index.name for index in table.indexes}
        nullable = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert nullable == {column.name: column.nullable for column in table.columns}
    assert Base.metadata.tables.keys() >= {"appointments", "claims"}


def test_the_calendar_file_follows_the_appointment(diary):
    slots = free(diary)[:2]
    made = book(diary, slots[0])
    first = ics(made, "Tid hos Kliniken", CLINIC, "Bokningskod, K7M")
    assert "METHOD:PUBLISH" in first
    assert f"DTSTART:{slots[0].start:%Y%m%dT%H%M%SZ}" in first
    assert "SEQUENCE:0" in first
    assert "CLASS:PRIVATE" in first
    moved = diary.move(made.reference, PHONE, diary.hold(slots[1], "ann", NOW).id, NOW)
    cancelled = diary.cancel(made.reference, PHONE, NOW)
    uid = next(line for line in first.splitlines() if line.startswith("UID"))
    assert uid in ics(moved, "x", CLINIC)
    assert "SEQUENCE:1" in ics(moved, "x", CLINIC)
    last = ics(cancelled, "x", CLINIC)
    assert uid in last
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"} <= set(last.splitlines())
    assert data_url(last).startswith("data:text/calendar;charset=utf-8;base64,")
