"""Text messages about appointments: confirmed where somebody gets it, and cancelled by whoever replies."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from turns import NOW, a_turn

from actions.appointment_changes import Cancel, Move
from actions.appointment_times import diary
from actions.appointments import Book
from actions.reminders import CancelByText
from vardlots.booking.diary import Appointment
from vardlots.booking.schedule import Slot
from vardlots.phrases import phrases
from vardlots.replies import Language, Reply
from vardlots.settings import settings
from vardlots.sms import texts
from vardlots.sms.outbox import MOST_CONFIRMATIONS, Outbox
from vardlots.sms.tables import OutboxMessage

PHONE, OTHER, LANDLINE = "+46701740645", "+46701740646", "+4684650040"


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'reminders.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    monkeypatch.setenv("VARDLOTS_SMS", f"{__name__}:take")
    return url


def take(_to: str, _text: str, _key: str) -> None:
    """Be a gateway."""


def free(number: int = 0, now: datetime = NOW) -> Slot:
    return diary().free("doctor", now)[number]


def booked(number: int = 0, phone: str = PHONE, sender: str = "s-0") -> Appointment:
    book = diary()
    return book.confirm(book.hold(free(number), f"{sender}-{number}", NOW).id, phone, NOW)


def reminded(appointment: Appointment, language: Language = "sv") -> Appointment:
    """Have a reminder sent."""
    outbox = Outbox(settings().database_url)
    number = outbox.put(texts.reminder(appointment, language, replies=True), NOW)
    assert number
    claimed = outbox.claim(number, NOW)
    assert claimed
    outbox.sent(claimed, None, NOW)
    return appointment


def book(language: Language = "sv", phone: str = PHONE, number: int = 0) -> Reply:
    slots = {"care": "doctor", "appointment_slot": free(number).id, "phone": phone}
    reply = Book().respond(a_turn(language=language, slots=slots)).reply
    assert reply
    assert reply.booking
    return reply


def rows() -> list[OutboxMessage]:
    return Outbox(settings().database_url).latest()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_booking_is_confirmed_and_the_chat_says_so(language: Language) -> None:
    reply = book(language)
    assert phrases().title("sms.coming", language) in reply.paragraphs
    (row,) = rows()
    assert (row.kind, row.recipient, row.language, row.state) == ("confirmation", PHONE, language, "queued")
    assert reply.booking
    assert reply.booking["reference"] in row.text
    assert "08-465 004 00" in row.text


def test_a_booking_that_runs_twice_is_confirmed_once() -> None:
    slots = {"care": "doctor", "appointment_slot": free().id, "phone": PHONE}
    first = Book().respond(a_turn(slots=slots)).reply
    second = Book().respond(a_turn(slots=slots)).reply
    assert first == second
    assert len(rows()) == 1


def test_without_a_gateway_nobody_is_promised_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_SMS", "outbox")
    assert phrases().title("sms.coming", "sv") not in book().paragraphs
    assert [row.state for row in rows()] == ["queued"]


def test_a_landline_is_neither_texted_nor_told_so() -> None:
    assert phrases().title("sms.coming", "sv") not in book(phone=LANDLINE).paragraphs
    assert rows() == []


def test_a_number_that_has_had_enough_is_promised_no_more() -> None:
    for number in range(MOST_CONFIRMATIONS):
        assert phrases().title("sms.coming", "sv") in book(number=number).paragraphs
    assert phrases().title("sms.coming", "sv") not in book(number=MOST_CONFIRMATIONS).paragraphs
    assert len(rows()) == MOST_CONFIRMATIONS


def test_an_outbox_that_fails_fails_no_booking(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(PHONE)

    monkeypatch.setattr("actions.reminders.send_soon", fail)
    with caplog.at_level(logging.INFO):
        reply = book()
    assert reply.kind == "booking"
    assert diary().coming(PHONE, NOW)
    assert phrases().title("sms.coming", "sv") not in reply.paragraphs
    assert "RuntimeError" in caplog.text
    assert PHONE not in caplog.text


def test_a_move_is_confirmed_and_what_waited_of_the_old_time_is_withdrawn() -> None:
    reply = book()
    assert reply.booking
    new = free(5)
    slots = {"reference": reply.booking["reference"], "phone": PHONE, "appointment_slot": new.id, "care": "doctor"}
    moved = Move().respond(a_turn(slots=slots)).reply
    assert moved
    assert phrases().title("sms.coming", "sv") in moved.paragraphs
    confirmation, old = rows()
    assert (old.state, confirmation.state, confirmation.sequence) == ("withdrawn", "queued", 1)
    assert "ändrad" in confirmation.text


def test_what_waits_about_a_cancelled_appointment_is_withdrawn() -> None:
    reply = book()
    assert reply.booking
    slots = {"reference": reply.booking["reference"], "phone": PHONE, "confirmed": True}
    Cancel().respond(a_turn(slots=slots))
    assert [row.state for row in rows()] == ["withdrawn"]


def reply_by_text(
    sender: str = f"sms:{PHONE}",
    language: Language = "sv",
    reference: str | None = None,
    later: timedelta = timedelta(),
) -> str:
    """Reply to a reminder; return what is said."""
    turn = a_turn("", "cancel_by_text", language, entities={"reference": reference} if reference else None)
    turn = type(turn)(**{**vars(turn), "sender": sender, "now": NOW + later})
    reply = CancelByText().respond(turn).reply
    assert reply
    assert reply.kind == "booking"
    return reply.text


def test_a_reply_cancels_the_appointment_that_it_answers() -> None:
    gone = reminded(booked(0))
    kept = booked(4)  # of which nobody was reminded
    assert "är avbokad" in reply_by_text()
    assert free(0) == gone.slot, "its time can be booked again"
    assert [one.id for one in diary().coming(PHONE, NOW)] == [kept.id]


def test_the_same_reply_again_gets_the_same_answer_and_cancels_nothing_else() -> None:
    reminded(booked(0))
    kept = booked(4)
    assert reply_by_text() == reply_by_text() == reply_by_text(later=timedelta(minutes=30))
    assert [one.id for one in diary().coming(PHONE, NOW)] == [kept.id]


def test_of_several_the_reference_says_which() -> None:
    first, second = reminded(booked(0)), reminded(booked(4))
    said = reply_by_text()
    assert "flera tider" in said
    assert "AVBOKA" in said
    assert len(diary().coming(PHONE, NOW)) == 2
    assert "är avbokad" in reply_by_text(reference=second.reference.lower())
    assert [one.id for one in diary().coming(PHONE, NOW)] == [first.id]


@pytest.mark.parametrize(("language", "said"), [("sv", "ingen tid att avboka"), ("en", "no appointment to cancel")])
def test_who_was_reminded_of_nothing_is_told_so(language: Language, said: str) -> None:
    appointment = booked()
    assert said in reply_by_text(language=language)
    assert diary().find(appointment.reference, PHONE, NOW)


def test_another_telephone_cancels_nothing() -> None:
    appointment = reminded(booked())
    assert "ingen tid" in reply_by_text(f"sms:{OTHER}")
    assert "ingen tid" in reply_by_text(f"sms:{OTHER}", reference=appointment.reference)
    assert diary().find(appointment.reference, PHONE, NOW)


def test_a_past_appointment_is_not_cancelled() -> None:
    appointment = reminded(booked())
    assert "ingen tid" in reply_by_text(later=appointment.slot.start - NOW)


def test_one_that_was_moved_since_is_not_the_one_that_is_meant() -> None:
    appointment = reminded(booked())
    hold = diary().hold(free(6), "x", NOW)
    diary().move(appointment.reference, PHONE, hold.id, NOW)
    assert "ingen tid" in reply_by_text()
    assert diary().find(appointment.reference, PHONE, NOW)


@pytest.mark.parametrize("sender", ["web:abc", PHONE, ""])
def test_only_a_telephone_cancels_by_text(sender: str) -> None:
    appointment = reminded(booked())
    with pytest.raises(ValueError, match="telephone"):
        reply_by_text(sender)
    assert diary().find(appointment.reference, PHONE, NOW)
