"""Files that are wrong are refused with the place, and with what to do, in both languages."""

import io
import zipfile
from datetime import datetime

import pytest
from exchange_samples import entry
from openpyxl import Workbook

from vardlots.knowledge import BadFile
from vardlots.sheets import files, opening
from vardlots.sheets.files import open_sheet, read_sheet, sheet_bytes
from vardlots.sheets.rows import COLUMNS, Row, rows_of


def findings(data, name="answers.csv"):
    with pytest.raises(BadFile) as bad:
        read_sheet(name, data)
    assert all(one.why and one.fix and one.sv for one in bad.value.findings)
    return bad.value.findings


def rules(data, name="answers.csv"):
    return [(one.rule, one.line) for one in findings(data, name)]


def text(*lines):
    return "\n".join(lines).encode()


def book(*lines):
    made = Workbook()
    for line in lines:
        made.active.append(line)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


HEAD = "id,field,nr,sv,en,value,note,version"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ("empty-file", 1)),
        (b"\n\n , ,\n", ("empty-file", 1)),
        (text(HEAD), ("empty-file", 1)),
        (text("id,field,svenska", "fees,answer,x"), ("unknown-column", 1)),
        (text("id,field,,sv", "fees,answer,,x"), ("unknown-column", 1)),
        (text("id,field,sv,sv", "fees,answer,x,y"), ("repeated-column", 1)),
        (text("id,sv", "fees,x"), ("missing-column", 1)),
        (text(HEAD, "fees,anwser,,x"), ("unknown-field", 2)),
        (text(HEAD, "fees,,,x"), ("unknown-field", 2)),
        (text(HEAD, ",answer,,x"), ("no-id", 2)),
        (text(HEAD, "fees,also_asked,3,x"), ("wrong-number", 2)),
        (text(HEAD, "fees,answer,1,x"), ("wrong-number", 2)),
        (text(HEAD, "fees,answer,,Ja, det kostar,x,,,,mer"), ("beyond-columns", 2)),
        (text(HEAD, "fees,answer,,x", "", "fees,answer,,y"), ("repeated-row", 4)),
        (text(HEAD, "fees,also_asked,,x", "fees,also_asked,,x"), ("repeated-row", 3)),
        (text(HEAD, "fees,answer,,x,,,,1f"), ("cut-short", 2)),
        (text(HEAD, 'fees,answer,,"x'), ("not-csv", 1)),
        (b"id,field\n\0\0\0", ("not-text", 1)),
        (b"id,field,sv\nfees,answer,\x81", ("not-text", 1)),
        (text("Läs mig", "På nästa blad står assistentens svar."), ("wrong-sheet", 1)),
        (text(HEAD, "fees,answer,,Vad gäller?").decode("cp1252").encode(), ("wrong-letters", 1)),
        (b"\xd0\xcf\x11\xe0 old or locked", ("not-a-workbook", 1)),
        (b"PK\x03\x04 and then nothing", ("not-a-workbook", 1)),
    ],
)
def test_a_wrong_file_is_refused(data, found):
    assert rules(data) == [found]


def test_an_unknown_column_is_told_by_its_letter_and_what_was_meant():
    (found,) = findings(text("id,field,verzion", "fees,answer,x"))
    assert "cell C1: 'verzion' is no column" in found.why
    assert "did you mean 'version'" in found.fix
    assert found.sv.startswith("Cell C1")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_refused(suffix, share):
    data = sheet_bytes(suffix, rows_of([entry(), entry(id="other")]))
    assert rules(data[: int(share * len(data))], f"a{suffix}")[0][0] in (
        "cut-short", "not-csv", "not-a-workbook", "unknown-field", "wrong-number",
    )  # fmt: skip


def test_a_csv_that_was_cut_between_two_rows_is_refused():
    lines = sheet_bytes(".csv", rows_of([entry(answer={"sv": "x"})])).splitlines(keepends=True)
    assert rules(b"".join(lines[:-1])) == [("cut-short", len(lines) - 1)]


@pytest.mark.parametrize(
    ("value", "rule"), [("=1+1", "formula"), ('=HYPERLINK("https://x.example","x")', "formula"), (True, "not-text")]
)
def test_a_cell_that_is_no_text_is_told_by_its_name(value, rule):
    (found,) = findings(book(COLUMNS, ["fees", "answer", "", value]), "a.xlsx")
    assert (found.rule, found.line) == (rule, 2)
    assert "cell D2" in found.why
    assert "Cell D2" in found.sv


def test_numbers_and_dates_that_excel_made_of_texts_are_texts_again():
    data = book(
        COLUMNS,
        ["fees", "reviewed", None, None, None, datetime(2026, 11, 22)],
        ["fees", "also_asked", None, 1177, 3.5],
    )
    day, numbers = read_sheet("a.xlsx", data).rows
    assert (day.value, numbers.sv, numbers.en) == ("2026-11-22", "1177", "3.5")


def test_the_sheet_with_our_columns_is_found_wherever_it_is():
    made = Workbook()
    made.active.append(["notes of somebody"])
    sheet = made.create_sheet("x")
    sheet.append([])
    sheet.append(["ID", " Field ", "SV"])
    sheet.append([])
    sheet.append(["fees", "answer", "x"])
    file = io.BytesIO()
    made.save(file)
    assert read_sheet("a.xlsx", file.getvalue()).rows == (Row("fees", "answer", sv="x", en=None, value=None),)


def test_a_workbook_without_our_columns_is_refused():
    assert rules(book(["a", "b"], ["c", "d"])) == [("missing-column", 1)]


def test_another_programs_archive_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "OpenDocument" in findings(file.getvalue())[0].why


def with_part(data, name, body):
    """Return a workbook with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for part in old.namelist():
            made.writestr(part, body if part == name else old.read(part))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1_000_000)
    data = with_part(book(COLUMNS, ["fees", "answer"]), SHEET, b" " * 2_000_000)
    assert len(data) < 50_000
    assert rules(data) == [("too-large", 1)]


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        b"<worksheet><sheetData><row></worksheet>",
        b"",
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="s"><v>99999</v></c></row></sheetData></worksheet>',
    ],
)
def test_a_workbook_that_somebody_tampered_with_is_refused(body):
    assert rules(with_part(book(COLUMNS, ["fees", "answer"]), SHEET, body)) == [("not-a-workbook", 1)]


def test_a_file_that_is_too_large_is_refused_without_reading_all_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    path = tmp_path / "answers.csv"
    path.write_bytes(b"x" * 5000)
    with pytest.raises(BadFile, match="too large"):
        open_sheet(path)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(opening, "MOST_ROWS", 2)
    assert rules(book(COLUMNS, *(["fees", "also_asked", "", str(n)] for n in range(3)))) == [("too-large", 1)]
