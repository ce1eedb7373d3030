"""Which question comes next, and where a case belongs: pure functions over the table.

What is not known counts as the worse of what it may be, every rule and escalation that fits is heard, and the most
urgent of them wins. A question is asked only while its answer could still change where the person is sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from vardlots.knowledge.models import Localized
from vardlots.triage.case import OTHER, QUESTIONS, SOME, UNKNOWN, Case, Question
from vardlots.triage.rows import Complaint, Escalation, Level, RedFlag, Rule, When
from vardlots.triage.table import EMERGENCY, NURSE, OUT_OF_HOURS, Triage

YOUNGEST_WRITER = 8
"""Who writes about themself is no younger, and younger ones are not asked whether they write themselves."""
_MAY_BE: Mapping[str | None, tuple[float, float]] = {
    "self": (YOUNGEST_WRITER, 130),
    "child": (0, 18),
    "other": (2, 130),
}
"""Between which ages somebody of unknown age may be; `other` is who was not said to be a child, and so is no baby."""

Cause = Literal["red_flag", "rule", "escalation", "unrecognised"]


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a level: a red flag, a rule or an escalation; `text` is what it says to the person."""

    cause: Cause
    id: str
    level: Level
    text: Localized | None = None
    source: str | None = None
    always: bool = False


@dataclass(frozen=True)
class Decision:
    """Where a case belongs, and why.

    `why` are the reasons that decided, `raised_by` the ids of those that lifted it above what always holds for the
    complaint; `unsure` are the questions that nobody knew the answer to.
    """

    level: Level
    why: tuple[Reason, ...]
    complaint: Complaint | None
    unsure: tuple[Question, ...]

    @property
    def raised_by(self) -> tuple[str, ...]:
        """The ids of what made it more urgent than the complaint alone."""
        return tuple(reason.id for reason in self.why if not reason.always)

    @property
    def watch_for(self) -> Localized | None:
        """What to watch for afterwards, as the table says of the complaint."""
        return self.complaint.watch_for if self.complaint else None

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the reasons and the level come from."""
        return tuple(dict.fromkeys([*(one.source for one in self.why if one.source), self.level.source]))


def next_question(case: Case, table: Triage) -> Question | None:
    """Return what to ask next, or None when no answer could change the level any more."""
    left = unanswered(case, table)
    return left[0] if left and not _settled(case, table, left) else None


def decide(case: Case, table: Triage) -> Decision:
    """Return the level of care; in the middle of the questions, what is unanswered counts as the worst it could be."""
    left = unanswered(case, table)
    worst = () if _settled(case, table, left) else left
    reasons = list(_reasons(case, table, worst))
    level = _highest(reasons)
    why = tuple(reason for reason in reasons if reason.level.rank == level.rank)
    return Decision(level, why, table.complaint(case.complaint), case.unsure)


def unanswered(case: Case, table: Triage) -> tuple[Question, ...]:
    """Return the questions of this case that have no answer yet, in order."""
    return tuple(question for question in QUESTIONS if case.fact(question) is None and _concerns(question, case, table))


def _concerns(question: Question, case: Case, table: Triage) -> bool:
    """Say whether a question makes sense in this case."""
    complaint = table.complaint(case.complaint)
    if question == "who":
        return not (isinstance(case.age, (int, float)) and case.age < YOUNGEST_WRITER)
    if question == "pregnant":
        return complaint is not None and "pregnant" in complaint.ask and _of_age(case, table)
    if question == "immune":
        return complaint is not None and "immune" in complaint.ask
    if question == "red_flags":
        return case.complaint is None or bool(complaint and complaint.red_flags)
    return True


def _of_age(case: Case, table: Triage) -> bool:
    """Say whether the age allows a pregnancy."""
    if isinstance(case.age, (int, float)):
        return table.pregnancy_from <= case.age < table.pregnancy_below
    return True


def _settled(case: Case, table: Triage, left: tuple[Question, ...]) -> bool:
    """Say whether the answers left could change nothing: none is left, a red flag holds, or the level stays anyhow."""
    if not left:
        return True
    if case.complaint is None:
        return False
    flagged = list(_flagged(case, table, ()))
    if flagged and _highest(flagged).rank >= table.level(EMERGENCY).rank:
        return True
    return _highest(list(_reasons(case, table, ()))) == _highest(list(_reasons(case, table, left)))


def _reasons(case: Case, table: Triage, worst: tuple[Question, ...]) -> Iterator[Reason]:
    """Yield everything that speaks for a level; the questions in `worst` count as answered in the worst way."""
    yield from _flagged(case, table, worst)
    ruled = list(_ruled(case, table, worst))
    yield from ruled
    yield from _escalated(case, table, worst, _highest(ruled))


def _flagged(case: Case, table: Triage, worst: tuple[Question, ...]) -> Iterator[Reason]:
    complaint = table.complaint(case.complaint)
    for flag in complaint.red_flags if complaint else ():
        if _holds(flag, case) or "red_flags" in worst:
            yield Reason("red_flag", flag.id, table.level(flag.level), flag.ask, flag.source)


def _holds(flag: RedFlag, case: Case) -> bool:
    """Say whether a red flag holds, or may hold: the person does not know, or does not say which one does."""
    return case.flags == UNKNOWN or (case.flags is not None and (flag.id in case.flags or SOME in case.flags))


def _ruled(case: Case, table: Triage, worst: tuple[Question, ...]) -> Iterator[Reason]:
    complaint = table.complaint(case.complaint)
    if complaint is None:
        yield Reason("unrecognised", OTHER, table.level(NURSE), always=True)
        return
    for rule in complaint.rules:
        level = _reached(table.level(rule.level), rule.when, case, table, worst)
        if level:
            yield Reason("rule", _name(complaint, rule), level, rule.why, rule.source, always=rule is complaint.base)


def _name(complaint: Complaint, rule: Rule) -> str:
    """Return what a rule is called: its complaint, and what it asks for."""
    return "-".join([complaint.id, *rule.when.model_dump(exclude_defaults=True)]).replace("_", "-")


def _escalated(case: Case, table: Triage, worst: tuple[Question, ...], ruled: Level) -> Iterator[Reason]:
    for row in table.escalations:
        level = _reached(_escalation(row, ruled, table), row.when, case, table, worst)
        if level and level.rank > ruled.rank:
            yield Reason("escalation", row.id, level, row.why, row.source)


def _escalation(row: Escalation, ruled: Level, table: Triage) -> Level:
    """Return the level that an escalation leads to from what the complaint's rules say."""
    lifted = table.lifted(ruled, row.lift) if row.lift else ruled
    if row.not_above and lifted.rank > (limit := table.level(row.not_above)).rank:
        lifted = limit
    floor = table.level(row.at_least) if row.at_least else lifted
    return max(lifted, floor, key=lambda level: level.rank)


