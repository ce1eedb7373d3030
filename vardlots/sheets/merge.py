"""From the rows of a spreadsheet to what they would change: nothing but what a person has changed in it.

A row that is not there changes nothing, so that a part of an export may come back; an empty cell removes its text.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.editing import digest
from vardlots.knowledge.findings import BadFile, Finding, short
from vardlots.knowledge.models import KEBAB
from vardlots.sheets.apply import Entry
from vardlots.sheets.marks import OURS
from vardlots.sheets.plan import Changed, Note, Plan
from vardlots.sheets.rows import Row
from vardlots.sheets.sheet import Sheet


def merge(sheet: Sheet, entries: Sequence[Mapping[str, Any]], drafts: Collection[str] = ()) -> Plan:
    """Compare a sheet with the entries as their file has them now; `drafts` are the ids of the drafts there are.

    Raises:
        BadFile: with everything in the sheet that cannot be done, each with its cell; nothing else is done then.
    """
    known = {str(entry["id"]): entry for entry in entries}
    groups: dict[str, list[Row]] = {}
    for row in sheet.rows:
        groups.setdefault(row.id, []).append(row)
    wrong = [flaw for name, rows in groups.items() for flaw in _wrong_id(sheet, name, rows, known, drafts)]
    changed, fresh, stale = [], [], []
    for name, rows in groups.items():
        if name not in known:
            made = Entry(sheet, {"id": name}, rows, new=True)
            wrong += made.wrong
            fresh.append(Changed(name, "", made.data, tuple(made.changes)))
            continue
        made, base = Entry(sheet, known[name], rows), digest(known[name])
        if any(row.version not in ("", base) for row in rows):
            stale += [name] if made.changes or made.wrong else []
            continue
        wrong += made.wrong
        if made.changes:
            changed.append(Changed(name, base, made.data, tuple(made.changes)))
    if wrong:
        raise BadFile(wrong)
    return Plan(tuple(changed), tuple(fresh), tuple(stale), tuple(_notes(sheet)), sheet.absent)


def _wrong_id(
    sheet: Sheet, name: str, rows: Sequence[Row], known: Collection[str], drafts: Collection[str]
) -> Iterator[Finding]:
    """Tell a new entry from one that is gone, or whose id was typed wrong."""
    if name in known:
        return
    row = next((row for row in rows if row.version), rows[0])
    if row.version:
        why, fix = f"no entry has the id {short(name)}", "write the id that stood there"
        fix = f"{did_you_mean(name, known)}{fix}; for a new entry, leave the column version empty"
        swedish = f"ingen fråga har id {short(name)}. Skriv det som stod där; för en ny fråga, töm kolumnen version."
        yield sheet.wrong(row, "id", "unknown-id", why, fix, swedish)
    elif not re.fullmatch(KEBAB, name):
        why, fix = f"{short(name)} is no id", "write small letters a–z, digits, and - between words: no-show-fee"
        swedish = f"{short(name)} är inget id. Skriv små bokstäver a–z, siffror och - mellan orden: no-show-fee."
        yield sheet.wrong(row, "id", "not-an-id", why, fix, swedish)
    elif name in drafts:
        why, fix = f"there is a draft {short(name)} already", "choose another id, or change the draft"
        swedish = f"det finns redan ett utkast {short(name)}. Välj ett annat id, eller ändra i utkastet."
        yield sheet.wrong(row, "id", "taken-id", why, fix, swedish)
    elif not any(row.field == "question" and (row.sv or row.en) for row in rows):
        why = f"the new entry {short(name)} has no question"
        fix = f"{did_you_mean(name, known)}write a row with question in the column field, and the question"
        swedish = f"den nya frågan {short(name)} har ingen rubrik. Skriv en rad med question under field, och frågan."
        yield sheet.wrong(row, "id", "no-question", why, fix, swedish)


def _notes(sheet: Sheet) -> Iterator[Note]:
    for row in sheet.rows:
        if row.note and row.note not in OURS:
            yield Note(row.id, f"{row.field} {row.nr}".strip(), row.note)
