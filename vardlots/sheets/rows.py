"""An entry as rows: one a text, so that whoever translates or reviews it sees one thing at a time."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from vardlots.knowledge.editing import digest
from vardlots.replies import LANGUAGES, Language
from vardlots.sheets.cells import shown

COLUMNS = ("id", "field", "nr", "sv", "en", "value", "note", "version")
TEXTS = ("sv", "en", "value")
"""The columns that hold what an entry says."""

Shape = Literal["text", "phrasings", "value", "day", "list", "links", "allow"]
FIELDS: Mapping[str, Shape] = {
    "topic": "value",
    "question": "text",
    "also_asked": "phrasings",
    "answer": "text",
    "links": "links",
    "offer": "list",
    "owner": "value",
    "reviewed": "day",
    "review_every": "value",
    "valid_from": "day",
    "source": "list",
    "must_match": "phrasings",
    "must_not_match": "list",
    "allow": "allow",
}
"""How each field of an entry becomes rows. `text`: one row, a column a language. `phrasings`: a row each, in its
language's column. `value`, `day`: one row. `list`: a row an item. `links`: title by language, address as the value.
`allow`: the rule, a colon, the reason."""

TRANSLATED = ("question", "answer", "links")
"""The fields whose two languages say the same, so that one is translated from the other."""

END = "#end"
"""The id of the last row; without it, a file was cut short."""


@dataclass(frozen=True)
class Row:
    """A text of an entry. `nr` tells the items of a list apart, `sv 3` or `3`; none in a row that adds one.

    A column that the file has not got is None, an empty cell an empty text. `version` is the entry's digest when it
    was written out; `line` the row's number in the file that it was read from.
    """

    id: str
    field: str
    nr: str = ""
    sv: str | None = ""
    en: str | None = ""
    value: str | None = ""
    note: str = ""
    version: str = ""
    line: int = dataclasses.field(default=0, compare=False)

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns."""
        return tuple(getattr(self, name) or "" for name in COLUMNS)

    def missing(self) -> tuple[Language, ...]:
        """Return the languages that a text should be in and is not."""
        if self.field not in TRANSLATED:
            return ()
        return tuple(language for language in LANGUAGES if not getattr(self, language))


def rows_of(entries: Sequence[Mapping[str, Any]], language: Language | None = None) -> Iterator[Row]:
    """Write entries, as their file has them, as rows, with the row that says that it was all.

    `language` leaves only what is translated into it.
    """
    count = 0
    for entry in entries:
        version = digest(entry)
        for name in FIELDS:
            if name in entry and (not language or name in TRANSLATED):
                for row in _ROWS[FIELDS[name]](entry["id"], name, entry[name]):
                    count += 1
                    yield replace(row, version=version)
    yield Row(END, "", value=str(count))


def listed(value: Any) -> list[Any]:
    """Return a list, also where the file has one text in its place."""
    return list(value) if isinstance(value, (list, tuple)) else [value] if value else []


def _text(entry: str, name: str, value: Mapping[str, str]) -> Iterator[Row]:
    yield Row(entry, name, sv=_cell(value.get("sv")), en=_cell(value.get("en")))


def _phrasings(entry: str, name: str, value: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    for number, text in enumerate(listed(value.get("sv")), 1):
        yield Row(entry, name, f"sv {number}", sv=_cell(text))
    for number, text in enumerate(listed(value.get("en")), 1):
        yield Row(entry, name, f"en {number}", en=_cell(text))


def _value(entry: str, name: str, value: object) -> Iterator[Row]:
    yield Row(entry, name, value=_cell(value))


def _list(entry: str, name: str, value: Any) -> Iterator[Row]:
    for number, text in enumerate(listed(value), 1):
        yield Row(entry, name, str(number), value=_cell(text))


def _links(entry: str, name: str, value: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for number, link in enumerate(listed(value), 1):
        title = link["title"]
        yield Row(entry, name, str(number), _cell(title.get("sv")), _cell(title.get("en")), _cell(link["url"]))


def _allow(entry: str, name: str, value: Sequence[Mapping[str, str]]) -> Iterator[Row]:
    for number, one in enumerate(listed(value), 1):
        yield Row(entry, name, str(number), value=_cell(f"{one['rule']}: {one['because']}"))


def _cell(value: object) -> str:
    return "" if value is None else shown(str(value))


_ROWS: Mapping[Shape, Callable[[str, str, Any], Iterator[Row]]] = {
    "text": _text,
    "phrasings": _phrasings,
    "value": _value,
    "day": _value,
    "list": _list,
    "links": _links,
    "allow": _allow,
}
