"""Rows as CSV: UTF-8 with a mark that Excel knows it by, commas, and no cell that a program would calculate.

A text that begins like a formula gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
So does one that already looks as if it had got one, so that taking an apostrophe away always gives back the text.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from vardlots.knowledge.findings import BadFile
from vardlots.sheets.marks import LAST, noted
from vardlots.sheets.rows import COLUMNS, Row
from vardlots.sheets.sheet import whole

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
SEPARATORS = ",;\t"
MOST_LETTERS = 1_000_000
"""So long may a cell be."""
# å, ä, ö, é and our own mark, read as another encoding and saved so
_TWICE = re.compile("Ã[¥¤¶…„–©]|ï»¿")
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def write_csv(rows: Iterable[Row]) -> bytes:
    """Return a CSV file of rows."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([_escaped(cell) for cell in noted(row).cells()] for row in rows)
    return file.getvalue().encode("utf-8")


def read_csv(name: str, data: bytes) -> list[tuple[int, Sequence[str]]]:
    """Return the lines of a CSV file, as they are numbered in a spreadsheet program.

    Raises:
        BadFile: when it is not text, or ends in the middle of one.
    """
    text = _decoded(name, data)
    try:
        return list(enumerate(_lines(text), 1))
    except csv.Error as error:
        why, fix = f"the file is no whole CSV file: {error}", "take it again from where it was written, or export again"
        swedish = "Filen är ingen hel CSV-fil. Hämta den en gång till, eller exportera igen."
        raise BadFile([whole(name, "not-csv", why, fix, swedish)]) from error


def _lines(text: str) -> Iterator[Sequence[str]]:
    limit = csv.field_size_limit(MOST_LETTERS)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        for cells in reader:
            yield [_plain(cell) for cell in cells]
    finally:
        csv.field_size_limit(limit)


def _separator(text: str) -> str:
    """Return what stands between the names of the columns; Excel in Swedish saves semicolons."""
    top = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=top.count)


def _decoded(name: str, data: bytes) -> str:
    """Return the text: UTF-8, UTF-16 as Excel's "Unicode text" has it, or what old Excel for Windows saves."""
    text = _read(name, data)
    if LAST not in text and _TWICE.search(text):  # where our own sentence is whole, an Ã was written on purpose
        raise BadFile([whole(name, "wrong-letters", *_WRONG_LETTERS)])
    return text


def _read(name: str, data: bytes) -> str:
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if b"\0" in data and coding != "utf-16":
        raise BadFile([whole(name, "not-text", *_NOT_TEXT)])
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadFile([whole(name, "not-text", *_NOT_TEXT)]) from error


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


_NOT_TEXT = (
    "the file is neither a workbook nor text that can be read",
    "save it in Excel as 'Excel Workbook (.xlsx)' or as 'CSV UTF-8'",
    "Filen går inte att läsa. Spara den i Excel som 'Excel-arbetsbok (.xlsx)' eller 'CSV UTF-8'.",
)

_WRONG_LETTERS = (
    "a program has read the file in another encoding and saved it so: å, ä and ö have become two letters each",
    "open the exported file again and choose UTF-8 where the program asks for the encoding, or work in the .xlsx file",
    "Å, ä och ö har blivit andra tecken. Öppna den exporterade filen igen och välj UTF-8, eller använd .xlsx-filen.",
)
