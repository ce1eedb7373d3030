"""Reminders: the day before at the clinic's hour, once for an appointment as it stands, never in the night."""

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from messages import DATABASES, OTHER, PHONE, Clock, database

from vardlots.booking.diary import Appointment, Diary
from vardlots.booking.schedule import STOCKHOLM, Slot, schedule
from vardlots.knowledge import BadFile
from vardlots.settings import ROOT
from vardlots.sms import texts
from vardlots.sms.gateways import FunctionGateway
from vardlots.sms.outbox import Outbox
from vardlots.sms.reminders import Reminders
from vardlots.sms.table import QuietHours, rules
from vardlots.sms.tables import OutboxMessage
from vardlots.sms.worker import Worker

LANDLINE = "+4684650040"


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return database(request.param, tmp_path)


def local(*when: int) -> datetime:
    """Return a moment by Sweden's clocks."""
    return datetime(*when, tzinfo=STOCKHOLM)  # type: ignore[misc, arg-type]


def book(url: str, start: datetime, booked: datetime, phone: str = PHONE) -> Appointment:
    """Book whatever time, as long as it is free."""
    diary = Diary(url, schedule())
    slot = Slot(start.astimezone(timezone.utc), "anna-ek", "doctor", 20)
    return diary.confirm(diary.hold(slot, f"somebody-{phone}-{start}", booked).id, phone, booked)


def made(url: str, now: datetime, replies: bool = False) -> list[OutboxMessage]:
    """Make what is due, and return every reminder that there is, the newest first."""
    Reminders(url, Outbox(url), replies).make(now)
    return [row for row in Outbox(url).latest() if row.kind == "reminder"]


START, BOOKED = local(2026, 12, 2, 16, 20), local(2026, 11, 20, 12, 0)


def test_a_reminder_is_made_at_ten_the_day_before_and_once(url: str) -> None:
    book(url, START, BOOKED)
    assert made(url, local(2026, 12, 1, 9, 59)) == []
    (row,) = made(url, local(2026, 12, 1, 10, 0))
    assert (row.recipient, row.state) == (PHONE, "queued")
    assert row.give_up == local(2026, 12, 2, 10, 0)
    assert len(made(url, local(2026, 12, 1, 10, 1))) == 1


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # Sunday 29 March 2026 the clocks go from 2 to 3, Sunday 25 October from 3 to 2
        (local(2026, 3, 29, 9, 0), datetime(2026, 3, 28, 9, 0, tzinfo=timezone.utc)),
        (local(2026, 3, 30, 9, 0), datetime(2026, 3, 29, 8, 0, tzinfo=timezone.utc)),
        (local(2026, 10, 25, 23, 0), datetime(2026, 10, 24, 8, 0, tzinfo=timezone.utc)),
        (local(2026, 10, 26, 9, 0), datetime(2026, 10, 25, 9, 0, tzinfo=timezone.utc)),
        (local(2026, 10, 26, 0, 30), datetime(2026, 10, 25, 9, 0, tzinfo=timezone.utc)),
        (local(2027, 1, 1, 8, 0), datetime(2026, 12, 31, 9, 0, tzinfo=timezone.utc)),
    ],
)
def test_the_hour_is_that_of_swedens_clocks(url: str, start: datetime, due: datetime) -> None:
    assert rules().reminder_due(start) == due
    assert due.astimezone(STOCKHOLM).hour == 10
    book(url, start, due - timedelta(days=5))
    assert made(url, due - timedelta(seconds=1)) == []
    assert len(made(url, due)) == 1


@pytest.mark.parametrize(
    ("booked", "reminded"),
    [
        (START - timedelta(hours=23), False),  # less than a day before
        (local(2026, 12, 1, 10, 1), False),  # after the reminders went out: the confirmation has just come
        (local(2026, 12, 1, 9, 59), True),
    ],
)
def test_who_booked_a_moment_ago_needs_no_reminder(url: str, booked: datetime, reminded: bool) -> None:
    book(url, START, booked)
    assert bool(made(url, local(2026, 12, 1, 20, 0))) == reminded


def test_an_early_appointment_is_reminded_of_though_less_than_a_day_is_left(url: str) -> None:
    book(url, local(2026, 12, 2, 8, 0), BOOKED)
    assert made(url, local(2026, 12, 1, 10, 0))


def test_it_is_not_made_when_it_would_come_too_late(url: str) -> None:
    book(url, START, BOOKED)
    assert made(url, START - timedelta(hours=3)) == []
    (row,) = made(url, START - timedelta(hours=4))
    assert row.give_up == START - timedelta(hours=3)


