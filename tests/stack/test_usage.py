"""What the running assistant notes of its work: questions that it could not answer well, and counts without words."""

import time

import pytest
from person import Person
from sqlalchemy import select

from bench.stack import Stack, running
from vardlots.phrases import phrases
from vardlots.store import transaction
from vardlots.usage.questions import Kept, open_questions
from vardlots.usage.tables import Tally

PATIENCE = 60
"""Seconds that counts may take to be written: they are every five."""
STRANGE = "hur lagar man kanelbullar"


def url(stack: Stack) -> str:
    return f"sqlite:///{stack.var / 'vardlots.db'}"


def kept(stack: Stack, words: str) -> list[Kept]:
    """Wait for a kept question that has some words, and return all of those."""
    end = time.monotonic() + PATIENCE
    while True:
        found = [one for one in open_questions(url(stack)) if words in one.text]
        if found or time.monotonic() > end:
            return found
        time.sleep(0.1)


def counted(stack: Stack, what: str) -> int:
    with transaction(url(stack)) as session:
        return sum(session.scalars(select(Tally.count).where(Tally.what == what)))


def wait_for(stack: Stack, what: str, more_than: int) -> bool:
    """Wait until something was counted more often."""
    end = time.monotonic() + PATIENCE
    while counted(stack, what) <= more_than and time.monotonic() < end:
        time.sleep(0.1)
    return counted(stack, what) > more_than


def test_a_question_without_an_answer_is_kept_and_counted_and_not_logged(stack: Stack, anna: Person) -> None:
    before = counted(stack, "held_back")
    assert anna.say(STRANGE)["kind"] == "fallback"
    (one,) = kept(stack, "kanelbullar")
    assert (one.text, one.language, one.how) == (STRANGE, "sv", "held_back")
    assert wait_for(stack, "held_back", before)
    assert "kanelbullar" not in stack.logs()


def test_what_is_said_in_a_form_and_an_alarm_are_counted_and_never_kept(stack: Stack, anna: Person) -> None:
    before = {what: counted(stack, what) for what in ("booking.started", "emergency")}
    anna.say("jag vill boka en tid hos läkare")
    anna.say("hur bakar man prinsesstårta egentligen")
    anna.say("pappa får ingen luft och har ont i bröstet")
    assert anna.last["kind"] == "emergency"
    for what, count in before.items():
        assert wait_for(stack, what, count)
    assert not [one.text for one in open_questions(url(stack)) if "prinsess" in one.text or "luft" in one.text]


def test_an_answer_that_did_not_help_keeps_its_question(stack: Stack, anna: Person) -> None:
    anna.say("Varför behöver jag BankID för att logga in hos er?")
    topic = anna.last["topic"]
    anna.tap(phrases().title("answer.did_not_help", "sv"))
    (one,) = [one for one in kept(stack, "Varför behöver jag BankID") if one.how == "unhelpful"]
    assert one.entry == topic
    assert wait_for(stack, "unhelpful", 0)


def test_a_clinic_that_asks_first_keeps_only_what_it_may(tmp_path_factory: pytest.TempPathFactory) -> None:
    var = tmp_path_factory.mktemp("asking")
    asks = {"VARDLOTS_KEEP_QUESTIONS": "ask", "VARDLOTS_QUESTION_DAYS": "30", "VARDLOTS_VAR": str(var)}
    with running(**asks) as asking:
        person = Person(asking)
        person.say("hur lagar man pannkakor")
        assert "efter 30 dagar" in person.last["text"]
        person.say(STRANGE)
        person.tap(phrases().title("answer.keep_question", "sv"))
        assert person.last["text"] == "Tack, din fråga är sparad. Vi raderar den efter 30 dagar."
    url = f"sqlite:///{var / 'vardlots.db'}"  # the processes have ended: what they noted last is written, too
    assert [one.text for one in open_questions(url)] == [STRANGE]
    with transaction(url) as session:
        assert sum(session.scalars(select(Tally.count).where(Tally.what == "held_back"))) == 2
