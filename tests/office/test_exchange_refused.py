"""In: what is no file of ours, who may not bring one, and how long a file waits."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from clinic import EDITOR, Clinic
from exchanging import PAGE, agreed, brought_in, corrected, kept, made, plain, taken_out
from starlette.testclient import TestClient

from office.exchange.takein import LONGEST_NAME, MOST_BYTES, MOST_TEXTS, name_of, unfit
from office.exchange.uploads import KEPT, MOST, Uploads
from vardlots.settings import Settings
from vardlots.sheets.files import sheet_bytes
from vardlots.sheets.rows import END, Row

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def writer(still: Clinic) -> TestClient:
    return still.browser(EDITOR)


def workbook(row: Row, *, formula: str = "") -> bytes:
    """Return a workbook of one row, with a formula in its first text."""
    data = sheet_bytes(".xlsx", [row, Row(END, "", value="1")])
    before, after = io.BytesIO(data), io.BytesIO()
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith("sheet2.xml") and formula:
                text = re.sub(rb'<c r="D2"[^>]*>.*?</c>', f'<c r="D2"><f>{formula}</f></c>'.encode(), text, count=1)
            new.writestr(part, text)
    return after.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 80_000_000)
    assert len(file.getvalue()) < 200_000
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("", lambda: b"x", "Välj en fil först"),
        ("svar.csv", lambda: b" \n", "Filen är tom"),
        ("svar.pdf", lambda: b"%PDF-1.7 ...", "varken ett kalkylblad eller en sparad webbsida"),
        ("svar.csv", lambda: b"%PDF-1.7 ...", "varken ett kalkylblad eller en sparad webbsida"),
        ("svar.docx", lambda: b"PK\x03\x04...", "varken ett kalkylblad eller en sparad webbsida"),
        ("svar.xlsx", lambda: b"PK\x03\x04 half a file", "ingen hel Excel-arbetsbok"),
        ("svar.xlsx", bomb, "Filen är för stor"),
        ("svar.xls", lambda: b"\xd0\xcf\x11\xe0 old", "gammal Excel-fil"),
        ("svar.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0", "Filen går inte att läsa"),
        ("svar.csv", lambda: b"namn;adress\nBo;Gatan\n", "Cell A1: 'namn' är ingen kolumn"),
        ("svar.csv", lambda: b"id;field;sv\nfees;anser;Hej\n", "Cell B2: 'anser' är inget fält"),
        ("svar.xlsx", lambda: workbook(Row("fees", "answer", sv="x"), formula="1+1"), "Cell D2: '=1+1' är en formel"),
        ("sida.html", lambda: b"<html><p>Hej.</p></html>", "inga frågor och svar"),
        ("stor.csv", lambda: b"x" * (MOST_BYTES + 1), "Filen är större än 10 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_kindly(
    still: Clinic, writer: TestClient, name: str, data: Callable[[], bytes], told: str
) -> None:
    answered = brought_in(writer, data(), name)
    assert answered.status_code == 422
    assert told in plain(answered)
    assert 'role="alert"' in answered.text
    assert "vardlots kb" not in answered.text
    assert "kb/" not in answered.text
    assert not kept(still)


def test_mistakes_are_told_in_english_too(anna: TestClient) -> None:
    anna.post("/language", data={"language": "en"})
    answered = brought_in(anna, b"id;field;sv\nfees;anser;Hej\n")
    assert "Cell B2: 'anser' is no field of an entry. To do: did you mean" in plain(answered)


def test_of_very_many_mistakes_the_first_are_shown(writer: TestClient) -> None:
    rows = "".join(f"fees;wrong;{number}\n" for number in range(100))
    answered = brought_in(writer, f"id;field;sv\n{rows}".encode())
    assert answered.text.count('class="finding error"') == 40
    assert "Och 60 fel till." in plain(answered)


def test_more_than_anybody_reads_is_not_shown(still: Clinic, writer: TestClient) -> None:
    rows = "".join(f"fees;also_asked;fråga {number} om pengar\n" for number in range(MOST_TEXTS + 1))
    answered = brought_in(writer, f"id;field;sv\n{rows}".encode())
    assert answered.status_code == 422
    assert "fler än 5 000 texter" in plain(answered)
    assert not kept(still)


def test_no_file_at_all(writer: TestClient) -> None:
    assert "Välj en fil först" in plain(writer.post("/exchange", data={"file": "no file"}))
    assert "Välj en fil först" in plain(writer.post("/exchange"))


def test_far_too_much_is_told_before_it_is_read(writer: TestClient) -> None:
    answered = brought_in(writer, b"x" * 13_000_000, "stor.csv")
    assert answered.status_code == 413
    assert "En fil får vara högst 10 MB" in plain(answered)


def test_while_the_files_cannot_be_read_nothing_goes_out_or_in(office: Clinic, anna: TestClient) -> None:
    data = corrected(anna, ("fees", "answer", "Nytt."))
    shown = brought_in(anna, data)
    (office.kb / "faq.yaml").write_text("entries: [", encoding="utf-8")
    assert "Svaren går inte att läsa just nu" in plain(anna.get("/exchange"))
    assert "Svaren går inte att läsa just nu" in plain(anna.get("/exchange/file?which=all"))
    assert "Svaren går inte att läsa just nu" in plain(brought_in(anna, data))
    assert "Svaren går inte att läsa just nu" in plain(anna.get(shown.url.path))
    assert "Svaren går inte att läsa just nu" in plain(agreed(anna, shown))
    assert len(kept(office)) == 1


def test_drafts_that_cannot_be_read_are_not_the_files_fault(office: Clinic, anna: TestClient) -> None:
    (office.kb / "drafts.yaml").write_text("drafts: [", encoding="utf-8")
    answered = brought_in(anna, PAGE.encode(), "fragor.html")
    assert answered.status_code == 409
    assert "Utkasten går inte att läsa just nu" in plain(answered)


def test_who_only_reads_may_take_out_and_nothing_else(office: Clinic, anna: TestClient, bo: TestClient) -> None:
    text = bo.get("/exchange").text
    assert 'action="/exchange/file"' in text
    assert 'type="file"' not in text
    data = taken_out(bo)
    assert brought_in(bo, made(data)).status_code == 403
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Nytt.")))
    assert bo.get(shown.url.path).status_code == 403
    assert bo.post(shown.url.path, data={"shown": "x"}).status_code == 403
    assert bo.post(f"{shown.url.path}/drop").status_code == 403
    assert len(kept(office)) == 1


def test_nobody_else_sees_a_file_not_even_the_same_person_elsewhere(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Nytt.")))
    elsewhere = office.browser(EDITOR)
    assert "Filen finns inte kvar här" in plain(elsewhere.get(shown.url.path))
    elsewhere.post(f"{shown.url.path}/drop")
    assert len(kept(office)) == 1


def test_a_form_of_another_site_brings_nothing_in(office: Clinic, anna: TestClient) -> None:
    data = corrected(anna, ("fees", "answer", "Nytt."))
    anna.headers["Sec-Fetch-Site"] = "cross-site"
    assert brought_in(anna, data).status_code == 403
    assert not kept(office)


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads")


def test_a_file_waits_for_its_owner_alone(uploads: Uploads, tmp_path: Path) -> None:
    token = uploads.keep("anna", "svar.csv", b"1\n2", NOW)
    found = uploads.find(token, "anna", NOW)
    assert found
    assert (found.name, found.data) == ("svar.csv", b"1\n2")
    assert uploads.find(token, "bo", NOW) is None
    assert oct((tmp_path / "uploads" / token).stat().st_mode)[-3:] == "600"
    uploads.drop(found)
    assert uploads.find(token, "anna", NOW) is None


def test_an_hour_later_it_is_gone(uploads: Uploads, tmp_path: Path) -> None:
    token = uploads.keep("anna", "svar.csv", b"1", NOW)
    assert uploads.find(token, "anna", NOW + KEPT)
    assert uploads.find(token, "anna", NOW + KEPT + timedelta(seconds=1)) is None
    assert not list((tmp_path / "uploads").iterdir())


def test_there_are_never_very_many(uploads: Uploads, tmp_path: Path) -> None:
    tokens = [uploads.keep("anna", f"{number}", b"", NOW + timedelta(seconds=number)) for number in range(MOST + 5)]
    assert len(list((tmp_path / "uploads").iterdir())) == MOST
    assert uploads.find(tokens[4], "anna", NOW) is None
    assert uploads.find(tokens[-1], "anna", NOW)


@pytest.mark.parametrize("token", ["", ".", "../secret", "a" * 31, "a" * 33, "a" * 31 + "/", "å" * 32])
def test_what_is_no_token_leads_nowhere(uploads: Uploads, tmp_path: Path, token: str) -> None:
    (tmp_path / "secret").write_text('{"owner": "anna", "name": "x"}\n')
    assert uploads.find(token, "anna", NOW) is None


def test_names_are_names() -> None:
    assert name_of("C:\\Users\\Bo\\svar.xlsx") == "svar.xlsx"
    assert name_of("../../etc/passwd") == "passwd"
    assert name_of("svar\r\nX-Evil: 1.csv") == "svarX-Evil: 1.csv"
    assert len(name_of("å" * 500)) == LONGEST_NAME
    assert unfit(name_of("/"), b"x") == "none"


def test_files_wait_where_everything_that_changes_is(office: Clinic, anna: TestClient) -> None:
    here: Settings = office.here
    brought_in(anna, corrected(anna, ("fees", "answer", "Nytt.")))
    (waiting,) = kept(office)
    assert waiting.is_relative_to(here.var)
