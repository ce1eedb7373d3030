"""Quote a fee: an amount, or the honest range of what it may be, and what would narrow it.

Every condition of a rule is true, false or unknown. The rules are walked in order; one that may hold adds its amount,
one that holds ends the walk. So a narrower question never leads outside the range of a wider one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vardlots.errors import VardlotsError
from vardlots.fees.tariffs import Rule, Tariffs, When
from vardlots.regions import FreeUnder, Regions

FACTS = ("age", "care", "exemption_card", "region")
"""What a fee may depend on, in the order it is asked for."""


class BadQuestion(VardlotsError, ValueError):
    """A fee is asked for a kind of help or an age that does not exist."""


@dataclass(frozen=True)
class FeeQuestion:
    """Who wants what help; None is what nobody has told."""

    region: str | None = None
    age: float | None = None
    care: str | None = None
    exemption_card: bool | None = None


@dataclass(frozen=True)
class Quote:
    """What a visit may cost, in kronor.

    `amounts` are all it may be, rising. `rules` are those that may decide. `valid_until` is None when the tariff is out
    of date, `expired` then says so. `narrows` are the untold facts that would change the answer. `old_limit` is a
    region's limit for free care that is too old to rely on.
    """

    question: FeeQuestion
    amounts: tuple[int, ...]
    rules: tuple[Rule, ...]
    valid_until: date | None
    narrows: tuple[str, ...]
    old_limit: FreeUnder | None = None

    @property
    def lowest(self) -> int:
        """The least it may cost."""
        return self.amounts[0]

    @property
    def highest(self) -> int:
        """The most it may cost."""
        return self.amounts[-1]

    @property
    def amount(self) -> int | None:
        """What it costs, when that is certain."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def expired(self) -> bool:
        """Whether the tariff does not cover today."""
        return self.valid_until is None


def quote(question: FeeQuestion, tariffs: Tariffs, regions: Regions, today: date) -> Quote:
    """Quote a fee from what is known.

    Raises:
        NoSuchRegion: when the region is none of `regions`.
        BadQuestion: when the kind of help is none of the tariff's, or the age is none.
    """
    book = _Book(tariffs, regions, today)
    book.check(question)
    outcomes = list(book.outcomes(question))
    limit = book.limit(question.region)
    doubtful = limit is not None and not book.trusted(limit) and book.near_limits(question.age)
    return Quote(
        question=question,
        amounts=_rising(outcomes),
        rules=tuple(rule for rule, _amounts in outcomes),
        valid_until=tariffs.valid_until if book.current else None,
        narrows=tuple(fact for fact in FACTS if book.narrows(fact, question)),
        old_limit=limit if doubtful else None,
    )


def _rising(outcomes: list[tuple[Rule, set[int]]]) -> tuple[int, ...]:
    return tuple(sorted(set().union(*(amounts for _rule, amounts in outcomes))))


@dataclass(frozen=True)
class _Book:
    """The tables that a quote is made from, on one day."""

    tariffs: Tariffs
    regions: Regions
    today: date

    @property
    def current(self) -> bool:
        return self.tariffs.valid_from <= self.today <= self.tariffs.valid_until

    def check(self, question: FeeQuestion) -> None:
        kinds = ", ".join(self.tariffs.kinds)
        if question.region is not None:
            self.regions.get(question.region)
        if question.care not in (None, *self.tariffs.kinds):
            raise BadQuestion(f"no tariff for {question.care!r}; there are {kinds}")
        if question.age is not None and not 0 <= question.age <= 130:
            raise BadQuestion(f"an age is 0 to 130 years, not {question.age}")

    def outcomes(self, question: FeeQuestion) -> Iterator[tuple[Rule, set[int]]]:
        """Yield each rule that may decide, with what the fee is then."""
        for rule in self.tariffs.rules:
            holds = self.holds(rule.when, question)
            if holds is not False:
                yield rule, self.amounts(rule, question)
            if holds:
                return

    def amounts(self, rule: Rule, question: FeeQuestion) -> set[int]:
        if rule.amount != "tariff":
            return {rule.amount}
        if not self.current:
            return {0, self.tariffs.ceiling.amount}
        kinds = self.tariffs.kinds
        wanted = [kinds[question.care]] if question.care else list(kinds.values())
        return set().union(*(kind.amounts(question.region) for kind in wanted))

    def holds(self, when: When, question: FeeQuestion) -> bool | None:
        """Say whether a condition holds; None when what is known does not tell."""
        age = question.age
        parts: list[bool | None] = []
        if when.age_from is not None:
            parts.append(None if age is None else age >= when.age_from)
        if when.age_under is not None:
            parts.append(None if age is None else age < when.age_under)
        if when.under_free_age is not None:
            parts.append(_same(self.free(question), when.under_free_age))
        if when.exemption_card is not None:
            parts.append(_same(question.exemption_card, when.exemption_card))
        if when.kind is not None:
            parts.append(_same(question.care, when.kind))
        return False if False in parts else None if None in parts else True

    def free(self, question: FeeQuestion) -> bool | None:
        """Say whether a person is below their region's limit for free care."""
        ages, age = self.tariffs.free_age, question.age
        if age is None:
            return None
        if not self.near_limits(age):
            return age < ages.lowest
        limit = self.limit(question.region)
        return age < limit.age if limit and self.trusted(limit) else None

    def near_limits(self, age: float | None) -> bool:
        """Say whether the regions differ at an age."""
        return age is not None and self.tariffs.free_age.lowest <= age < self.tariffs.free_age.highest

    def limit(self, region: str | None) -> FreeUnder | None:
        return self.regions.get(region).free_under if region else None

    def trusted(self, limit: FreeUnder) -> bool:
        return self.today.year - limit.year <= self.tariffs.free_age.trusted_years

    def narrows(self, fact: str, question: FeeQuestion) -> bool:
        """Say whether some value of an untold fact would change what the fee may be."""
        if getattr(question, fact) is not None:
            return False
        now = _rising(list(self.outcomes(question)))
        told = (replace(question, **{fact: value}) for value in self.values(fact))
        return any(_rising(list(self.outcomes(other))) != now for other in told)

    def values(self, fact: str) -> list[Any]:
        """Return values of a fact such that every rule is met on both sides of its limits."""
        if fact == "region":
            return [region.id for region in self.regions.regions]
        if fact == "care":
            return list(self.tariffs.kinds)
        if fact == "exemption_card":
            return [True, False]
        limits: set[float] = {self.tariffs.free_age.lowest, self.tariffs.free_age.highest}
        for rule in self.tariffs.rules:
            limits |= {limit for limit in (rule.when.age_from, rule.when.age_under) if limit is not None}
        return sorted({0.0, *limits, *(limit - 0.5 for limit in limits if limit >= 0.5)})


def _same(told: object, wanted: object) -> bool | None:
    return None if told is None else told == wanted
