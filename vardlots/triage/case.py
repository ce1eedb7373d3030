"""What is known of somebody who asks where to turn; `UNKNOWN` is what they were asked and do not know."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

UNKNOWN: Literal["unknown"] = "unknown"
"""Asked, and not known: it counts as the worse of what it may be."""
OTHER = "other"
"""The complaint that was not recognised: it is never guessed."""
SOME = "some"
"""In `flags`: something of the list holds, without a word on what."""

Unknown = Literal["unknown"]
Who = Literal["self", "child", "other"]
Severity = Literal["mild", "moderate", "severe", "unknown"]
Question = Literal["who", "age", "complaint", "pregnant", "immune", "red_flags", "days", "severity", "worry"]

QUESTIONS: tuple[Question, ...] = get_args(Question)
"""What may be asked, in order."""
FIELDS: Mapping[Question, str] = {
    "who": "who",
    "age": "age",
    "complaint": "complaint",
    "pregnant": "pregnant",
    "immune": "immune",
    "red_flags": "flags",
    "days": "days",
    "severity": "severity",
    "worry": "worried",
}
"""Which field of a case each question fills."""


@dataclass(frozen=True)
class Case:
    """The facts of one case; None is what nobody has told or asked yet.

    `age` is in years, a fraction for babies; `flags` are the ids of the red flags that hold, none of them when empty;
    `days` is how long it has lasted.
    """

    who: Who | Unknown | None = None
    age: float | Unknown | None = None
    complaint: str | None = None
    pregnant: bool | Unknown | None = None
    immune: bool | Unknown | None = None
    flags: tuple[str, ...] | Unknown | None = None
    days: float | Unknown | None = None
    severity: Severity | None = None
    worried: bool | Unknown | None = None

    def fact(self, question: Question) -> Any | None:
        """Return what answers a question, or None while nobody has."""
        return getattr(self, FIELDS[question])

    @property
    def unsure(self) -> tuple[Question, ...]:
        """The questions that the person does not know the answer to."""
        return tuple(question for question in QUESTIONS if self.fact(question) == UNKNOWN)

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Case":
        """Make a case of facts by the names of its fields; a list of flags may come as JSON left it."""
        known = {field.name: facts.get(field.name) for field in fields(cls)}
        if isinstance(known["flags"], list):
            known["flags"] = tuple(known["flags"])
        return cls(**known)
