"""Workbooks that come back from strangers: small enough, whole, and without anything that calculates."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from vardlots.knowledge.findings import BadFile, Finding, short
from vardlots.sheets.rows import COLUMNS
from vardlots.sheets.sheet import NEEDED, letter, whole

MOST_UNPACKED = 60_000_000
"""So many bytes may a workbook be when it is unpacked."""
MOST_ROWS = 100_000
MOST_COLUMNS = 40

# every part of the file is somebody else's, and so is what the library stumbles on
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, InvalidFileException, ParseError, NotImplementedError, RuntimeError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError, OverflowError, zlib.error,
)  # fmt: skip
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CODED = re.compile(r"_x005[Ff]_(x[0-9A-Fa-f]{4}_)|_x000[Dd]_\n?")

Line = tuple[int, Sequence[str]]


def read_workbook(name: str, data: bytes) -> list[Line]:
    """Return the lines of the sheet that has our columns.

    Raises:
        BadFile: when it is no workbook, is too large, or has formulas; every formula is told.
    """
    _check_size(name, data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features of Excel that are of no interest here
            return _read(name, data)
    except _BROKEN as error:
        raise BadFile([whole(name, "not-a-workbook", *_NOT_WHOLE)]) from error


def _check_size(name: str, data: bytes) -> None:
    """Refuse what would fill the memory, before anything of it is read as XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "mimetype" in archive.namelist():
                raise BadFile([whole(name, "not-a-workbook", *_OTHER)])
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise BadFile([whole(name, "too-large", *_TOO_LARGE)])
            # what a part really unpacks to is never more than what it says it does: zipfile stops there
            if any(
                _DOCTYPE.search(archive.read(part))
                for part in archive.infolist()
                if part.filename.endswith((".xml", ".rels"))
            ):
                raise BadFile([whole(name, "not-a-workbook", *_NOT_WHOLE)])
    except _BROKEN as error:
        raise BadFile([whole(name, "not-a-workbook", *_NOT_WHOLE)]) from error


def _read(name: str, data: bytes) -> list[Line]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not always so
            if _has_columns(sheet):
                wrong: list[Finding] = []
                lines = list(_lines(name, sheet, wrong))
                if wrong:
                    raise BadFile(wrong)
                return lines
    finally:
        book.close()
    raise BadFile([whole(name, "missing-column", *_NO_SHEET)])


def _has_columns(sheet: Any) -> bool:
    for row in sheet.iter_rows(max_row=20, max_col=MOST_COLUMNS):
        names = {str(cell.value).strip().lower() for cell in row if cell.value is not None}
        if names:
            return bool(names.intersection(NEEDED)) or len(names.intersection(COLUMNS)) > 1
    return False


def _lines(name: str, sheet: Any, wrong: list[Finding]) -> Iterator[Line]:
    count = 0
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        if not any(cell.value not in (None, "") for cell in row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise BadFile([whole(name, "too-large", *_TOO_LARGE)])
        yield number, [_text(name, number, at, cell, wrong) for at, cell in enumerate(row)]


def _text(name: str, number: int, at: int, cell: Any, wrong: list[Finding]) -> str:
    """Return what a cell says as a text; what has no one text is told as wrong."""
    value, kind = cell.value, getattr(cell, "data_type", "s")
    if value is None:
        return ""
    if kind == "f" or kind == "e" or isinstance(value, bool):
        wrong.append(_no_text(name, f"{letter(at)}{number}", value, kind))
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _CODED.sub(lambda found: f"_{found[1]}" if found[1] else "\n", str(value))


def _no_text(name: str, place: str, value: object, kind: str) -> Finding:
    what, swedish = ("a formula", "en formel") if kind == "f" else ("no text", "ingen text")
    shown = short(getattr(value, "text", value))
    why = f"cell {place}: {shown} is {what}"
    fix = "write the text itself; to begin one with =, format the cell as text first"
    told = f"Cell {place}: {shown} är {swedish}. Skriv själva texten. Ska den börja med =, formatera cellen som text."
    return whole(name, "formula" if kind == "f" else "not-text", why, fix, told, int(re.sub(r"\D", "", place)))


_NOT_WHOLE = (
    "the file is no whole Excel workbook",
    "take it again from where it was written, or open it in Excel and save it as 'Excel Workbook (.xlsx)'",
    "Filen är ingen hel Excel-arbetsbok. Hämta den igen, eller öppna den i Excel och spara den som .xlsx.",
)
_OTHER = (
    "the file is an OpenDocument spreadsheet",
    "save it as 'Excel 2007 (.xlsx)' or as CSV",
    "Filen är ett OpenDocument-kalkylblad. Spara det som 'Excel 2007 (.xlsx)' eller CSV.",
)
_TOO_LARGE = (
    "the file is too large to be answers",
    "take only the sheet that was exported, without pictures and other sheets",
    "Filen är för stor. Ta bara med bladet som exporterades, utan bilder och andra blad.",
)
_NO_SHEET = (
    "no sheet has the columns id and field",
    f"keep the first row as it was exported: {', '.join(COLUMNS)}",
    f"Inget blad har kolumnerna id och field. Låt första raden stå: {', '.join(COLUMNS)}.",
)
