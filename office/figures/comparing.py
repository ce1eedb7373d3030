"""A period beside the one before it, in words: what went up, what went down, what cannot be compared."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from office.figures.periods import Lines, Period
from office.when import number, share
from office.words import Say
from vardlots.usage import figures

QUIET = timedelta(days=1)
"""So long may it be until the first question, where counting went on from the start."""


@dataclass(frozen=True)
class Summary:
    """One figure of a period: what it is of (the end of a key of the words), its value, and what it was before."""

    name: str
    value: str
    before: str


@dataclass(frozen=True)
class _Part:
    """So many of all."""

    part: int
    whole: int


def summaries(url: str, period: Period, say: Say) -> tuple[Summary, ...]:
    """Return what the top of the page says: questions, how many were sure, how many helped, bookings.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    before = _comparable(url, period.before())
    asked = partial(figures.outcomes, url)
    helped = partial(figures.helpfulness, url)
    now_asked, then_asked = period.sums(asked), before.sums(asked)
    now_helped, then_helped = period.sums(helped), before.sums(helped)
    return (
        _count("questions", now_asked.total, then_asked.total, period, say),
        _share("sure", _part(now_asked, "answered"), _part(then_asked, "answered"), period, say),
        _share("helpful", _part(now_helped, "helpful"), _part(then_helped, "helpful"), period, say),
        _count("booked", _booked(url, period), _booked(url, before), period, say),
    )


def _comparable(url: str, before: Period) -> Period:
    """Return the time before, or none of it where counting had not begun: half of it would compare wrongly."""
    first = figures.first_counted(url)
    begun = first is not None and first < before.since + QUIET
    return before if begun else replace(before, until=before.since)


def _count(name: str, now: int, then: int, period: Period, say: Say) -> Summary:
    if not then:
        return Summary(name, number(now, say), say("figures.nothing_before"))
    how = "more" if now > then else "fewer" if now < then else "same"
    said = say(
        f"figures.{how}", share=share(abs(now - then), then, say), then=number(then, say), span=_span(period, say)
    )
    return Summary(name, number(now, say), said)


def _share(name: str, now: _Part, then: _Part, period: Period, say: Say) -> Summary:
    """Compare two shares; of nothing there is none, and a dash stands in its place."""
    value = share(now.part, now.whole, say) if now.whole else "–"
    if not (now.whole and then.whole):
        return Summary(name, value, say("figures.nothing_before" if now.whole else "figures.nothing_now"))
    points = round(100 * now.part / now.whole) - round(100 * then.part / then.whole)
    how = "higher" if points > 0 else "lower" if points < 0 else "same_share"
    said = say(f"figures.{how}", points=_points(abs(points), say), then=share(then.part, then.whole, say),
               span=_span(period, say))  # fmt: skip
    return Summary(name, value, said)


def _points(points: int, say: Say) -> str:
    return say("figures.one_point") if points == 1 else say("figures.points", number=points)


def _part(lines: Lines, name: str) -> _Part:
    return _Part(lines.total_of(name), lines.total)


def _booked(url: str, period: Period) -> int:
    return figures.booking_funnel(url, period.since, period.until)[-1].count


def _span(period: Period, say: Say) -> str:
    return say(f"figures.spans.{period.days}")
