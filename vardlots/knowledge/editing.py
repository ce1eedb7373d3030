"""Change one entry of a file that people edit, text in and text out: what is not changed stays, sign by sign.

What comes out is read again, and must mean what was meant: an edit after which it does not is refused, for a person to
make. The same functions edit `kb/faq.yaml` (its list is `entries`) and `kb/drafts.yaml` (`drafts`).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from vardlots.errors import KnowledgeError
from vardlots.knowledge.layout import Loader, item, tidy
from vardlots.knowledge.models import Allowed, Entry, Link, Localized
from vardlots.knowledge.splices import Differences, Splice, end_of, in_order, spliced, value_of
from vardlots.knowledge.whole import plain

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
LISTS = ("entries", "drafts")
ORDER = tuple(dict.fromkeys(name for model in (Entry, Localized, Link, Allowed) for name in model.model_fields))
"""The fields in the order a person would write them."""


def entry_ids(text: str) -> tuple[str, ...]:
    """Return the ids of the entries of a file, in its order.

    Raises:
        KnowledgeError: when the text is no such file.
    """
    return tuple(str(data["id"]) for data in _File(text).entries if isinstance(data, dict) and "id" in data)


def entry_data(text: str, entry_id: str) -> dict[str, Any]:
    """Return an entry as it is written, its `{values}` not filled in.

    Raises:
        KnowledgeError: when the text has no such entry, or is no such file.
    """
    file = _File(text)
    found = file.entries[file.place(entry_id)]
    return dict(found)


def digest(data: Mapping[str, Any]) -> str:
    """Return a short name for what an entry says: the same as long as it says the same, however it is laid out."""
    said = json.dumps(tidy(data), sort_keys=True, ensure_ascii=True, default=lambda value: f"{type(value)}{value}")
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def changed(text: str, entry_id: str, new: Mapping[str, Any]) -> str:
    """Return the text after an entry says `new`; only what differs is written anew. Empty fields are left out.

    Raises:
        KnowledgeError: when there is no such entry, or only a person can write it.
    """
    file = _File(text)
    number, meant = file.place(entry_id), _with_id(new)
    splices = file.differences.between(file.nodes[number], meant)
    return file.after(list(splices), [*file.entries[:number], meant, *file.entries[number + 1 :]])


def added(text: str, new: Mapping[str, Any]) -> str:
    """Return the text with a new entry at the end of its list.

    Raises:
        KnowledgeError: when the id is taken, or the text is no such file.
    """
    file, meant = _File(text), _with_id(new)
    if meant["id"] in file.ids:
        raise KnowledgeError(f"there is an entry '{meant['id']}' already: choose another id")
    lines = item(in_order(meant, ORDER), file.column)
    return file.after([file.at_the_end(lines)], [*file.entries, meant])


def removed(text: str, entry_id: str) -> str:
    """Return the text without an entry; a comment above it stays.

    Raises:
        KnowledgeError: when there is no such entry, or only a person can take it out.
    """
    file = _File(text)
    number = file.place(entry_id)
    node = file.nodes[number]
    splice = file.differences.without(node, node)
    return file.after([splice], [*file.entries[:number], *file.entries[number + 1 :]])


def phrasings_added(text: str, entry_id: str, sv: Sequence[str] = (), en: Sequence[str] = ()) -> str:
    """Return the text with more ways to ask for an entry; one that it has already is left out.

    Raises:
        KnowledgeError: when there is no such entry, or only a person can write it.
    """
    data = entry_data(text, entry_id)
    asked = dict(data.get("also_asked") or {})
    known = {plain(str(said)) for said in [*_texts(asked), *_texts(data.get("question"))]}
    for language, phrasings in (("sv", sv), ("en", en)):
        fresh = {plain(said): said for said in tidy(list(phrasings)) if plain(said) not in known}
        known |= set(fresh)
        asked[language] = [*(asked.get(language) or []), *fresh.values()]
    return changed(text, entry_id, {**data, "also_asked": asked})


def _texts(value: Any) -> Iterator[Any]:
    """Yield every text of a value."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for inside in value:
            yield from _texts(inside)
    elif value is not None:
        yield value


def _with_id(new: Mapping[str, Any]) -> dict[str, Any]:
    meant: dict[str, Any] = tidy(new)
    if not isinstance(meant.get("id"), str):
        raise KnowledgeError("an entry needs an `id`: a short name of small letters and dashes")
    return meant


class _File:
    """A text that was read: its list of entries, and what the parser says of where they stand.

    Raises:
        KnowledgeError: when it is not YAML, or has no list of entries.
    """

    def __init__(self, text: str) -> None:
        bare = text.removeprefix(BOM)
        self._start = text[: len(text) - len(bare)]
        self._ended = bare.endswith("\n")
        self._break = "\r\n" if "\r\n" in bare else "\n"
        self._text = bare if self._ended else bare + self._break
        self._root = _compose(self._text)
        self._key, self._list = _list(self._root)
        self.nodes: list[Node] = self._list.value if isinstance(self._list, SequenceNode) else []
        self.entries: list[Any] = [value_of(node) for node in self.nodes]
        self.ids = [data.get("id") if isinstance(data, dict) else None for data in self.entries]
        self.differences = Differences(self._text, ORDER)

    @property
    def column(self) -> int:
        """How far in the dash of an entry stands."""
        return int(self._list.start_mark.column) if self.nodes else 2

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
            if isinstance(self._list, CollectionNode) and self._list.flow_style:
                raise KnowledgeError("the entries are written between brackets: write them one below another")
            return self.differences.after(self._end(), lines)
        start, end = self._text.index(":", self._key.end_mark.index) + 1, end_of(self._text, self._list)
        below = self.differences.after(start, lines)
        return Splice(start, below.start, self._text[max(start, end) : below.start] + below.new)

    def after(self, splices: Sequence[Splice], entries: Sequence[Any]) -> str:
        """Make the splices; what comes out must hold these entries, and all else that was there."""
        text = spliced(self._text, splices)
        root = _compose(text)
        found = _list(root)[1]
        now = [value_of(node) for node in found.value] if isinstance(found, SequenceNode) else []
        same = len(now) == len(entries) and all(a == b or tidy(a) == tidy(b) for a, b in zip(now, entries, strict=True))
        if not same or _rest(root) != _rest(self._root):
            raise KnowledgeError("this edit would change more than it should: make it by hand")
        text = text if self._ended else text.removesuffix(self._break)
        return self._start + text

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
