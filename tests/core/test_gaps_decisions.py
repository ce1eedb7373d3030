"""What was decided is kept, settles its questions, and can be taken back."""

import pytest
from kept import NOW
from sqlalchemy import select

from vardlots.gaps.decisions import EXAMPLES, decide, decisions, reopen
from vardlots.store import transaction
from vardlots.usage.questions import keep_question, open_questions, settled_questions
from vardlots.usage.tables import KeptQuestion

TEXTS = [f"var kan jag parkera {number}" for number in range(8)]


@pytest.fixture
def url(tmp_path):
    made = f"sqlite:///{tmp_path / 'gaps.db'}"
    for text in TEXTS:
        keep_question(made, text, "sv", "held_back", NOW)
    return made


def ids(url):
    return sorted(one.id for one in open_questions(url))


def test_a_dismissal_settles_its_questions_and_keeps_some_of_them(url):
    decide(url, "dismissed", "parkering", TEXTS, ids(url)[:7], "karin@tall.example", NOW)
    (one,) = decisions(url)
    assert (one.decision, one.name, one.entry, one.editor, one.moment) == (
        *("dismissed", "parkering", None, "karin@tall.example", NOW),
    )
    assert one.examples == tuple(TEXTS[:EXAMPLES])
    assert [left.text for left in open_questions(url)] == [TEXTS[7]]
    assert settled_questions(url) == []


def test_what_was_accepted_names_the_entry_that_answers_now(url):
    decide(url, "accepted", "parkering", TEXTS, ids(url)[:2], "karin@tall.example", NOW, "parking")
    assert {(one.question.text, one.entry) for one in settled_questions(url)} == {
        (TEXTS[0], "parking"),
        (TEXTS[1], "parking"),
    }


def test_the_newest_decision_comes_first(url):
    for name in ("first", "second"):
        decide(url, "dismissed", name, [], [], "karin@tall.example", NOW)
    assert [one.name for one in decisions(url)] == ["second", "first"]


def test_a_decision_taken_back_opens_its_own_questions_again_and_no_others(url):
    first, second = ids(url)[:3], ids(url)[3:5]
    decide(url, "dismissed", "parkering", TEXTS[:3], first, "karin@tall.example", NOW)
    decide(url, "accepted", "annat", TEXTS[3:5], second, "karin@tall.example", NOW, "parking")
    newest, oldest = decisions(url)
    assert reopen(url, oldest.id)
    assert decisions(url) == [newest]
    assert ids(url) == [*first, *range(second[-1] + 1, second[-1] + 4)]
    with transaction(url) as session:
        rows = session.scalars(select(KeptQuestion).where(KeptQuestion.id.in_(first))).all()
        assert {(row.settled, row.settled_entry) for row in rows} == {(None, None)}


def test_there_may_be_no_such_decision(url):
    assert not reopen(url, 99)
    assert decisions(url) == []


def test_thousands_of_questions_are_settled_at_once(url):
    many = list(range(1, 3001))
    decide(url, "dismissed", "parkering", TEXTS, many, "karin@tall.example", NOW)
    assert open_questions(url) == []
    assert reopen(url, decisions(url)[0].id)
    assert len(open_questions(url)) == len(TEXTS)
