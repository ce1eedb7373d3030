"""A YAML file as people wrote it: its values, and the line on which each of them stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vardlots.garbage import uncollected
from vardlots.knowledge.blocks import Block, Cut, Lines, Places, Where, cut
from vardlots.knowledge.findings import BadFile, Finding, short

__all__ = ["Source", "Where", "blocks_of", "read_source", "source_of"]

_WRONG = {
    "alias": (
        "a YAML alias (*name) repeats another place",
        "write the value out: whoever reads the line sees all of it",
        "Skriv ut värdet i stället för att hänvisa med *.",
    ),
    "unquoted-braces": (
        "a text that starts with a brace or a bracket is read as something else",
        "put quotes around the text",
        "En text som börjar med en klammer måste ha citattecken runt sig.",
    ),
    "duplicate-key": (
        "'{key}' stands twice here, first on line {first}; only one of the two would count",
        "keep one of them",
        "'{key}' står två gånger, första gången på rad {first}. Behåll en av dem.",
    ),
    "unreadable-value": (
        "{value} cannot be read: {problem}",
        "correct it, or put quotes around it if it is a text",
        "{value} går inte att läsa. Rätta det, eller sätt citattecken runt det om det är en text.",
    ),
}

TEXT, LIST, GROUP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


# libyaml's parser reads the same YAML ten times as fast; not every build of PyYAML has it
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """PyYAML's safe loader, without its search for tags by path, which nobody uses and every value pays for."""

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:
        """Return the tag of a value that has none: a plain scalar may be a number, a date …; all others are texts."""
        if kind is not ScalarNode:
            return LIST if kind is SequenceNode else GROUP
        if implicit[0]:
            for tag, pattern in _RESOLVERS.get(value[:1], ()):
                if pattern.match(value):
                    return str(tag)
        return TEXT


