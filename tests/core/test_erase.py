"""Erasing a person: from every store, nobody else, all or nothing, with a receipt that does not say who it was."""

import io
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from vardlots.booking.diary import Diary
from vardlots.booking.schedule import schedule
from vardlots.booking.tables import AppointmentRow, ClaimRow
from vardlots.cli import main
from vardlots.contact.address import Address, parse_address
from vardlots.contact.conversations import WrongEndpoints, conversations, delete_older, of_person, tracker_url
from vardlots.contact.erase import Line, Person, erase
from vardlots.contact.feedback import give_feedback
from vardlots.contact.handover import Request, hand_over, requests
from vardlots.contact.phone import Phone, parse_phone
from vardlots.errors import StoreUnavailable
from vardlots.matrix.ledger import Ledger as MatrixLedger
from vardlots.matrix.ledger import Noted
from vardlots.people.ledger import Ledger
from vardlots.replies import Reply
from vardlots.settings import ROOT
from vardlots.sms import texts
from vardlots.sms.outbox import Outbox
from vardlots.store import Base, transaction
from vardlots.usage.questions import keep_question, open_questions

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
PHONE, OTHER = "+46701740645", "+46701740646"
EMAIL = "Anna.Berg@example.com"
TABLES = {
    "appointments": ("coming appointments", "past, cancelled and held appointments"),
    "claims": ("coming appointments", "past, cancelled and held appointments"),
    "outbox_messages": ("text messages",),
    "hand_overs": ("requests for a person",),
    "feedback": ("feedback",),
    "kept_questions": ("kept questions",),
    "tallies": ("tallies",),
    "gap_decisions": ("gap decisions",),
    "editors": ("editors",),
    "office_sessions": ("office sessions",),
}
"""Every table, and the lines of the receipt that speak for it."""


def address(text: str) -> Address:
    found = parse_address(text)
    assert found is not None
    return found


def mobile(text: str) -> Phone:
    found = parse_phone(text)
    assert found is not None
    return found


ANNA = Person((address(PHONE), address(EMAIL)), "conversation-anna")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database in which Anna and somebody else have left something in every table."""
    url = f"sqlite:///{tmp_path / 'vardlots.db'}"
    diary = Diary(url, schedule())
    for phone, sender in ((PHONE, "conversation-anna"), (OTHER, "conversation-bo")):
        past = book(diary, phone, sender, NOW - timedelta(days=7))
        assert past < NOW
        book(diary, phone, sender, NOW)
        diary.hold(diary.free("doctor", NOW)[0], sender, NOW)
        Outbox(url).put_paused(texts.app_link(mobile(phone), "sv"), NOW)
        hand_over(url, Request(phone, "sv"), NOW)
    hand_over(url, Request(EMAIL.lower(), "en"), NOW)
    give_feedback(url, False, "sv", NOW)
    keep_question(url, f"ring mig på {PHONE} eller {EMAIL}, hur länge får jag vänta?", "sv", "unhelpful", NOW)
    return url


def book(diary: Diary, phone: str, sender: str, now: datetime) -> datetime:
    """Book the first free time after a moment, and return its start."""
    slot = diary.free("nurse", now)[0]
    diary.confirm(diary.hold(slot, sender, now).id, phone, now)
    return slot.start


@pytest.fixture
def tracker(tmp_path: Path) -> Callable[..., str]:
    """Write a database as Rasa's SQL tracker store does, and return its path."""

    def write(*events: tuple[str, str, dict[str, object]], when: float = 0.0) -> str:
        path = tmp_path / "rasa.db"
        with sqlite3.connect(path) as database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, "
                "type_name VARCHAR(255) NOT NULL, timestamp FLOAT, intent_name VARCHAR(255), "
                "action_name VARCHAR(255), data TEXT)"
            )
            rows = [(sender, kind, when, json.dumps({"event": kind, **data})) for sender, kind, data in events]
            database.executemany("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, ?, ?, ?)", rows)
        database.close()
        return str(path)

    return write


def said(sender: str, text: str) -> tuple[str, str, dict[str, object]]:
    return sender, "user", {"text": text}


def left(path: str) -> set[str]:
    """Return whose events are still there."""
    database = sqlite3.connect(path)
    senders = {sender for (sender,) in database.execute("SELECT sender_id FROM events")}
    database.close()
    return senders


def counts(url: str) -> dict[str, int]:
    """Count the rows of every table."""
    with transaction(url) as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name in TABLES]
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def found(lines: list[Line]) -> dict[str, tuple[int, int]]:
    return {line.store: (line.found, line.removed) for line in lines if line.found}


