"""The time that figures are of: some days up to now, as long a time before to compare with, and its parts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from vardlots.booking.schedule import STOCKHOLM
from vardlots.usage.figures import Series, Weekly

DAYS = 7, 30, 90, 365
"""What may be chosen."""
USUAL = 30
BY_DAY = 31
"""Up to so many days are shown day by day, more week by week."""

Read = Callable[[datetime, datetime], Weekly]


@dataclass(frozen=True)
class Lines:
    """Counts of the same things over time: each part of it begins on one of `starts`."""

    step: Literal["day", "week"]
    starts: tuple[date, ...]
    series: tuple[Series, ...]

    @property
    def total(self) -> int:
        """Everything together."""
        return sum(one.total for one in self.series)

    def total_of(self, name: str) -> int:
        """Return how many there were of a name; of one that is not there, none."""
        return sum(one.total for one in self.series if one.name == name)


@dataclass(frozen=True)
class Period:
    """Some days in Stockholm, the last of them today as far as it has come."""

    days: int
    since: datetime
    until: datetime

    def before(self) -> "Period":
        """Return the time as long as this one that ended when it began."""
        today = self.until.astimezone(STOCKHOLM)
        return Period(self.days, _midnight(self.since.date() - timedelta(days=self.days)), self._back(today))

    def lines(self, read: Read, parts: Read | None = None) -> Lines:
        """Read counts day by day where the days are few, else week by week.

        `read` names what is counted. Of a single day `parts` is asked instead, where that names more; what it names
        beside that is added to the last of the names.
        """
        whole = read(self.since, self.until)
        if self.days > BY_DAY:
            return Lines("week", whole.weeks, whole.series)
        names = [one.name for one in whole.series]
        days = [_by_name((parts or read)(*one), names) for one in self._each_day()]
        return Lines(
            "day",
            tuple(self._dates()),
            tuple(Series(name, tuple(day[name] for day in days)) for name in names),
        )

    def sums(self, read: Read) -> Lines:
        """Read the same in one piece, where only sums are wanted."""
        whole = read(self.since, self.until)
        return Lines("week", whole.weeks, whole.series)

    def _back(self, moment: datetime) -> datetime:
        there = moment.date() - timedelta(days=self.days)
        return datetime.combine(there, moment.time(), STOCKHOLM)

    def _dates(self) -> Iterator[date]:
        return (self.since.date() + timedelta(days=day) for day in range(self.days))

    def _each_day(self) -> Iterator[tuple[datetime, datetime]]:
        return ((_midnight(day), _midnight(day + timedelta(days=1))) for day in self._dates())


def period(wanted: str, now: datetime) -> Period:
    """Return the time of so many days up to now; the usual one where that is none to choose."""
    days = next((days for days in DAYS if str(days) == wanted), USUAL)
    today = now.astimezone(STOCKHOLM).date()
    return Period(days, _midnight(today - timedelta(days=days - 1)), now)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)


def _by_name(weekly: Weekly, names: Sequence[str]) -> Counter[str]:
    """Add up a day's counts by name; what has none of them belongs to the last."""
    counts: Counter[str] = Counter()
    for one in weekly.series:
        counts[one.name if one.name in names else names[-1]] += one.total
    return counts
