"""The rows of one entry, put into what it says: what they change, and what in them cannot be done."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from vardlots.knowledge.findings import Finding, short
from vardlots.knowledge.models import KEBAB
from vardlots.replies import LANGUAGES
from vardlots.sheets.cells import alike, one_line, shown
from vardlots.sheets.plan import Change
from vardlots.sheets.rows import FIELDS, TEXTS, Row, listed
from vardlots.sheets.sheet import Sheet

ALLOWED = re.compile(rf"({KEBAB.strip('^$')}):\s+(\S.*)", re.DOTALL)
COLUMNS: Mapping[str, tuple[str, ...]] = {"text": LANGUAGES, "phrasings": LANGUAGES, "links": TEXTS}
"""The columns that a field's texts stand in; those of other fields stand in `value`."""

Index = int | None


class Entry:
    """An entry as the rows would have it: `data`; `changes` are what differs, `wrong` what cannot be done.

    `new` says that there is no such entry yet, so that its rows add to it, whatever their numbers.
    """

    def __init__(self, sheet: Sheet, before: Mapping[str, Any], rows: Sequence[Row], new: bool = False) -> None:
        self._sheet, self._new = sheet, new
        self._lists: dict[tuple[str, str], dict[Index, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.data: dict[str, Any] = deepcopy(dict(before))
        self.changes: list[Change] = []
        self.wrong: list[Finding] = []
        for row in rows:
            if self._in_its_columns(row):
                self._ROWS[FIELDS[row.field]](self, row)
        self._fill_lists()

    def _text(self, row: Row) -> None:
        texts = dict(self.data.get(row.field) or {})
        clean = one_line if row.field == "question" else shown
        for language in LANGUAGES:
            self._put(row, language, f"{row.field}.{language}", texts, language, clean)
        if texts:
            self.data[row.field] = texts
        elif self.data.pop(row.field, None):
            self._refuse(
                row, "sv", "empty", "both languages are empty", "write a text in one", "båda språken är tomma."
            )

    def _value(self, row: Row) -> None:
        self._put(row, "value", row.field, self.data, row.field, one_line)
        if row.field not in self.data and row.field != "valid_from" and not self._new:
            why, fix = f"`{row.field}` is empty", "write back what stood there"
            self._refuse(row, "value", "empty", why, fix, f"`{row.field}` är tomt. Skriv tillbaka det som stod där.")

    def _day(self, row: Row) -> None:
        if row.value and not _is_day(shown(row.value)):
            why, fix = f"{short(row.value)} is no date", "write year, month and day: 2026-11-22"
            told = f"{short(row.value)} är inget datum. Skriv år, månad och dag: 2026-11-22."
            self._refuse(row, "value", "not-a-date", why, fix, told)
            return
        self._value(row)
        if isinstance(self.data.get(row.field), str):
            self.data[row.field] = date.fromisoformat(self.data[row.field])

    def _phrasings(self, row: Row) -> None:
        group = self.data.get(row.field) or {}
        for language in LANGUAGES:
            own = row.nr.startswith(language)
            index = self._index(row) if own else None
            self._item(row, language, listed(group.get(language)), index, (row.field, language))

    def _list(self, row: Row) -> None:
        self._item(row, "value", listed(self.data.get(row.field)), self._index(row), (row.field, ""))

    def _item(self, row: Row, column: str, now: Sequence[Any], index: Index, name: tuple[str, str]) -> None:
        """Note an item that is changed, removed or added; all are put into their list at the end."""
        cell, place = getattr(row, column), ".".join(filter(None, name))
        if index is None:
            if cell and shown(cell):
                self._lists[name][None].append(one_line(cell))
                self.changes.append(Change(row.id, f"{place} +", "", one_line(cell)))
            return
        if index >= len(now):
            self._unknown_number(row)
            return
        there = {"": now[index]}
        self._put(row, column, f"{place} {index + 1}", there, "", one_line)
        if there.get("") != now[index]:
            self._lists[name][index] = list(there.values())

    def _links(self, row: Row) -> None:
        now, index = listed(self.data.get(row.field)), self._index(row)
        if index is not None and index >= len(now):
            self._unknown_number(row)
            return
        link: dict[str, Any] = deepcopy(now[index]) if index is not None else {"title": {}, "url": ""}
        place = f"links {'+' if index is None else index + 1}"
        title: dict[str, Any] = dict(link["title"])
        address: dict[str, Any] = {"url": link["url"]}
        for language in LANGUAGES:
            self._put(row, language, f"{place} {language}", title, language, one_line)
        self._put(row, "value", f"{place} url", address, "url", one_line)
        made = {"title": title, **address}
        if not title and not address.get("url"):
            made = {}
        elif not title or not address.get("url"):
            why, fix = "a link needs a title and an address", "write both, or empty the row's cells to remove the link"
            told = "en länk behöver både text och adress. Skriv båda, eller töm raden för att ta bort länken."
            self._refuse(row, "value" if title else "sv", "half-a-link", why, fix, told)
        if made != (link if index is not None else {}):
            self._lists["links", ""][index] += [made] if made else []

    def _allow(self, row: Row) -> None:
        now, index = listed(self.data.get(row.field)), self._index(row)
        found = ALLOWED.fullmatch(shown(row.value or ""))
        if row.value and not found:
            why, fix = f"{short(row.value)} does not say why", "write the rule, a colon, and the reason"
            told = f"{short(row.value)} säger inte varför. Skriv regeln, kolon och skälet."
            self._refuse(row, "value", "no-reason", why, fix, told)
            return
        texts = [f"{one['rule']}: {one['because']}" for one in now]
        self._item(row, "value", texts, index, (row.field, ""))

    def _put(
        self, row: Row, column: str, place: str, holder: dict[str, Any], key: str, clean: Callable[[str], str]
    ) -> None:
        """Put a cell's text in its place, if it says something else than what is there; an empty one removes it."""
        cell, before = getattr(row, column), holder.get(key)
        told = shown(str(before)) if before else ""
        if cell is None or alike(told, cell):
            return
        if told and not row.version and not self._new:
            self._no_version(row)
            return
        after = clean(cell)
        self.changes.append(Change(row.id, place, told, after))
        if after:
            holder[key] = after
        else:
            holder.pop(key, None)

    def _fill_lists(self) -> None:
        for (name, language), edits in self._lists.items():
            holder, key = (self.data, name) if not language else (dict(self.data.get(name) or {}), language)
            added = edits.pop(None, [])
            texts = [
                new
                for index, old in enumerate(listed(holder.get(key)))
                for new in (
                    map(_allowed, edits[index]) if name == "allow" and index in edits else edits.get(index, [old])
                )
            ]
            texts += map(_allowed, added) if name == "allow" else added
            holder[key] = texts[0] if len(texts) == 1 and isinstance(holder.get(key), str) else texts
            if not texts:
                del holder[key]
            if language:
                self.data[name] = holder

    def _index(self, row: Row) -> Index:
        """Return which item a row is, from 0; none for one that adds an item."""
        return int(row.nr.split()[-1]) - 1 if row.nr and not self._new else None

    def _in_its_columns(self, row: Row) -> bool:
        own = COLUMNS.get(FIELDS[row.field], ("value",))
        stray = next((name for name in TEXTS if name not in own and (getattr(row, name) or "").strip()), None)
        if stray:
            why, fix = f"a text of `{row.field}` does not stand in the column {stray}", f"move it to {' or '.join(own)}"
            told = f"en text i `{row.field}` ska inte stå i kolumnen {stray}. Flytta den till {' eller '.join(own)}."
            self._refuse(row, stray, "wrong-column", why, fix, told)
        return not stray

    def _unknown_number(self, row: Row) -> None:
        why = f"`{row.field}` has no item {row.nr}"
        fix, told = "leave nr empty to add one", f"`{row.field}` har ingen rad {row.nr}. Lämna nr tomt på en ny rad."
        self._refuse(row, "nr", "wrong-number", why, fix, told)

    def _no_version(self, row: Row) -> None:
        why = "the row has no version, so nobody knows which text it was to replace"
        fix = "write back what stood there, or export again; to add a phrasing, leave nr empty"
        told = "raden saknar version. Skriv tillbaka den, eller exportera igen. Lämna nr tomt på en ny rad."
        self._refuse(row, "version", "no-version", why, fix, told)

    def _refuse(self, row: Row, column: str, rule: str, why: str, fix: str, sv: str) -> None:
        self.wrong.append(self._sheet.wrong(row, column, rule, why, fix, sv))

    _ROWS: Mapping[str, Callable[["Entry", Row], None]] = {
        "text": _text,
        "phrasings": _phrasings,
        "value": _value,
        "day": _day,
        "list": _list,
        "links": _links,
        "allow": _allow,
    }


def _allowed(text: str) -> dict[str, str]:
    rule, because = text.split(":", 1)
    return {"rule": rule, "because": because.strip()}


def _is_day(text: str) -> bool:
    if text and not re.fullmatch(r"\d{4}-\d\d-\d\d", text):  # newer Pythons read more than people write
        return False
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False
