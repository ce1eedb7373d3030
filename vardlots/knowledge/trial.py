"""Try an edit on a copy of the folder: what would be wrong with it that is not wrong now."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vardlots.errors import KnowledgeError, RefusedEdit
from vardlots.files import ANSWERS, check_files
from vardlots.knowledge import drafts
from vardlots.knowledge.checks import check
from vardlots.knowledge.entries import read_entries
from vardlots.knowledge.findings import BadFile, Finding
from vardlots.knowledge.knowledge import read_knowledge
from vardlots.knowledge.style import read_style


@dataclass(frozen=True)
class Change:
    """A file as it was read, and the text it is to hold. `before` is None where there was none."""

    name: str
    path: Path
    before: bytes | None
    text: str
    after: str


def tried(folder: Path, changes: Sequence[Change]) -> tuple[Finding, ...]:
    """Return what the checks say of the entries that changes touch.

    Raises:
        RefusedEdit: when there would be errors that are not there now.
    """
    names = {change.name for change in changes}
    touched = {entry_id for change in changes for entry_id in _touched(change)}
    with TemporaryDirectory(prefix="vardlots-") as place:
        readable, findings = _findings(_copy(folder, changes, Path(place)), names, touched)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors and (fresh := _fresh(errors, readable, folder, names)):
        raise RefusedEdit(fresh)
    return tuple(finding for finding in findings if finding.entry in touched)


def _copy(folder: Path, changes: Sequence[Change], place: Path) -> Path:
    """Make the folder as it would be: links to its files, but for those that change."""
    made = place / folder.resolve().name  # findings name the folder
    made.mkdir()
    texts = {change.name: change.after for change in changes}
    for path in folder.resolve().iterdir():
        if path.name not in texts and not path.name.startswith("."):
            (made / path.name).symlink_to(path)
    for name, text in texts.items():
        (made / name).write_bytes(text.encode("utf-8"))
    return made


def _findings(folder: Path, names: Collection[str], touched: Collection[str] = ()) -> tuple[bool, list[Finding]]:
    """Check what the files with these names have a say in: of the entries that are not `touched`, the errors will do.

    Tell also whether the answers can be read at all.
    """
    stems = {name.removesuffix(".yaml") for name in names} - {"drafts"}
    found = drafts.check_drafts(folder) if drafts.FILE in names else []
    try:
        if stems <= {*ANSWERS} - {"provider"}:  # its values are said in tables, too
            return True, found + (check(read_knowledge(folder), style=read_style(folder), of=touched) if stems else [])
        read_knowledge(folder)
        return True, found + check_files(folder)
    except BadFile as error:
        return False, found + list(error.findings)


def _fresh(errors: Sequence[Finding], readable: bool, folder: Path, names: Collection[str]) -> list[Finding]:
    """Return the errors that are not there now. An edit after which the answers can be read again makes none."""
    was_readable, before = _findings(folder, names)
    if readable and not was_readable:
        return []
    known = Counter(_mark(finding) for finding in before if finding.level == "error")
    return [finding for finding in errors if _spent(known, _mark(finding))]


def _spent(known: "Counter[Any]", mark: Any) -> bool:
    """Take one from a count, and tell whether there was none left."""
    known[mark] -= 1
    return known[mark] < 0


def _mark(finding: Finding) -> tuple[str, str, str | None, str]:
    """Return what a finding is known by when the lines above it, or the folder, have moved."""
    return finding.file, finding.rule, finding.entry, re.sub(r"\bline \d+|\(/[^)]*\)", "", finding.why)


def _touched(change: Change) -> Iterator[str]:
    """Find the ids of the entries that say something else, or are new; of a text that is no list, the checks tell."""
    if change.name not in ("faq.yaml", drafts.FILE):
        return
    try:
        before, after = _by_id(change.text), _by_id(change.after)
    except KnowledgeError:
        return
    yield from (entry_id for entry_id, data in after.items() if before.get(entry_id) != data)


def _by_id(text: str) -> dict[str, Any]:
    entries = read_entries(text).entries
    return {str(data["id"]): data for data in entries if isinstance(data, dict) and "id" in data}
