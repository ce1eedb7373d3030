"""Mend what a machine can mend: the text of a file is cut at the very place, and the rest stays as it was written.

A file that is read as YAML and written anew loses comments beside what is removed, and is laid out another way wherever
its writer's taste is not the library's. So the parser only says where a value stands. What comes out is read again and
must mean what was meant; an edit after which it does not is left out, for a person to make.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vardlots.knowledge.checks import check_folder
from vardlots.knowledge.disk import locked, replace_file
from vardlots.knowledge.findings import Edit, Finding
from vardlots.knowledge.source import Where

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# what a text without quotes around it cannot begin with, or hold
SPECIAL = re.compile(r"[\[\]{}&*!|>'\"%@`#,?:-]|.*(?:: | #)", re.DOTALL)


ROUNDS = 5
"""Mending one thing may show another at the same place; this often, and no more, it is looked again."""


@dataclass(frozen=True)
class Fixed:
    """What was done about a finding: its line before and after; `after` is empty where the line was removed."""

    finding: Finding
    before: str
    after: str


@dataclass(frozen=True)
class _Splice:
    """Put `new` in the place of the text from `start` to `end`."""

    start: int
    end: int
    new: str
    edit: Edit
    finding: Finding


def mend_folder(folder: Path) -> list[Fixed]:
    """Mend what a machine can of the answers of a folder (`kb/`), and return what was changed.

    Raises:
        KnowledgeError: when somebody else saved a file in between; nothing is written to it then.
    """
    fixed: list[Fixed] = []
    for _ in range(ROUNDS):
        done = mend(folder, check_folder(folder))
        if not done:
            break
        fixed += done
    return fixed


def mend(folder: Path, findings: Iterable[Finding]) -> list[Fixed]:
    """Make the edits of findings in the files of a folder (`kb/`), each file in one step; return those made.

    Raises:
        KnowledgeError: when somebody else saved a file in between; nothing is written to it then.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.edit:
            by_file[finding.file].append(finding)
    fixed: list[Fixed] = []
    for name, found in by_file.items():
        path = (folder / Path(name).name).resolve()
        with locked(path.parent):
            before = path.read_bytes()
            text, made = mended(before.decode("utf-8"), found)
            if made:
                replace_file(path, before, text.encode("utf-8"))
                fixed += made
    return fixed


def mended(text: str, findings: Iterable[Finding]) -> tuple[str, list[Fixed]]:
    """Return a file's text with the edits made that leave it meaning what it should, and those edits, from the top."""
    marked = text.removeprefix(BOM)
    start = text[: len(text) - len(marked)]
    root, data = yaml.compose(marked, Loader=_Loader), _load(marked)
    splices = _apart(splice for finding in findings if (splice := _splice(marked, root, data, finding)))
    safe = _safe(marked, splices)
    return start + _spliced(marked, safe), [_told(marked, splice) for splice in safe]


def _splice(text: str, root: Node | None, data: Any, finding: Finding) -> _Splice | None:
    """Return where an edit is made in the text, or None where that is not plain to see."""
    edit = finding.edit
    if not edit or not isinstance(node := _node(root, edit.where), ScalarNode):
        return None
    if _value(data, edit.where) != node.value:  # a number, a date: no text
        return None
    found = _removal(text, node) if edit.new is None else _replacement(text, node, edit)
    return _Splice(*found, edit, finding) if found else None


def _replacement(text: str, node: ScalarNode, edit: Edit) -> tuple[int, int, str] | None:
    begin, end = node.start_mark.index, node.end_mark.index
    value, raw, at = node.value, text[begin:end], _at(node.value, edit)
    if edit.new is None or value[at : at + len(edit.old)] != edit.old:
        return None
    changed = value[:at] + edit.new + value[at + len(edit.old) :]
    if not node.style and SPECIAL.match(changed):
        quoted = changed.replace("\\", "\\\\").replace('"', '\\"')
        return (begin, end, f'"{quoted}"') if "\n" not in raw else None
    place = _in_block(raw, value, at) if node.style == "|" else _in_line(raw, value, at, edit.old)
    return None if place is None else (begin + place, begin + place + len(edit.old), edit.new)


