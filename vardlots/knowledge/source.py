"""A YAML file as people wrote it: its values, and the line on which each of them stands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vardlots.garbage import uncollected
from vardlots.knowledge.findings import BadFile, Finding, short

Where = tuple[str | int, ...]

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
_last: dict[str, "Source"] = {}


@dataclass(frozen=True)
class Source:
    """A file that was read. `name` is how messages call it, `kb/faq.yaml`; `findings` are its mistakes as YAML."""

    name: str
    text: str
    data: Any = None
    lines: Mapping[Where, int] = field(default_factory=dict)
    written: Mapping[Where, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def line(self, *where: str | int) -> int:
        """Return the line of a value, or of the nearest thing around it that the file has."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def line_of(self, fragment: str, *where: str | int) -> int:
        """Return the line on which a stretch of a value's text begins, or the value's own."""
        start = self.line(*where)
        first = fragment.split("\n", 1)[0].strip()
        for number, line in enumerate(self.text.splitlines()[start - 1 :], start):
            if first in line:
                return number
        return start

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
    each name the last one is remembered, so let nobody change what is in it.

    Raises:
        BadFile: when the file is missing, is not UTF-8, or is not YAML.
    """
    folder = path.parent
    name = f"{folder.name}/{path.name}"
    if folder.name == "replies":
        name = f"{folder.parent.name}/{name}"
    text, last = _text(path, name), _last.get(name)
    if last and last.text == text:
        return last
    with uncollected():
        _last[name] = source = _parsed(name, text)
    return source


def _parsed(name: str, text: str) -> Source:
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
