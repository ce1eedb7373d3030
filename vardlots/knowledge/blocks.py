"""A file that is one long list of entries, cut where each entry begins: an entry's text alone says what is in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeVar

Where = tuple[str | int, ...]
Value = TypeVar("Value")

_HEAD = re.compile(r"(?:[ ]*(?:#.*)?\n)*(entries|drafts):[ ]*(?:#.*)?\n(?:[ ]*(?:#.*)?\n)*(?=([ ]*)-[ \n])")
# a mark that another entry could refer to
_MARK = re.compile(r"&(?<![^\s\[{,:?-]&)\S")
_BREAKS = "\r\x85\u2028\u2029"
"""What YAML takes for the end of a line, though an editor does not."""


@dataclass(frozen=True)
class Cut:
    """A list of entries as text: the key that it stands under, that key's line, and each entry's text.

    Put together, the texts are all that stands below the key and the comments after it; each begins with a dash in
    `column`, from 0. Of the file, as many signs stand before each as `starts` says, and as many lines as `above`.
    """

    key: str
    line: int
    column: int
    texts: Sequence[str]
    starts: Sequence[int]
    above: Sequence[int]


def cut(text: str) -> Cut | None:
    """Cut a file into its entries; None where it is anything but a plain list below one key.

    An entry begins at a dash in the list's column. That is sure of every text whose pieces can be read: what goes on
    over such a line, such as a quotation that is not closed, leaves a piece that nobody can read.
    """
    head = _HEAD.match(text)
    if not head or _MARK.search(text) or any(sign in text for sign in _BREAKS):
        return None
    indent, start = head[2], head.end() - 1  # each line with the break before it, so that lines are soon found
    if re.compile(rf"\n(?!{indent}(?:-[ \n]|[ ])|[ ]*(?:#|\n|\Z))").search(text, start):
        return None
    texts = [f"{indent}-{one}\n" for one in re.split(rf"\n{indent}-(?=[ \n])", text[start:])[1:]]
    texts[-1] = texts[-1].removesuffix("\n")
    starts = accumulate(map(len, texts[:-1]), initial=head.end())
    above = accumulate((one.count("\n") for one in texts[:-1]), initial=text.count("\n", 0, head.end()))
    line = text.count("\n", 0, head.start(1)) + 1
    return Cut(head[1], line, len(indent), texts, list(starts), list(above))


@dataclass(frozen=True, eq=False)
class Block:
    """An entry that was read: its value, and where in it what stands; its own first line is 1.

    The same entry, word for word, is the same block, whatever stands around it. Nobody changes what is in it.
    """

    data: Any
    lines: Mapping[Where, int]
    written: Mapping[Where, str]


class Places(Mapping[Where, Value]):
    """What is known of every place of a file: some of its own, and those of its entries below `key`."""

    def __init__(self, own: Mapping[Where, Value], key: str, parts: Sequence[Mapping[Where, Value]]) -> None:
        self._own = own
        self._key = key
        self._parts = parts

    def __getitem__(self, where: Where) -> Value:
        if len(where) < 2 or where[0] != self._key:
            return self._own[where]
        number = where[1]
        if not isinstance(number, int) or not 0 <= number < len(self._parts):
            raise KeyError(where)
        return self._parts[number][where[2:]]

    def __iter__(self) -> Iterator[Where]:
        yield from self._own
        for number, part in enumerate(self._parts):
            yield from ((self._key, number, *inside) for inside in part)

    def __len__(self) -> int:
        return len(self._own) + sum(map(len, self._parts))


class Lines(Places[int]):
    """The line of every place; `above` is how many lines of the file stand above each entry."""

    def __init__(
        self, own: Mapping[Where, int], key: str, parts: Sequence[Mapping[Where, int]], above: Sequence[int]
    ) -> None:
        super().__init__(own, key, parts)
        self._above = above

    def __getitem__(self, where: Where) -> int:
        line = super().__getitem__(where)
        return line if where in self._own else line + self._above[int(where[1])]
