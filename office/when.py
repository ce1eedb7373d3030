"""Days, times and numbers as the office writes them; times are Stockholm's."""

from datetime import date, datetime

from office.words import Say
from vardlots.booking.schedule import STOCKHOLM


def day(one: date, say: Say) -> str:
    """Return "28 november 2026"."""
    return f"{one.day} {say('when.months').split()[one.month - 1]} {one.year}"


def weekday(number: int, say: Say) -> str:
    """Return the name of a day of the week; 0 is Monday."""
    return say("when.weekdays").split()[number]


def moment(one: datetime, say: Say, now: datetime) -> str:
    """Return "28 november 2026 kl. 13.05", or "i dag kl. 13.05" when that is today."""
    there = one.astimezone(STOCKHOLM)
    time = there.strftime(say("when.clock"))
    if there.date() == now.astimezone(STOCKHOLM).date():
        return say("when.today", time=time)
    return say("when.moment", day=day(there.date(), say), time=time)


def number(one: float, say: Say, decimals: int = 0) -> str:
    """Return "1 400", or "1,5" where there are decimals; in English "1,400" and "1.5"."""
    example = say("when.number")
    thousands, point = example[1], example[-2]
    return f"{one:,.{decimals}f}".translate({ord(","): thousands, ord("."): point})


def share(part: float, whole: float, say: Say) -> str:
    """Return "12 %" of a whole; of nothing, nothing."""
    return say("when.percent", number=number(100 * part / whole if whole else 0, say))
