"""The office's migration: questions of answers that did not help move to the others, and one can go back."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from migrating import move
from sqlalchemy import Engine, create_engine, inspect, text

from vardlots.contact.feedback import Verdict, give_feedback, verdicts
from vardlots.gaps.decisions import decisions
from vardlots.store import Base
from vardlots.usage.questions import forget_old, keep_question, open_questions

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


def decided(engine: Engine, name: str, examples: list[str], questions: list[int]) -> None:
    """Dismiss a gap as it was dismissed before, with the words of its questions."""
    held = json.dumps({"examples": examples, "questions": questions}, ensure_ascii=False)
    values = {"name": name, "examples": held, "moment": NOW.replace(tzinfo=None).isoformat(" ")}
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO gap_decisions (decision, name, examples, editor, moment) "
                "VALUES ('dismissed', :name, :examples, 'karin@tall.example', :moment)"
            ),
            values,
        )


def test_decisions_lose_the_words_of_questions_that_are_gone_and_find_the_others(engine: Engine) -> None:
    move(engine, "0005")
    for question in ("var kan jag parkera", "finns det parkering"):
        rate(engine, False, question)
    move(engine, "0006")
    decided(
        engine, "finns det parkering", ["finns det parkering", "borta sedan länge", "var kan jag parkera"], [1, 2, 9]
    )
    decided(engine, "borta sedan länge", ["borta sedan länge"], [9])
    move(engine, "head")
    gone, left = decisions(str(engine.url))
    assert (gone.name, gone.examples, gone.asked) == ("", (), 1)
    assert (left.name, left.examples, left.asked) == (
        "finns det parkering", ("finns det parkering", "var kan jag parkera"), 3,
    )  # fmt: skip
    move(engine, "0006", back=True)
    with engine.begin() as connection:
        rows = connection.execute(text("SELECT name, examples FROM gap_decisions ORDER BY id")).all()
    assert [(name, json.loads(held)["examples"]) for name, held in rows] == [
        ("finns det parkering", ["finns det parkering", "var kan jag parkera"]),
        ("", []),
    ]
    move(engine, "head")
    assert decisions(str(engine.url))[1].examples == left.examples


def test_the_number_of_a_question_that_is_gone_is_not_given_again(engine: Engine) -> None:
    move(engine, "0005")
    rate(engine, False, "vad kostar det")
    move(engine, "head")
    url = str(engine.url)
    (first,) = open_questions(url)
    forget_old(url, NOW + timedelta(days=100))
    keep_question(url, "en ny fråga", "sv", "held_back", NOW)
    (second,) = open_questions(url)
    assert second.id > first.id


def test_the_schema_is_what_the_tables_say(engine: Engine) -> None:
    move(engine, "head")
    ours = ("feedback", "kept_questions", "tallies", "gap_decisions", "editors", "office_sessions")
    assert {name: columns(engine, name) for name in ours} == {
        name: {column.name for column in Base.metadata.tables[name].columns} for name in ours
    }
