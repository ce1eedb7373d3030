"""What one message tells a questionnaire: the answer to what was asked, and whatever else it says on the way."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vardlots.entities import ages, extract
from vardlots.triage.answers import (
    CONTRAST,
    doubts,
    for_whom,
    has_condition,
    how_bad,
    plain,
    severe,
    yes_or_no,
)
from vardlots.triage.case import FIELDS, OTHER, UNKNOWN, Case, Question, Unknown
from vardlots.triage.checklist import checked
from vardlots.triage.complaints import Recognised
from vardlots.triage.durations import lasted
from vardlots.triage.table import Triage

FEW_WORDS = 5
"""An age in so few words is a correction, whatever was asked."""
_EARLY: tuple[Question | None, ...] = (None, "who", "age", "complaint")
"""When people still tell their story; later a number belongs to what was asked, unless they correct themselves."""
_YES_OR_NO = ("pregnant", "immune", "red_flags", "worry")
_CORRECTS = r"\b(?:forlat|ursakta|fel|menar|menade|snarare|egentligen|rattelse|andra|sorry|wrong|mean|meant|actually|correction|oops|oj|hoppsan|vanta|wait)\b"  # noqa: E501
_NOT_THESE = r"\b(?:nagot\s+annat|annat|inget\s+av|ingen\s+av|inga\s+av|something\s+else|none\s+of|neither|other)\b"
_CALM = r"\b(?:(?:inte|ej|not|n.t)\s+(?:\w+\s+)?(?:orolig|oroad|radd|worried|concerned|scared)|(?:inte|not)\s+(?:direkt|sarskilt|speciellt|really|particularly)|no\s+worries)"  # noqa: E501
_ABOUT_ME = r"\b(?:galler|for|at|about)\s+(?:mig|mej|me|myself)\b"
"""Who corrects a fact says "jag menade": only this makes it about themself."""
_WORD = re.compile(r"\w")

Find = Callable[[str], Recognised]


@dataclass(frozen=True)
class Told:
    """What a message tells: `facts` by the names of a case's fields (None forgets one), and complaints it may mean."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()

    def answers(self, question: Question) -> bool:
        """Say whether the message answers a question."""
        return self.facts.get(FIELDS[question]) is not None


def read(text: str, asked: Question | None, case: Case, table: Triage, find: Find, today: date) -> Told:
    """Read a message that came when `asked` was asked, or that began it all, when that is None."""
    corrects = _corrects(text, asked)
    facts = _besides(text, asked, corrects, today)
    candidates: tuple[str, ...] = ()
    if asked == "complaint" or corrects or (asked is None and case.complaint is None):
        complaint, candidates = _complaint(text, find, chosen=asked == "complaint")
        facts |= {"complaint": complaint} if complaint else {}
    if asked not in (None, "complaint"):
        answer = _answer(text, asked, case, table, today)
        facts |= {FIELDS[asked]: answer} if answer is not None else {}
    return Told(_undone(facts, case), candidates if asked in (None, "complaint") else ())


def _corrects(text: str, asked: Question | None) -> bool:
    """Say whether a message takes something back; "nej" does, except where it is the answer."""
    if asked is None:
        return False
    said = plain(text)
    return bool(re.search(_CORRECTS, said)) or (asked not in _YES_OR_NO and bool(re.match(r"\W*(?:nej|no)\b", said)))


def _besides(text: str, asked: Question | None, corrects: bool, today: date) -> dict[str, Any]:
    """Read what a message tells without having been asked for it."""
    facts: dict[str, Any] = {}
    open_to_all = asked in _EARLY or corrects
    age = _age(text)
    if age is not None and asked != "age" and (open_to_all or (asked != "days" and len(text.split()) <= FEW_WORDS)):
        facts["age"] = age
    who = for_whom(text) if asked in (None, "complaint") or corrects else None
    if who and (who != "self" or not corrects or re.search(_ABOUT_ME, plain(text))):
        facts["who"] = who
    days = lasted(_ageless(text), today) if open_to_all and asked != "age" else None
    if days is not None:
        facts["days"] = days
    for condition in ("pregnant", "immune"):
        there = has_condition(condition, text)
        if there is not None and (open_to_all or there):
            facts[condition] = there
    if severe(text):
        facts["severity"] = "severe"
    elif corrects and asked != "severity" and (bad := how_bad(text)) not in (None, UNKNOWN):
        facts["severity"] = bad
    return facts


def _answer(text: str, asked: Question, case: Case, table: Triage, today: date) -> Any | None:
    """Read the answer to a question; None when there is none in the text."""
    complaint = table.complaint(case.complaint)
    if asked == "who":
        return for_whom(text, asked=True)
    if asked == "age":
        return _age(text, asked=True)
    if asked in ("pregnant", "immune"):
        there = has_condition(asked, text)
        return yes_or_no(text) if there is None else there
    if asked == "red_flags":
        return checked(text, complaint) if complaint else None
    if asked == "days":
        days = lasted(text, today, asked=True)
        return UNKNOWN if days is None and doubts(text) else days
    return how_bad(text) if asked == "severity" else _worried(text)


def _complaint(text: str, find: Find, chosen: bool) -> tuple[str | None, tuple[str, ...]]:
    """Recognise a complaint; "något annat", when there was a choice, is the one that nobody recognised."""
    if chosen and (re.search(_NOT_THESE, plain(text)) or doubts(text)):
        return OTHER, ()
    found = find(text)
    return found.complaint, found.candidates


def _age(text: str, asked: bool = False) -> float | Unknown | None:
    found = [one.value for one in extract(text, expecting="age" if asked else None) if one.kind == "age"]
    if found:
        return float(found[-1])
    return UNKNOWN if asked and doubts(text) else None


def _ageless(text: str) -> str:
    """Blank out the ages of a text: "min son på 3 månader" is no duration."""
    for one in ages.find(text):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _worried(text: str) -> bool | Unknown | None:
    """Return whether something worries somebody: whatever is no "nej" is a worry, told in their own words."""
    said = plain(text)
    contrast = re.search(rf"\b(?:{CONTRAST})\b", said)
    if re.search(_CALM, said) and not contrast:
        return False
    answer = yes_or_no(text)
    if answer is False and not contrast:
        return False
    if answer == UNKNOWN:
        return UNKNOWN
    return True if _WORD.search(said) else None


def _undone(facts: dict[str, Any], case: Case) -> dict[str, Any]:
    """Forget what no longer holds: another complaint has other red flags, another person another age."""
    if case.complaint and facts.get("complaint", case.complaint) != case.complaint:
        facts["flags"] = None
    if case.who and facts.get("who", case.who) != case.who:
        facts = {"age": None, "pregnant": None, "immune": None, **facts}
    return facts
