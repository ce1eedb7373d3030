"""When the clinic's people answer: hours as the wall clock in Sweden shows them, days off, and words that end it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from vardlots.errors import KnowledgeError
from vardlots.people.staffing import STOCKHOLM, read_staffing, staffing
from vardlots.settings import ROOT

FILE = ROOT / "kb" / "people.yaml"


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        (at(1, 8), True),
        (at(1, 16, 59), True),
        (at(1, 7, 59), False),
        (at(1, 17), False),
        (at(5, 12), False),  # a Saturday
        (at(24, 12), False),  # Christmas Eve, a Thursday
        (at(28, 12), True),
        (at(31, 12), False),
        (datetime.fromisoformat("2026-12-01T07:30+00:00"), True),  # half past eight in Sweden
        (datetime.fromisoformat("2026-07-01T06:30+00:00"), True),  # summer time: half past eight, too
    ],
)
def test_the_clinics_hours_are_those_of_the_wall_clock(moment: datetime, there: bool) -> None:
    assert read_staffing(FILE).open(moment) is there


@pytest.mark.parametrize("typed", ["slut", "Slut.", "  AVSLUTA ", "lämna kön", "Leave the queue!", "end"])
def test_a_word_that_ends_it_stands_alone(typed: str) -> None:
    assert staffing().ends(typed)


@pytest.mark.parametrize(
    "typed", ["det är slut på medicinen", "jag vill avsluta min behandling", "in the end", "", "nej"]
)
def test_the_same_word_in_a_sentence_ends_nothing(typed: str) -> None:
    assert not staffing().ends(typed)


def test_how_long_one_waits_is_read() -> None:
    rules = read_staffing(FILE)
    assert (rules.wait, rules.silence, rules.most_waiting) == (timedelta(minutes=10), timedelta(minutes=60), 10)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('  monday: ["08:00-17:00"]', '  monday: ["08-17"]'),
        ("most_waiting: 10", "most_waiting: many"),
        ("  - 2026-12-31", "  - soon"),
        ("hours:  ", "opening:"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, line: str, wrong: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert line in text
    broken = tmp_path / "people.yaml"
    broken.write_text(text.replace(line, wrong), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"people\.yaml"):
        read_staffing(broken)
