"""Moving, cancelling and looking up an appointment, driven turn by turn against a real SQLite file."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from appointment_talk import NOW, PHONE, Talk, booked, ready

from actions.appointment_changes import Cancel, CancelForm, ListAppointments, ListForm, Move, MoveForm
from actions.appointment_times import diary
from actions.appointments import Book, BookingForm
from vardlots.usage.tallies import CANCELLED, FUNNEL, MOVED


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    """Give every test a database of its own."""
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.db'}")


def test_moved_and_cancelled_appointments_are_counted_and_kept_ones_are_not():
    old = booked()
    talk = Talk(MoveForm()).say("flytta", "move_appointment").say(old.reference).say("0701740605")
    talk.say("på fredag").say("den första").say("ja", "affirm").finish(Move())
    assert talk.noted == ["booking.moved"]
    for answer, counted in (("deny", []), ("affirm", ["booking.cancelled"])):
        talk = Talk(CancelForm()).say("avboka", "cancel_appointment").say(old.reference).say("0701740605")
        talk.say("", answer).finish(Cancel())
        assert talk.noted == counted


def moving() -> Talk:
    """Return a talk that is about to move an appointment."""
    talk = Talk(MoveForm()).say("flytta", "move_appointment").say(booked().reference).say("0701740605")
    return talk.say("på fredag").say("den första")


def cancelling() -> Talk:
    """Return a talk that is about to cancel one."""
    return Talk(CancelForm()).say("avboka", "cancel_appointment").say(booked().reference).say("0701740605")


@pytest.mark.parametrize(
    ("begun", "action", "what"),
    [(ready, Book(), FUNNEL[-1]), (moving, Move(), MOVED), (cancelling, Cancel(), CANCELLED)],
    ids=["booked", "moved", "cancelled"],
)
def test_what_runs_again_for_the_same_turn_is_counted_once(begun, action, what):
    turn = begun().say("ja", "affirm").turn()
    first, again = action.respond(turn), action.respond(replace(turn, now=NOW + timedelta(seconds=1)))
    assert again.reply.booking["reference"] == first.reply.booking["reference"]
    assert [[one.what for one in outcome.noted] for outcome in (first, again)] == [[what], []]


def test_moving_keeps_reference_and_counts_up():
    old = booked("imorgon", "psychologist")
    talk = Talk(MoveForm()).say("jag vill flytta min tid hos psykologen", "move_appointment", care="psychologist")
    assert talk.asked == "reference"
    assert talk.question.topic == "reschedule-cancel-psychologist"
    assert "psykolog@lingonkliniken.example" in talk.question.text
    assert talk.say(f"den är {old.reference.lower().replace('-', ' ')}").asked == "phone"
    assert talk.say("0701740605").asked == "wish"
    assert "tors 19 nov" in talk.question.text
    assert talk.say("på fredag").asked == "appointment_slot"
    assert talk.say("den första").asked == "confirmed"
    assert "Från tors 19 nov" in talk.question.text
    talk.say("ja", "affirm")
    turn = talk.turn()
    reply = talk.finish(Move())
    assert reply.booking["start"].startswith("2026-11-20T")
    assert reply.booking["reference"] == old.reference
    assert "psykolog@lingonkliniken.example" in reply.text
    assert "SEQUENCE:1" in base64.b64decode(reply.booking["ics"].partition(",")[2]).decode()
    assert Move().respond(turn).reply.booking == reply.booking
    assert [one.local.day for one in diary().coming(PHONE, NOW)] == [20]


def test_moving_in_one_sentence():
    old = booked()
    talk = Talk(MoveForm()).say(f"flytta {old.reference} till fredag, 0701740605", "move_appointment")
    assert talk.asked == "appointment_slot"
    assert talk.titles[0].startswith("fre 20 nov")


@pytest.mark.parametrize("wrong", ["reference", "phone"])
def test_wrong_keys_are_never_told_apart(wrong):
    old = booked()
    reference = "CCC-333" if wrong == "reference" else old.reference
    phone = "0701740699" if wrong == "phone" else "0701740605"
    talk = Talk(CancelForm()).say("avboka", "cancel_appointment").say(reference).say(phone)
    assert talk.asked == "reference"
    assert talk.slots["phone"] is None
    assert talk.problem.text.startswith("Jag hittar ingen kommande tid med den bokningskoden och det telefonnumret.")
    assert talk.problem.buttons[0].payload == "/talk_to_person"


def test_cancelling_frees_the_time_and_sends_a_cancel_file():
    old = booked()
    talk = Talk(CancelForm()).say("avboka min tid", "cancel_appointment").say(old.reference)
    assert talk.say("0701740605").asked == "confirmed"
    assert "Ändra eller avboka gärna senast" in talk.question.text or "mindre än 24 timmar" in talk.question.text
    reply = talk.say("ja", "affirm").finish(Cancel())
    assert reply.topic == "reschedule-cancel-appointment"
    assert reply.booking["status"] == "cancelled"
    assert "METHOD:CANCEL" in base64.b64decode(reply.booking["ics"].partition(",")[2]).decode()
    assert old.slot in diary().free("doctor", NOW)


def test_no_keeps_the_appointment():
    old = booked()
    talk = Talk(CancelForm()).say(f"avboka {old.reference} 0701740605", "cancel_appointment")
    reply = talk.say("nej", "deny").finish(Cancel())
    assert reply.text == "Din tid är kvar. Jag har inte avbokat något."
    assert diary().find(old.reference, PHONE, NOW) == old


def test_without_a_reference_a_person_is_offered():
    talk = Talk(CancelForm()).say("avboka", "cancel_appointment").say("jag vet inte", "unsure")
    assert talk.asked == "reference"
    assert talk.problem.buttons[0].payload == "/talk_to_person"
    assert talk.say("hund", "inform").problem.text.startswith("Det där ser inte ut som en bokningskod.")


def test_listing_needs_one_reference_and_shows_all():
    one, two = booked("imorgon"), booked("fredag", "psychologist")
    talk = Talk(ListForm(), "en").say("my appointments", "list_appointments")
    assert talk.asked == "phone"
    assert talk.say("0701740605").asked == "reference"
    reply = talk.say(one.reference).finish(ListAppointments())
    assert reply.paragraphs[0] == "You have 2 appointments:"
    assert two.reference in reply.text
    assert reply.topic == "reschedule-cancel-psychologist"
    assert [row["reference"] for row in reply.booking["appointments"]] == [one.reference, two.reference]


def test_every_question_is_an_ask_in_both_languages():
    old = booked()
    keys = {"reference": old.reference, "phone": PHONE, "care": "doctor"}
    for language in ("sv", "en"):
        for form in (BookingForm(), MoveForm(), CancelForm(), ListForm()):
            for slot in form.slots:
                turn = replace(Talk(form, language, **keys).turn(), requested=slot)
                reply = form.ask(slot, turn)
                assert (reply.kind, reply.language) == ("ask", language)
