"""The booking form, driven turn by turn against a real SQLite file and the clinic's own schedule."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from appointment_talk import NOW, PHONE, Talk, ready

from actions.appointment_times import Shown, diary
from actions.appointments import Book, BookingForm
from vardlots.booking.schedule import schedule
from vardlots.phrases import phrases
from vardlots.usage.tallies import FUNNEL


@pytest.fixture(autouse=True)
def database(tmp_path, monkeypatch):
    """Give every test a database of its own."""
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'desk.db'}")


def test_a_booking_goes_from_hello_to_reference():
    talk = Talk(BookingForm()).say("jag vill boka en tid", "book_appointment")
    assert talk.asked == "care"
    assert talk.titles[:2] == ["Läkare", "Sjuksköterska"]
    assert talk.say("en läkare", care="doctor").asked == "wish"
    assert talk.say("nästa tisdag efter fyra").asked == "appointment_slot"
    assert talk.question.kind == "ask"
    assert talk.titles[0] == "tis 24 nov kl. 16.00, Anna Ek"
    assert talk.titles[-1] == "En annan dag"
    assert talk.say("den första").asked == "phone"
    assert talk.say("070-174 06 05").asked == "confirmed"
    assert "tis 24 nov kl. 16.00 hos Anna Ek, läkare, 20 minuter. Telefon 070-174 06 05." in talk.question.paragraphs
    talk.say("ja", "affirm")
    assert talk.asked is None
    reply = talk.finish(Book())
    assert reply.kind == "booking"
    assert reply.topic is None
    assert reply.booking["start"] == "2026-11-24T16:00:00+01:00"
    assert (reply.booking["clinician"], reply.booking["kind"], reply.booking["minutes"]) == ("Anna Ek", "doctor", 20)
    assert reply.booking["status"] == "booked"
    assert reply.booking["reference"] in reply.text
    assert all(talk.slots[name] is None for name in BookingForm.slots)
    json.dumps(reply.as_dict())


def test_a_whole_sentence_fills_all_it_can():
    talk = Talk(BookingForm(), "en").say(
        "I need a midwife next Thursday afternoon, my number is 0701740605", "book_appointment", care="midwife"
    )
    assert talk.asked == "appointment_slot"
    assert talk.slots["phone"] == PHONE
    assert talk.titles[0].startswith("Thu 26 Nov at 13:00, Maja")


def test_the_calendar_file_keeps_quiet_about_the_care():
    reply = ready().say("ja", "affirm").finish(Book())
    text = base64.b64decode(reply.booking["ics"].partition(",")[2]).decode()
    assert "METHOD:PUBLISH" in text
    assert "doctor" not in text
    assert "läkare" not in text


@pytest.mark.parametrize("said", ["den andra", "the second one", "nr 2"])
def test_a_time_is_chosen_by_its_place(said):
    talk = Talk(BookingForm()).say("läkare imorgon", "book_appointment", care="doctor")
    assert talk.say(said).slots["appointment_slot"] == talk.offered[1]


def test_a_time_is_chosen_by_the_clock_and_by_a_button():
    talk = Talk(BookingForm()).say("läkare på tisdag efter fyra", "book_appointment", care="doctor")
    third = schedule().slot(talk.offered[2], NOW)
    assert talk.say(f"kl {third.local:%H:%M} tack").slots["appointment_slot"] == third.id
    other = Talk(BookingForm(), sender="other").say("läkare på tisdag", "book_appointment", care="doctor")
    assert other.say("", "choose_time", slot=other.offered[0]).asked == "phone"


def test_more_times_and_another_day():
    talk = Talk(BookingForm()).say("läkare imorgon", "book_appointment", care="doctor")
    first = talk.offered
    assert "Visa fler tider" in talk.titles
    second = talk.say("", "choose_time", slot="more").offered
    assert second
    assert not set(first) & set(second)
    assert not set(second) & set(talk.say("visa fler tider").offered)
    assert talk.say("", "choose_time", slot="other_day").asked == "wish"


def test_a_new_wish_while_choosing_offers_other_times():
    talk = Talk(BookingForm()).say("läkare imorgon", "book_appointment", care="doctor")
    talk.say("nej hellre på fredag eftermiddag", "deny")
    assert talk.asked == "appointment_slot"
    assert all(title.startswith("fre 20 nov kl. 1") for title in talk.titles[:3])


def test_a_time_of_day_alone_keeps_the_day():
    talk = Talk(BookingForm()).say("läkare på tisdag", "book_appointment", care="doctor")
    talk.say("efter fyra")
    assert all(title.startswith("tis 24 nov kl. 1") for title in talk.titles[:4])


def test_when_nothing_is_free_the_nearest_times_are_offered_honestly():
    talk = Talk(BookingForm()).say("barnmorska på lördag", "book_appointment", care="midwife")
    assert talk.asked == "appointment_slot"
    assert talk.question.text.startswith("Det finns ingen ledig tid hos barnmorska just då.")
    assert len(talk.titles) >= 4


def test_another_kind_of_help_keeps_the_wish():
    talk = Talk(BookingForm()).say("läkare på tisdag", "book_appointment", care="doctor")
    talk.say("nej förresten psykolog", "deny", care="psychologist")
    assert talk.asked == "appointment_slot"
    assert talk.titles[0].startswith("tis 24 nov")
    assert talk.question.topic == "reschedule-cancel-psychologist"


def test_an_old_button_of_another_kind_books_nothing():
    talk = Talk(BookingForm()).say("läkare på tisdag", "book_appointment", care="doctor")
    old = talk.offered[0]
    talk.say("psykolog", care="psychologist").say("", "choose_time", slot=old)
    assert talk.asked == "appointment_slot"
    assert talk.slots["appointment_slot"] is None


def test_deny_at_the_end_goes_back_to_choosing_and_lets_go():
    talk = ready()
    held = talk.slots["appointment_slot"]
    talk.say("nej", "deny")
    assert talk.asked == "appointment_slot"
    assert held in {slot.id for slot in diary().free("doctor", NOW)}


def test_a_number_can_be_put_right_at_the_end():
    talk = ready().say("nej, numret är 070-174 06 06", "deny")
    assert talk.asked == "confirmed"
    assert talk.slots["phone"] == "+46701740606"
    assert "070-174 06 06" in talk.question.text


def test_a_bad_number_is_told():
    talk = Talk(BookingForm()).say("läkare imorgon", "book_appointment", care="doctor").say("den första")
    talk.say("070 12")
    assert talk.asked == "phone"
    assert talk.problem.text.startswith("Det där går inte att läsa som ett telefonnummer.")


def test_a_time_that_somebody_else_took_gives_others():
    talk = Talk(BookingForm()).say("läkare imorgon", "book_appointment", care="doctor")
    wanted = talk.offered[0]
    diary().hold(diary().slot(wanted, NOW), "faster", NOW)
    talk.say("den första")
    assert talk.problem.text == "Den tiden hann tyvärr någon annan ta."
    assert talk.asked == "appointment_slot"
    assert wanted not in talk.offered


def test_a_time_taken_while_deciding_is_found_out_at_yes():
    talk = ready()
    taken = talk.slots["appointment_slot"]
    later = NOW + timedelta(minutes=11)
    diary().hold(diary().slot(taken, later), "faster", later)
    book = diary()
    book.confirm(book.hold(book.slot(taken, later), "faster", later).id, "+46701740699", later)
    talk.say("ja", "affirm")
    assert talk.asked == "appointment_slot"
    assert talk.problem.text == "Den tiden hann tyvärr någon annan ta."
    assert taken not in talk.offered


def test_booking_twice_gives_one_appointment():
    talk = ready().say("ja", "affirm")
    turn = talk.turn()
    first, again = (Book().respond(turn).reply for _ in range(2))
    assert first.booking == again.booking
    assert len(diary().coming(PHONE, NOW)) == 1


def test_every_step_of_a_booking_is_counted_when_it_is_reached():
    talk, seen = Talk(BookingForm()), []
    for text, more in (("jag vill boka en tid", {}), ("en läkare", {"care": "doctor"}), ("nästa tisdag", {})):
        talk.say(text, "book_appointment", **more)
        seen.append(len(talk.noted))
    for text in ("den första", "070-174 06 05"):
        seen.append(len(talk.say(text).noted))
    talk.say("ja", "affirm").finish(Book())
    assert seen == [1, 2, 2, 3, 4]
    assert tuple(talk.noted) == FUNNEL
    assert talk.slots["booking_steps"] is None, "the next booking is counted anew"


def test_a_step_is_counted_once_whatever_is_changed_after_it():
    talk = ready().say("nej", "deny").say("den andra").say("nej, numret är 070-174 06 06", "deny")
    talk.say("hellre en psykolog", care="psychologist").say("den första").say("ja", "affirm").finish(Book())
    assert tuple(talk.noted) == FUNNEL


def test_who_tells_a_number_before_a_time_has_not_come_so_far():
    talk = Talk(BookingForm()).say("läkare, mitt nummer är 070-174 06 05", "book_appointment", care="doctor")
    assert talk.noted == ["booking.started", "booking.care"]
    talk.say("imorgon").say("den första")
    assert tuple(talk.noted) == FUNNEL[:4]


def test_a_booking_that_was_left_and_begun_again_is_another_one():
    talk = Talk(BookingForm()).say("läkare imorgon", "book_appointment", care="doctor")
    again = Talk(BookingForm(), **{**talk.slots, "requested_slot": None}).say("boka", "book_appointment")
    assert again.noted == ["booking.started", "booking.care"]


def test_a_time_that_somebody_took_in_the_last_moment_is_not_booked():
    talk = ready()
    name = talk.slots["appointment_slot"]
    talk.say("ja", "affirm")
    diary().release(talk.sender, NOW)
    book = diary()
    book.confirm(book.hold(book.slot(name, NOW), "faster", NOW).id, "+46701740699", NOW)
    assert talk.finish(Book()).text.startswith("Den tiden hann tyvärr")
    assert "booking.booked" not in talk.noted


def test_a_question_in_the_middle_is_not_the_forms_business():
    talk = Talk(BookingForm()).say("läkare", "book_appointment", care="doctor")
    before = dict(talk.slots)
    talk.say("vad kostar det att komma på fredag?", "faq_fees")
    assert talk.slots == before
    assert talk.problem is None
    assert talk.noted == ["booking.started", "booking.care"]


def test_a_short_wish_taken_for_something_else_is_still_a_wish():
    assert Talk(BookingForm()).say("läkare", "book_appointment", care="doctor").say("imorgon", "greet").asked == (
        "appointment_slot"
    )
    assert Talk(BookingForm()).say("läkare", "book_appointment", care="doctor").say("fredag", "faq_vab").asked == (
        "appointment_slot"
    )


def test_not_knowing_when_means_soonest():
    talk = Talk(BookingForm()).say("läkare", "book_appointment", care="doctor").say("vet inte", "unsure")
    assert talk.titles[0].startswith("ons 18 nov kl. 11")


def test_a_psychologists_appointment_can_also_be_changed_by_email():
    talk = Talk(BookingForm()).say("psykolog på tisdag", "book_appointment", care="psychologist")
    reply = talk.say("den första").say("0701740605").say("ja", "affirm").finish(Book())
    assert reply.topic == "reschedule-cancel-psychologist"
    assert "psykolog@lingonkliniken.example" in reply.text
    assert "minst 24" in reply.text or "senast 24 timmar" in reply.text


def test_yes_with_the_time_repeated_is_a_yes_and_another_day_is_not():
    assert ready().say("ja, imorgon blir bra", "affirm").slots["confirmed"] is True
    assert ready().say("ja, eller på fredag i stället", "affirm").asked == "appointment_slot"


def test_yes_is_a_yes_when_only_one_time_was_offered():
    talk = ready()
    one = replace(Shown.from_json(talk.slots["wish"]), offered=(talk.slots["appointment_slot"],))
    talk.slots["wish"] = one.to_json()
    assert talk.say("ja", "affirm").slots["confirmed"] is True


def test_every_phrase_of_booking_is_used_or_named_by_a_kind():
    code = "".join(path.read_text(encoding="utf-8") for path in Path("actions").glob("appointment*.py"))
    listed = ("booking.kind.", "booking.kind_button.", "booking.soonest", "booking.tomorrow", "booking.next_week")
    every = phrases().keys()
    keys = [key for key in every if key.startswith("booking.") and not key.startswith(listed)]
    assert [key for key in keys if key not in code and key.removeprefix("booking.") not in code] == []
