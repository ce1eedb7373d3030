"""A spreadsheet that came back: its rows, and where each cell is, so that what is wrong can be shown."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.findings import BadFile, Finding, short
from vardlots.sheets.readme import README
from vardlots.sheets.rows import COLUMNS, END, FIELDS, TEXTS, Row, Shape

Lines = Iterable[tuple[int, Sequence[str]]]
"""Row numbers from 1, each with the texts of its cells from column A."""

NEEDED = ("id", "field")
NUMBERS: Mapping[Shape, str] = {
    "text": "",
    "value": "",
    "day": "",
    "phrasings": r"((sv|en) [1-9]\d{0,5})?",
    "list": r"([1-9]\d{0,5})?",
    "links": r"([1-9]\d{0,5})?",
    "allow": r"([1-9]\d{0,5})?",
}


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, in its order. `letters` name the columns as spreadsheet programs do: `sv` is D.

    `absent` is how many of the rows that were written out are not in the file.
    """

    name: str
    rows: tuple[Row, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
    absent: int = 0

    def wrong(self, row: Row, column: str, rule: str, why: str, fix: str, sv: str) -> Finding:
        """Return what is wrong with a cell, told by its name, D12."""
        cell = f"{self.letters.get(column, '')}{row.line}"
        return Finding(self.name, row.line, rule, f"cell {cell}: {why}", fix, f"Cell {cell}: {sv}", row.id or None)


def sheet_of(name: str, lines: Lines) -> Sheet:
    """Make a sheet of the lines of a file; one without anything in it is passed over.

    Raises:
        BadFile: with everything that is wrong with the columns; else, with the rows.
    """
    filled = ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
    top = next(filled, None)
    if not top:
        raise BadFile([whole(name, "empty-file", *_EMPTY)])
    columns = [cell.strip().lower() for cell in top[1]]
    while columns and not columns[-1]:
        columns.pop()
    if columns[0] == README[0][0].lower():
        raise BadFile([whole(name, "wrong-sheet", *_WRONG_SHEET)])
    if wrong := list(_wrong_columns(name, top[0], columns)):
        raise BadFile(wrong)
    letters = {column: letter(number) for number, column in enumerate(columns)}
    sheet = Sheet(name, letters=letters)
    found = [_row(sheet, columns, number, cells) for number, cells in filled]
    rows = tuple(row for row in found if not row.id.startswith("#"))
    ends = [row for row in found if row.id.lower() == END]
    wrong = [*_wrong_end(sheet, rows, ends), *(flaw for row in rows for flaw in _wrong_row(sheet, row))]
    if wrong := wrong or list(_twice(sheet, rows)):
        raise BadFile(wrong)
    count = int(ends[0].value or 0) if ends and (ends[0].value or "").isdecimal() else 0
    return Sheet(name, rows, letters, max(0, count - sum(bool(row.version) for row in rows)))


def whole(name: str, rule: str, why: str, fix: str, sv: str, line: int = 1) -> Finding:
    """Return what is wrong with a file as a whole."""
    return Finding(name, line, rule, why, fix, sv)


def letter(number: int) -> str:
    """Return the name of a column, the first of which is 0: A … Z, AA …"""
    return (letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def _row(sheet: Sheet, columns: Sequence[str], number: int, cells: Sequence[str]) -> Row:
    if extra := [at for at in range(len(columns), len(cells)) if cells[at].strip()]:
        place = f"{letter(extra[0])}{number}"
        why = f"cell {place}: {short(cells[extra[0]])} stands beyond the last column"
        fix = "move it into a column that has a name; in a CSV file, put quotes around a text with a comma in it"
        swedish = (
            f"Cell {place}: texten står utanför kolumnerna. Flytta den. I en CSV-fil ska en text med komma ha "
            "citattecken runt sig."
        )
        raise BadFile([whole(sheet.name, "beyond-columns", why, fix, swedish, number)])
    there = dict(zip(columns, cells, strict=False))
    said = {name: there.get(name, "" if name in columns else None) for name in TEXTS}
    keys = {name: there.get(name, "").strip() for name in COLUMNS if name not in TEXTS}
    keys["nr"] = " ".join(keys["nr"].lower().split())
    return Row(**keys, **said, line=number)  # type: ignore[arg-type]


def _wrong_columns(name: str, line: int, columns: Sequence[str]) -> Iterator[Finding]:
    known = f"the columns are {', '.join(COLUMNS)}"
    for number, column in enumerate(columns):
        place = f"{letter(number)}{line}"
        if column not in COLUMNS:
            why = f"cell {place}: {short(column)} is no column" if column else f"cell {place}: the column has no name"
            swedish = f"Cell {place}: {short(column)} är ingen kolumn. Kolumnerna heter {', '.join(COLUMNS)}."
            yield whole(name, "unknown-column", why, f"{did_you_mean(column, COLUMNS)}{known}", swedish, line)
        elif column in columns[:number]:
            why, fix = f"cell {place}: the column '{column}' stands twice", "remove one of them"
            yield whole(name, "repeated-column", why, fix, f"Cell {place}: kolumnen finns två gånger.", line)
    for column in NEEDED:
        if column not in columns:
            why, fix = f"the column '{column}' is missing", f"keep the first row as it was exported: {known}"
            yield whole(name, "missing-column", why, fix, f"Kolumnen '{column}' saknas. Låt första raden stå.", line)


def _wrong_end(sheet: Sheet, rows: Sequence[Row], ends: Sequence[Row]) -> Iterator[Finding]:
    """Notice a file that ends too early: what was written in its lost rows would be lost without a word."""
    if not rows:
        yield whole(sheet.name, "empty-file", *_EMPTY)
    elif not ends and any(row.version for row in rows):
        why = f"the row '{END}' is missing, so the file may have been cut short after row {rows[-1].line}"
        fix = f"take the whole file; if you removed the row yourself, write {END} in the column id of a row below"
        swedish = f"Raden '{END}' saknas: filen kan vara avhuggen. Tog du själv bort den, skriv {END} under id sist."
        yield whole(sheet.name, "cut-short", why, fix, swedish, rows[-1].line)


def _wrong_row(sheet: Sheet, row: Row) -> Iterator[Finding]:
    if not row.id:
        why, fix = "the row has no id", "write the entry's id, or a new one for a new entry"
        yield sheet.wrong(row, "id", "no-id", why, fix, "raden saknar id. Skriv frågans id, eller ett nytt.")
    if row.field not in FIELDS:
        hint = did_you_mean(row.field, FIELDS)
        why = f"{short(row.field)} is no field of an entry" if row.field else "the row names no field"
        fix = f"{hint}write one of {', '.join(FIELDS)}"
        swedish = f"{short(row.field)} är inget fält. Fälten heter {', '.join(FIELDS)}."
        yield sheet.wrong(row, "field", "unknown-field", why, fix, swedish)
    elif not re.fullmatch(NUMBERS[FIELDS[row.field]], row.nr):
        why = f"{short(row.nr)} is no number of an item of `{row.field}`"
        fix = "write back what stood there; leave it empty in a row that adds something"
        swedish = f"{short(row.nr)} är fel. Skriv tillbaka det som stod där, eller lämna tomt på en ny rad."
        yield sheet.wrong(row, "nr", "wrong-number", why, fix, swedish)


def _twice(sheet: Sheet, rows: Iterable[Row]) -> Iterator[Finding]:
    """Find rows for the same text: nobody could tell which of them counts."""
    first: dict[tuple[str | None, ...], int] = {}
    for row in rows:
        single = row.nr or FIELDS[row.field] in ("text", "value", "day")
        key = (row.id, row.field, row.nr) if single else (row.id, row.field, row.sv, row.en, row.value)
        if key in first:
            why = f"the row is the same as row {first[key]}: {' '.join(filter(None, (row.id, row.field, row.nr)))}"
            swedish = f"raden är samma som rad {first[key]}. Behåll en av dem."
            yield sheet.wrong(row, "id", "repeated-row", why, "keep one of them", swedish)
        first.setdefault(key, row.line)


_EMPTY = (
    "there is nothing in the file",
    "export the answers again",
    "Det står ingenting i filen. Exportera svaren igen.",
)

_WRONG_SHEET = (
    "this is the sheet that explains, not the one with the texts",
    "save the second sheet, 'Texter Texts', as CSV; or save the whole workbook as .xlsx",
    "Det här är bladet Läs mig. Spara i stället bladet 'Texter Texts' som CSV, eller hela arbetsboken som .xlsx.",
)
