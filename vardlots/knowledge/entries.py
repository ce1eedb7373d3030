"""A file that is a list of entries: what it says, where each entry stands, and what it says after it was cut."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from vardlots.errors import KnowledgeError
from vardlots.knowledge.layout import Loader, tidy
from vardlots.knowledge.models import Allowed, Entry, Link, Localized
from vardlots.knowledge.nodes import Nodes
from vardlots.knowledge.source import blocks_of
from vardlots.knowledge.splices import Differences, Splice, end_of, spliced, value_of

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
LISTS = ("entries", "drafts", "follow_ups")
ORDER = tuple(dict.fromkeys(name for model in (Entry, Localized, Link, Allowed) for name in model.model_fields))
"""The fields in the order a person would write them."""


@lru_cache(maxsize=2)
def read_entries(text: str) -> "EntryFile":
    """Read the text of a file; remembered, for an edit looks at the same text several times.

    Raises:
        KnowledgeError: when it is not YAML, or has no list of entries.
    """
    return EntryFile(text)


class EntryFile:
    """A text that was read: its list of entries, and what the parser says of where they stand. Nobody changes it.

    `column` is how far in the dash of an entry stands, `others` what the file says besides its entries.

    Raises:
        KnowledgeError: when it is not YAML, or has no list of entries.
    """

    def __init__(self, text: str) -> None:
        bare = text.removeprefix(BOM)
        self._start = text[: len(text) - len(bare)]
        self._ended = bare.endswith("\n")
        self._break = "\r\n" if "\r\n" in bare else "\n"
        self._text = bare if self._ended else bare + self._break
        self._blocks = blocks_of(self._text)
        if self._blocks:
            pieces, blocks = self._blocks
            self.column, self.others = pieces.column, dict[str, Any]()
            self.nodes: Nodes | list[Node] = Nodes(pieces)
            self.entries: list[Any] = [block.data for block in blocks]
        else:
            self._read_whole()
        self.ids = [data.get("id") if isinstance(data, dict) else None for data in self.entries]
        self.differences = Differences(self._text, ORDER)

    def _read_whole(self) -> None:
        """Read a file that is more than a plain list of entries."""
        root = _compose(self._text)
        self._key, self._list = _list(root)
        self.nodes = self._list.value if isinstance(self._list, SequenceNode) else []
        self.entries = [value_of(node) for node in self.nodes]
        self.column = int(self._list.start_mark.column) if self.nodes else 2
        self.others = _rest(root)

    def place(self, entry_id: str) -> int:
        """Return which entry has an id."""
        if self.ids.count(entry_id) == 1:
            return self.ids.index(entry_id)
        if entry_id in self.ids:
            raise KnowledgeError(f"the id '{entry_id}' stands more than once: edit it by hand")
        raise KnowledgeError(f"there is no entry '{entry_id}' any more")

    def at_the_end(self, lines: Sequence[str]) -> Splice:
        """Return the splice that puts lines below the last entry."""
        if self.nodes:
            if not self._blocks and isinstance(self._list, CollectionNode) and self._list.flow_style:
                raise KnowledgeError("the entries are written between brackets: write them one below another")
            return self.differences.after(self._end(), lines)
        start, end = self._text.index(":", self._key.end_mark.index) + 1, end_of(self._text, self._list)
        below = self.differences.after(start, lines)
        return Splice(start, below.start, self._text[max(start, end) : below.start] + below.new)

    def lines(self, number: int) -> list[str]:
        """Return the lines of an entry as they are laid out, its comments among them."""
        node = self.nodes[number]
        where = self.differences.without(node, node)
        return [line.removesuffix("\r") for line in self._text[where.start : where.end].rstrip("\r\n").split("\n")]

    def without(self, numbers: Collection[int]) -> str:
        """Return the text without some entries, by their places; a comment above one stays.

        Raises:
            KnowledgeError: when only a person can take them out.
        """
        kept = [entry for number, entry in enumerate(self.entries) if number not in numbers]
        splices = [self.differences.without(self.nodes[number], self.nodes[number]) for number in numbers]
        return self.after(splices, kept)

    def emptied(self) -> str:
        """Return the text of a file that has lost its entries with an empty list: none at all may be a mistake."""
        start = self._text.index(":", self._key.end_mark.index) + 1
        return self.after([Splice(start, max(start, end_of(self._text, self._list)), " []")], [])

    def after(self, splices: Sequence[Splice], entries: Sequence[Any]) -> str:
        """Make the splices; what comes out must hold these entries, and all else that was there."""
        text = spliced(self._text, splices)
        text = self._start + (text if self._ended else text.removesuffix(self._break))
        now = read_entries(text)
        pairs = zip(now.entries, entries, strict=False)
        same = len(now.entries) == len(entries) and all(a == b or tidy(a) == tidy(b) for a, b in pairs)
        if not same or now.others != self.others:
            raise KnowledgeError("this edit would change more than it should: make it by hand")
        return text

    def _end(self) -> int:
        """Return a place on the last line of the last entry: a comment further in than its dash belongs to it."""
        end = end_of(self._text, self.nodes[-1])
        while True:
            start = self.differences.next_line(end)
            line = self._text[start:].split("\n", 1)[0]
            if not line.strip().startswith("#") or len(line) - len(line.lstrip(" ")) <= self.column:
                return end
            end = start


def _compose(text: str) -> Node | None:
    try:
        root: Node | None = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, UnicodeError) as error:
        problem = str(getattr(error, "problem", None) or error).split("\n")[0]
        raise KnowledgeError(f"this is not YAML: {problem}") from error
    met: set[int] = set()
    left = [root] if root else []
    while left:
        node = left.pop()
        if id(node) in met:
            raise KnowledgeError("the file repeats a place by a YAML alias (*name): write the value out")
        met.add(id(node))
        if isinstance(node, MappingNode):
            left += [one for pair in node.value for one in pair]
        elif isinstance(node, SequenceNode):
            left += node.value
    return root


def _list(root: Node | None) -> tuple[Node, Node]:
    """Return the list of entries and its key."""
    pairs = root.value if isinstance(root, MappingNode) else []
    for key, value in pairs:
        if key.value in LISTS and (isinstance(value, SequenceNode) or value_of(value) is None):
            return key, value
    raise KnowledgeError("the file has no list of entries")


def _rest(root: Node | None) -> dict[str, Any]:
    """Return what a file says besides its entries."""
    pairs = root.value if isinstance(root, MappingNode) else []
    return {key.value: value_of(value) for key, value in pairs if key.value not in LISTS}
