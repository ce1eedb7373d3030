"""What goes out as a spreadsheet and comes back untouched changes nothing, whatever it says."""

from datetime import date

import pytest
from exchange_samples import entry, there_and_back
from hypothesis import given, settings
from hypothesis import strategies as st

from vardlots.knowledge import Entry
from vardlots.knowledge.source import read_source
from vardlots.settings import ROOT
from vardlots.sheets.cells import shown
from vardlots.sheets.csvs import read_csv, write_csv
from vardlots.sheets.files import read_sheet
from vardlots.sheets.opening import read_workbook
from vardlots.sheets.plan import Plan
from vardlots.sheets.rows import COLUMNS, END, FIELDS, Row, rows_of
from vardlots.sheets.workbook import write_workbook

pytestmark = pytest.mark.slow

FORMATS = (".csv", ".xlsx")
NASTY = (
    "=1+1", "=HYPERLINK(\"https://evil.example\")", "+46 8 465 004 00", "-5 grader", "@support", "'=1", "''=1", "'tis",
    "'", "\"", 'he said "no", twice', "a;b\tc,d", "rad ett\n\nrad två", "rad ett\r\nrad två", "\r", " blanks around ",
    "12", "1e5", "2026-11-22", "TRUE", "true", "null", "#N/A", "#end", "_x000D_", "_x005F_x0041_", "x005F_", "\N{BELL}",
    "\x07bell", "\ufffe", "\N{ZERO WIDTH NO-BREAK SPACE}", "å ä ö", "👩‍⚕️ läkare", "ＡＢ＝", "＝1", "<b>&amp;</b>",
    "{provider.phone}", "\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}400\N{NO-BREAK SPACE}", "\u2028", "%00", "a" * 32_767,
    "Ã¤", "ï»¿",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.sampled_from("=+-@'\"\n\r\t ;,_xX05FD#éå👩\x0b\x7f")),
    st.text(st.characters(exclude_categories=["Cs"])),
)
said = texts.filter(lambda text: bool(shown(text)))


def nothing(plan: Plan) -> bool:
    return plan == Plan()


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_whole_knowledge_base_comes_back_without_a_change(suffix):
    entries = read_source(ROOT / "kb" / "faq.yaml").data["entries"]
    assert len(entries) > 40
    assert nothing(there_and_back(entries, suffix))


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=15, deadline=None)
@given(st.lists(said, min_size=1, max_size=6), said, said)
def test_nasty_texts_come_back_without_a_change(suffix, phrasings, question, answer):
    one = entry(
        also_asked={"sv": phrasings, "en": ["x"]},
        question={"sv": question},
        answer={"en": answer + "\n"},
        source=phrasings,
        valid_from=date(2026, 11, 1),
        allow=[{"rule": "long-answer", "because": answer}],
    )
    assert nothing(there_and_back([one], suffix))


@pytest.mark.parametrize("text", NASTY)
def test_a_cell_says_what_was_written_into_it(text):
    rows = [Row("fees", "question", sv=shown(text), version="1"), Row(END, "", value="1")]
    for lines in (read_csv("a.csv", write_csv(rows)), read_workbook("a.xlsx", write_workbook(rows))):
        assert lines[1][1][COLUMNS.index("sv")] == shown(text)


@pytest.mark.parametrize("text", [text for text in NASTY if shown(text)[:1] in tuple("=+-@＝")[:5] and shown(text)])
def test_no_text_is_a_formula_to_a_program_that_opens_the_csv(text):
    written = write_csv([Row("fees", "question", sv=shown(text))]).decode("utf-8-sig")
    assert f"\"'{shown(text)[0]}" in written


def test_a_csv_has_the_mark_that_excel_knows_utf_8_by():
    assert write_csv([]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_another_program_saves_is_read(coding, separator, newline):
    lines = [["id", "field", "nr", "sv"], ["fees", "also_asked", "", f'hår, då; "så" {separator}']]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line] for line in lines]
    text = newline.join(separator.join(line) for line in quoted) + newline
    (row,) = read_sheet("x.csv", text.encode(coding)).rows
    assert (row.id, row.sv) == ("fees", f'hår, då; "så" {separator}'.strip() if separator != "\t" else row.sv)
    assert (row.en, row.value) == (None, None)


def test_every_field_of_an_entry_has_a_place():
    assert {"id", *FIELDS} == set(Entry.model_fields)


def test_an_entry_is_written_one_text_a_row():
    rows = list(rows_of([entry()]))
    assert [(row.field, row.nr, row.sv, row.en, row.value) for row in rows[:5]] == [
        ("topic", "", "", "", "faq_fees"),
        ("question", "", "Vad kostar det?", "What does it cost?", ""),
        ("also_asked", "sv 1", "vad är avgiften", "", ""),
        ("also_asked", "sv 2", "kostar det nåt", "", ""),
        ("also_asked", "en 1", "", "how much is the fee", ""),
    ]
    assert rows[-1] == Row("#end", "", value=str(len(rows) - 1))
    assert len({row.version for row in rows[:-1]}) == 1


def test_translators_get_only_what_is_translated():
    assert {row.field for row in rows_of([entry()], "en")} == {"question", "answer", "links", ""}
    assert nothing(there_and_back([entry()], ".csv"))
