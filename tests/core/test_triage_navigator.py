"""The navigator: which question comes next, which level wins, and that not knowing is never less urgent."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_triage import COMPLAINTS, table

from vardlots.triage.case import FIELDS, OTHER, QUESTIONS, SOME, UNKNOWN, Case
from vardlots.triage.navigator import decide, next_question, unanswered

TABLE = table()
RANKS = {level.id: level.rank for level in TABLE.levels}
CALM = Case("self", 34, "sore-throat", None, False, (), 2, "mild", False)
"""A case where nothing raises the level."""


def level(case: Case) -> str:
    return decide(case, TABLE).level.id


def test_nothing_raised_is_the_base_with_its_reason_and_sources():
    decision = decide(CALM, TABLE)
    assert decision.level.id == "self-care"
    assert [reason.text.en for reason in decision.why] == ["passes en"]
    assert decision.raised_by == ()
    assert decision.sources == ("rule passes", "level self-care")
    assert decision.watch_for.sv == "Se upp med sore-throat."


@pytest.mark.parametrize(
    ("changes", "expected", "raised_by"),
    [
        ({"days": 6.9}, "self-care", ()),
        ({"days": 7}, "doctor", ("sore-throat-days-from",)),
        ({"days": UNKNOWN}, "doctor", ("sore-throat-days-from",)),
        ({"severity": "moderate"}, "self-care", ()),
        ({"severity": "severe"}, "out-of-hours", ("sore-throat-severity",)),
        ({"severity": UNKNOWN}, "out-of-hours", ("sore-throat-severity",)),
        ({"severity": "severe", "days": 30}, "out-of-hours", ("sore-throat-severity",)),
        ({"worried": True}, "pharmacy", ("worried",)),
        ({"worried": UNKNOWN}, "pharmacy", ("worried",)),
        ({"age": 79.9}, "self-care", ()),
        ({"age": 80}, "nurse", ("old",)),
        ({"age": 80, "worried": True}, "nurse", ("old",)),
        ({"age": 1, "who": "child"}, "self-care", ()),
        ({"age": 0.99, "who": "child"}, "nurse", ("infant",)),
        ({"age": 0.99, "who": "child", "severity": "severe"}, "emergency-department", ("infant",)),
        ({"age": 0.24, "who": "child"}, "emergency-department", ("newborn",)),
        ({"immune": True}, "doctor", ("immune-low",)),
        ({"immune": UNKNOWN}, "doctor", ("immune-low",)),
        ({"pregnant": True}, "midwife", ("expecting",)),
        ({"flags": ("drooling",)}, "call-112", ("drooling",)),
        ({"flags": ("neck",)}, "emergency-department", ("neck",)),
        ({"flags": (SOME,)}, "call-112", ("drooling", "breathing")),
        ({"flags": UNKNOWN}, "call-112", ("drooling", "breathing")),
    ],
)
def test_the_most_urgent_of_what_fits_wins(changes, expected, raised_by):
    decision = decide(replace(CALM, **changes), TABLE)
    assert (decision.level.id, decision.raised_by) == (expected, raised_by)


def test_an_unknown_age_counts_as_any_it_may_be_but_no_higher_than_out_of_hours():
    assert level(replace(CALM, who="child", age=UNKNOWN)) == "out-of-hours"
    assert level(replace(CALM, who=UNKNOWN, age=UNKNOWN)) == "out-of-hours"
    assert level(replace(CALM, who="self", age=UNKNOWN)) == "nurse"  # may be old, but writes, and so is no baby
    assert level(replace(CALM, who="other", age=UNKNOWN)) == "nurse"


def test_what_is_as_urgent_keeps_the_kind_of_care_that_fits_the_complaint():
    low = replace(CALM, complaint="low-mood", immune=None)
    assert level(low) == "psychologist"
    assert level(replace(low, days=61)) == "doctor"
    assert level(replace(low, pregnant=True)) == "psychologist"
    assert level(replace(low, age=85)) == "psychologist"


def test_an_unrecognised_complaint_is_never_guessed_and_leads_to_a_nurse_at_least():
    decision = decide(replace(CALM, complaint=OTHER), TABLE)
    assert (decision.level.id, decision.complaint, decision.watch_for) == ("nurse", None, None)
    assert level(replace(CALM, complaint=OTHER, age=0.1, who="child")) == "emergency-department"


def test_questions_come_in_order_and_only_those_that_concern_the_case():
    case, asked = Case(complaint="pregnancy-sickness"), []
    answers = {"who": "self", "age": 30, "pregnant": True, "immune": False, "red_flags": (), "days": 1,
               "severity": "mild", "worry": False}  # fmt: skip
    while question := next_question(case, TABLE):
        asked.append(question)
        case = replace(case, **{FIELDS[question]: answers[question]})
    assert asked == ["who", "age", "pregnant", "immune", "red_flags"]  # a midwife: the rest could raise it no further
    assert level(case) == "midwife"


@pytest.mark.parametrize(
    ("case", "question", "there"),
    [
        (Case(age=30), "who", True),
        (Case(age=3), "who", False),
        (Case(complaint="pregnancy-sickness", age=30), "pregnant", True),
        (Case(complaint="pregnancy-sickness", age=UNKNOWN), "pregnant", True),
        (Case(complaint="pregnancy-sickness", age=8), "pregnant", False),
        (Case(complaint="pregnancy-sickness", age=70), "pregnant", False),
        (Case(complaint="sore-throat", age=30), "pregnant", False),
        (Case(complaint="low-mood"), "red_flags", False),
        (Case(complaint=OTHER), "red_flags", False),
        (Case(), "red_flags", True),
    ],
)
def test_a_question_is_asked_where_it_makes_sense(case, question, there):
    assert (question in unanswered(case, TABLE)) is there


def test_what_can_get_no_more_urgent_asks_nothing():
    assert next_question(Case(complaint="chest-pain"), TABLE) is None
    assert level(Case(complaint="chest-pain")) == "call-112"


@pytest.mark.parametrize("flags", [("neck",), ("breathing",), (SOME,), UNKNOWN])
def test_a_red_flag_ends_the_questions_at_once(flags):
    case = Case("self", 34, "sore-throat", immune=False, flags=flags)
    assert next_question(case, TABLE) is None
    assert RANKS[level(case)] >= RANKS["emergency-department"]


def test_a_milder_flag_lifts_the_floor_and_the_questions_go_on():
    mild = table(complaints=[{**_row("sore-throat"), "red_flags": [{**_row("sore-throat")["red_flags"][0],
                                                                  "level": "health-centre"}]}])  # fmt: skip
    case = Case("self", 34, "sore-throat", immune=False, flags=("drooling",))
    assert next_question(case, mild) == "days"
    done = replace(CALM, flags=("drooling",))
    assert decide(done, mild).level.id == "health-centre"
    assert decide(replace(done, severity="severe"), mild).level.id == "out-of-hours"


def test_in_the_middle_of_the_questions_what_is_open_counts_as_the_worst():
    assert level(Case(complaint="sore-throat", age=34, who="self")) == "call-112"
    assert level(replace(CALM, severity=None)) == "out-of-hours"
    assert level(Case()) == "emergency-department"


CASES = st.builds(
    Case,
    who=st.sampled_from(["self", "child", "other", UNKNOWN]),
    age=st.sampled_from([0.1, 0.5, 3, 17, 34, 79, 90, UNKNOWN]),
    complaint=st.sampled_from([*(row.id for row in TABLE.complaints), OTHER]),
    pregnant=st.sampled_from([True, False, UNKNOWN]),
    immune=st.sampled_from([True, False, UNKNOWN]),
    flags=st.sampled_from([(), (SOME,), UNKNOWN]),
    days=st.sampled_from([0.5, 7, 100, UNKNOWN]),
    severity=st.sampled_from(["mild", "moderate", "severe", UNKNOWN]),
    worried=st.sampled_from([True, False, UNKNOWN]),
)


@given(CASES, st.sampled_from([question for question in QUESTIONS if question not in ("who", "age", "complaint")]))
def test_not_knowing_is_never_less_urgent(case, question):
    unsure = replace(case, **{FIELDS[question]: UNKNOWN})
    assert decide(unsure, TABLE).level.rank >= decide(case, TABLE).level.rank


@given(CASES)
def test_an_answer_never_ends_above_what_it_could_be_at_worst(case):
    opened = replace(case, severity=None, days=None, worried=None)
    assert decide(opened, TABLE).level.rank >= decide(case, TABLE).level.rank or _flagged(opened)


@given(CASES)
def test_questions_left_out_could_not_have_changed_the_level(case):
    known = Case(complaint=case.complaint)
    while question := next_question(known, TABLE):
        known = replace(known, **{FIELDS[question]: case.fact(question)})
    full = replace(case, **{name: None for name in ("pregnant", "immune") if getattr(known, name) is None})
    flagged = _flagged(known)
    assert decide(known, TABLE).level.rank == decide(full, TABLE).level.rank or flagged


def _flagged(case: Case) -> bool:
    return case.flags not in ((), None)


def _row(name: str) -> dict:
    return next(row for row in COMPLAINTS if row["id"] == name)