def _in_line(raw: str, value: str, at: int, old: str) -> int | None:
    """Return where a part of a value stands in what is written, or None where it is escaped, or on two lines."""
    places = [found.start() for found in re.finditer(re.escape(old), raw)]
    return places[value[:at].count(old)] if len(places) == value.count(old) else None


def _in_block(raw: str, value: str, at: int) -> int | None:
    """Return the same of a text below a `|`: the same lines, each further in."""
    number, column = value[:at].count("\n"), at - (value.rfind("\n", 0, at) + 1)
    rows, line = raw.splitlines(keepends=True), value.split("\n")[number]
    row = rows[number + 1].rstrip("\r\n") if number + 1 < len(rows) else ""
    if not row.endswith(line):
        return None
    return len("".join(rows[: number + 1])) + len(row) - len(line) + column


def _removal(text: str, node: ScalarNode) -> tuple[int, int, str] | None:
    """Return the stretch to take out: a list item's line, or in brackets the item with the comma before it."""
    begin, end = node.start_mark.index, node.end_mark.index
    first, last = text.rfind("\n", 0, begin) + 1, text.find("\n", end) + 1 or len(text)
    # a line with a comment stays: somebody wrote why it is there
    if re.fullmatch(r"\s*-[ \t]+", text[first:begin]) and not text[end:last].strip():
        return first, last, ""
    comma = re.search(r",[ \t]*$", text[first:begin])
    return (first + comma.start(), end, "") if comma else None


def _apart(splices: Iterable[_Splice]) -> list[_Splice]:
    """Return the splices from the top, but for those that overlap one before."""
    kept: list[_Splice] = []
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        if not kept or splice.start >= kept[-1].end:
            kept.append(splice)
    return kept


def _safe(text: str, splices: Sequence[_Splice]) -> list[_Splice]:
    """Return the splices after which the text means what it should; those that spoil it are looked for by halves."""
    if not splices or _load(_spliced(text, splices)) == _meant(_load(text), splices):
        return list(splices)
    if len(splices) == 1:
        return []
    middle = len(splices) // 2
    return [*_safe(text, splices[:middle]), *_safe(text, splices[middle:])]


def _spliced(text: str, splices: Sequence[_Splice]) -> str:
    for splice in reversed(splices):
        text = text[: splice.start] + splice.new + text[splice.end :]
    return text


def _meant(data: Any, splices: Sequence[_Splice]) -> Any:
    """Make edits in the values of a file, the last first, so that the places of the others stay."""
    for splice in reversed(splices):
        edit, last = splice.edit, splice.edit.where[-1]
        holder = _value(data, edit.where[:-1])
        if edit.new is None:
            del holder[last]
        else:
            value, at = holder[last], _at(holder[last], edit)
            holder[last] = value[:at] + edit.new + value[at + len(edit.old) :]
    return data


def _at(value: str, edit: Edit) -> int:
    """Return where an edit begins in a value as the file has it, with the blanks around it."""
    return edit.start + len(value) - len(value.lstrip())


def _told(text: str, splice: _Splice) -> Fixed:
    first = text.rfind("\n", 0, splice.start) + 1
    if splice.edit.new is None and splice.start == first:
        return Fixed(splice.finding, text[first : splice.end].strip(), "")
    last = text.find("\n", splice.end)
    last = len(text) if last < 0 else last
    after = text[first : splice.start] + splice.new + text[splice.end : last]
    return Fixed(splice.finding, text[first:last].strip(), after.strip())


def _node(root: Node | None, where: Where) -> Node | None:
    for step in where:
        root = next(_under(root, step), None)
    return root


def _under(node: Node | None, step: str | int) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        yield from (value for key, value in node.value if key.value == str(step))
    elif isinstance(node, SequenceNode) and isinstance(step, int):
        yield from node.value[step : step + 1]


def _value(data: Any, where: Where) -> Any:
    for step in where:
        data = data[step]
    return data


def _load(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError:
        return None
