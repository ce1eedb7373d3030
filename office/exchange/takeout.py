"""The answers to take out as a spreadsheet: which there are to choose from, and the rows and the name of the file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from office.words import Say
from vardlots.knowledge import Knowledge
from vardlots.replies import LANGUAGES
from vardlots.sheets.rows import END, Row, rows_of

FORMATS = {".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".csv": "text/csv"}
"""What a browser is told that a file of each ending is."""


@dataclass(frozen=True)
class Choice:
    """Some of the answers. `kind` is all, owner or missing; `of` the owner, or the language that lacks texts."""

    kind: str
    of: str = ""
    count: int = 0

    @property
    def value(self) -> str:
        """What a form calls it."""
        return f"{self.kind}:{self.of}" if self.of else self.kind

    def name(self, say: Say) -> str:
        """Return what a person calls it, with how many there are."""
        of = say(f"edit.owner.{self.of}") if self.kind == "owner" else ""
        key = f"{self.kind}.in_{self.of}" if self.kind == "missing" else self.kind
        return say(f"exchange.which.{key}", of=of, count=self.count)


def choices(knowledge: Knowledge) -> list[Choice]:
    """Return what may be taken out: everything, one owner's, what lacks a translation."""
    entries = written_entries(knowledge)
    owners = Counter(str(entry.owner) for entry in knowledge.entries.values())
    return [
        Choice("all", count=len(entries)),
        *(Choice("missing", language, len(_rows(entries, "missing", language))) for language in reversed(LANGUAGES)),
        *(Choice("owner", owner, count) for owner, count in sorted(owners.items())),
    ]


def rows_for(knowledge: Knowledge, choice: Choice) -> list[Row]:
    """Return the rows of a choice, the last of which says that it was all; only that one where there are none."""
    rows = _rows(written_entries(knowledge), choice.kind, choice.of)
    return [*rows, Row(END, "", value=str(len(rows)))]


def file_name(choice: Choice, ending: str, today: date, say: Say) -> str:
    """Return a name for the file, in small letters that every system has."""
    key = f"missing_{choice.of}" if choice.kind == "missing" else choice.kind
    return f"{say(f'exchange.file.{key}', of=choice.of)}-{today.isoformat()}{ending}"


def written_entries(knowledge: Knowledge) -> Sequence[Mapping[str, Any]]:
    """Return the entries as their file has them."""
    return list(knowledge.sources["faq"].data["entries"])


def _rows(entries: Sequence[Mapping[str, Any]], kind: str, of: str) -> list[Row]:
    if kind == "missing":
        return [row for row in rows_of(entries, "en" if of == "en" else "sv") if of in row.missing()]
    kept = [entry for entry in entries if kind != "owner" or entry.get("owner") == of]
    return [row for row in rows_of(kept) if row.id != END]