def test_every_table_is_spoken_for_in_the_receipt(url):
    assert {table.name for table in Base.metadata.sorted_tables} == set(TABLES)
    stores = {line.store for line in erase(url, None, ANNA, NOW)}
    assert {name for names in TABLES.values() for name in names} <= stores


def test_a_person_is_removed_and_nobody_else(url):
    lines = erase(url, None, ANNA, NOW, cancel=True)
    assert found(lines) == {
        "coming appointments": (1, 1),
        "past, cancelled and held appointments": (2, 2),
        "text messages": (1, 1),
        "requests for a person": (2, 2),
    }
    assert [message.recipient for message in Outbox(url).latest()] == [OTHER]
    assert [request.contact for request in requests(url)] == [OTHER]
    with transaction(url) as session:
        rows = session.scalars(select(AppointmentRow)).all()
        assert {row.holder for row in rows} == {"conversation-bo"}
        assert len(rows) == 3
        ids = {row.id for row in rows}
        assert set(session.scalars(select(ClaimRow.appointment))) == ids
    assert found(erase(url, None, ANNA, NOW, cancel=True)) == {}


def test_nothing_of_the_person_is_left_in_the_file(url, tmp_path):
    erase(url, None, ANNA, NOW, cancel=True)
    with sqlite3.connect(tmp_path / "vardlots.db") as database:
        rest = "\n".join(database.iterdump())
    database.close()
    for trace in ("701740645", "conversation-anna", "anna.berg"):
        assert trace not in rest.lower()


def test_coming_appointments_stay_unless_they_are_to_be_cancelled(url):
    lines = erase(url, None, ANNA, NOW)
    (coming,) = [line for line in lines if line.store == "coming appointments"]
    assert (coming.found, coming.removed, coming.kept) == (1, 0, 1)
    assert "--cancel-bookings" in coming.why
    with transaction(url) as session:
        assert session.scalars(select(AppointmentRow.phone).where(AppointmentRow.phone == PHONE)).all() == [PHONE]


def test_a_cancelled_time_is_free_again(url):
    diary = Diary(url, schedule())
    before = len(diary.free("nurse", NOW))
    erase(url, None, ANNA, NOW, cancel=True)
    assert len(diary.free("nurse", NOW)) == before + 1


def test_only_looking_changes_nothing(url):
    before = counts(url)
    looked = erase(url, None, ANNA, NOW, cancel=True, only_look=True)
    assert counts(url) == before
    assert looked == erase(url, None, ANNA, NOW, cancel=True)


def test_a_conversation_alone_finds_what_it_held_and_booked(url):
    lines = erase(url, None, Person((), "conversation-anna"), NOW)
    assert found(lines) == {"coming appointments": (1, 0), "past, cancelled and held appointments": (2, 2)}
    (asked,) = [line for line in lines if line.store == "requests for a person"]
    assert "give the phone number" in asked.why


def test_a_talk_with_staff_is_nobodys_any_more_and_the_trail_stays(url):
    ledger = Ledger(url)
    for sender in ("conversation-anna", "conversation-bo"):
        case = ledger.open(sender, "sv", "fees", "asked", NOW)
        ledger.push(case, Reply("handoff", "sv", (f"Hej {sender}.",)), NOW)
    (line,) = [one for one in erase(url, None, ANNA, NOW) if one.store == "talks with staff"]
    assert (line.found, line.removed, "staff room" in line.why) == (1, 1, True)
    assert ledger.pushed_since("conversation-anna", 0) == []
    assert len(ledger.pushed_since("conversation-bo", 0)) == 1
    hers = next(row for row in ledger.latest() if row.state == "closed")
    assert [event.what for event in ledger.trail(hers.reference)] == ["opened"]
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        assert "conversation-anna" not in "".join(line for line in database.iterdump() if "people_" in line)
    database.close()


def test_the_ids_of_a_matrix_room_go_with_its_conversation(url):
    matrix = MatrixLedger(url)
    matrix.note([Noted("$1", "!hers:x"), Noted("$2", "!his:x")])
    lines = erase(url, None, Person((), "matrix:!hers:x"), NOW)
    assert found(lines)["ids of Matrix messages"] == (1, 1)
    assert matrix.rooms() == ["!his:x"]


def test_somebody_unknown_changes_nothing(url):
    before = counts(url)
    assert found(erase(url, None, Person((address("070-174 06 99"),)), NOW, cancel=True)) == {}
    assert counts(url) == before


