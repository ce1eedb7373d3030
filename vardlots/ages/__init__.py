"""Ages: from when one may do what, and who does it for the younger. The rules are data, in `kb/ages.yaml`."""

from vardlots.ages.rules import PURPOSES, SUBJECTS, Ages, Rule, ages, answer, rule_for

__all__ = ["PURPOSES", "SUBJECTS", "Ages", "Rule", "ages", "answer", "rule_for"]
