"""Findings that an entry is excused from, with a reason written beside it."""

from collections.abc import Iterable, Iterator, Mapping

from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.rules.rule import Flaw, Place, Rule

NEEDLESS = Rule(
    "needless-allow",
    "hint",
    "What an entry allows is a rule that finds something in it and that may be allowed: no error, no date.",
    "Det en fråga undantar med `allow` är en regel som hittar något där och som får undantas: inget fel, inget datum.",
)


def needless(place: Place, rules: Mapping[str, Rule], found: Iterable[str]) -> Iterator[Flaw]:
    """Find what an entry allows though there is no such rule, nothing to allow, or no allowing it."""
    met = set(found)
    for number, one in enumerate(place.entry.allow):
        rule, where = rules.get(one.rule), ("allow", number, "rule")
        if not rule:
            hint = did_you_mean(one.rule, rules)
            fix = f"{hint}run `vardlots kb rules` to see them all"
            yield Flaw(f"there is no rule '{one.rule}'", fix, f"Det finns ingen regel som heter '{one.rule}'.", where)
        elif not rule.allowable:
            why, swedish = f"'{one.rule}' cannot be allowed", f"'{one.rule}' går inte att undanta. Rätta felet."
            yield Flaw(why, "mend what it finds, and remove this", swedish, where)
        elif place.whole.tries(rule) and one.rule not in met:
            why, swedish = f"'{one.rule}' finds nothing here", f"'{one.rule}' hittar inget här. Ta bort raden."
            yield Flaw(why, "remove it", swedish, where)
