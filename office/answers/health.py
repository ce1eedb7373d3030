"""How patients take each answer, for the pages that list answers; without a database they do without."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from office.when import number
from office.words import Say
from vardlots.errors import StoreUnavailable
from vardlots.usage import figures

WEEKS = 4
"""How far back the figures of an answer go."""


@dataclass(frozen=True)
class Health:
    """How an answer fares: questions a week, what patients said of it, and how often it was only a guess."""

    a_week: float = 0.0
    helpful: int = 0
    unhelpful: int = 0
    doubts: int = 0

    @property
    def said(self) -> int:
        """How many said whether it helped."""
        return self.helpful + self.unhelpful

    @property
    def share(self) -> float | None:
        """How many of those who said anything were helped, from 0 to 1; None when nobody did."""
        return self.helpful / self.said if self.said else None

    def per_week(self, say: Say) -> str:
        """Return the questions a week as a page writes them: "0,5" in Swedish; large numbers without decimals."""
        return number(self.a_week, say, 0 if self.a_week >= 10 or not self.a_week else 1)


def health_of(url: str, now: datetime) -> Mapping[str, Health] | None:
    """Return the figures by entry; None where nothing has been counted yet, or the database does not answer."""
    try:
        found = figures.health(url, now, WEEKS)
    except StoreUnavailable:  # the answers are in files, and are there all the same
        return None
    return {
        entry: Health(one.asked_per_week, one.helpful, one.unhelpful, one.doubts) for entry, one in found.items()
    } or None
