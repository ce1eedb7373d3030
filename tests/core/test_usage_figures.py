"""Figures of what the assistant is used for: Stockholm's weeks and hours, zeros where nothing happened."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from vardlots.errors import StoreUnavailable
from vardlots.replies import Language
from vardlots.store import engine
from vardlots.usage.figures import (
    OTHER,
    STOCKHOLM,
    EntryFigures,
    Series,
    Step,
    booking_funnel,
    busiest,
    first_counted,
    health,
    helpfulness,
    languages,
    last_weeks,
    outcomes,
    questions_by_topic,
)
from vardlots.usage.tallies import FUNNEL, Count, add

NOW = datetime(2026, 11, 25, 15, 20, tzinfo=STOCKHOLM)
"""A Wednesday."""
WEEKS = (date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23))
SINCE, UNTIL = last_weeks(NOW, 3)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path / 'usage.db'}"
    yield url
    engine(url).dispose()


def happened(
    url: str, what: str, *moments: datetime, topic: str = "", language: Language = "sv", times: int = 1
) -> None:
    """Count something at some moments, so many times at each."""
    counts: Counter[Count] = Counter()
    for moment in moments:
        counts[Count.at(moment, what, language, topic)] += times
    add(url, counts)


def ago(**time: int) -> datetime:
    return NOW - timedelta(**time)


def test_the_last_weeks_begin_on_a_monday_at_midnight_in_stockholm() -> None:
    assert last_weeks(NOW, 3) == (datetime(2026, 11, 9, tzinfo=STOCKHOLM), NOW)
    sunday_late = datetime(2026, 11, 22, 23, 30, tzinfo=timezone.utc)  # in Stockholm it is Monday
    assert last_weeks(sunday_late, 1)[0] == datetime(2026, 11, 23, tzinfo=STOCKHOLM)


def test_where_nothing_happened_stand_zeros(url: str) -> None:
    nothing = (0, 0, 0)
    assert outcomes(url, SINCE, UNTIL).weeks == WEEKS
    assert outcomes(url, SINCE, UNTIL).series == tuple(
        Series(name, nothing) for name in ("answered", "doubt", "suggested", "held_back")
    )
    assert helpfulness(url, SINCE, UNTIL).series == (Series("helpful", nothing), Series("unhelpful", nothing))
    assert languages(url, SINCE, UNTIL).series == (Series("sv", nothing), Series("en", nothing))
    assert questions_by_topic(url, SINCE, UNTIL).series == ()
    assert busiest(url, SINCE, UNTIL).counts == ((0,) * 24,) * 7
    assert booking_funnel(url, SINCE, UNTIL) == tuple(Step(name, 0) for name in FUNNEL)
    assert health(url, NOW) == {}


@pytest.mark.parametrize("until", [SINCE, SINCE - timedelta(days=1)])
def test_no_time_at_all_has_no_weeks(url: str, until: datetime) -> None:
    happened(url, "answered", SINCE, topic="fees")
    assert (outcomes(url, SINCE, until).weeks, outcomes(url, SINCE, until).series[0].counts) == ((), ())


def test_outcomes_are_counted_by_week_and_a_quiet_week_stays(url: str) -> None:
    happened(url, "answered", ago(days=1), ago(days=2), ago(days=15), topic="fees", times=2)
    happened(url, "held_back", ago(days=15))
    happened(url, "answered", ago(weeks=3), topic="fees")  # before
    happened(url, "smalltalk", ago(days=1))
    weekly = outcomes(url, SINCE, UNTIL)
    found = {one.name: one.counts for one in weekly.series}
    assert found == {"answered": (2, 0, 4), "doubt": (0, 0, 0), "suggested": (0, 0, 0), "held_back": (1, 0, 0)}
    assert weekly.series[0].total == 6


def test_a_week_changes_at_midnight_in_stockholm_also_in_summer(url: str) -> None:
    monday = datetime(2026, 7, 6, tzinfo=STOCKHOLM)
    happened(url, "answered", monday - timedelta(minutes=1), monday, topic="fees")
    weekly = outcomes(url, monday - timedelta(days=7), monday + timedelta(days=1))
    assert (weekly.weeks, weekly.series[0].counts) == ((date(2026, 6, 29), date(2026, 7, 6)), (1, 1))


def test_what_happens_now_counts_and_what_is_after_the_end_does_not(url: str) -> None:
    happened(url, "helpful", NOW, NOW + timedelta(hours=1))
    happened(url, "unhelpful", NOW)
    assert [one.total for one in helpfulness(url, SINCE, NOW).series] == [1, 1]


def test_the_entries_asked_for_most_have_a_line_and_the_rest_one_together(url: str) -> None:
    for times, topic in ((5, "fees"), (3, "why-bankid"), (2, "midwives"), (1, "complaint")):
        happened(url, "answered", ago(hours=3), topic=topic, times=times)
    happened(url, "doubt", ago(days=8), topic="why-bankid", times=3)
    happened(url, "chosen", ago(days=8), topic="complaint")
    happened(url, "suggested", ago(days=8), topic="midwives", times=99)  # it was not answered
    weekly = questions_by_topic(url, SINCE, UNTIL, most=2)
    assert weekly.series == (
        Series("why-bankid", (0, 3, 3)),
        Series("fees", (0, 0, 5)),
        Series(OTHER, (0, 1, 3)),
    )
    assert [one.name for one in questions_by_topic(url, SINCE, UNTIL, most=4).series] == [
        "why-bankid", "fees", "complaint", "midwives",
    ]  # fmt: skip


def test_languages_are_those_of_the_answers(url: str) -> None:
    happened(url, "fee", ago(days=1), times=4)
    happened(url, "answered", ago(days=1), topic="fees", language="en", times=3)
    happened(url, "helpful", ago(days=1), language="en")
    happened(url, "booking.care", ago(days=1), language="en")
    assert {one.name: one.total for one in languages(url, SINCE, UNTIL).series} == {"sv": 4, "en": 3}


def test_hours_are_stockholms_before_and_after_the_clocks_change(url: str) -> None:
    summer, winter = (
        datetime(2026, 10, 24, 7, 30, tzinfo=timezone.utc),
        datetime(2026, 10, 31, 7, 30, tzinfo=timezone.utc),
    )
    happened(url, "answered", summer, winter, topic="fees")
    busy = busiest(url, summer - timedelta(days=1), winter + timedelta(days=1)).counts
    assert (busy[5][9], busy[5][8]) == (1, 1)
    assert sum(map(sum, busy)) == 2


def test_the_hour_that_comes_twice_in_autumn_counts_twice(url: str) -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=timezone.utc)
    happened(url, "answered", first, first + timedelta(hours=1), topic="fees")
    busy = busiest(url, first - timedelta(hours=9), first + timedelta(hours=9)).counts
    assert busy[6][2] == 2


def test_the_hour_that_is_left_out_in_spring_stays_empty(url: str) -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=timezone.utc)
    happened(url, "answered", before, before + timedelta(hours=1), topic="fees")
    busy = busiest(url, before - timedelta(hours=9), before + timedelta(hours=9)).counts
    assert busy[6][1:4] == (1, 0, 1)


def test_the_funnel_tells_how_far_bookings_came(url: str) -> None:
    for times, step in zip((20, 18, 11, 10, 9), FUNNEL, strict=True):
        happened(url, step, ago(days=1), times=times)
    happened(url, "booking.booked", ago(days=1), language="en")
    happened(url, "booking.cancelled", ago(days=1), times=3)
    assert [(one.name, one.count) for one in booking_funnel(url, SINCE, UNTIL)] == [
        ("booking.started", 20),
        ("booking.care", 18),
        ("booking.time", 11),
        ("booking.phone", 10),
        ("booking.booked", 10),
    ]


def test_an_entry_is_as_well_as_people_say_and_as_sure_as_it_was(url: str) -> None:
    happened(url, "answered", ago(days=2), ago(days=20), topic="fees", times=3)
    happened(url, "doubt", ago(days=2), topic="fees", times=2)
    happened(url, "chosen", ago(days=2), topic="fees")
    happened(url, "suggested", ago(days=2), topic="fees", times=4)
    happened(url, "helpful", ago(days=2), topic="fees", times=5)
    happened(url, "unhelpful", ago(days=2), topic="fees")
    happened(url, "unhelpful", ago(days=2))
    happened(url, "suggested", ago(days=3), topic="midwives")
    happened(url, "answered", ago(days=29), topic="complaint")
    assert health(url, NOW) == {
        "fees": EntryFigures(asked_per_week=9 / 4, helpful=5, unhelpful=1, doubts=6),
        "midwives": EntryFigures(doubts=1),
    }
    assert health(url, NOW, weeks=1)["fees"].asked_per_week == 6
    with pytest.raises(ValueError, match="one week at least"):
        health(url, NOW, weeks=0)


def test_a_year_of_a_busy_clinic_adds_up_in_every_figure(url: str) -> None:
    random, counts = Random(7), Counter[Count]()
    for _ in range(4000):
        moment = NOW - timedelta(minutes=random.randrange(365 * 24 * 60))
        what = random.choices(("answered", "doubt", "suggested", "held_back"), (70, 10, 12, 8))[0]
        topic = "" if what == "held_back" else f"entry-{int(random.paretovariate(0.7)) % 40}"
        counts[Count.at(moment, what, random.choice(("sv", "sv", "en")), topic)] += 1
    add(url, counts)
    since = NOW - timedelta(days=366)
    total = sum(counts.values())
    answered = sum(number for count, number in counts.items() if count.what in ("answered", "doubt"))
    assert sum(one.total for one in outcomes(url, since, NOW).series) == total
    assert sum(one.total for one in languages(url, since, NOW).series) == total
    assert sum(map(sum, busiest(url, since, NOW).counts)) == total
    assert sum(one.total for one in questions_by_topic(url, since, NOW).series) == answered
    assert round(sum(one.asked_per_week for one in health(url, NOW, weeks=53).values()) * 53) == answered
    weeks = outcomes(url, since, NOW).weeks
    assert {second - first for first, second in pairwise(weeks)} == {timedelta(weeks=1)}


def test_a_database_that_is_down_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        outcomes(f"sqlite:///{tmp_path}", SINCE, UNTIL)


def test_the_first_hour_that_was_counted(url: str) -> None:
    assert first_counted(url) is None
    happened(url, "answered", ago(days=3), ago(days=40), topic="fees")
    assert first_counted(url) == ago(days=40).replace(minute=0)
