"""The ledger: one open case a conversation, an honest queue, nothing said twice, and a trail of who did what."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from vardlots.errors import StoreUnavailable
from vardlots.people.cases import Case
from vardlots.people.ledger import Ledger
from vardlots.replies import Reply
from vardlots.store import engine

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=timezone.utc)
NURSE = "@maria:clinic.example"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    url = f"sqlite:///{tmp_path / 'people.db'}"
    engine(url)  # makes the schema
    return Ledger(url)


def opened(ledger: Ledger, conversation: str = "web:anna", after: int = 0) -> Case:
    return ledger.open(conversation, "sv", "fees", "asked", NOW + timedelta(seconds=after))


def test_a_conversation_has_one_open_case(ledger: Ledger) -> None:
    first = opened(ledger)
    assert (first.state, first.door, first.topic, first.opened) == ("waiting", "web", "fees", NOW)
    assert opened(ledger, after=5) == first
    assert ledger.of("web:anna") == first
    assert ledger.of("web:bo") is None


def test_a_closed_case_makes_room_for_another(ledger: Ledger) -> None:
    first = opened(ledger)
    assert ledger.close(first, "patient", NOW)
    assert not ledger.close(first, "staff", NOW, NURSE), "it was closed already"
    assert ledger.of("web:anna") is None
    assert opened(ledger).id != first.id


def test_the_queue_moves_when_somebody_is_taken_or_leaves(ledger: Ledger) -> None:
    cases = [opened(ledger, f"web:{name}", at) for at, name in enumerate(("anna", "bo", "cecilia"))]
    assert [ledger.position(case) for case in cases] == [1, 2, 3]
    assert ledger.take(cases[0], NURSE, "Maria", NOW)
    assert [ledger.position(case) for case in cases[1:]] == [1, 2]
    ledger.close(cases[1], "patient", NOW)
    assert (ledger.position(cases[2]), ledger.waiting()) == (1, 1)


def test_two_who_take_the_same_case_get_it_once(ledger: Ledger) -> None:
    case = opened(ledger)
    assert ledger.take(case, NURSE, "Maria", NOW)
    assert not ledger.take(case, "@olof:clinic.example", "Olof", NOW)
    taken = ledger.of("web:anna")
    assert taken is not None
    assert (taken.state, taken.taken_by, taken.name) == ("taken", NURSE, "Maria")


def test_a_case_is_found_by_its_thread_while_it_is_open(ledger: Ledger) -> None:
    case = opened(ledger)
    ledger.place(case, "$thread")
    found = ledger.in_thread("$thread")
    assert found is not None
    assert found.id == case.id
    ledger.close(case, "staff", NOW, NURSE)
    assert ledger.in_thread("$thread") is None


def test_a_message_of_staff_is_said_once_and_can_be_fetched_later(ledger: Ledger) -> None:
    case, reply = opened(ledger), Reply("handoff", "sv", ("Hej Anna.",), people={"state": "with_person"})
    first = ledger.push(case, reply, NOW, "$1")
    assert first is not None
    assert ledger.push(case, reply, NOW, "$1") is None
    second = ledger.push(case, Reply("handoff", "sv", ("En sak till.",)), NOW, "$2")
    assert ledger.pushed_since("web:anna", 0)[0] == (first, reply)
    assert [number for number, _ in ledger.pushed_since("web:anna", first)] == [second]
    assert ledger.pushed_since("web:bo", 0) == []


def test_what_was_said_can_be_forgotten_and_the_trail_stays(ledger: Ledger) -> None:
    case = opened(ledger)
    ledger.take(case, NURSE, "Maria", NOW + timedelta(minutes=1))
    ledger.push(case, Reply("handoff", "sv", ("Hej.",)), NOW, "$1")
    ledger.close(case, "staff", NOW + timedelta(minutes=9), NURSE)
    assert ledger.expire(NOW + timedelta(minutes=5)) == 0, "it was closed later"
    assert ledger.expire(NOW + timedelta(minutes=10)) == 1
    assert ledger.pushed_since("web:anna", 0) == []
    trail = [(line.what, line.who) for line in ledger.trail(case.reference)]
    assert trail == [("opened", None), ("taken", NURSE), ("closed_by_staff", NURSE)]


def test_the_number_of_what_was_said_is_never_given_out_twice(ledger: Ledger) -> None:
    case, reply = opened(ledger), Reply("handoff", "sv", ("Hej.",))
    first = ledger.push(case, reply, NOW)
    ledger.forget("web:anna")
    second = ledger.push(case, reply, NOW)
    assert first is not None
    assert second is not None
    assert second > first


def test_who_waits_is_told_once_that_nobody_has_come(ledger: Ledger) -> None:
    case = opened(ledger)
    assert ledger.told(case, NOW)
    assert not ledger.told(case, NOW)


def test_no_schema_and_no_database_are_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        Ledger(f"sqlite:///{tmp_path / 'empty.db'}").of("web:anna")
    with pytest.raises(StoreUnavailable):
        Ledger(f"sqlite:///{tmp_path}").of("web:anna")
