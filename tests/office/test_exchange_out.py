"""Out: which answers are taken out, as which file, and for whom."""

import re
from datetime import date

import pytest
from clinic import READER, Clinic
from exchanging import taken_out
from starlette.testclient import TestClient

from office.answers.files import find
from office.exchange.takeout import Choice, file_name
from office.words import speaker
from vardlots.sheets.files import read_sheet
from vardlots.sheets.rows import COLUMNS, END

SV, EN = speaker("sv"), speaker("en")


@pytest.fixture(scope="module")
def reader(still: Clinic) -> TestClient:
    return still.browser(READER)


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
