"""Answers that were changed after the day on which somebody last read all of them, as git tells."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from vardlots.knowledge.blame import written
from vardlots.knowledge.findings import Finding
from vardlots.knowledge.knowledge import Knowledge
from vardlots.knowledge.rules.rule import Rule
from vardlots.knowledge.source import Source, Where

CHANGED = Rule(
    "changed-since-review",
    "warning",
    "No answer was changed after the day of its review, which patients are shown: whoever changes one reads all of it "
    "against its sources, and sets `reviewed`. git tells when; without git, nothing is told.",
    "Inget svar har ändrats efter sin granskningsdag, som patienterna ser: den som ändrar ett svar läser hela mot "
    "källorna och ändrar `reviewed`. Det är git som vet när; utan git sägs inget.",
    due=True,
)
RULES = (CHANGED,)
SAID = ("question", "answer", "links")
"""What patients are shown of an entry."""


def changed_since_review(knowledge: Knowledge, folder: Path) -> Iterator[Finding]:
    """Find the entries of which a line was written after the day of the review.

    One that came together with the day of the review, or before it, is not told of: whoever wrote that day had read it.
    """
    source = knowledge.sources["faq"]
    times, rows = written(folder / "faq.yaml", source.text), source.text.split("\n")
    fields = _fields(source, len(rows)) if times else {}
    for number, entry in enumerate(knowledge.entries.values()):
        at = max(_said(rows, fields.get(number, {})), key=times.__getitem__, default=0)
        day = times[at].date() if at else entry.reviewed
        if day > entry.reviewed and times[at] > times[source.line("entries", number, "reviewed")]:
            why = f"changed on {day}, after its review on {entry.reviewed}"
            fix = "read all of the answer against its sources, and set `reviewed` to today"
            swedish = (
                f"Ändrat {day}, efter granskningen {entry.reviewed}. Läs hela svaret mot källorna och ändra `reviewed`."
            )
            yield Finding(source.name, at, CHANGED.name, why, fix, swedish, entry.id, CHANGED.level)


def _said(rows: Sequence[str], fields: Mapping[str, range]) -> Iterator[int]:
    """Yield the lines of an entry that patients are shown."""
    for name in SAID:
        yield from (line for line in fields.get(name, ()) if not re.match(r"\s*(?:#|$)", rows[line - 1]))


def _fields(source: Source, last: int) -> Mapping[int, Mapping[str, range]]:
    """Return the lines of each field of each entry, by the entry's number and the field's name."""
    entries = enumerate(source.data["entries"])
    starts = sorted((source.line("entries", *where), where) for at, entry in entries for where in _places(at, entry))
    found: dict[int, dict[str, range]] = defaultdict(dict)
    ends = [line for line, _ in starts[1:]] + [last + 1]
    for (line, where), end in zip(starts, ends, strict=True):
        if len(where) == 2:
            found[int(where[0])][str(where[1])] = range(line, max(end, line + 1))
    return found


def _places(number: int, entry: Mapping[str, Any]) -> Iterator[Where]:
    yield (number,)
    yield from ((number, name) for name in entry)
