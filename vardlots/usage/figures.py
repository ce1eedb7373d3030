"""Figures of what the assistant is used for, read from the tallies: weeks and hours are Stockholm's.

Where nothing happened stands a zero: every week, language, weekday and hour of what was asked for is there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from vardlots.replies import LANGUAGES
from vardlots.store import transaction
from vardlots.usage.tables import Tally
from vardlots.usage.tallies import CHOSEN, FUNNEL, QUESTIONS, VERDICTS, hour_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ASKED = ("answered", "doubt", CHOSEN)
"""An entry's answer was given."""
UNSURE = ("doubt", "suggested")
"""The entry was the likeliest, and it was not sure."""
RESULTS = (
    *QUESTIONS, CHOSEN, "fee", "age", "booking", "triage", "emergency", "app_link", "handoff", "smalltalk", "fallback",
    "error",
)  # fmt: skip
"""What a turn leads to; a form's questions, verdicts and steps are counted beside it."""
TOPICS = 8
"""So many entries get a line of their own."""
OTHER = "other"
"""The line of all other entries together."""


@dataclass(frozen=True)
class EntryFigures:
    """How one entry does: how often its answer was given a week, what people thought, how often it was a doubt."""

    asked_per_week: float = 0.0
    helpful: int = 0
    unhelpful: int = 0
    doubts: int = 0


@dataclass(frozen=True)
class Series:
    """One line of a plot: its name (an entry, an outcome, a language), and a count a week."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.counts)


@dataclass(frozen=True)
class Weekly:
    """Counts a week: `weeks` are their Mondays in Stockholm, in order and without a gap."""

    weeks: tuple[date, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Busy:
    """How much went on by weekday and hour: `counts[0]` is Monday, `counts[0][13]` Mondays from 13 to 14."""

    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Step:
    """How many bookings came as far as a step of `FUNNEL`."""

    name: str
    count: int


@dataclass(frozen=True)
class _Row:
    """Counts of one hour, of what was asked for."""

    hour: datetime
    what: str
    topic: str
    language: str
    count: int


def health(url: str, now: datetime, weeks: int = 4) -> Mapping[str, EntryFigures]:
    """Return how each entry did in the last weeks; one that nobody met is not there.

    Raises:
        StoreUnavailable: when the database does not answer.
        ValueError: when `weeks` is less than one.
    """
    if weeks < 1:
        raise ValueError(f"weeks is {weeks}; health is of one week at least")
    counts = _sums(url, now - timedelta(weeks=weeks), now, (*ASKED, *VERDICTS, *UNSURE))
    return {
        topic: EntryFigures(
            asked_per_week=sum(counts[topic, what] for what in ASKED) / weeks,
            helpful=counts[topic, "helpful"],
            unhelpful=counts[topic, "unhelpful"],
            doubts=sum(counts[topic, what] for what in UNSURE),
        )
        for topic in sorted({topic for topic, _what in counts if topic})
    }


def last_weeks(now: datetime, weeks: int) -> tuple[datetime, datetime]:
    """Return from when to when the last so many weeks are, this one, as far as it has come, among them."""
    monday = _monday(now) - timedelta(weeks=weeks - 1)
    return datetime.combine(monday, time(), STOCKHOLM), now


def questions_by_topic(url: str, since: datetime, until: datetime, most: int = TOPICS) -> Weekly:
    """Return how often each entry's answer was given: those asked for most, then `OTHER` for the rest together.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    rows = _rows(url, since, until, ASKED)
    totals: Counter[str] = Counter()
    for row in rows:
        totals[row.topic] += row.count
    names = sorted(totals, key=lambda topic: (-totals[topic], topic))[:most]
    rest = (OTHER,) if len(totals) > len(names) else ()
    return _weekly(rows, since, until, (*names, *rest), lambda row: row.topic if row.topic in names else OTHER)


def outcomes(url: str, since: datetime, until: datetime) -> Weekly:
    """Return what became of the questions that were typed: a line for each of `QUESTIONS`.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    return _weekly(_rows(url, since, until, QUESTIONS), since, until, QUESTIONS, lambda row: row.what)


def helpfulness(url: str, since: datetime, until: datetime) -> Weekly:
    """Return how often people said that an answer helped, and that it did not.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    return _weekly(_rows(url, since, until, VERDICTS), since, until, VERDICTS, lambda row: row.what)


def languages(url: str, since: datetime, until: datetime) -> Weekly:
    """Return in which language people were answered.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    return _weekly(_rows(url, since, until, RESULTS), since, until, LANGUAGES, lambda row: row.language)


def busiest(url: str, since: datetime, until: datetime) -> Busy:
    """Return how much people were answered by weekday and hour; of an hour that comes twice in autumn, both count.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    counts: Counter[tuple[int, int]] = Counter()
    for row in _rows(url, since, until, RESULTS):
        local = row.hour.astimezone(STOCKHOLM)
        counts[local.weekday(), local.hour] += row.count
    return Busy(tuple(tuple(counts[day, hour] for hour in range(24)) for day in range(7)))


def booking_funnel(url: str, since: datetime, until: datetime) -> tuple[Step, ...]:
    """Return how many bookings came as far as each step, from the first to the last.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    counts: Counter[str] = Counter()
    for row in _rows(url, since, until, FUNNEL):
        counts[row.what] += row.count
    return tuple(Step(name, counts[name]) for name in FUNNEL)


def first_counted(url: str) -> datetime | None:
    """Return the first hour that anything was counted in; None where nothing was yet.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        return session.scalar(select(func.min(Tally.hour)))


def _rows(url: str, since: datetime, until: datetime, what: Sequence[str]) -> list[_Row]:
    """Read the counts of the hours from the one that `since` is in, up to `until`."""
    query = (
        select(Tally.hour, Tally.what, Tally.topic, Tally.language, Tally.count)
        .where(Tally.hour >= hour_of(since), Tally.hour < until, Tally.what.in_(what))
        .order_by(Tally.hour)
    )
    with transaction(url) as session:
        return [_Row(*row) for row in session.execute(query)]


def _sums(url: str, since: datetime, until: datetime, what: Sequence[str]) -> Counter[tuple[str, str]]:
    """Add up the counts of the same time by topic and what they are of."""
    query = (
        select(Tally.topic, Tally.what, func.sum(Tally.count))
        .where(Tally.hour >= hour_of(since), Tally.hour < until, Tally.what.in_(what))
        .group_by(Tally.topic, Tally.what)
    )
    with transaction(url) as session:
        return Counter({(topic, name): int(count) for topic, name, count in session.execute(query)})


def _weekly(
    rows: Iterable[_Row], since: datetime, until: datetime, names: Sequence[str], name_of: Callable[[_Row], str]
) -> Weekly:
    counts: Counter[tuple[str, date]] = Counter()
    for row in rows:
        counts[name_of(row), _monday(row.hour)] += row.count
    weeks = _weeks(since, until)
    return Weekly(weeks, tuple(Series(name, tuple(counts[name, week] for week in weeks)) for name in names))


def _weeks(since: datetime, until: datetime) -> tuple[date, ...]:
    """Return the Monday of every week that has a moment of the time in it; of no time there is none."""
    if since >= until:
        return ()
    first, last = _monday(hour_of(since)), _monday(until - timedelta(microseconds=1))
    return tuple(first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1))


def _monday(moment: datetime) -> date:
    day = moment.astimezone(STOCKHOLM).date()
    return day - timedelta(days=day.weekday())