_RESOLVERS: Mapping[str, Sequence[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers

REMEMBERED = 2
"""So many texts of a file are remembered: the one that there is, and the one that somebody would make of it."""

_last: dict[str, tuple["Source", ...]] = {}
_blocks: WeakValueDictionary[str, Block] = WeakValueDictionary()
"""Every entry that some source has, by its text; one that none has any more is forgotten."""


@dataclass(frozen=True, eq=False)
class Source:
    """A file that was read. `name` is how messages call it, `kb/faq.yaml`; `findings` are its mistakes as YAML.

    `blocks` are its entries, in order, where the file is a plain list of them below `key`.
    """

    name: str
    text: str
    data: Any = None
    lines: Mapping[Where, int] = field(default_factory=dict)
    written: Mapping[Where, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    key: str = ""
    blocks: tuple[Block, ...] = ()

    @cached_property
    def rows(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()

    def line(self, *where: str | int) -> int:
        """Return the line of a value, or of the nearest thing around it that the file has."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def line_of(self, fragment: str, *where: str | int) -> int:
        """Return the line on which a stretch of a value's text begins, or the value's own."""
        start = self.line(*where)
        first = fragment.split("\n", 1)[0].strip()
        found = (number for number in range(start, len(self.rows) + 1) if first in self.rows[number - 1])
        return next(found, start)

    def at(self, *where: str | int) -> Any:
        """Return the value at a place, or None."""
        value = self.data
        for step in where:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value


def read_source(path: Path) -> Source:
    """Read a YAML file and note where everything stands.

    Mistakes that leave the rest readable (a key twice, an impossible date) become the source's `findings`, so that
    they can be told together with those of its content. The same source comes back as long as the text is the same: of
    each name the last ones are remembered, so let nobody change what is in it.

    Raises:
        BadFile: when the file is missing, is not UTF-8, or is not YAML.
    """
    folder = path.parent
    name = f"{folder.name}/{path.name}"
    if folder.name == "replies":
        name = f"{folder.parent.name}/{name}"
    text, last = _text(path, name), _last.get(name, ())
    source = next((one for one in last if one.text == text), None) or source_of(name, text)
    if last[:1] != (source,):
        _last[name] = (source, *(one for one in last if one is not source))[:REMEMBERED]
    return source


def source_of(name: str, text: str) -> Source:
    """Read a text as if it were the file of a name, and note where everything stands.

    Of a list of entries, only those are read that no other source has word for word.

    Raises:
        BadFile: when it is not YAML.
    """
    with uncollected():
        return _by_entry(name, text) or _whole(name, text)


def blocks_of(text: str) -> tuple[Cut, tuple[Block, ...]] | None:
    """Cut a text into its entries and read them; None where it is no plain list, or wrong anywhere as YAML."""
    pieces = cut(text)
    if not pieces:
        return None
    blocks: list[Block] = []
    for one in pieces.texts:
        block = _block(one)
        if not block:
            return None
        blocks.append(block)
    return pieces, tuple(blocks)


def _by_entry(name: str, text: str) -> Source | None:
    known = blocks_of(text)
    if not known:
        return None
    pieces, blocks = known
    own: dict[Where, int] = {(): pieces.line, (pieces.key,): pieces.line}
    lines = Lines(own, pieces.key, [block.lines for block in blocks], pieces.above)
    written: Places[str] = Places({}, pieces.key, [block.written for block in blocks])
    data = {pieces.key: [block.data for block in blocks]}
    return Source(name, text, data, lines, written, (), pieces.key, blocks)


def _block(text: str) -> Block | None:
    """Read an entry; None where something is wrong with it, which only the whole file tells rightly."""
    found = _blocks.get(text)
    if found is None:
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError:
            return None
        if not isinstance(node, SequenceNode) or len(node.value) != 1:
            return None
        reader = _Reader("")
        found = Block(reader.value(node.value[0], ()), reader.lines, reader.written)
        if reader.findings:
            return None
        _blocks[text] = found
    return found


def _whole(name: str, text: str) -> Source:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise BadFile([_syntax(name, error)]) from error
    reader = _Reader(name)
    data = reader.value(node, ()) if node else None
    return Source(name, text, data, reader.lines, reader.written, tuple(reader.findings))


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        why, fix = f"the file does not exist ({path})", "create it, or take its old version back from git"
        raise BadFile([Finding(name, 1, "missing-file", why, fix, f"Filen finns inte: {path}.")]) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        why, fix = "the file is not written in UTF-8", "save it as UTF-8 in your editor"
        raise BadFile([Finding(name, line, "not-utf-8", why, fix, "Spara filen som UTF-8.")]) from error


def _syntax(name: str, error: yaml.YAMLError) -> Finding:
    """Say what the YAML parser stumbled on."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or error).split("\n")[0]
    fix = (
        "look at this line and the one above: a text with ': ' or '#' or a leading quote, brace, dash or star "
        "needs quotes around all of it, and indentation is made of spaces, two a level"
    )
    swedish = (
        "Filen går inte att läsa här. Titta på raden och den ovanför: sätt citattecken runt texten om den "
        "innehåller kolon eller #, och dra in med mellanslag."
    )
    return Finding(name, mark.line + 1 if mark else 1, "not-yaml", f"this is not YAML: {problem}", fix, swedish)


class _Reader:
    """Turn YAML nodes into plain values, and write down where each stood."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Where, int] = {}
        self.written: dict[Where, str] = {}
        self.findings: list[Finding] = []
        self._met: set[int] = set()
        self._scalars = SafeConstructor()

    def value(self, node: Node, where: Where) -> Any:
        """Return the plain value of a node."""
        line = self.lines.setdefault(where, node.start_mark.line + 1)
        if id(node) in self._met:
            return self._wrong("alias", line)
        self._met.add(id(node))
        if isinstance(node, MappingNode):
            return dict(self._items(node, where))
        if isinstance(node, SequenceNode):
            return [self.value(item, (*where, number)) for number, item in enumerate(node.value)]
        self.written[where] = node.value
        return self._scalar(node)

    def _items(self, node: MappingNode, where: Where) -> Iterator[tuple[Any, Any]]:
        first: dict[Any, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._wrong("unquoted-braces", line)
                continue
            key = self._scalar(key_node)
            if key in first:
                self._wrong("duplicate-key", line, key=key, first=first[key])
            first.setdefault(key, line)
            self.lines[(*where, key)] = line
            yield key, self.value(value_node, (*where, key))

    def _scalar(self, node: Node) -> Any:
        if node.tag == TEXT:
            return node.value
        try:
            return self._scalars.construct_object(node)
        except (ValueError, yaml.YAMLError) as error:
            problem = getattr(error, "problem", None) or error
            self._wrong("unreadable-value", node.start_mark.line + 1, value=short(node.value), problem=problem)
            return node.value

    def _wrong(self, rule: str, line: int, **values: object) -> None:
        why, fix, swedish = (part.format(**values) for part in _WRONG[rule])
        self.findings.append(Finding(self.name, line, rule, why, fix, swedish))
