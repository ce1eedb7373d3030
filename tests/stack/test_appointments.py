"""Appointments from the first wish to the cancellation, and two people after the same time."""

import re

import pytest
from person import Person, asks, says

from bench.stack import Stack

PHONE = "070-174 06 31"
REFERENCE = re.compile(r"[A-Z0-9]{3}-[A-Z0-9]{3}")


def book(person: Person, wish: str, phone: str = PHONE) -> str:
    """Book the first time that is offered; return the reference."""
    person.say(wish)
    assert asks(person.last) in ("booking.ask_time", "booking.ask_time_near"), person.last["text"]
    person.say(person.last["buttons"][0]["payload"])
    person.answer({"booking.ask_phone": phone})
    assert asks(person.last) == "booking.ask_confirmed", person.last["text"]
    reply = person.say("ja" if person.last["language"] == "sv" else "yes")
    assert (reply["kind"], says(reply, "booking.booked")) == ("booking", True), reply["text"]
    assert REFERENCE.fullmatch(reply["booking"]["reference"])
    return str(reply["booking"]["reference"])


@pytest.mark.parametrize(
    ("wish", "phone"),
    [
        ("Jag vill boka en tid hos en läkare så snart som möjligt", "070-174 06 32"),
        ("I'd like to book a doctor as soon as possible", "070-174 06 33"),
    ],
)
def test_booked_looked_up_moved_and_cancelled(stack: Stack, wish: str, phone: str) -> None:
    reference = book(Person(stack), wish, phone)
    keys = {"booking.ask_reference": reference, "booking.ask_phone_booked": phone}

    visitor = Person(stack)
    visitor.say("Vilka tider har jag bokat?")
    listed = visitor.answer(keys)
    assert (listed["kind"], listed["booking"]["reference"]) == ("booking", reference)

    visitor = Person(stack)
    visitor.say("Jag vill flytta min bokade tid")
    visitor.answer({**keys, "booking.move.ask_wish": "nästa vecka"})
    visitor.say(visitor.last["buttons"][0]["payload"])
    moved = visitor.say("ja")
    assert says(moved, "booking.move.done"), moved["text"]
    assert (moved["kind"], moved["booking"]["reference"]) == ("booking", reference)
    assert moved["booking"]["start"] != listed["booking"]["start"]

    visitor = Person(stack)
    visitor.say("I want to cancel my appointment")
    visitor.answer(keys)
    assert asks(visitor.last) == "booking.cancel.ask_confirmed", visitor.last["text"]
    assert says(visitor.say("yes"), "booking.cancel.done")

    visitor = Person(stack)
    visitor.say("Jag vill avboka min tid")
    visitor.answer(keys)
    assert says(visitor.last, "booking.not_found")


def test_a_time_with_a_psychologist_belongs_to_its_question(anna: Person) -> None:
    reply = anna.say("Jag vill boka en tid hos psykolog nästa vecka")
    assert (reply["kind"], reply["topic"]) == ("ask", "reschedule-cancel-psychologist")


def test_two_people_after_one_time(anna: Person, bo: Person) -> None:
    wish = "Jag vill boka en fysioterapeut så snart som möjligt"
    first, second = anna.say(wish), bo.say(wish)
    assert first["buttons"][0]["title"] == second["buttons"][0]["title"]
    anna.say(first["buttons"][0]["payload"])
    assert asks(anna.last) == "booking.ask_phone"
    taken = bo.say(second["buttons"][0]["payload"])
    assert says(taken, "booking.taken"), taken["text"]
    assert first["buttons"][0]["title"] not in [button["title"] for button in taken["buttons"]]
    bo.say(taken["buttons"][0]["payload"])
    assert asks(bo.last) == "booking.ask_phone"


def test_a_wrong_phone_number_opens_nothing(stack: Stack, anna: Person) -> None:
    reference = book(Person(stack), "Jag vill boka en sjuksköterska så snart som möjligt")
    anna.say("Jag vill avboka min tid")
    anna.answer({"booking.ask_reference": reference})
    reply = anna.say("070-174 06 99")
    assert says(reply, "booking.not_found")
    assert "booking" not in reply


def test_a_question_in_the_middle_of_a_booking(anna: Person) -> None:
    anna.say("Jag vill boka en tid hos en barnmorska")
    asked = asks(anna.last)
    reply = anna.say("Vem kan läsa min journal?")
    assert (reply["kind"], reply["topic"]) == ("faq", "journal-access")
    assert asks(reply) == asked == "booking.ask_wish"


def test_a_no_at_the_end_books_nothing_and_offers_times_again(anna: Person) -> None:
    anna.say("Jag vill boka en tid hos en läkare nästa vecka")
    anna.say(anna.last["buttons"][1]["payload"])
    anna.answer({"booking.ask_phone": PHONE})
    reply = anna.say("nej")
    assert asks(reply) in ("booking.ask_time", "booking.ask_time_near")
    assert says(anna.say("avbryt"), "conversation.stopped")


def test_a_task_can_be_left_for_another(anna: Person) -> None:
    anna.say("Jag vill boka en tid hos en läkare")
    reply = anna.say("Jag vill prata med en människa i stället")
    assert asks(reply) == "handoff.ask_contact", reply["text"]
