"""The made-up weeks behind the pictures of the office."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bench.office.sample import EMAIL, PASSWORD, TOPICS, fill
from vardlots.editors.accounts import logged_in
from vardlots.knowledge.knowledge import read_knowledge
from vardlots.settings import ROOT
from vardlots.usage.figures import booking_funnel, outcomes
from vardlots.usage.questions import open_questions

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)


@pytest.fixture
def url(tmp_path: Path) -> str:
    found = f"sqlite:///{tmp_path / 'office.db'}"
    fill(found, NOW, days=14)
    return found


def test_its_editor_can_log_in(url: str) -> None:
    account = logged_in(url, EMAIL, PASSWORD)
    assert account
    assert account.may_edit


def test_its_topics_are_answers_that_there_are() -> None:
    assert set(TOPICS) <= set(read_knowledge(ROOT / "kb").entries)


def test_nobody_books_who_did_not_begin(url: str) -> None:
    steps = [step.count for step in booking_funnel(url, NOW - timedelta(days=14), NOW)]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] > 0


def test_what_nobody_could_answer_is_kept_in_both_languages(url: str) -> None:
    kept = open_questions(url)
    assert {one.language for one in kept} == {"sv", "en"}
    assert all(one.created < NOW for one in kept)


def test_it_is_the_same_every_time(url: str, tmp_path: Path) -> None:
    again = f"sqlite:///{tmp_path / 'again.db'}"
    fill(again, NOW, days=14)
    month = (NOW - timedelta(days=30), NOW)
    assert outcomes(again, *month) == outcomes(url, *month)
