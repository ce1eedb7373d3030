"""Every dialogue of `bench/triage/` through the navigator: the exact level, and never below what its source demands."""

from datetime import date

import pytest
from dialogues import Dialogue, dialogues

from vardlots.replies import LANGUAGES
from vardlots.triage.case import FIELDS, OTHER, QUESTIONS, Case
from vardlots.triage.complaints import recogniser
from vardlots.triage.navigator import decide, next_question
from vardlots.triage.reading import read
from vardlots.triage.table import triage

TODAY = date(2026, 11, 28)
DIALOGUES = dialogues()


def played(dialogue: Dialogue) -> Case:
    """Answer what is asked until nothing is; a complaint that nobody recognised after its answer is `other`."""
    table, find = triage(), recogniser().find
    case = told(Case(), read(dialogue.first, None, Case(), table, find, TODAY).facts)
    for _ in QUESTIONS:
        asked = next_question(case, table)
        if asked is None:
            break
        answer = read(dialogue.answers[asked], asked, case, table, find, TODAY)
        assert answer.answers(asked) or asked == "complaint", f"{asked}: {dialogue.answers[asked]!r} was not understood"
        case = told(case, {**({"complaint": OTHER} if asked == "complaint" else {}), **answer.facts})
    assert next_question(case, table) is None
    return case


def told(case: Case, facts: dict) -> Case:
    return Case.of({**{name: getattr(case, name) for name in FIELDS.values()}, **facts})


def test_there_are_thirty_a_language_and_each_has_its_own_name():
    names = [(one.language, one.id) for one in DIALOGUES]
    assert len(set(names)) == len(names)
    assert all(sum(language == one for one, _ in names) >= 30 for language in LANGUAGES)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda one: f"{one.language}-{one.id}")
def test_a_dialogue_ends_where_it_must(dialogue):
    table = triage()
    decision = decide(played(dialogue), table)
    ranks = {level.id: level.rank for level in table.levels}
    assert (decision.complaint.id if decision.complaint else OTHER) == dialogue.complaint
    assert decision.level.id == dialogue.level
    assert decision.level.rank >= ranks[dialogue.at_least]
    assert decision.why
    assert decision.sources


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda one: f"{one.language}-{one.id}")
def test_not_knowing_anything_more_is_never_less_urgent(dialogue):
    table, case = triage(), played(dialogue)
    level = decide(case, table).level
    for question in ("pregnant", "immune", "red_flags", "days", "severity", "worry"):
        if case.fact(question) is not None:
            unknown = told(case, {FIELDS[question]: "unknown"})
            assert decide(unknown, table).level.rank >= level.rank
