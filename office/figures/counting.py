"""The charts of a period: read from the tallies, named as people name things, and said in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from office.figures.charts import Chart, Kind, Line
from office.figures.periods import Lines, Period
from office.when import day, number, share, weekday
from office.words import Say
from vardlots.usage import figures
from vardlots.usage.figures import OTHER, Busy, Step

EVERY_TOPIC = 100_000
"""More entries than there will ever be."""
TIMES = "topics", "outcomes", "helpfulness", "languages"
"""The charts that show something over time."""
NAMES = (*TIMES, "busiest", "booking")
"""Every chart, as the page shows them."""
SHORT_MONTH = 3


@dataclass(frozen=True)
class Counted:
    """Makes the charts of a period. `named` gives an entry's question by its id."""

    url: str
    period: Period
    say: Say
    named: Callable[[str], str]

    def chart(self, name: str) -> Chart:
        """Make the chart of one of `NAMES`, except `busiest`, which is a table.

        Raises:
            StoreUnavailable: when the database does not answer.
        """
        return self._booking() if name == "booking" else self._over_time(name)

    def busy(self) -> Busy:
        """Return how much went on by weekday and hour."""
        return figures.busiest(self.url, self.period.since, self.period.until)

    def _over_time(self, name: str) -> Chart:
        lines = self.lines(name)
        kind: Kind = "share" if name == "outcomes" else "stack"
        words = {one.name: self._name(name, one.name) for one in lines.series}
        return Chart(
            name,
            kind,
            self.say(f"figures.{lines.step}"),
            tuple(self._label(lines, start) for start in lines.starts),
            tuple(self._row(lines, start) for start in lines.starts),
            tuple(Line(words[one.name], one.counts) for one in lines.series),
            sentence(name, lines, words, self.say),
        )

    def lines(self, name: str) -> Lines:
        """Return the counts of a chart over time."""
        if name == "topics":
            every = partial(figures.questions_by_topic, self.url, most=EVERY_TOPIC)
            return self.period.lines(partial(figures.questions_by_topic, self.url), every)
        return self.period.lines(partial(getattr(figures, name), self.url))

    def _booking(self) -> Chart:
        steps = figures.booking_funnel(self.url, self.period.since, self.period.until)
        names = tuple(self.say(f"figures.steps.{step.name.partition('.')[2]}") for step in steps)
        counts = Line(self.say("figures.booking.count"), tuple(step.count for step in steps))
        return Chart("booking", "bars", self.say("figures.step"), names, names, (counts,), funnel(steps, self.say))

    def _name(self, chart: str, name: str) -> str:
        if chart == "languages":
            return self.say(f"figures.names.in_{name}")
        if chart != "topics":
            return self.say(f"figures.names.{name}")
        return self.say("figures.names.other") if name == OTHER else self.named(name)

    def _label(self, lines: Lines, start: date) -> str:
        if lines.step == "week":
            return self.say("figures.short_week", number=start.isocalendar().week)
        return f"{start.day} {self.say('when.months').split()[start.month - 1][:SHORT_MONTH]}"

    def _row(self, lines: Lines, start: date) -> str:
        if lines.step == "week":
            return self.say("figures.long_week", number=start.isocalendar().week, day=day(start, self.say))
        return f"{weekday(start.weekday(), self.say)} {day(start, self.say)}"


def sentence(chart: str, lines: Lines, words: Mapping[str, str], say: Say) -> str:
    """Say what a chart over time shows; nothing where there is nothing."""
    if not lines.total:
        return ""
    if chart != "topics":
        before = "in_" if chart == "languages" else ""
        parts = {f"{before}{name}": share(lines.total_of(name), lines.total, say) for name in words}
        return say(f"figures.{chart}.sentence", all=number(lines.total, say), **parts)
    most = max((one for one in lines.series if one.name != OTHER), key=lambda one: one.total)
    counts = {"count": number(most.total, say), "all": number(lines.total, say)}
    return say("figures.topics.sentence", topic=words[most.name], **counts)


def busy_sentence(busy: Busy, say: Say) -> str:
    """Say when most people write; nothing where nobody did."""
    cells = ((count, place, hour) for place, row in enumerate(busy.counts) for hour, count in enumerate(row))
    count, place, hour = max(cells, key=lambda cell: cell[0])
    if not count:
        return ""
    days = say("figures.busiest.days", day=weekday(place, say))
    return say("figures.busiest.sentence", days=days, hour=hour, until=hour + 1, count=number(count, say))


def funnel(steps: tuple[Step, ...], say: Say) -> str:
    """Say how many bookings were finished, and before which step most people stop."""
    first, last = steps[0].count, steps[-1].count
    if not first:
        return ""
    counts = {"first": number(first, say), "last": number(last, say), "share": share(last, first, say)}
    said = say("figures.booking.sentence", **counts)
    losses = [(before.count - after.count, after.name) for before, after in pairwise(steps)]
    lost, name = max(losses, key=lambda one: one[0])
    if lost <= 0:
        return said
    where = say(f"figures.stops.{name.partition('.')[2]}")
    return f"{said} {say('figures.booking.stops', where=where, count=number(lost, say))}"
