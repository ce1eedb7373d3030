"""How long a login to the office lasts."""

import os
from dataclasses import dataclass
from datetime import timedelta

IDLE_HOURS, HOURS = 2.0, 10.0
LONGEST_HOURS = 24.0 * 365


@dataclass(frozen=True)
class Lasting:
    """A login ends after `idle` without a page that somebody asked for, and after `whole` in any case."""

    idle: timedelta = timedelta(hours=IDLE_HOURS)
    whole: timedelta = timedelta(hours=HOURS)


def lasting() -> Lasting:
    """Return `VARDLOTS_OFFICE_IDLE_HOURS` (2 when it is not set) and `VARDLOTS_OFFICE_HOURS` (10: a working day).

    Raises:
        ValueError: when one is no number of hours above 0, or is above a year's.
    """
    return Lasting(_hours("VARDLOTS_OFFICE_IDLE_HOURS", IDLE_HOURS), _hours("VARDLOTS_OFFICE_HOURS", HOURS))


def _hours(variable: str, usual: float) -> timedelta:
    value = os.environ.get(variable, "").strip() or f"{usual:g}"
    try:
        hours = float(value)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= LONGEST_HOURS:
        raise ValueError(f"{variable} is {value!r}; write a number of hours above 0, such as {usual:g}")
    return timedelta(hours=hours)