def _reached(level: Level, when: When, case: Case, table: Triage, worst: tuple[Question, ...]) -> Level | None:
    """Return the level if the conditions hold; for somebody who may be of the age, no more than out of hours."""
    if not _fits(when, case, worst):
        return None
    if when.by_age and case.age == UNKNOWN:
        return min(level, table.level(OUT_OF_HOURS), key=lambda one: one.rank)
    return level


def _fits(when: When, case: Case, worst: tuple[Question, ...]) -> bool:
    """Say whether everything that `when` asks for holds, or is not known."""
    severities = {"severe", UNKNOWN} if case.severity == UNKNOWN else {case.severity}
    return (
        (not when.by_age or "age" in worst or _of_that_age(when, case))
        and (not when.pregnant or "pregnant" in worst or case.pregnant in (True, UNKNOWN))
        and (not when.immune or "immune" in worst or case.immune in (True, UNKNOWN))
        and (not when.severity or "severity" in worst or bool(severities & set(when.severity)))
        and (when.days_from is None or "days" in worst or _lasted(case.days, when.days_from))
        and (when.duration is None or "days" in worst or case.days == UNKNOWN)
        and (not when.worried or "worry" in worst or case.worried in (True, UNKNOWN))
    )


def _of_that_age(when: When, case: Case) -> bool:
    """Say whether the age lies within the limits, or may lie there: `age_from` counts, `age_below` does not."""
    start, stop = when.age_from or 0, when.age_below or float("inf")
    if case.age == UNKNOWN:
        youngest, oldest = _MAY_BE.get(case.who, (0, 130))
        return youngest < stop and start < oldest
    return isinstance(case.age, (int, float)) and start <= case.age < stop


def _lasted(days: float | str | None, at_least: float) -> bool:
    return days == UNKNOWN or (isinstance(days, (int, float)) and days >= at_least)


def _highest(reasons: list[Reason]) -> Level:
    """Return the most urgent level; among several as urgent, one that says when it holds, the first of those."""
    return max(reasons, key=lambda reason: (reason.level.rank, not reason.always)).level
