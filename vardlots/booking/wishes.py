"""When a person wants to come: a window of days and times of day, read out of Swedish or English."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from vardlots.booking import clocks, days
from vardlots.booking.words import normalise
from vardlots.replies import Language

NEAR = timedelta(minutes=45)
"""How far from "at three" a time may be and still be what was asked for."""


@dataclass(frozen=True)
class Wish:
    """A window in Swedish wall-clock time. `last` None: as far ahead as the clinic books; Monday is 0.

    `at` is a wanted clock time; `after` and `before` bound the start of the appointment.
    """

    first: date
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    without: tuple[date, ...] = ()
    without_weekdays: tuple[int, ...] = ()
    after: time | None = None
    before: time | None = None
    at: time | None = None
    soonest: bool = False

    def allows(self, local: datetime) -> bool:
        """Say whether an appointment that starts then is what was wished for."""
        return not self.excludes(local) and self.days_from(local) == 0 and self._fits(local.time())

    def excludes(self, local: datetime) -> bool:
        """Say whether the person ruled this day out."""
        return local.date() in self.without or local.weekday() in self.without_weekdays

    def days_from(self, local: datetime) -> int:
        """Return how many days lie between a day and the wished ones."""
        day = local.date()
        outside = max((self.first - day).days, (day - self.last).days if self.last else 0, 0)
        missed = bool(self.weekdays) and local.weekday() not in self.weekdays
        return outside + (1 if missed and not outside else 0)

    def minutes_from(self, local: datetime) -> int:
        """Return how many minutes lie between a time and the wished time of day."""
        minute = _minute(local.time())
        if self.at:
            return abs(minute - _minute(self.at))
        early = _minute(self.after) - minute if self.after else 0
        late = minute - _minute(self.before) if self.before else 0
        return max(early, late, 0)

    def _fits(self, clock: time) -> bool:
        if self.at:
            return abs(_minute(clock) - _minute(self.at)) * 60 <= NEAR.total_seconds()
        return (self.after is None or clock >= self.after) and (self.before is None or clock < self.before)

    def to_json(self) -> str:
        """Return the wish as text that a conversation can remember."""
        filled = {name: value for name, value in vars(self).items() if value not in (None, (), False)}
        return json.dumps(filled, default=lambda value: value.isoformat())

    @classmethod
    def from_json(cls, text: str) -> "Wish":
        """Read what `to_json` wrote."""
        body = json.loads(text)
        return cls(
            first=date.fromisoformat(body["first"]),
            last=date.fromisoformat(body["last"]) if "last" in body else None,
            weekdays=tuple(body.get("weekdays", ())),
            without=tuple(date.fromisoformat(day) for day in body.get("without", ())),
            without_weekdays=tuple(body.get("without_weekdays", ())),
            **{name: time.fromisoformat(body[name]) for name in ("after", "before", "at") if name in body},
            soonest=body.get("soonest", False),
        )


def parse(text: str, now: datetime, language: Language | None = None) -> Wish | None:
    """Read a wish about time out of a message; None when it holds none.

    `now` is Stockholm time. A window that has passed rolls forward: today to tomorrow, a date to next
    year. Both languages are always read; `language` settles only what they read differently ("at half five").
    """
    said = normalise(text)
    when, rest = days.read(said, now)
    hours = clocks.read(rest, now, language)
    if when is None and hours is None:
        return None
    when, hours = when or days.Days(now.date()), hours or clocks.Hours()
    if hours.exactly:
        when = days.Days(hours.exactly.date(), hours.exactly.date())
    wish = Wish(
        when.first, when.last, when.weekdays, when.without, when.without_weekdays,
        hours.after, hours.before, hours.at, when.soonest,
    )  # fmt: skip
    return _rolled(wish, now)


def _rolled(wish: Wish, now: datetime) -> Wish:
    """Move a wish for a part of today that is over to the same part of tomorrow."""
    end = wish.before or wish.at or time.max
    if wish.last == now.date() == wish.first and end <= now.time():
        return replace(wish, first=wish.first + timedelta(days=1), last=wish.first + timedelta(days=1))
    return wish


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute
