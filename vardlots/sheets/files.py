"""Spreadsheets as files: written by the ending of their name, read by what is in them."""

from collections.abc import Iterable
from pathlib import Path

from vardlots.knowledge.findings import BadFile
from vardlots.sheets.csvs import read_csv, write_csv
from vardlots.sheets.opening import read_workbook
from vardlots.sheets.rows import Row
from vardlots.sheets.sheet import Sheet, sheet_of, whole
from vardlots.sheets.workbook import write_workbook

MOST_BYTES = 20_000_000
WRITERS = {".csv": write_csv, ".xlsx": write_workbook}
"""How a file of each ending is written."""

_WORKBOOK, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def sheet_bytes(suffix: str, rows: Iterable[Row]) -> bytes:
    """Return the file of rows, `.csv` or `.xlsx`.

    Raises:
        KeyError: for another ending.
        KnowledgeError: when a text does not fit into a cell.
    """
    return WRITERS[suffix](rows)


def read_sheet(name: str, data: bytes) -> Sheet:
    """Return the rows of a file that came back, a workbook or CSV, whatever its name says.

    Raises:
        BadFile: when it cannot be read, is too large, or has rows that are wrong.
    """
    if len(data) > MOST_BYTES:
        raise BadFile([whole(name, "too-large", *_TOO_LARGE)])
    if data.startswith(_OLD):
        raise BadFile([whole(name, "not-a-workbook", *_OLD_EXCEL)])
    lines = read_workbook(name, data) if data.startswith(_WORKBOOK) else read_csv(name, data)
    return sheet_of(name, lines)


def open_sheet(path: Path) -> Sheet:
    """Read a file from the disk; raises what `read_sheet` raises, and OSError."""
    with path.open("rb") as file:
        return read_sheet(path.name, file.read(MOST_BYTES + 1))


_TOO_LARGE = (
    f"the file is larger than {MOST_BYTES // 1_000_000} MB, too large to be answers",
    "take only the sheet that was exported, without pictures and other sheets",
    f"Filen är större än {MOST_BYTES // 1_000_000} MB. Ta bara med bladet som exporterades, utan bilder.",
)
_OLD_EXCEL = (
    "the file is an old Excel workbook (.xls), or has a password",
    "open it in Excel and save it as 'Excel Workbook (.xlsx)', without a password",
    "Filen är en gammal Excel-fil (.xls) eller har lösenord. Öppna den i Excel och spara som .xlsx utan lösenord.",
)
