"""What the rules find in an entry; what they find in it alone is found once, as long as there is that entry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from vardlots.knowledge.memory import Memory
from vardlots.knowledge.rules import RULES, Flaw, Place, Rule

Found = Mapping[str, Sequence[Flaw]]
"""Flaws by the name of their rule."""

_found: Memory[Found] = Memory()


def flaws_of(place: Place, errors: bool = False) -> Iterator[tuple[Rule, Sequence[Flaw]]]:
    """Try every rule on an entry, in their order, or only those whose flaws are `errors`.

    A rule that looks at other entries, or at what day it is, is tried each time. The others are given nothing but the
    entry, the style and the clinic's own data, and what they found is as good as new while these are the same.
    """
    style, values = place.whole.style, place.whole.knowledge.values
    provider = values.sources.get("provider") or place.whole.knowledge.sources.get("provider")
    alone = _found.of(place.entry, partial(_alone, place), style, provider)
    for rule in RULES:
        if errors and rule.level != "error":
            continue
        if rule.find and (rule.among or rule.due):
            yield rule, list(rule.find(place)) if place.whole.tries(rule) else []
        elif rule.name in alone:
            yield rule, [_here(flaw, place) for flaw in alone[rule.name]]


def _alone(place: Place) -> Found:
    """Try the rules that look at an entry alone: of others they are shown none, and no day that means anything."""
    place = Place(place.whole.of_nothing, place.number, place.entry)
    rules = (rule for rule in RULES if rule.find and not (rule.among or rule.due))
    return {rule.name: flaws for rule in rules if rule.find and (flaws := list(rule.find(place)))}


def _here(flaw: Flaw, place: Place) -> Flaw:
    """Return a flaw whose edit is of the entry where it stands now."""
    if not flaw.edit:
        return flaw
    return replace(flaw, edit=replace(flaw.edit, where=("entries", place.number, *flaw.edit.where[2:])))
