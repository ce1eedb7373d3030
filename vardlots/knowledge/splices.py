"""Where a text of YAML has to be cut so that it says something else: what differs is written anew, the rest stays.

The parser only says where a value stands. Comments, order, quotes and blank lines of what is not changed stay, for
nothing writes them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from vardlots.errors import KnowledgeError
from vardlots.knowledge.layout import empty, fits, flow, item, mapping, tidy, written
from vardlots.knowledge.steps import steps


@dataclass(frozen=True)
class Splice:
    """Put `new` in the place of a text's signs from `start` to `end`."""

    start: int
    end: int
    new: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return a text with its splices made; of those at the same place, the first one's text comes first."""
    for splice in sorted(splices, key=lambda one: (one.start, one.end))[::-1]:
        text = text[: splice.start] + splice.new + text[splice.end :]
    return text


def value_of(node: Node) -> Any:
    """Return the plain value of a node."""
    if isinstance(node, MappingNode):
        return {value_of(key): value_of(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [value_of(one) for one in node.value]
    if node.tag == "tag:yaml.org,2002:str":
        return node.value
    try:
        return SafeConstructor().construct_object(node)
    except (ValueError, yaml.YAMLError):  # 2026-02-31: what stands there, for a person to mend
        return node.value


def end_of(text: str, node: Node) -> int:
    """Return where a node's own signs end, before any blank line or comment after it."""
    if isinstance(node, ScalarNode) and node.style in ("|", ">"):
        return len(text[: node.end_mark.index].rstrip())
    if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return max(end_of(text, last[1] if isinstance(node, MappingNode) else last), int(node.start_mark.index))


def line_start(text: str, index: int) -> int:
    """Return where the line that holds a place begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Return where the line after a place begins."""
    return text.find("\n", index) + 1 or len(text)


class Differences:
    """Find the splices after which a node of a text says something else.

    Args:
        text: ends with a line's end.
        order: the keys of an entry, as a person would order them; new ones go to their place among them.
    """

    def __init__(self, text: str, order: Sequence[str] = ()) -> None:
        self._text, self._order = text, list(order)
        self._break = "\r\n" if "\r\n" in text else "\n"

    def between(self, node: Node, new: Any) -> Iterator[Splice]:
        """Find the splices that make an entry say `new`, which is tidy.

        Raises:
            KnowledgeError: when it is written in a way that only a person can change.
        """
        if not _is_block(node) or not _may_be_compared(node, new) or value_of(node.value[0][0]) not in new:
            raise KnowledgeError("the entry is written between brackets, or in an unusual order: edit it by hand")
        yield from self._fields(node, new)

    def after(self, index: int, lines: Sequence[str]) -> Splice:
        """Return the splice that puts lines below the one that holds a place."""
        return self._lines(line_end(self._text, index), lines)

    def next_line(self, index: int) -> int:
        """Return where the line after a place begins."""
        return line_end(self._text, index)

    def without(self, start: Node, end: Node) -> Splice:
        """Return the splice that takes away the lines from one node to another."""
        return Splice(line_start(self._text, start.start_mark.index), line_end(self._text, end_of(self._text, end)), "")

    def _lines(self, index: int, lines: Sequence[str]) -> Splice:
        return Splice(index, index, "".join(line + self._break for line in lines))

    def _fields(self, node: Node, new: Mapping[Any, Any]) -> Iterator[Splice]:
        """Compare a group of fields, each on lines of its own."""
        first, column = node.value[0][0].start_mark.index, node.value[0][0].start_mark.column
        keys = [value_of(key) for key, _ in node.value]
        start = line_start(self._text, first)
        fresh = self._places([key for key in keys if key in new], new, bool(self._text[start:first].strip()))
        if None in fresh:
            yield self._lines(start, mapping(fresh[None], column))
        for name, (key, value) in zip(keys, node.value, strict=True):
            if name in new:
                yield from self._value(key, value, new[name], column)
            elif not empty(tidy(value_of(value))):
                yield self.without(key, value)
            if name in fresh:
                yield self._lines(line_end(self._text, end_of(self._text, value)), mapping(fresh[name], column))

    def _places(self, there: Sequence[Any], new: Mapping[Any, Any], beside_a_dash: bool) -> dict[Any, dict[Any, Any]]:
        """Return the new fields by the field they come after; None: before all of them."""
        found: dict[Any, dict[Any, Any]] = {}
        before = there[0] if beside_a_dash else None
        for key, value in in_order(new, self._order).items():
            if key in there:
                before = key
            else:
                found.setdefault(before, {})[key] = value
        return found

    def _value(self, key: Node, value: Node, new: Any, column: int) -> Iterator[Splice]:
        """Compare the value of one field."""
        if tidy(value_of(value)) == new and type(tidy(value_of(value))) is type(new):
            return
        start = self._text.index(":", key.end_mark.index) + 1
        yield from self._changed(value, new, column, start, str(value_of(key)))

    def _changed(self, node: Node, new: Any, column: int, start: int, name: str = "") -> Iterator[Splice]:
        """Change a value that stands after `start`, a key's colon or an item's dash in `column`."""
        found: Iterable[Splice] | None = None
        if _may_be_compared(node, new):
            if not _is_block(node):
                found = self._in_a_line(node, new)
            else:
                found = self._fields(node, new) if isinstance(new, dict) else self._items(node, new)
        yield from [self._anew(node, new, column, start, name)] if found is None else found

    def _anew(self, node: Node, new: Any, column: int, start: int, name: str) -> Splice:
        """Write a value anew; a comment beside it stays beside its key."""
        style = node.style or "" if isinstance(node, ScalarNode) else None
        first, *rest = written(new, self._indent(node, column), name=name, style=style)
        end = max(end_of(self._text, node), start)
        remark = self._text[end : line_end(self._text, end)].rstrip("\r\n")
        if style in ("|", ">"):
            header = self._text[node.start_mark.index : line_end(self._text, node.start_mark.index)]
            remark = "#" + header.partition("#")[2] if "#" in header else ""
        elif rest:
            end += len(remark)
        else:
            remark = ""
        if (
            style is not None and "#" in self._text[start : node.start_mark.index]
        ):  # a comment between the key and its value
            start = int(node.start_mark.index)
        else:
            first = f" {first}" if first else ""
        head = f"{first}  {remark.strip()}" if remark.strip() else first
        return Splice(start, end, self._break.join([head, *rest]))

    def _indent(self, node: Node, column: int) -> int:
        """Return how far in a value's lines are: as they were, or two steps."""
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            rows = self._text[node.start_mark.index : end_of(self._text, node)].split("\n")[1:]
            return min((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), default=column + 2)
        return column + 2

    def _items(self, node: Node, new: Sequence[Any]) -> Iterator[Splice]:
        """Compare a list with one item a line."""
        nodes, column = node.value, node.start_mark.column
        starts = [self._dash(one, column) for one in nodes]
        for before, old, number in steps([tidy(value_of(one)) for one in nodes], new):
            if old is None and number is not None:
                index = line_end(self._text, end_of(self._text, nodes[before])) if before >= 0 else starts[0]
                yield self._lines(index, item(new[number], column))
            elif number is None and old is not None:
                yield Splice(starts[old], line_end(self._text, end_of(self._text, nodes[old])), "")
            elif old is not None and number is not None:
                yield from self._item(nodes[old], new[number], starts[old], column)

    def _item(self, node: Node, new: Any, start: int, column: int) -> Iterator[Splice]:
        """Change an item; a group that loses the field beside its dash is written anew."""
        # a group's first field stands beside the dash
        headed = not isinstance(node, MappingNode) or not node.value or value_of(node.value[0][0]) in new
        if isinstance(node, ScalarNode) != isinstance(new, list | dict) and headed:
            yield from self._changed(node, new, column, start + column + 1)
        else:
            lines = self._break.join(item(new, column))
            yield Splice(start, end_of(self._text, node), lines)

    def _dash(self, node: Node, column: int) -> int:
        """Return where the line of an item's dash begins."""
        start = line_start(self._text, node.start_mark.index)
        while self._text[start : start + column + 1].strip(" ") != "-":  # `- # why` and its value a line below
            if not start:
                raise KnowledgeError("a list is written in an unusual way: edit it by hand")
            start = line_start(self._text, start - 1)
        return start

    def _in_a_line(self, node: Node, new: Any) -> list[Splice] | None:
        """Compare what stands between brackets; None where it is to be written anew, one thing a line."""
        start, end = node.start_mark.index, int(node.end_mark.index)
        found = list(self._between_brackets(node, new))
        if "\n" in self._text[start:end]:
            return found
        first = line_start(self._text, start)
        moved = [Splice(one.start - start, one.end - start, one.new) for one in found]
        changed = spliced(self._text[start:end], moved)
        return found if fits(changed, start - first) else None

    def _between_brackets(self, node: Node, new: Any) -> Iterator[Splice]:
        if isinstance(node, MappingNode) and isinstance(new, dict):
            order = in_order(new, self._order)
            parts = [(key.start_mark.index, value) for key, value in node.value]
            old: list[Any] = [{value_of(key): tidy(value_of(value))} for key, value in node.value]
            wanted: list[Any] = [{key: new[key]} for key in order]
            yield from self._listed(node, parts, old, wanted, lambda one: flow(one)[1:-1])
        elif isinstance(node, SequenceNode) and isinstance(new, list):
            parts = [(one.start_mark.index, one) for one in node.value]
            yield from self._listed(node, parts, [tidy(value_of(one)) for one in node.value], new, flow)
        else:
            yield Splice(node.start_mark.index, int(node.end_mark.index), flow(new))

    def _listed(
        self,
        node: Node,
        parts: Sequence[tuple[int, Node]],
        old: Sequence[Any],
        new: Sequence[Any],
        put: Callable[[Any], str],
    ) -> Iterator[Splice]:
        """Compare items with commas between them; `put` writes one."""
        ends = [end_of(self._text, value) for _, value in parts]
        made = list(steps(old, new))
        gone = {was for _, was, number in made if number is None}
        if len(gone) == len(parts) or 0 in gone:
            yield Splice(node.start_mark.index + 1, int(node.end_mark.index) - 1, ", ".join(map(put, new)))
            return
        for before, was, number in made:
            if was is None and number is not None:
                text = put(new[number])
                yield (
                    Splice(ends[before], ends[before], f", {text}")
                    if before >= 0
                    else Splice(parts[0][0], parts[0][0], f"{text}, ")
                )
            elif number is None and was is not None:
                yield Splice(ends[was - 1], ends[was], "")
            elif was is not None and number is not None:
                yield Splice(parts[was][0], ends[was], put(new[number]))


def _is_block(node: Node) -> bool:
    """Tell whether a list or a group is written one thing a line."""
    return isinstance(node, CollectionNode) and not node.flow_style


def _may_be_compared(node: Node, new: Any) -> bool:
    """Tell whether a value is like another, so that it can be changed part by part."""
    if isinstance(node, MappingNode) and node.value and isinstance(new, dict):
        names = [value_of(key) for key, _ in node.value]
        # the first field of a list's item stands beside the dash: without it there is nothing to compare with
        return names[0] in new or (bool(set(names) & set(new)) and _is_block(node))
    return isinstance(node, SequenceNode) and bool(node.value) and isinstance(new, list)


def in_order(new: Mapping[Any, Any], order: Sequence[str]) -> dict[Any, Any]:
    """Return fields as a person would order them: known ones first, in their order."""
    known = {key: new[key] for key in order if key in new}
    return {**known, **new}