def test_a_landline_gets_none(url: str) -> None:
    book(url, START, BOOKED, LANDLINE)
    assert made(url, local(2026, 12, 1, 12, 0)) == []


def test_a_moved_appointment_gets_a_new_one_and_the_old_is_withdrawn(url: str) -> None:
    appointment = book(url, START, BOOKED)
    (old,) = made(url, local(2026, 12, 1, 10, 0))
    diary, now = Diary(url, schedule()), local(2026, 12, 1, 10, 30)
    hold = diary.hold(Slot(local(2026, 12, 4, 9, 0).astimezone(timezone.utc), "anna-ek", "doctor", 20), "x", now)
    diary.move(appointment.reference, PHONE, hold.id, now)
    assert Outbox(url).claim(old.id, now) is None, "it is wrong now, whether or not a worker has withdrawn it"
    assert Outbox(url).withdraw(now) == 1
    assert Outbox(url).state(old.id) == "withdrawn"
    new, _ = made(url, local(2026, 12, 3, 10, 0))
    assert (new.state, new.sequence) == ("queued", 1)
    assert "4 dec" in new.text


def test_a_cancelled_appointment_is_not_reminded_of(url: str) -> None:
    appointment = book(url, START, BOOKED)
    (row,) = made(url, local(2026, 12, 1, 10, 0))
    Diary(url, schedule()).cancel(appointment.reference, PHONE, local(2026, 12, 1, 10, 1))
    sent: list[str] = []
    clock = Clock(local(2026, 12, 1, 10, 2))
    worker = Worker(url, FunctionGateway("f", lambda _to, text, _key: sent.append(text)), False, clock)
    assert worker.round().withdrawn == 1
    assert (Outbox(url).state(row.id), sent) == ("withdrawn", [])
    assert len(made(url, local(2026, 12, 1, 11, 0))) == 1


def test_a_crashed_deliverers_message_is_withdrawn_as_well(url: str) -> None:
    appointment = book(url, START, BOOKED)
    (row,) = made(url, local(2026, 12, 1, 10, 0))
    assert Outbox(url).claim(row.id, local(2026, 12, 1, 10, 0))
    Diary(url, schedule()).cancel(appointment.reference, PHONE, local(2026, 12, 1, 10, 1))
    Outbox(url).withdraw(local(2026, 12, 1, 10, 1))
    assert Outbox(url).state(row.id) == "sending", "it may be under way"
    Outbox(url).withdraw(local(2026, 12, 1, 10, 5))
    assert Outbox(url).state(row.id) == "withdrawn"


def test_the_language_is_the_one_that_it_was_booked_in(url: str) -> None:
    english, swedish = book(url, START, BOOKED), book(url, local(2026, 12, 2, 9, 0), BOOKED, OTHER)
    Outbox(url).put(texts.confirmation(english, "en"), BOOKED)
    Outbox(url).put(texts.confirmation(swedish, "sv"), BOOKED)
    said = {row.recipient: row.text for row in made(url, local(2026, 12, 1, 10, 0))}
    assert said[PHONE].startswith("Reminder: ")
    assert said[OTHER].startswith("Påminnelse: ")


def test_the_word_that_cancels_is_named_only_where_replies_are_read(url: str) -> None:
    appointment = book(url, START, BOOKED)
    assert "AVBOKA" in texts.reminder(appointment, "sv", replies=True).text
    assert "CANCEL" in texts.reminder(appointment, "en", replies=True).text
    for language in ("sv", "en"):
        said = texts.reminder(appointment, language, replies=False).text  # type: ignore[arg-type]
        assert "AVBOKA" not in said
        assert "CANCEL" not in said


def test_nothing_about_care_is_said(url: str) -> None:
    appointment = book(url, START, BOOKED)
    for language in ("sv", "en"):
        for message in (
            texts.confirmation(appointment, language),  # type: ignore[arg-type]
            texts.reminder(appointment, language, replies=True),  # type: ignore[arg-type]
        ):
            said = message.text.casefold()
            assert "2 dec" in said
            assert "lingonkliniken" in said
            for secret in ("anna", "ek,", "läkare", "doctor", "psyk", "vård", "care"):
                assert secret not in said


NIGHT = QuietHours.model_validate({"from": "21:00", "to": "08:00"})


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (local(2026, 12, 1, 20, 59), None),
        (local(2026, 12, 1, 21, 0), local(2026, 12, 2, 8, 0)),
        (local(2026, 12, 1, 0, 0), local(2026, 12, 1, 8, 0)),
        (local(2026, 12, 1, 7, 59), local(2026, 12, 1, 8, 0)),
        (local(2026, 12, 1, 8, 0), None),
        (local(2026, 3, 28, 23, 0), local(2026, 3, 29, 8, 0)),
        (local(2026, 10, 24, 23, 0), local(2026, 10, 25, 8, 0)),
    ],
)
def test_the_night_ends_in_the_morning(now: datetime, end: datetime | None) -> None:
    assert NIGHT.end(now) == end


