"""Out and in: which answers are taken out, what a file that comes back would do, and what is written of it."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from clinic import EDITOR, READER, Clinic, clinic
from starlette.testclient import TestClient

from office.answers.files import find
from office.exchange.takein import LONGEST, LONGEST_NAME, MOST_BYTES, MOST_TEXTS, name_of, place_name, unfit
from office.exchange.takeout import Choice, file_name
from office.exchange.uploads import KEPT, MOST, Uploads
from office.words import speaker
from vardlots.settings import Settings
from vardlots.sheets.files import read_sheet, sheet_bytes
from vardlots.sheets.rows import COLUMNS, END, FIELDS, Row

SV, EN = speaker("sv"), speaker("en")
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)
Lines = list[dict[str, str]]

PAGE = """<!doctype html><html lang="sv"><title>Vanliga frågor</title>
<h2>Får jag ett kvitto på mitt besök?</h2><p>Ja. Kvittot finns i appen efter besöket.</p>
<h2>Kan jag få ett intyg till skolan?</h2><p>Nej, vi skriver inga intyg till skolan.</p></html>"""


def taken_out(client: TestClient, which: str = "all") -> Lines:
    """Return the rows of the answers as a translator gets them."""
    data = client.get("/exchange/file", params={"which": which, "format": "csv"}).content
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def made(rows: Lines) -> bytes:
    """Return a file of rows, as a spreadsheet program in Swedish saves it."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def corrected(client: TestClient, *changes: tuple[str, str, str]) -> bytes:
    """Return the answers with some texts in Swedish changed: an id, a field, and the new text."""
    rows = taken_out(client)
    for name, field, text in changes:
        next(row for row in rows if (row["id"], row["field"]) == (name, field))["sv"] = text
    return made(rows)


def brought_in(client: TestClient, data: bytes, name: str = "svar.csv") -> Any:
    """Send a file, and return the page that comes then."""
    return client.post("/exchange", files={"file": (name, data)})


def agreed(client: TestClient, shown: Any, **form: Any) -> Any:
    """Say yes to what a page shows."""
    token = re.search(r'name="shown" value="(\w+)"', shown.text)
    assert token, plain(shown)
    return client.post(shown.url.path, data={"shown": token[1], **form})


