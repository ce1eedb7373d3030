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


def test_a_verdict_is_kept_with_its_topic_and_without_any_words(url: str) -> None:
    give_feedback(url, False, "sv", NOW, topic="fees")
    give_feedback(url, True, "en", NOW)
    with transaction(url) as session:
        rows = session.scalars(select(Feedback).order_by(Feedback.id)).all()
        assert [(row.helpful, row.topic, row.language, row.created) for row in rows] == [
            (False, "fees", "sv", NOW),
            (True, None, "en", NOW),
        ]
    assert {column.name for column in Feedback.__table__.columns} == {"id", "helpful", "topic", "language", "created"}


def test_the_answers_that_help_least_come_first(url: str) -> None:
    for topic, helpful in [("fees", True), ("fees", False), ("vab-certificate", False), ("vab-certificate", False)]:
        give_feedback(url, helpful, "sv", NOW, topic=topic)
    give_feedback(url, True, "sv", NOW, topic="midwives")
    assert verdicts(url) == [Verdict("vab-certificate", 0, 2), Verdict("fees", 1, 1), Verdict("midwives", 1, 0)]
