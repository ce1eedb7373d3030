"""The rules of the knowledge base, by name: what each is for, how much it weighs, and how it is found."""

from collections.abc import Mapping

from vardlots.knowledge.rules import (
    changes,
    clarity,
    contacts,
    contradictions,
    languages,
    phrasings,
    proofs,
    reading,
    reviews,
    rivals,
    training,
)
from vardlots.knowledge.rules.allowed import NEEDLESS
from vardlots.knowledge.rules.rule import Flaw, Place, Rule, Whole

_FAMILIES = (languages, phrasings, proofs, reviews, contacts, contradictions, clarity)

_TOLD_ELSEWHERE = (*changes.RULES, *rivals.RULES, *training.RULES, NEEDLESS)

RULES: tuple[Rule, ...] = (*(rule for family in _FAMILIES for rule in family.RULES), *_TOLD_ELSEWHERE)
"""The rules about entries, in the order in which they are tried."""

BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in (*RULES, *reading.RULES)}
"""Every rule that `vardlots kb check` may name."""

__all__ = ["BY_NAME", "NEEDLESS", "RULES", "Flaw", "Place", "Rule", "Whole"]