@pytest.mark.parametrize(
    "event",
    [
        said("s", "ring 070-174 06 45 tack"),
        said("s", "skicka till +46 70 174 06 45"),
        said("s", "0046701740645"),
        said("s", "+46 (0)70-174\u00a006\u00a045"),
        said("s", "mejla ANNA.BERG@EXAMPLE.COM"),
        ("s", "slot", {"name": "phone", "value": PHONE}),
        said("conversation-anna", "hej"),
    ],
)
def test_the_whole_conversation_goes_in_which_somebody_gave_it(url, tracker, event):
    sender = event[0]
    others = said("bo", "070-174 06 46 eller 1070-174 06 45"), said("cia", "anna.berg@example.community")
    path = tracker(said(sender, "vad kostar det?"), event, ("bo", "slot", {"name": "age", "value": 34}), *others)
    lines = erase(url, make_url(f"sqlite:///{path}"), ANNA, NOW)
    assert found(lines)["conversations"] == (1, 1)
    assert left(path) == {"bo", "cia"}


def test_a_conversation_that_is_called_by_the_number_goes_too(url, tracker):
    names = [f"{door}:{phone}" for door in ("sms", "whatsapp") for phone in (PHONE, OTHER)]
    path = tracker(*(said(name, "hej") for name in names))
    lines = erase(url, make_url(f"sqlite:///{path}"), ANNA, NOW)
    assert found(lines)["conversations"] == (2, 2)
    assert left(path) == {f"sms:{OTHER}", f"whatsapp:{OTHER}"}


def test_when_rasas_database_is_gone_nothing_is_removed_anywhere(url, tmp_path):
    before = counts(url)
    for broken in (tmp_path / "gone.db", tmp_path):
        with pytest.raises(StoreUnavailable):
            erase(url, make_url(f"sqlite:///{broken}"), ANNA, NOW, cancel=True)
    (tmp_path / "no.db").write_bytes(b"this is no database, but as long as one would be" * 100)
    with pytest.raises(StoreUnavailable):
        erase(url, make_url(f"sqlite:///{tmp_path / 'no.db'}"), ANNA, NOW, cancel=True)
    assert counts(url) == before


def test_a_database_of_rasas_that_is_still_empty_holds_nobody(url, tmp_path):
    sqlite3.connect(tmp_path / "empty.db").close()
    (tmp_path / "empty.db").touch()
    lines = erase(url, make_url(f"sqlite:///{tmp_path / 'empty.db'}"), ANNA, NOW)
    assert "conversations" not in found(lines)


def test_conversations_in_memory_are_said_to_end_by_themselves(url, monkeypatch):
    monkeypatch.setenv("VARDLOTS_CONVERSATION_HOURS", "12")
    (line,) = [line for line in erase(url, None, ANNA, NOW) if line.store == "conversations"]
    assert (line.found, "12 hours" in line.why) == (0, True)


def test_old_conversations_end_and_newer_ones_stay_whole(tracker):
    path = tracker(said("old", "hej"), said("going-on", "hej"), when=1000.0)
    tracker(said("going-on", "hej igen"), said("new", "hej"), when=5000.0)
    with conversations(make_url(f"sqlite:///{path}")) as connection:
        assert delete_older(connection, 2000.0) == (1, 1)
    assert left(path) == {"going-on", "new"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("action_endpoint:\n  url: x\n", None),
        ("", None),
        ("tracker_store:\n  type: channels.conversations.ForgetfulTrackerStore\n", None),
        ("tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: var/rasa.db\n", "sqlite:///var/rasa.db"),
        (
            "tracker_store:\n  type: SQL\n  dialect: postgresql\n  url: db.example:5433\n  db: rasa\n"
            "  username: ${RASA_USER}\n  password: secret\n",
            "postgresql://rasa-user:secret@db.example:5433/rasa",
        ),
        ("tracker_store:\n  type: SQL\n  url: postgresql://u:p@h/rasa\n", "postgresql://u:p@h/rasa"),
    ],
)
def test_endpoints_say_where_conversations_are(tmp_path, monkeypatch, text, expected):
    monkeypatch.setenv("RASA_USER", "rasa-user")
    file = tmp_path / "endpoints.yml"
    file.write_text(text, encoding="utf-8")
    url = tracker_url(file)
    assert (url.render_as_string(hide_password=False) if url else None) == expected


@pytest.mark.parametrize("text", ["tracker_store:\n  type: mongod\n", "tracker_store: [", "- a\n"])
def test_a_store_that_cannot_be_reached_is_named(tmp_path, text):
    file = tmp_path / "endpoints.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongEndpoints, match=r"endpoints\.yml"):
        tracker_url(file)


def test_the_projects_own_endpoints_keep_conversations_in_memory():
    assert tracker_url(ROOT / "endpoints.yml") is None