def test_quiet_hours_may_be_in_the_day() -> None:
    lunch = QuietHours.model_validate({"from": "12:00", "to": "13:00"})
    assert lunch.end(local(2026, 12, 1, 12, 30)) == local(2026, 12, 1, 13, 0)
    assert lunch.end(local(2026, 12, 1, 13, 0)) is None


def test_a_reminder_waits_for_the_morning_and_a_confirmation_does_not(url: str) -> None:
    appointment = book(url, local(2026, 12, 3, 16, 0), BOOKED)
    evening = local(2026, 12, 2, 21, 30)
    outbox, sent = Outbox(url), []
    outbox.put(texts.reminder(appointment, "sv", False), evening, local(2026, 12, 3, 13, 0))
    outbox.put(texts.confirmation(appointment, "sv"), evening)
    clock = Clock(evening)
    worker = Worker(url, FunctionGateway("f", lambda _to, text, _key: sent.append(text[:5])), False, clock)
    worker.round()
    assert sent == ["Din t"]
    clock.now = local(2026, 12, 3, 7, 59)
    worker.round()
    assert sent == ["Din t"]
    clock.now = local(2026, 12, 3, 8, 0)
    worker.round()
    assert sent == ["Din t", "Påmin"]


def test_without_a_gateway_reminders_are_made_and_kept(url: str) -> None:
    book(url, START, BOOKED)
    clock = Clock(local(2026, 12, 1, 10, 0))
    worker = Worker(url, None, False, clock)
    assert worker.round().reminders == 1
    clock.now += timedelta(minutes=30)
    assert worker.round().tried == 0
    assert Outbox(url).latest()[0].state == "queued"


def test_a_worker_that_was_away_catches_up(url: str) -> None:
    book(url, START, BOOKED)
    sent: list[str] = []
    clock = Clock(local(2026, 12, 1, 18, 0))
    worker = Worker(url, FunctionGateway("f", lambda to, _text, _key: sent.append(to)), False, clock)
    worker.round()
    clock.now += timedelta(seconds=2)
    worker.round()
    assert sent == [PHONE]


def test_number_and_text_go_in_time_and_nothing_is_made_anew(url: str) -> None:
    appointment = book(url, START, BOOKED)
    outbox, clock = Outbox(url), Clock(local(2026, 12, 1, 10, 0))
    outbox.put_paused(texts.Message("app_link", f"app-link:{PHONE}", PHONE, "länk", "sv"), clock())
    worker = Worker(url, FunctionGateway("f", lambda *_: None), False, clock)
    for _ in range(2):
        worker.round()
        clock.now += timedelta(minutes=2)
    assert {row.state for row in outbox.latest()} == {"sent"}
    clock.now += timedelta(days=rules().keep_days - 1)
    assert worker.round().forgotten == 0
    clock.now += timedelta(days=1)
    assert worker.round().forgotten == 2
    for row in outbox.latest():
        assert (row.recipient, row.text, row.appointment, row.state) == ("", "", None, "sent")
        assert PHONE not in row.key
        assert appointment.id not in row.key


def test_what_waits_for_no_gateway_is_forgotten_too(url: str) -> None:
    outbox, clock = Outbox(url), Clock(local(2026, 12, 1, 10, 0))
    outbox.put(texts.Message("app_link", "a", PHONE, "länk", "sv"), clock())
    clock.now += timedelta(days=rules().keep_days, hours=1)
    assert Worker(url, None, False, clock).round().forgotten == 1
    (row,) = outbox.latest()
    assert (row.recipient, row.text, row.state) == ("", "", "failed")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('at: "10:00"', 'at: "22:00"', "quiet"),
        ('at: "10:00"', "at: tio", "time of day"),
        ('from: "21:00", to: "08:00"', 'from: "08:00", to: "08:00"', "begin when they end"),
        ("sv: [avboka,", "sv: [cancel,", "both languages"),
        ("keep_days: 14", "keep_days: 0", "keep_days"),
    ],
)
def test_a_mistake_in_the_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    kb = Path(shutil.copytree(ROOT / "kb", tmp_path / "kb"))
    monkeypatch.setenv("VARDLOTS_KB", str(kb))
    text = (kb / "sms.yaml").read_text(encoding="utf-8")
    assert old in text
    (kb / "sms.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=r"kb/sms.yaml:\d+:") as error:
        rules()
    assert said in str(error.value)
