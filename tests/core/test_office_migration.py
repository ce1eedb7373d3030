"""The office's migration: questions of answers that did not help move to the others, and one can go back."""

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from migrating import move
from sqlalchemy import Engine, create_engine, inspect, text

from vardlots.contact.feedback import Verdict, give_feedback, verdicts
from vardlots.store import Base
from vardlots.usage.questions import open_questions

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=timezone.utc)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'office.db'}")
    yield made
    made.dispose()


def columns(engine: Engine, table: str) -> set[str]:
    return {column["name"] for column in inspect(engine).get_columns(table)}


def rate(engine: Engine, helpful: bool, question: str | None) -> None:
    """Give feedback as it was given before."""
    row = {"helpful": helpful, "question": question, "created": NOW.replace(tzinfo=None).isoformat(" ")}
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO feedback (helpful, topic, language, question, created) "
                "VALUES (:helpful, 'fees', 'sv', :question, :created)"
            ),
            row,
        )


def test_only_questions_whose_answers_did_not_help_are_kept(engine: Engine) -> None:
    move(engine, "0005")
    for helpful, question in ((False, "vad kostar det"), (True, "det hjälpte"), (False, None)):
        rate(engine, helpful, question)
    move(engine, "head")
    url = str(engine.url)
    (one,) = open_questions(url)
    assert (one.text, one.how, one.entry, one.language, one.score, one.created) == (
        "vad kostar det", "unhelpful", "fees", "sv", None, NOW,
    )  # fmt: skip
    assert "question" not in columns(engine, "feedback")
    assert verdicts(url) == [Verdict("fees", 1, 2)], "no verdict is lost"
    give_feedback(url, True, "en", NOW, topic="fees")
    assert verdicts(url) == [Verdict("fees", 2, 2)]


def test_one_can_go_back_and_forth_again(engine: Engine) -> None:
    move(engine, "0005")
    rate(engine, False, "vad kostar det")
    before = {table: columns(engine, table) for table in inspect(engine).get_table_names()}
    move(engine, "head")
    move(engine, "0005", back=True)
    assert {table: columns(engine, table) for table in inspect(engine).get_table_names()} == before
    with engine.begin() as connection:
        assert connection.execute(text("SELECT helpful, question FROM feedback")).all() == [(0, None)]
    move(engine, "head")
    assert open_questions(str(engine.url)) == []


def test_the_schema_is_what_the_tables_say(engine: Engine) -> None:
    move(engine, "head")
    ours = ("feedback", "kept_questions", "tallies", "gap_decisions", "editors", "office_sessions")
    assert {name: columns(engine, name) for name in ours} == {
        name: {column.name for column in Base.metadata.tables[name].columns} for name in ours
    }
