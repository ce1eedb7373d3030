"""One message may tell several facts; what it was not asked for it tells only where that is beyond doubt."""

from datetime import date

import pytest
from small_triage import OUTSIDE, table
from tiny import TinyEncoder

from vardlots.triage.case import OTHER, UNKNOWN, Case
from vardlots.triage.complaints import Recognised, Recogniser
from vardlots.triage.reading import Told, read

TODAY = date(2026, 11, 28)
TABLE = table()
RECOGNISER = Recogniser(TABLE, OUTSIDE, TinyEncoder())
CASE = Case("child", 3, "sore-throat", immune=False, flags=())


def told(text: str, asked=None, case: Case = CASE) -> Told:
    return read(text, asked, case, TABLE, RECOGNISER.find, TODAY)


def test_the_first_message_may_tell_nearly_everything():
    first = told("min dotter på 3 år har ont i halsen sen i tisdags", case=Case())
    assert first.facts == {"age": 3, "who": "child", "days": 4, "complaint": "sore-throat"}
    assert first.candidates == ()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("i have a sore throat", {"who": "self", "complaint": "sore-throat"}),
        ("jag är gravid och mår illa", {"who": "self", "pregnant": True, "complaint": "pregnancy-sickness"}),
        ("bebisen är 3 månader", {"age": 0.25, "who": "child"}),
        ("hjälp", {}),
    ],
)
def test_a_first_message_tells_no_more_than_it_says(text, facts):
    assert told(text, case=Case()).facts == facts


@pytest.mark.parametrize(
    ("asked", "text", "facts"),
    [
        ("who", "min mamma", {"who": "other", "age": None, "pregnant": None, "immune": None}),
        ("age", "14", {"age": 14}),
        ("age", "5 månader", {"age": 0.42}),
        ("age", "vet inte", {"age": UNKNOWN}),
        ("age", "banan", {}),
        ("immune", "ja, jag får cellgifter", {"immune": True}),
        ("immune", "nej", {"immune": False}),
        ("immune", "tror inte det", {}),
        ("red_flags", "ja, svårt att andas", {"flags": ("breathing",)}),
        ("red_flags", "inget av det", {"flags": ()}),
        ("days", "två år", {"days": 730}),
        ("days", "vet ej", {"days": UNKNOWN}),
        ("days", "banan", {}),
        ("severity", "ganska ont", {"severity": "moderate"}),
        ("worry", "nej", {"worried": False}),
        ("worry", "nej, inget särskilt", {"worried": False}),
        ("worry", "jag är inte orolig", {"worried": False}),
        ("worry", "nej, men tänk om det är något allvarligt", {"worried": True}),
        ("worry", "att det är borrelia", {"worried": True}),
        ("worry", "vet inte", {"worried": UNKNOWN}),
        ("worry", "...", {}),
    ],
)
def test_an_answer_is_read_as_what_was_asked(asked, text, facts):
    assert told(text, asked).facts == facts


@pytest.mark.parametrize(
    ("asked", "text", "facts"),
    [
        ("days", "förlåt, hon är 2 år", {"age": 2, "days": 730}),
        ("severity", "jag menade fem dagar, sen i måndags", {"days": 5}),
        ("severity", "hon är 2", {"age": 2}),
        ("red_flags", "sorry, it's for my husband", {"who": "other", "age": None, "pregnant": None, "immune": None}),
        ("severity", "fel, jag menar ont i bröstet", {"complaint": "chest-pain", "flags": None}),
        ("severity", "oj, det gäller mig själv", {"who": "self", "age": None, "pregnant": None, "immune": None}),
    ],
)  # fmt: skip
def test_a_correction_counts_and_undoes_what_hung_on_it(asked, text, facts):
    assert told(text, asked).facts == facts


@pytest.mark.parametrize(
    ("asked", "text"),
    [("red_flags", "hans syster är 12 år gammal och hon hade samma sak i en vecka"), ("severity", "min man säger det")],
)
def test_a_story_told_on_the_way_changes_nothing(asked, text):
    assert told(text, asked).facts == {}


def test_pregnancy_told_on_the_way_counts_for_it_only_raises():
    assert told("lindrigt, men jag är gravid", "severity").facts == {"pregnant": True, "severity": "mild"}
    assert "pregnant" not in told("lindrigt, inte gravid", "severity").facts


def test_something_else_is_what_nobody_recognised():
    case = Case("self", 34)
    assert told("något annat", "complaint", case).facts == {"complaint": OTHER}
    assert told("none of them", "complaint", case).facts == {"complaint": OTHER}
    assert told("vet inte", "complaint", case).facts == {"complaint": OTHER}


def test_what_may_be_meant_is_told_only_where_a_complaint_was_looked_for():
    def unsure(_text: str) -> Recognised:
        return Recognised(None, ("sore-throat", "chest-pain"))

    asked = read("ont", "complaint", Case("self", 34), TABLE, unsure, TODAY)
    assert (asked.facts, asked.candidates) == ({}, ("sore-throat", "chest-pain"))
    assert read("ont", "severity", CASE, TABLE, unsure, TODAY).candidates == ()