def plain(page: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def kept(office: Clinic) -> list[Path]:
    return list((office.here.var / "office" / "uploads").glob("*"))


def answer(office: Clinic, name: str, language: str = "sv") -> str:
    data = find(office.kb, name)
    assert data
    return str(data["answer"][language]).strip()


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """An office for the tests that change nothing."""
    with pytest.MonkeyPatch.context() as around:
        around.setenv("VARDLOTS_SECRET", "for tests alone")
        return clinic(tmp_path_factory.mktemp("still"))


@pytest.fixture(scope="module")
def reader(still: Clinic) -> TestClient:
    return still.browser(READER)


@pytest.fixture(scope="module")
def writer(still: Clinic) -> TestClient:
    return still.browser(EDITOR)


# out


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_all_answers_are_a_file_to_download(still: Clinic, reader: TestClient, ending: str) -> None:
    got = reader.get(f"/exchange/file?which=all&format={ending}")
    assert got.status_code == 200
    assert re.fullmatch(rf'attachment; filename="svar-\d{{4}}-\d\d-\d\d\.{ending}"', got.headers["content-disposition"])
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["x-content-type-options"] == "nosniff"
    sheet = read_sheet(f"svar.{ending}", got.content)
    knowledge = still.app.state.office.shelf.reading().knowledge
    assert {row.id for row in sheet.rows} == set(knowledge.entries)
    assert sheet.absent == 0


def test_one_owners_answers(still: Clinic, reader: TestClient) -> None:
    entries = still.app.state.office.shelf.reading().knowledge.entries
    rows = taken_out(reader, "owner:nurses")
    assert {row["id"] for row in rows} == {END, *(one.id for one in entries.values() if one.owner == "nurses")}
    assert rows[-1] == {**dict.fromkeys(COLUMNS, ""), "id": END, "value": str(len(rows) - 1), "note": rows[-1]["note"]}


def test_what_a_language_lacks(office: Clinic, bo: TestClient) -> None:
    faq = office.kb / "faq.yaml"
    data = find(office.kb, "fees")
    assert data
    text = faq.read_text(encoding="utf-8")
    faq.write_text(text.replace(f"      en: {data['question']['en']}\n", "", 1), encoding="utf-8")
    assert "Det som saknas på engelska (1 st)" in bo.get("/exchange").text
    rows = taken_out(bo, "missing:en")
    assert [(row["id"], row["field"], row["sv"], row["en"]) for row in rows[:-1]] == [
        ("fees", "question", data["question"]["sv"], "")
    ]


def test_where_nothing_is_missing_no_empty_file_comes(reader: TestClient) -> None:
    assert "Inget saknas på engelska" in reader.get("/exchange/file?which=missing:en").text


@pytest.mark.parametrize("asked", ["which=owner:nobody", "which=<script>", "format=exe", "format=../csv", "which="])
def test_what_is_no_choice_is_missing(reader: TestClient, asked: str) -> None:
    assert reader.get(f"/exchange/file?{asked}").status_code == 404


def test_file_names_say_what_is_in_them() -> None:
    day = date(2026, 11, 28)
    assert file_name(Choice("missing", "en"), ".xlsx", day, SV) == "saknas-pa-engelska-2026-11-28.xlsx"
    assert file_name(Choice("owner", "nurses"), ".csv", day, EN) == "answers-nurses-2026-11-28.csv"


def test_strangers_get_nothing(still: Clinic) -> None:
    stranger = still.browser()
    assert stranger.get("/exchange/file", follow_redirects=False).status_code == 303
    assert stranger.get("/exchange", follow_redirects=False).status_code == 303


# in: what is shown


def test_a_changed_text_is_shown_before_and_after(office: Clinic, anna: TestClient) -> None:
    before = answer(office, "fees")
    first = before.split()[0]
    shown = brought_in(anna, corrected(anna, ("fees", "answer", before.replace(first, "Alltså", 1))))
    assert shown.status_code == 200
    assert "Svar som ändras: 1 (texter: 1). Nya utkast: 0." in plain(shown)
    assert "<h4>Svar på svenska</h4>" in shown.text
    assert f"<del>{html.escape(first)}</del>" in shown.text
    assert "<ins>Alltså</ins>" in shown.text
    assert answer(office, "fees") == before


def test_an_untouched_file_changes_nothing(anna: TestClient) -> None:
    shown = brought_in(anna, anna.get("/exchange/file?which=all").content, "svar.xlsx")
    assert "Det finns inget att skriva" in plain(shown)
    assert "Skriv in ändringarna" not in plain(shown)


def test_what_somebody_changed_since_is_left_alone_and_named(office: Clinic, anna: TestClient) -> None:
    data = corrected(anna, ("fees", "answer", "Gammalt."), ("midwives", "answer", "Nytt från filen."))
    agreed(anna, brought_in(anna, corrected(anna, ("fees", "answer", "Nyare."))))
    shown = brought_in(anna, data)
    assert "Någon har ändrat de här svaren sedan de hämtades ut" in plain(shown)
    assert '<a href="/entries/fees">' in shown.text.partition("<form")[2].partition('class="plan"')[0]
    agreed(anna, shown)
    assert (answer(office, "fees"), answer(office, "midwives")) == ("Nyare.", "Nytt från filen.")


def test_comments_and_missing_rows_are_told(anna: TestClient) -> None:
    rows = taken_out(anna)
    rows[0]["note"] = "Är det <b>rätt</b>?"
    shown = brought_in(anna, made([*rows[:40], rows[-1]]))
    assert f"inte finns i den nu: {len(rows) - 41}" in plain(shown)
    assert "Är det <b>rätt</b>?" in plain(shown)
    assert "<b>" not in shown.text


def test_what_a_file_says_is_only_text(anna: TestClient) -> None:
    attack = "<script>alert(1)</script>"
    shown = brought_in(anna, corrected(anna, ("fees", "answer", attack)), f"{attack}.csv")
    assert "<script>alert" not in shown.text
    assert attack in html.unescape(shown.text)


def test_long_texts_are_not_compared_word_by_word(anna: TestClient) -> None:
    long = "a b " * LONGEST
    shown = brought_in(anna, corrected(anna, ("fees", "answer", long)))
    assert f"<ins>{long.strip()}</ins>" in shown.text


def test_in_english(anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Nytt.")))
    again = anna.post("/language", data={"language": "en", "to": shown.url.path})
    assert "Answers that change: 1 (texts: 1). New drafts: 0." in plain(again)
    assert "<h4>Answer in Swedish</h4>" in again.text


def test_every_field_has_a_name_that_people_know() -> None:
    for field in FIELDS:
        assert place_name(field, SV) != field, field
        assert place_name(f"{field} 2", EN) == f"{place_name(field, EN)} 2" or field == "links"
    assert place_name("also_asked.sv 3", SV) == "Sätt att fråga på svenska 3"
    assert place_name("also_asked.en +", SV) == "Sätt att fråga på engelska"
    assert place_name("also_asked sv 3", SV) == "Sätt att fråga på svenska 3"
    assert place_name("links 2 url", SV) == "Länk 2: adress"
    assert place_name("links + sv", EN) == "New link: text in swedish"
    assert place_name("något annat helt", SV) == "något annat helt"


# in: what is written


def test_one_commit_by_the_editor_and_the_file_is_forgotten(office: Clinic, anna: TestClient) -> None:
    commits = int(office.git("rev-list", "--count", "HEAD"))
    rows = taken_out(anna)
    next(row for row in rows if (row["id"], row["field"]) == ("fees", "answer"))["sv"] = "Ett bättre svar."
    rows.append({**dict.fromkeys(COLUMNS, ""), "id": "receipts", "field": "question", "sv": "Får jag kvitto?"})
    shown = brought_in(anna, made(rows))
    assert len(kept(office)) == 1
    done = agreed(anna, shown)
    assert "Sparat. Ändrade svar: 1. Nya utkast: 1." in plain(done)
    assert "/entries/fees/effect/" in done.text
    assert answer(office, "fees") == "Ett bättre svar."
    assert find(office.kb, "receipts", "drafts.yaml")
    assert int(office.git("rev-list", "--count", "HEAD")) == commits + 1
    assert office.git("log", "-1", "--format=%an %ae %s") == f"Anna Ek {EDITOR} Läs in svar.csv"
    assert office.git("log", "-1", "--format=%b") == "fees, receipts"
    assert not office.git("status", "--porcelain", "kb")
    assert not kept(office)


def test_a_skipped_answer_stays_as_it_is(office: Clinic, anna: TestClient) -> None:
    before = answer(office, "fees")
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Fel."), ("midwives", "answer", "Rätt.")))
    agreed(anna, shown, leave=["fees"])
    assert (answer(office, "fees"), answer(office, "midwives")) == (before, "Rätt.")


def test_who_skips_everything_is_told_so(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Fel.")))
    again = agreed(anna, shown, leave=["fees"])
    assert again.status_code == 422
    assert "Du har hoppat över allt" in plain(again)
    assert 'value="fees" checked' in again.text
    assert len(kept(office)) == 1


def test_only_what_was_shown_is_written(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Ur filen."), ("midwives", "answer", "Också.")))
    agreed(anna, brought_in(anna, corrected(anna, ("fees", "answer", "Mellan."))))
    again = agreed(anna, shown)
    assert again.status_code == 409
    assert "Någon har ändrat i svaren medan du läste" in plain(again)
    assert (answer(office, "fees"), answer(office, "midwives") == "Också.") == ("Mellan.", False)
    agreed(anna, again)
    assert (answer(office, "fees"), answer(office, "midwives")) == ("Mellan.", "Också.")


def test_what_would_make_the_files_wrong_is_refused_and_can_be_skipped(office: Clinic, anna: TestClient) -> None:
    before = (office.kb / "faq.yaml").read_bytes()
    shown = brought_in(
        anna, corrected(anna, ("fees", "answer", "Se {provider.finns.inte}."), ("midwives", "answer", "Bra."))
    )
    refused = agreed(anna, shown)
    assert refused.status_code == 422
    assert "Inget är skrivet, för det här skulle bli fel" in plain(refused)
    said = refused.text.partition('<a href="/entries/fees">')[2].partition("<h4>")[0]
    assert "Det finns inget värde som heter {provider.finns.inte}" in html.unescape(said)
    assert (office.kb / "faq.yaml").read_bytes() == before
    agreed(anna, refused, leave=["fees"])
    assert answer(office, "midwives") == "Bra."


def test_sent_twice_it_is_written_once(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "En gång.")))
    agreed(anna, shown)
    commits = office.git("rev-list", "--count", "HEAD")
    assert "Filen finns inte kvar här" in plain(agreed(anna, shown))
    assert office.git("rev-list", "--count", "HEAD") == commits


def test_without_git_it_is_saved_and_said_so(office: Clinic, anna: TestClient) -> None:
    (office.kb.parent / ".git").rename(office.kb.parent / "gone")
    done = agreed(anna, brought_in(anna, corrected(anna, ("fees", "answer", "Ändå sparat."))))
    assert "Sparat, men utan någon notering i historiken. Ändrade svar: 1." in plain(done)
    assert answer(office, "fees") == "Ändå sparat."


def test_cancelled_nothing_is_written_or_kept(office: Clinic, anna: TestClient) -> None:
    before = (office.kb / "faq.yaml").read_bytes()
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Nej.")))
    assert "Inget är ändrat" in plain(anna.post(f"{shown.url.path}/drop"))
    assert not kept(office)
    assert (office.kb / "faq.yaml").read_bytes() == before
    assert "Filen finns inte kvar här" in plain(anna.get(shown.url.path))


# in: a web page


def test_a_web_page_becomes_drafts_and_leads_to_them(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, PAGE.encode(), "fragor.html")
    assert "Nya utkast: 2" in plain(shown)
    assert "Får jag ett kvitto på mitt besök?" in plain(shown)
    done = agreed(anna, shown)
    assert done.url.path == "/drafts"
    assert "Sparat. Nya utkast: 2." in plain(done)
    assert "Kan jag få ett intyg till skolan?" in plain(done)
    assert office.git("log", "-1", "--format=%s") == "Läs in fragor.html"
    again = brought_in(anna, PAGE.encode(), "fragor.html")
    assert "Alla frågor på sidan finns redan" in plain(again)
    assert "Frågor på sidan som inte blir utkast" in plain(again)


# in: what is no file of ours


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


# who may


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


# files that wait


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
