"""What was decided is kept, settles its questions, and can be taken back."""

from datetime import timedelta

import pytest
from kept import NOW
from sqlalchemy import select

from vardlots.gaps.decisions import EXAMPLES, About, decide, decisions, reopen
from vardlots.gaps.meaning import Meaning
from vardlots.gaps.tables import GapDecision
from vardlots.store import transaction
from vardlots.usage.questions import forget_old, keep_question, open_questions, settled_questions
from vardlots.usage.tables import KeptQuestion

EDITOR = "karin@tall.example"
LATER = NOW + timedelta(days=91)
TEXTS = [f"var kan jag parkera {number}" for number in range(8)]


@pytest.fixture
def url(tmp_path):
    made = f"sqlite:///{tmp_path / 'gaps.db'}"
    for text in TEXTS:
        keep_question(made, text, "sv", "held_back", NOW)
    return made


def ids(url):
    return sorted(one.id for one in open_questions(url))


def about(these):
    """Return questions as a decision knows them, called by the first."""
    return About(tuple(these), tuple(these), these[0] if these else None)


def test_a_dismissal_settles_its_questions_and_keeps_some_of_them(url):
    decide(url, "dismissed", about(ids(url)[:7]), EDITOR, NOW)
    (one,) = decisions(url)
    assert (one.decision, one.name, one.entry, one.editor, one.moment, one.asked) == (
        *("dismissed", TEXTS[0], None, EDITOR, NOW, 7),
    )
    assert one.examples == tuple(TEXTS[:EXAMPLES])
    assert [left.text for left in open_questions(url)] == [TEXTS[7]]
    assert settled_questions(url) == []


def test_what_was_accepted_names_the_entry_that_answers_now(url):
    decide(url, "accepted", about(ids(url)[:2]), EDITOR, NOW, "parking")
    assert {(one.question.text, one.entry) for one in settled_questions(url)} == {
        (TEXTS[0], "parking"),
        (TEXTS[1], "parking"),
    }


def test_the_newest_decision_comes_first(url):
    for entry in ("first", "second"):
        decide(url, "accepted", about([]), EDITOR, NOW, entry)
    assert [one.entry for one in decisions(url)] == ["second", "first"]


def test_a_decision_taken_back_opens_its_own_questions_again_and_no_others(url):
    first, second = ids(url)[:3], ids(url)[3:5]
    decide(url, "dismissed", about(first), EDITOR, NOW)
    decide(url, "accepted", about(second), EDITOR, NOW, "parking")
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
    decide(url, "dismissed", about(many), EDITOR, NOW)
    assert open_questions(url) == []
    assert reopen(url, decisions(url)[0].id)
    assert len(open_questions(url)) == len(TEXTS)


def test_a_decision_forgets_the_words_when_their_questions_are_forgotten(url):
    meaning = Meaning("tiny", (0.5, -0.25), {"fees": 1.0})
    decide(url, "dismissed", about(ids(url)), EDITOR, NOW, meaning=meaning)
    (before,) = decisions(url)
    assert before.whole
    assert before.remembered("tiny") is None, "the words say it better"
    assert forget_old(url, LATER) == len(TEXTS)
    (after,) = decisions(url)
    assert (after.name, after.examples, after.whole, after.asked) == ("", (), False, len(TEXTS))
    assert after.remembered("tiny") == meaning
    assert after.remembered("another encoder") is None


def test_nothing_that_anybody_wrote_is_in_the_table(url):
    decide(url, "accepted", about(ids(url)), EDITOR, NOW, "parking", Meaning("tiny", (0.5,), {"fees": 1.0}))
    with transaction(url) as session:
        (row,) = session.scalars(select(GapDecision)).all()
        held = " ".join(str(getattr(row, column.name)) for column in GapDecision.__table__.columns)
    assert "parkera" not in held


def test_words_go_with_their_own_question_and_not_before(url):
    keep_question(url, "kan man parkera en släpvagn", "sv", "held_back", NOW - timedelta(days=60))
    oldest = max(ids(url))
    decide(url, "dismissed", About((*ids(url)[:2], oldest), (oldest, *ids(url)[:2]), oldest), EDITOR, NOW)
    forget_old(url, NOW + timedelta(days=45))
    (one,) = decisions(url)
    assert (one.name, one.examples, one.whole) == ("", tuple(TEXTS[:2]), False)


def test_no_later_question_gets_the_number_of_a_forgotten_one(url):
    decide(url, "dismissed", about(ids(url)), EDITOR, NOW)
    forget_old(url, LATER)
    keep_question(url, "en helt annan fråga", "sv", "held_back", LATER)
    (one,) = decisions(url)
    assert (one.name, one.examples) == ("", ())
    assert reopen(url, one.id)
    assert [left.text for left in open_questions(url)] == ["en helt annan fråga"]
