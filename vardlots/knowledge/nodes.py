"""What the YAML parser says of where an entry stands in its file: asked of the entry alone, when somebody needs it."""

from collections.abc import Iterator

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node

from vardlots.knowledge.blocks import Cut
from vardlots.knowledge.layout import Loader


class Nodes:
    """The nodes of a file's entries, by their number; their marks count from the start of the file."""

    def __init__(self, pieces: Cut) -> None:
        self._pieces = pieces

    def __len__(self) -> int:
        return len(self._pieces.texts)

    def __getitem__(self, number: int) -> Node:
        node: Node = yaml.compose(self._pieces.texts[number], Loader=Loader).value[0]  # type: ignore[union-attr]
        start, line = self._pieces.starts[number], self._pieces.above[number]
        for one in _all(node):
            one.start_mark, one.end_mark = _moved(one.start_mark, start, line), _moved(one.end_mark, start, line)
        return node


def _all(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, CollectionNode):
        for one in node.value:
            for inside in one if isinstance(node, MappingNode) else (one,):
                yield from _all(inside)


def _moved(mark: yaml.Mark, start: int, line: int) -> yaml.Mark:
    return yaml.Mark(mark.name, mark.index + start, mark.line + line, mark.column, None, 0)
