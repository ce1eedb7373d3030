"""Questions that were not answered well: masked, nobody's, settled by editors, and gone after a time."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from vardlots.errors import StoreUnavailable
from vardlots.store import engine
from vardlots.usage.consent import days_kept, keeping
from vardlots.usage.questions import (
    Gathered,
    How,
    forget_old,
    keep_question,
    open_questions,
    settle,
    settled_questions,
)
from vardlots.usage.tables import KeptQuestion

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=timezone.utc)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path / 'usage.db'}"
    yield url
    engine(url).dispose()


def keep(url: str, text: str, how: How = "held_back", days_ago: float = 0, entry: str | None = None) -> int:
    """Keep a question and return its id."""
    keep_question(url, text, "sv", how, NOW - timedelta(days=days_ago), entry=entry)
    return max(one.id for one in open_questions(url))


def texts(url: str) -> list[str]:
    return [one.text for one in open_questions(url)]


def test_a_question_is_kept_with_what_became_of_it(url: str) -> None:
    keep_question(url, "vad kostar psykologen", "sv", "doubt", NOW, entry="fees", score=0.41)
    (one,) = open_questions(url)
    assert (one.text, one.language, one.how, one.entry, one.score, one.created) == (
        "vad kostar psykologen", "sv", "doubt", "fees", 0.41, NOW,
    )  # fmt: skip


def test_nothing_in_the_table_could_say_who_asked() -> None:
    assert {column.name for column in KeptQuestion.__table__.columns} == {
        "id", "text", "language", "how", "entry", "score", "created", "settled", "settled_entry",
    }  # fmt: skip


def test_what_identifies_a_person_is_masked_and_the_question_becomes_one_line(url: str) -> None:
    keep(url, "Jag är 19900101-2385,\nring 070-174 06 45 eller skriv till anna@example.com\tkort 4111 1111 1111 1111")
    assert texts(url) == ["Jag är [personnummer], ring [telefonnummer] eller skriv till [e-post] kort [kortnummer]"]


def test_it_is_masked_before_it_is_cut(url: str) -> None:
    keep(url, "x" * 294 + " 900101-2385")
    (text,) = texts(url)
    assert len(text) <= 300
    assert not any(letter.isdigit() for letter in text)


@pytest.mark.parametrize("text", ["", "  \n", "???", "🙂"])
def test_what_says_nothing_is_not_kept(url: str, text: str) -> None:
    keep_question(url, text, "sv", "held_back", NOW)
    assert open_questions(url) == []


def test_the_newest_come_first_and_older_ones_may_be_left_out(url: str) -> None:
    for days in (3, 1, 2):
        keep(url, f"för {days} dagar sedan", days_ago=days)
    assert texts(url) == ["för 1 dagar sedan", "för 2 dagar sedan", "för 3 dagar sedan"]
    assert len(open_questions(url, since=NOW - timedelta(days=2))) == 2


def test_what_an_editor_settled_is_not_open_any_more_and_accepted_ones_know_their_entry(url: str) -> None:
    first, second, third = keep(url, "en", days_ago=2), keep(url, "två", days_ago=1), keep(url, "tre")
    settle(url, [first, third], "accepted", "fees")
    settle(url, [second], "dismissed")
    assert open_questions(url) == []
    assert [(one.question.text, one.entry) for one in settled_questions(url)] == [("tre", "fees"), ("en", "fees")]


def test_an_accepted_question_need_not_have_an_entry_yet(url: str) -> None:
    settle(url, [keep(url, "en")], "accepted")
    (one,) = settled_questions(url)
    assert isinstance(one, Gathered)
    assert one.entry is None


def test_very_many_are_settled_at_once_and_none_is_nothing(url: str) -> None:
    kept = keep(url, "en")
    settle(url, [], "dismissed")
    assert texts(url) == ["en"]
    settle(url, [*range(kept + 1, kept + 40_000), kept], "dismissed")
    assert texts(url) == []


def test_old_questions_are_forgotten_also_settled_ones(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VARDLOTS_QUESTION_DAYS", raising=False)
    settle(url, [keep(url, "gammal och avklarad", days_ago=91)], "accepted", "fees")
    keep(url, "gammal", days_ago=90.1)
    keep(url, "nästan gammal", days_ago=89.9)
    assert forget_old(url, NOW) == 2
    assert (texts(url), settled_questions(url)) == (["nästan gammal"], [])
    assert forget_old(url, NOW) == 0


def test_the_clinic_says_how_long(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_QUESTION_DAYS", "7")
    keep(url, "en vecka och lite till", days_ago=7.5)
    assert forget_old(url, NOW) == 1


@pytest.mark.parametrize("value", ["0", "-1", "en månad", "inf", "nan", "99999999"])
def test_a_time_that_is_none_is_an_error_that_says_what_to_write(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_QUESTION_DAYS", value)
    with pytest.raises(ValueError, match="number of days above 0, such as 90"):
        days_kept()


def test_questions_are_kept_unless_the_clinic_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VARDLOTS_KEEP_QUESTIONS", raising=False)
    assert keeping() == "yes"
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", " ")
    assert keeping() == "yes"
    for mode in ("yes", "ask", "no"):
        monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", mode)
        assert keeping() == mode


def test_a_mode_that_is_none_is_never_taken_for_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", "nej")
    with pytest.raises(ValueError, match="one of yes, ask, no"):
        keeping()


def test_a_database_that_is_down_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        keep_question(f"sqlite:///{tmp_path}", "en fråga", "sv", "doubt", NOW)
