"""Rows as an Excel workbook: every cell a text, what must stay is locked, what is missing is marked."""

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from vardlots.errors import KnowledgeError
from vardlots.sheets.cells import MOST, length
from vardlots.sheets.marks import noted
from vardlots.sheets.readme import README
from vardlots.sheets.rows import COLUMNS, END, Row

SHEET = "Texter Texts"
WIDTHS = {"id": 26, "field": 16, "nr": 8, "sv": 60, "en": 60, "value": 40, "note": 34, "version": 20}
LOCKED = ("id", "field", "nr", "version")
NEW_ROWS = 200
"""So many empty rows follow, in which everything may be written."""
LINE = 100
"""Letters of a line on the first sheet."""
HEIGHT = 15
"""Points of a line."""
HIGHEST = 409
"""Points of a row: Excel takes no more."""

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "head": {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F3B4D")},
    "kept": {"font": Font(color="444444"), "fill": PatternFill("solid", fgColor="EEF1F3")},
    "open": {"protection": Protection(locked=False)},
    "gap": {"fill": PatternFill("solid", fgColor="FFE3B3"), "protection": Protection(locked=False)},
    "heading": {"font": Font(bold=True, size=14)},
    "line": {},
}
"""How cells look: column names, what must stay, what may be changed, what is missing; the first sheet's lines."""

# a text that looks like the code of a letter is written so that it is read as a text
_CODE = re.compile(r"_(x[0-9A-Fa-f]{4}_)")


def write_workbook(rows: Iterable[Row]) -> bytes:
    """Return a workbook of rows, with a first sheet that says how to fill it in.

    Raises:
        KnowledgeError: when a text is longer than a cell of Excel may be; it names the entry.
    """
    book = Workbook()
    for name, look in LOOKS.items():
        book.add_named_style(_style(name, look))
    readme = book.active
    assert isinstance(readme, Worksheet)
    _write_readme(readme)
    _write_rows(book.create_sheet(SHEET), [noted(row) for row in rows])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _style(name: str, look: Mapping[str, Any]) -> NamedStyle:
    """Return the style of a text cell, which Excel leaves as it is typed: no formula, no date, no number."""
    style = NamedStyle(name, alignment=Alignment(wrap_text=True, vertical="top"), **look)
    style.number_format = "@"
    return style


def _write_readme(sheet: Worksheet) -> None:
    sheet.title = "Läs mig Read me"
    sheet.column_dimensions["A"].width = LINE
    for number, (text, heading) in enumerate(README, 1):
        _put(sheet, number, 1, text, "heading" if heading else "line")
        _make_room(sheet, number, lines(text, LINE) + heading)
    sheet.protection.sheet = True
    _for_paper(sheet)


def _write_rows(sheet: Worksheet, rows: Sequence[Row]) -> None:
    for number, name in enumerate(COLUMNS, 1):
        _put(sheet, 1, number, name, "head")
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS[name]
    for line, row in enumerate(rows, 2):
        _write_row(sheet, line, row)
    for line in range(len(rows) + 2, len(rows) + 2 + NEW_ROWS):
        for number in range(1, len(COLUMNS) + 1):
            _put(sheet, line, number, "", "open")
    sheet.freeze_panes = "D2"
    sheet.print_title_rows = "1:1"
    _for_paper(sheet)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    _protect(sheet)


def _write_row(sheet: Worksheet, line: int, row: Row) -> None:
    missing = row.missing()
    for number, (name, text) in enumerate(zip(COLUMNS, row.cells(), strict=True), 1):
        if length(text) > MOST:
            raise KnowledgeError(_too_long(row, name, length(text)))
        style = "kept" if name in LOCKED or row.id == END else "gap" if name in missing else "open"
        _put(sheet, line, number, text, style)
    _make_room(sheet, line, max(lines(text, WIDTHS[name]) for name, text in zip(COLUMNS, row.cells(), strict=True)))


def _make_room(sheet: Worksheet, line: int, needed: int) -> None:
    """Make a row as high as its text, where it has more than one line: LibreOffice does not by itself."""
    if needed > 1:
        sheet.row_dimensions[line].height = min(HEIGHT * needed, HIGHEST)


def lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, `width` letters wide."""
    return sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))


def _put(sheet: Worksheet, line: int, number: int, text: str, style: str) -> None:
    cell = sheet.cell(line, number, _CODE.sub(r"_x005F_\1", text) or None)
    cell.style = style
    if text:
        cell.data_type = "s"  # or a text that begins with = would be calculated


def _protect(sheet: Worksheet) -> None:
    """Lock what tells the rows apart, without a password; rows, columns and filters may be arranged as one likes."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)


def _for_paper(sheet: Worksheet) -> None:
    """Let a page be as wide as a sheet of paper, for who reads with a pencil."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _too_long(row: Row, column: str, letters: int) -> str:
    return (
        f"{row.id}: `{row.field}` ({column}) has {letters} letters, and a cell of Excel takes {MOST}; "
        "export to a .csv file instead, or shorten the text\n"
        f"    På svenska: {row.id}: texten har {letters} tecken, och en cell i Excel rymmer {MOST}. "
        "Exportera till en .csv-fil i stället, eller korta texten."
    )
