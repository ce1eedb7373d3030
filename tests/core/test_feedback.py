"""What people thought of an answer."""

from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import select

from vardlots.contact.feedback import Verdict, give_feedback, verdicts
from vardlots.contact.tables import Feedback
from vardlots.store import transaction

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=timezone.utc)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'contact.db'}"


def kept(url: str) -> list[tuple[bool, str | None, str, str | None, datetime]]:
    """Return every row as a tuple."""
    with transaction(url) as session:
        rows = session.scalars(select(Feedback).order_by(Feedback.id)).all()
        return [(row.helpful, row.topic, row.language, row.question, row.created) for row in rows]


def test_the_question_is_kept_masked(url: str) -> None:
    give_feedback(url, False, "sv", NOW, topic="fees", question="vad kostar det för 19900101-2385?\nring 070-174 06 45")
    assert kept(url) == [(False, "fees", "sv", "vad kostar det för [personnummer]? ring [telefonnummer]", NOW)]


def test_feedback_without_a_question_or_topic_counts_too(url: str) -> None:
    give_feedback(url, True, "en", NOW)
    assert kept(url) == [(True, None, "en", None, NOW)]


def test_a_long_question_is_cut(url: str) -> None:
    give_feedback(url, True, "en", NOW, question="x" * 1000)
    assert len(kept(url)[0][3] or "") == 300


def test_what_is_masked_is_masked_before_it_is_cut(url: str) -> None:
    give_feedback(url, True, "en", NOW, question="x" * 292 + " 900101-2385")
    assert "9001" not in (kept(url)[0][3] or "")


def test_the_answers_that_help_least_come_first(url: str) -> None:
    for topic, helpful in [("fees", True), ("fees", False), ("vab-certificate", False), ("vab-certificate", False)]:
        give_feedback(url, helpful, "sv", NOW, topic=topic)
    give_feedback(url, True, "sv", NOW, topic="midwives")
    assert verdicts(url) == [Verdict("vab-certificate", 0, 2), Verdict("fees", 1, 1), Verdict("midwives", 1, 0)]
