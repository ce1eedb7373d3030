"""How often something is looked at again: `6 months`, `1 year`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic_core import PydanticCustomError

INTERVAL = re.compile(r"^([1-9]\d{0,3}) (day|week|month|year)s?$")


@dataclass(frozen=True)
class Interval:
    """A stretch of calendar time, such as 6 months."""

    count: int
    unit: str

    @classmethod
    def parse(cls, text: object) -> "Interval":
        """Read `6 months`, `1 year`, `2 weeks` or `90 days`.

        Raises:
            PydanticCustomError: when it is none of these.
        """
        found = INTERVAL.match(text) if isinstance(text, str) else None
        if not found:
            raise PydanticCustomError("interval", "not an interval such as '6 months'")
        return cls(int(found[1]), found[2])

    def after(self, start: date) -> date:
        """Return the day this long after `start`; 31 August plus 6 months is the last of February."""
        if self.unit in ("day", "week"):
            return start + timedelta(days=self.count * (7 if self.unit == "week" else 1))
        months = start.month - 1 + self.count * (12 if self.unit == "year" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
