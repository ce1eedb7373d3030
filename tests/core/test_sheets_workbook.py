"""The workbook as people meet it in Excel."""

import io

import pytest
from exchange_samples import entry
from openpyxl import load_workbook

from vardlots.errors import KnowledgeError
from vardlots.sheets.readme import README
from vardlots.sheets.rows import COLUMNS, Row, rows_of
from vardlots.sheets.workbook import HEIGHT, HIGHEST, write_workbook


def opened(*entries):
    return load_workbook(io.BytesIO(write_workbook(rows_of(list(entries)))))


def cells(sheet, name):
    return [row[COLUMNS.index(name)] for row in sheet.iter_rows(min_row=2)]


def test_the_first_sheet_says_what_to_do_in_both_languages():
    readme, _texts = opened(entry()).worksheets
    said = [row[0].value for row in readme.iter_rows()]
    assert "Läs mig" in said
    assert "Read me" in said
    assert len(said) == len(README)


def test_names_are_locked_and_texts_are_not():
    sheet = opened(entry()).worksheets[1]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "D2"
    assert not sheet.protection.insertRows
    for name, locked in (("id", True), ("field", True), ("nr", True), ("version", True), ("sv", False), ("en", False)):
        assert cells(sheet, name)[0].protection.locked is locked


def test_new_rows_may_be_written_at_the_bottom():
    sheet = opened(entry()).worksheets[1]
    last = [row for row in sheet.iter_rows() if not any(cell.value for cell in row)]
    assert len(last) >= 100
    assert not any(cell.protection.locked for row in last for cell in row)
    assert {cell.number_format for row in last for cell in row} == {"@"}


def test_a_missing_translation_is_marked_by_colour_and_in_words():
    sheet = opened(entry(question={"sv": "Vad kostar det?"})).worksheets[1]
    row = next(row for row in sheet.iter_rows() if row[1].value == "question")
    there, gap = row[COLUMNS.index("sv")], row[COLUMNS.index("en")]
    assert gap.fill.fgColor.rgb != there.fill.fgColor.rgb
    assert row[COLUMNS.index("note")].value == "Engelska saknas · English is missing"
    assert [row[COLUMNS.index("note")].value for row in sheet.iter_rows(min_row=2) if row[1].value == "answer"] == [
        None
    ]


def test_a_row_is_as_high_as_its_longest_text():
    answer = {"sv": "Första stycket.\n\nAndra stycket.", "en": "x " * 200}
    sheet = opened(entry(answer=answer)).worksheets[1]
    (row,) = [row[0].row for row in sheet.iter_rows() if row[1].value == "answer"]
    assert sheet.row_dimensions[row].height == 7 * HEIGHT
    assert sheet.row_dimensions[row - 1].height is None


def test_a_row_is_no_higher_than_excel_lets_it_be():
    sheet = opened(entry(answer={"sv": "x\n" * 100})).worksheets[1]
    assert max(row.height or 0 for row in sheet.row_dimensions.values()) == HIGHEST


def test_it_is_printed_as_wide_as_the_paper():
    for sheet in opened(entry()).worksheets:
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_every_cell_is_a_text_also_one_that_looks_like_a_formula():
    sheet = opened(entry(also_asked={"sv": ["=1+1", "12", "2026-11-22"]})).worksheets[1]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("text", ["a" * 32_768, "👩" * 16_384])
def test_a_text_that_no_cell_can_hold_is_refused_by_the_name_of_its_entry(text):
    with pytest.raises(KnowledgeError, match=r"(?s)fees: `answer` \(sv\) has 32768 letters.*\.csv.*svenska"):
        write_workbook([Row("fees", "answer", sv=text)])


def test_two_workbooks_may_be_written():
    assert opened(entry()).worksheets[1].max_row == opened(entry()).worksheets[1].max_row
