"""What is wrong with a file, said so that the person who edits it can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from vardlots.errors import KnowledgeError

Level = Literal["error", "warning", "hint"]
"""An `error` would mislead a patient or leave an answer untested; a `warning` is work to plan; a `hint` is advice."""


@dataclass(frozen=True)
class Edit:
    """How a machine may mend a text: at `start` of the value at `where`, `old` becomes `new`.

    `new` is None where the whole value, one of a list, is to go.
    """

    where: tuple[str | int, ...]
    start: int
    old: str
    new: str | None


@dataclass(frozen=True, order=True)
class Finding:
    """Something to mend: where (`line` counts from 1), by which rule, why, and how; `sv` is the same in Swedish.

    `edit` is there when a machine can mend it.
    """

    file: str
    line: int
    rule: str
    why: str
    fix: str
    sv: str
    entry: str | None = None
    level: Level = "error"
    edit: Edit | None = field(default=None, compare=False)

    def __str__(self) -> str:
        who = f" {self.entry}:" if self.entry else ""
        return f"{self.file}:{self.line}:{who} {self.why}\n    To do: {self.fix}\n    På svenska: {self.sv}"


class BadFile(KnowledgeError):
    """A file cannot be used; `findings` are all of its mistakes, the message is their text."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: (finding.file, finding.line)))
        super().__init__("\n".join(str(finding) for finding in self.findings))


def short(value: object, most: int = 60) -> str:
    """Quote a value on one line, cut where it is long."""
    text = " ".join(str(value).split())
    return f"'{text if len(text) <= most else text[: most - 1] + '…'}'"