def command(capsys, *words: str, code: int = 0) -> str:
    """Run `vardlots` and return what it printed."""
    with pytest.raises(SystemExit) as left_with:
        main(words)
    assert (left_with.value.code or 0) == code
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_the_receipt_names_every_store_and_nobody(url, monkeypatch, capsys):
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    book(Diary(url, schedule()), PHONE, "conversation-anna", datetime.now(timezone.utc))
    receipt = json.loads(command(capsys, "erase", "070-174 06 45", EMAIL, "--yes", "--json"))
    assert receipt["done"] is True
    assert receipt["person"] == "…0645, A…@…"
    assert {row["store"]: (row["found"], row["removed"], row["kept"]) for row in receipt["stores"] if row["found"]} == {
        "coming appointments": (1, 0, 1),
        "past, cancelled and held appointments": (2, 2, 0),
        "text messages": (1, 1, 0),
        "requests for a person": (2, 2, 0),
    }
    assert all(row["why"] for row in receipt["stores"] if row["kept"] or row["store"] in ("logs", "feedback"))
    printed = command(capsys, "erase", "070-174 06 45", EMAIL, "--yes", "--cancel-bookings")
    for trace in ("70174", "174 06", "anna", "example.com"):
        assert trace not in printed.lower()
        assert trace not in json.dumps(receipt).lower()


def test_it_asks_first_and_a_no_changes_nothing(url, monkeypatch, capsys):
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    before = counts(url)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    printed = command(capsys, "erase", "070-174 06 45", code=1)
    assert "to remove" in printed
    assert counts(url) == before
    assert "Receipt" not in command(capsys, "erase", "070-174 06 45", "--dry-run")
    assert counts(url) == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("erase", "anna", "--yes"), "number 1 of what you gave is neither"),
        (("erase", "070-174 06 45", "19900101-2385", "--yes"), "number 2 of what you gave is neither"),
        (("erase", "070-174 06 45", "--json"), "give --yes too"),
    ],
)
def test_wrong_usage_says_what_is_right(words, expected, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    assert expected in command(capsys, *words, code=2)


def test_a_wrong_setting_is_told_before_anything_is_removed(url, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    monkeypatch.setenv("VARDLOTS_CONVERSATION_HOURS", "en dag")
    before = counts(url)
    assert "VARDLOTS_CONVERSATION_HOURS is 'en dag'" in command(capsys, "erase", PHONE, "--yes", code=2)
    assert counts(url) == before


def test_a_database_that_is_away_is_an_error_of_one_line(tmp_path, monkeypatch, capsys):
    (tmp_path / "folder.db").mkdir()
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'folder.db'}")
    assert command(capsys, "erase", "070-174 06 45", "--yes", code=1).strip() == "the database does not answer"


def test_expire_ends_what_is_old_in_rasas_database(tracker, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'vardlots.db'}")
    path = tracker(said("old", "hej"), when=1000.0)
    file = tmp_path / "endpoints.yml"
    file.write_text(f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {path}\n", encoding="utf-8")
    told = json.loads(command(capsys, "expire", "--json", "--endpoints", str(file)))
    assert told == {"in_memory": False, "conversations": 1, "events": 1, "questions": 0}
    assert left(path) == set()
    assert "by itself" in command(capsys, "expire")


def test_expire_forgets_old_questions_wherever_conversations_are(tmp_path, monkeypatch, capsys):
    url = f"sqlite:///{tmp_path / 'vardlots.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    now = datetime.now(timezone.utc)
    for days in (1, 89, 91):
        keep_question(url, f"för {days} dagar sedan", "sv", "held_back", now - timedelta(days=days))
    assert "1 kept questions older than 90 days" in command(capsys, "expire")
    monkeypatch.setenv("VARDLOTS_QUESTION_DAYS", "2")
    assert json.loads(command(capsys, "expire", "--json"))["questions"] == 1
    assert [one.text for one in open_questions(url)] == ["för 1 dagar sedan"]
    monkeypatch.setenv("VARDLOTS_QUESTION_DAYS", "länge")
    assert "VARDLOTS_QUESTION_DAYS is 'länge'" in command(capsys, "expire", code=2)


def test_a_person_may_be_named_in_several_ways():
    assert ANNA.hint == "…0645, A…@…, conversation conv…"
    assert replace(ANNA, addresses=()).hint == "conversation conv…"


def test_nobody_is_looked_for_without_an_address(tracker):
    path = tracker(said("bo", "hej"))
    with conversations(make_url(f"sqlite:///{path}")) as connection:
        assert of_person(connection, []) == set()
