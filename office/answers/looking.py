"""What the checks say of an answer while it is being written: about this answer alone, and at once.

The rules of `vardlots kb check`, but for the search's. Only the answer's own text is read anew; the others are those
of the last reading of the files.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from vardlots.knowledge import Faq, Finding, Knowledge
from vardlots.knowledge.checks import found_in
from vardlots.knowledge.content import modelled
from vardlots.knowledge.editing import added
from vardlots.knowledge.models import Owner
from vardlots.knowledge.rules import Place, Whole
from vardlots.knowledge.source import Source, Where, source_of
from vardlots.knowledge.style import read_style
from vardlots.knowledge.texts import Values
from vardlots.knowledge.whole import missing_values, repeated_among
from vardlots.replies import LANGUAGES

GROUPS = ("question", "answer", "also_asked", "must_match")
"""The fields of which a form has one a language."""
MISSING = "missing-field"
"""The rule that says that a field is not there."""
EARLY = frozenset({"missing-language", "too-few-phrasings", "missing-must-match"})
"""Rules about what is not written yet: told once every field has something in it."""

STAND_INS: Mapping[str, Any] = {
    "topic": "faq_none",
    "question": {"sv": "…?", "en": "…?"},
    "answer": {"sv": "…", "en": "…"},
    "owner": Owner.PATIENT_SUPPORT.value,
    "reviewed": date.today(),
    "review_every": "1 year",
    "source": "…",
}
"""What stands where nothing is written yet, so that the rules can read the rest; nothing is told of it."""

_ABSENT = re.compile(r"(?:no )?`(\w+)`(?: has no| in) (Swedish|English)\b")


@dataclass(frozen=True)
class Told:
    """A finding, and the field of the form that it is about: `answer_sv`, `answer` for both, or "" for none."""

    finding: Finding
    field: str


@dataclass(frozen=True)
class Look:
    """What is to mend in an answer, the gravest first, and the fields that nobody has written yet."""

    told: tuple[Told, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many findings would mislead a patient, or leave the answer untested."""
        return sum(told.finding.level == "error" for told in self.told)

    def of(self, field: str) -> list[Finding]:
        """Return what is to mend in a field."""
        return [told.finding for told in self.told if told.field == field]


def look(
    folder: Path,
    knowledge: Knowledge | None,
    data: Mapping[str, Any],
    known_as: str | None = None,
    at_last: bool = False,
) -> Look:
    """Check an entry as it would stand among the others; `known_as` is its id in the files, None for a new one.

    Without `knowledge`, when the files cannot be read, only the entry's own fields are checked. What nobody has written
    yet is no mistake while somebody writes; `at_last`, when they want to save, everything is told.
    """
    source, faq, findings = _alone(folder, data)
    lacking = _lacking(findings)
    if faq is None and lacking:  # what is written may be checked already
        source, faq, more = _alone(folder, {**data, **{name: STAND_INS[name] for name in lacking if name in STAND_INS}})
        findings = [*(one for one in findings if one.rule == MISSING), *more]
    others = [entry for entry in knowledge.entries.values() if entry.id != known_as] if knowledge else []
    if data.get("id") in [entry.id for entry in others]:
        others = [entry for entry in others if entry.id != data.get("id")]  # told when it is saved
    source = _moved(source, len(others))
    findings = [*findings, *missing_values(source, Values(folder))]
    if knowledge:
        findings += repeated_among(source, knowledge.sources["faq"], known_as)
    if knowledge and faq:
        entries = {entry.id: entry for entry in (*others, faq.entries[0])}
        whole = replace(knowledge, entries=entries, sources={**knowledge.sources, "faq": source})
        style = read_style(folder)
        findings += found_in(Place(Whole(whole, style, date.today()), len(others), faq.entries[0]))
    early = EARLY if lacking and not at_last else frozenset[str]()
    return _look(source, [one for one in findings if one.rule not in early], lacking)


def placed(source: Source, finding: Finding) -> str:
    """Return the field of a form that a finding is about, by the line it names."""
    places = [where for where, line in source.lines.items() if len(where) > 2 and line <= finding.line]
    where = max(places, key=lambda place: (source.lines[place], -len(place)), default=())
    if finding.rule == MISSING or len(where) < 3:
        return ""
    name = str(where[2])
    language = next((step for step in where[3:4] if step in LANGUAGES), "")
    return f"{name}_{language}" if name in GROUPS and language else name


def absent_from(finding: Finding) -> str:
    """Return the empty field of a form that a finding is about, "" where it is about something that is written."""
    name = _ABSENT.match(finding.why)
    return f"{name[1]}_{name[2][:2].lower().replace('sw', 'sv')}" if name and name[1] in GROUPS else ""


def _alone(folder: Path, data: Mapping[str, Any]) -> tuple[Source, Faq | None, list[Finding]]:
    """Read a file that has this entry alone; it is on no disk, and pushes none that is out of anybody's memory."""
    text = added("entries:\n", {**data, "id": data.get("id") or "new"})
    return modelled(source_of(f"{folder.resolve().name}/faq.yaml", text), Faq)


def _moved(source: Source, number: int) -> Source:
    """Return a source whose only entry comes after so many others."""

    def there(where: Where) -> Where:
        return (where[0], number, *where[2:]) if len(where) > 1 else where

    entries = source.data["entries"]
    return replace(
        source,
        data={"entries": [*([None] * number), *entries]},
        blocks=(),
        lines={there(where): line for where, line in source.lines.items()},
        written={there(where): text for where, text in source.written.items()},
    )


def _lacking(findings: Sequence[Finding]) -> list[str]:
    """Return the fields that nobody has written yet."""
    return [finding.why.split("`")[1] for finding in findings if finding.rule == MISSING and "`" in finding.why]


def _look(source: Source, findings: Sequence[Finding], lacking: Sequence[str]) -> Look:
    # the file as a whole, which this text only stands for, is no concern of the form's
    unique = dict.fromkeys(one for one in findings if one.rule != MISSING and (one.entry or one.rule != "empty"))
    ordered = sorted(unique, key=lambda one: ("error", "warning", "hint").index(one.level))
    told = (Told(finding, absent_from(finding) or placed(source, finding)) for finding in ordered)
    there = tuple(one for one in told if one.field.removesuffix("_sv").removesuffix("_en") not in lacking)
    return Look(there, tuple(lacking))
