"""Days and times as the office writes them: of Stockholm, in words."""

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
