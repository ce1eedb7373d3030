"""Whether two sentences speak of the same thing and say something different of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import inf
from typing import Literal, TypeVar

from vardlots.knowledge.rules.facts.contacts import Contact
from vardlots.knowledge.rules.facts.quantities import Quantity, agree

ALIKE = 0.5
"""How much of what two sentences are about must be the same, by weight, for a difference between them to count."""
ALIKE_PARTS = 0.7
"""The same for the two clauses that the difference is between, where other clauses of their sentences differ, too."""
ALIKE_AROUND = 0.3
"""How alike the sentences must be besides, where only two of their clauses are."""
ALIKE_SWAPPED = 0.7
"""How alike they must be where each has a word that the other lacks: the one may be about a doctor, the other not."""
FEWEST = 2
"""Stems that two sentences must share; one will do where a clause of each has no other, or around both it is said."""

Value = TypeVar("Value")
Stems = frozenset[str]
Weights = Mapping[str, float]
Respect = Literal["quantity", "days", "contact", "denial"]


@dataclass(frozen=True)
class Part:
    """A clause, ready to be compared."""

    stems: Stems
    quantities: tuple[Quantity, ...]
    denies: bool
    condition: bool


@dataclass(frozen=True)
class Said:
    """A sentence, ready to be compared.

    `about` are the stems of what stands around it: the question that its entry answers, and the sentence before it.
    `excepts` says that it names a case in which it is not so.
    """

    parts: tuple[Part, ...]
    contacts: tuple[Contact, ...]
    days: frozenset[int]
    stems: Stems
    about: Stems
    excepts: bool = False

    @cached_property
    def denies(self) -> bool:
        """Whether a clause denies something."""
        return any(part.denies for part in self.parts)

    @cached_property
    def sent(self) -> Mapping[str, frozenset[str]]:
        """The phone numbers and addresses, by kind."""
        return _by_kind((one.kind, one.value) for one in self.contacts)

    @cached_property
    def measured(self) -> Mapping[str, frozenset[Quantity]]:
        """The quantities, by kind."""
        return _by_kind((one.kind, one) for part in self.parts for one in part.quantities)


@dataclass(frozen=True)
class Conflict:
    """In what two sentences differ: the two values as they are written, or what one of them denies.

    `parts` are the two clauses, where the difference is between two; `vague` says that one has no number.
    """

    respect: Respect
    one: str = ""
    other: str = ""
    parts: tuple[Part, Part] | None = None
    vague: bool = False

    def turned(self) -> "Conflict":
        """Return the same, seen from the other sentence."""
        return Conflict(self.respect, self.other, self.one, self.parts and self.parts[::-1], self.vague)


def conflict(one: Said, other: Said, weights: Weights) -> Conflict | None:
    """Return in what two sentences contradict each other: they are about the same, and differ in one respect alone.

    What differs in two respects speaks of two cases: adults pay 200 kr and children nothing.
    """
    if one.excepts or other.excepts or not _may_differ(one, other) or not _together(one, other):
        return None
    alike = likeness(one.stems, other.stems, one, other, weights)
    if alike < ALIKE_AROUND or (alike < ALIKE_SWAPPED and all(_unmatched(one, other))):
        return None
    found = list(_differences(one, other, weights))
    if len(found) != 1 or found[0] is None or _other_case(one, other, found[0]):
        return None
    enough = alike >= (ALIKE_PARTS if found[0].vague else ALIKE) and found[0].respect != "denial"
    return found[0] if enough or _alike_in_part(one, other, found[0], weights) else None


def likeness(left: Stems, right: Stems, one: Said, other: Said, weights: Weights) -> float:
    """Return how much of what two sentences, or a clause of each, are about is the same, from 0 to 1, by weight.

    A word that the other sentence lacks, but has around it, counts neither way.
    """
    shared = left & right
    if not shared:
        return 0.0
    same = _weight(shared, weights)
    rest = _weight(left - right - other.about, weights) + _weight(right - left - one.about, weights)
    return same / (same + rest)


def _may_differ(one: Said, other: Said) -> bool:
    """Tell at a glance whether there is anything in which two sentences could contradict each other."""
    if one.denies or other.denies or (one.days and other.days and one.days.isdisjoint(other.days)):
        return True
    if any(one.sent[kind].isdisjoint(other.sent[kind]) for kind in one.sent.keys() & other.sent.keys()):
        return True
    kinds = one.measured.keys() & other.measured.keys()
    return any(one.measured[kind].isdisjoint(other.measured[kind]) for kind in kinds)


def _by_kind(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, frozenset[Value]]:
    found: dict[str, set[Value]] = {}
    for kind, value in pairs:
        found.setdefault(kind, set()).add(value)
    return {kind: frozenset(values) for kind, values in found.items()}


def _together(one: Said, other: Said) -> bool:
    """Tell at a glance whether two sentences share enough words to be about the same."""
    shared = one.stems & other.stems
    if len(shared) >= FEWEST:
        return True
    same_clause = any(ours.stems == theirs.stems == shared for ours in one.parts for theirs in other.parts)
    return bool(shared) and (same_clause or not shared.isdisjoint(one.about & other.about))


def _unmatched(one: Said, other: Said) -> tuple[Stems, Stems]:
    """Return the words of each sentence that the other neither has nor has around it."""
    return one.stems - other.stems - other.about, other.stems - one.stems - one.about


def _alike_in_part(one: Said, other: Said, found: Conflict, weights: Weights) -> bool:
    if not found.parts or any(part.condition for part in found.parts):
        return False
    ours, theirs = (part.stems for part in found.parts)
    if found.respect == "denial" and len(ours & theirs) < FEWEST:
        return False
    return likeness(ours, theirs, one, other, weights) >= ALIKE_PARTS


def _weight(stems: Stems, weights: Weights) -> float:
    return sum(map(weights.__getitem__, stems))


def _differences(one: Said, other: Said, weights: Weights) -> Iterator[Conflict | None]:
    """Yield every respect in which two sentences differ; None is one that tells two cases apart."""
    yield from _quantities(one.parts, other.parts)
    if one.days and other.days and not one.days & other.days:
        yield Conflict("days")
    for kind in ("phone", "email"):
        ours, theirs = ({c.value: c.written for c in each.contacts if c.kind == kind} for each in (one, other))
        if ours and theirs and not ours.keys() & theirs.keys():
            yield Conflict("contact", next(iter(ours.values())), next(iter(theirs.values())))
    yield from _denials(one.parts, other.parts, weights)


def _quantities(one: Sequence[Part], other: Sequence[Part]) -> Iterator[Conflict | None]:
    ours, theirs = ([(quantity, part) for part in parts for quantity in part.quantities] for parts in (one, other))
    kinds = dict.fromkeys(quantity.kind for quantity, _ in ours)
    for kind in kinds:
        pairs = [
            ((a, part), (b, its)) for (a, part), (b, its) in product(ours, theirs) if a.kind == kind and b.kind == kind
        ]
        if not pairs:
            continue
        if kind == "age" and any(_apart(a, b) for (a, _), (b, _) in pairs):
            yield None
        elif not any(agree(a, b) for (a, _), (b, _) in pairs):
            (a, part), (b, its) = pairs[0]
            cases = kind == "year" or any("span" in (a.bound, b.bound) for (a, _), (b, _) in pairs)
            vague = inf in (a.high, b.high) and kind == "amount"
            yield None if cases else Conflict("quantity", a.written, b.written, (part, its), vague)


def _apart(one: Quantity, other: Quantity) -> bool:
    """Tell whether two ages are of two groups of people: from 16, and below 16."""
    return {one.bound, other.bound} == {"up", "down"}


def _denials(one: Sequence[Part], other: Sequence[Part], weights: Weights) -> Iterator[Conflict | None]:
    for condition in (False, True):
        left, right = ([part for part in parts if part.condition == condition] for parts in (one, other))
        for ours in left:
            best = max(right, key=lambda theirs: _shared(ours, theirs, weights), default=None)
            if best and ours.denies != best.denies and _shared(ours, best, weights) >= ALIKE:
                yield None if condition else Conflict("denial", parts=(ours, best))


def _shared(one: Part, other: Part, weights: Weights) -> float:
    return _weight(one.stems & other.stems, weights) / (_weight(one.stems | other.stems, weights) or 1)


def _other_case(one: Said, other: Said, found: Conflict) -> bool:
    """Tell whether only one of two sentences is about some age or some days, or sends people somewhere else."""
    ages = [any(q.kind == "age" for part in each.parts for q in part.quantities) for each in (one, other)]
    elsewhere = found.respect == "denial" and bool(one.contacts) != bool(other.contacts)
    return ages[0] != ages[1] or bool(one.days) != bool(other.days) or elsewhere
