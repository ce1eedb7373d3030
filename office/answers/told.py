"""Findings in the words of somebody who never sees the files: the fields are called as in the form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from office.answers.looking import MISSING, absent_from
from office.words import Say
from vardlots.knowledge import Finding
from vardlots.knowledge.findings import Level
from vardlots.replies import Language

NAMES = (
    "question", "also_asked", "answer", "links", "offer", "owner", "reviewed", "review_every", "valid_from", "source",
    "must_match", "must_not_match", "allow", "topic",
)  # fmt: skip
_MARKED = re.compile(rf"`({'|'.join(NAMES)})[^`]*`|\b(also_asked|must_match|must_not_match|review_every|valid_from)\b")
_PATH = re.compile(r"\{[^{}]*\}")
_ENDS = re.compile(r"\. (?=[A-ZÅÄÖ])")
_QUOTES = re.compile(r"(?<!\w)'([^']+)'(?!\w)")


@dataclass(frozen=True)
class Sentence:
    """What is to mend, or is right all the same, as one or two sentences; `name` is what its level is called."""

    level: Level | Literal["allowed"]
    name: str
    text: str


def told(findings: Iterable[Finding], language: Language, say: Say) -> list[Sentence]:
    """Return what findings say."""
    return [Sentence(one.level, say(f"levels.{one.level}"), _plain(one, language, say)) for one in findings]


def told_allowed(findings: Iterable[Finding], language: Language, say: Say) -> list[Sentence]:
    """Return what findings say that somebody has found right as it is, without what to do about it."""
    fix = f". {say('findings.fix')}"
    texts = (_plain(one, language, say).split(fix)[0] for one in findings)
    return [Sentence("allowed", say("excuse.allowed"), f"{first(text)}.") for text in texts]


def first(text: str) -> str:
    """Return the first sentence of a text, without its full stop; what is quoted in it is no sentence of its own."""
    for end in _ENDS.finditer(text):
        if text.count("”", 0, end.start()) % 2 == 0:
            return text[: end.start()]
    return text.rstrip(".")


def _plain(finding: Finding, language: Language, say: Say) -> str:
    name = _MARKED.match(finding.why)
    if finding.rule == MISSING and name:
        return say("edit.unread") if name[1] == "reviewed" else say("edit.needs", field=_field(say, name[1]))
    if field := absent_from(finding):
        return say("edit.needs_tests" if field.startswith("must_match") else "edit.needs", field=_field(say, field))
    if finding.rule == "unknown-value" and (path := _PATH.match(finding.why)):
        return say("edit.unknown_value", value=path[0])
    if finding.rule == "hard-coded-contact" and (written := _QUOTES.match(finding.why)):
        return say("edit.written_out", value=written[1])
    text = finding.sv if language == "sv" else f"{_upper(finding.why)}. {say('findings.fix')} {finding.fix}."
    text = _MARKED.sub(lambda found: f"”{say('edit.field.' + (found[1] or found[2]))}”", text)
    return _QUOTES.sub(r"”\1”", text) if language == "sv" else text.replace("”", '"')


def _field(say: Say, name: str) -> str:
    return say(f"edit.field.{name}").lower()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
