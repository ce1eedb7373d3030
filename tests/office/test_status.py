"""Which version answers patients: asked of a real server, judged by the files, told in both languages."""

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from assistant_server import Said, assistant, serving
from clinic import EDITOR, NOW, READER, Clinic, git
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from office.app import create_app
from office.context import tell
from office.serving.assistant import GRACE, address, ask, last_saved, state
from office.serving.saves import saves
from vardlots.knowledge import read_knowledge
from vardlots.serving import Trouble
from vardlots.usage.questions import keep_question

TROUBLE = Trouble("kb/faq.yaml", 7, "the answer is missing", "write it", "Svaret saknas. Skriv det.", "fees")


@pytest.fixture
def said(office: Clinic, monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """The clinic's assistant, which serves what is in the files."""
    version = office.app.state.office.shelf.reading().knowledge.version
    with assistant(version) as running:
        monkeypatch.setenv("VARDLOTS_ACTIONS_URL", f"{running.address}/webhook")
        yield running


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that takes a connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/status"


def test_the_address_is_beside_the_one_that_rasa_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VARDLOTS_ACTIONS_URL", raising=False)
    monkeypatch.setenv("VARDLOTS_ACTIONS_PORT", "6055")
    assert address() == "http://127.0.0.1:6055/status"
    monkeypatch.setenv("VARDLOTS_ACTIONS_URL", "https://actions.example/vardlots/webhook?token=1")
    assert address() == "https://actions.example/vardlots/status"


def add_route(office: Clinic) -> None:
    """Let the office have a page that says something on the next one."""

    def saying(request: Request) -> Response:
        tell(request, "menu.gaps")
        return RedirectResponse("/", status_code=303)

    office.app.router.routes.insert(0, Route("/saying", saying))


def test_what_it_serves_is_read(said: Said) -> None:
    assert ask(f"{said.address}/status") == said.serving


def test_what_does_not_answer_as_it_should_counts_as_silent(said: Said, silent: str, tmp_path: Path) -> None:
    url = f"{said.address}/status"
    for body in (b"", b"<html>", b"[]", b"{}", b'{"version": 1}', b"\xff\xfe"):
        said.body = body
        assert ask(url) is None
    said.body, said.code = None, 500
    assert ask(url) is None
    assert ask(f"{said.address}/elsewhere") is None
    assert ask(silent, patience=0.1) is None
    (tmp_path / "status").write_text("{}", encoding="utf-8")
    assert ask((tmp_path / "status").as_uri()) is None


def test_every_state_is_told_apart() -> None:
    now = datetime.now(timezone.utc)
    same = replace(serving("a"), looked=now)
    old = now - GRACE - timedelta(seconds=1)
    assert state(None, "a", now, on_branch=False) == "silent"
    assert state(same, "a", now, on_branch=False) == "current"
    assert state(replace(same, preparing=True), "a", old, on_branch=False) == "preparing"
    assert state(replace(same, preparing=True), "b", old, on_branch=False) == "preparing"
    assert state(same, "b", now, on_branch=False) == "preparing"
    assert state(same, None, now, on_branch=False) == "preparing"
    assert state(same, "b", old, on_branch=False) == "elsewhere"
    assert state(same, "b", None, on_branch=False) == "elsewhere"
    assert state(same, "b", now, on_branch=True) == "unmerged"
    assert state(same, "a", now, on_branch=True) == "current"
    assert state(replace(same, troubles=(TROUBLE,)), "a", now, on_branch=True) == "older"


def test_the_last_save_is_the_newest_files(tmp_path: Path) -> None:
    old, new, gone = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "gone.yaml"
    for path, second in ((old, 1_000_000_000), (new, 1_700_000_000)):
        path.touch()
        os.utime(path, (second, second))
    assert last_saved([old, new, gone]) == datetime.fromtimestamp(1_700_000_000, timezone.utc)
    assert last_saved([gone]) is None


def test_all_is_well(said: Said, bo: TestClient) -> None:
    said.changed(trained=datetime(2026, 11, 1, 8, tzinfo=timezone.utc))
    text = bo.get("/status").text
    assert "Assistenten svarar med det som är sparat." in text
    assert "2\u00a0310" in text
    assert "1 november 2026 kl. 09.00" in text
    assert "Ingenting behöver göras" in text
    assert "Att rätta" not in text


def test_an_error_is_told_with_its_remedy_in_the_readers_language(said: Said, bo: TestClient) -> None:
    said.changed(troubles=(TROUBLE,))
    swedish = bo.get("/status").text
    assert "äldre version, för det är ett fel i kb/faq.yaml" in swedish
    assert "Svaret saknas. Skriv det." in swedish
    assert '<a href="/entries/fees">Vad kostar det att söka vård hos er?</a>' in swedish
    bo.post("/language", data={"language": "en", "to": "/status"})
    english = bo.get("/status").text
    assert "the answer is missing" in english
    assert "write it" in english
    assert "Svaret saknas" not in english


def test_what_needs_training_is_named(said: Said, bo: TestClient) -> None:
    said.changed(trained=NOW, untrained=("midwives", "not-in-the-files"))
    text = bo.get("/status").text
    assert "make train" in text
    assert '<a href="/entries/not-in-the-files">not-in-the-files</a>' in text
    said.changed(trained=None)
    assert "Det går inte att se när assistenten tränades" in bo.get("/status").text


def test_an_assistant_that_is_down_is_told_kindly(said: Said, bo: TestClient) -> None:
    said.code = 500
    answer = bo.get("/status")
    assert answer.status_code == 200
    assert "Assistenten svarar inte just nu" in answer.text
    assert "Assistentens träning" not in answer.text


def test_files_that_are_broken_do_not_break_the_page(said: Said, office: Clinic, bo: TestClient) -> None:
    (office.kb / "faq.yaml").write_text("entries: [", encoding="utf-8")
    said.changed(troubles=(TROUBLE,))
    assert "äldre version" in bo.get("/status").text


def test_what_a_file_says_is_shown_and_not_run(said: Said, bo: TestClient) -> None:
    said.changed(troubles=(replace(TROUBLE, sv="<script>alert(1)</script>", file="<b>"),))
    text = bo.get("/status").text
    assert "<script>alert(1)" not in text
    assert "<b>" not in bo.get("/status/line").text


def test_the_line_says_only_what_is_new(said: Said, bo: TestClient) -> None:
    first = bo.get("/status/line", params={"said": ""})
    assert first.status_code == 200
    assert "<html" not in first.text
    line = "Assistenten svarar med det som är sparat."
    assert line in first.text
    assert bo.get("/status/line", params={"said": line}).status_code == 204
    said.changed(troubles=(TROUBLE,))
    assert "äldre version" in bo.get("/status/line", params={"said": line}).text


def test_the_line_leaves_what_the_next_page_will_say(said: Said, office: Clinic) -> None:
    add_route(office)
    anna = office.browser(EDITOR)
    anna.get("/saying", follow_redirects=False)
    assert "set-cookie" not in anna.get("/status/line").headers
    assert "Luckor" in anna.get("/status").text.partition('role="status"')[2].partition("</p>")[0]


def test_who_is_logged_out_is_not_led_away_by_the_line(office: Clinic) -> None:
    answer = office.browser().get("/status/line", headers={"HX-Request": "true"})
    assert answer.status_code == 401


def test_open_questions_and_how_they_are_kept(
    said: Said, office: Clinic, bo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_question(office.here.database_url, "kan man få en hund", "sv", "held_back", NOW)
    monkeypatch.setenv("VARDLOTS_QUESTION_DAYS", "30")
    text = bo.get("/status").text
    assert "i 30 dagar" in text
    assert "<dd>1</dd>" in text
    assert "hund" not in text
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", "no")
    assert "Inga frågor sparas." in bo.get("/status").text


def test_how_edits_are_saved(office: Clinic, tmp_path: Path) -> None:
    head = office.git("rev-parse", "HEAD")
    made = saves(office.here, office.kb)
    assert (made.kind, made.branch, made.revision, made.committed) == ("commit", "main", head, True)
    (office.kb / "faq.yaml").write_text("entries: []", encoding="utf-8")
    assert not saves(office.here, office.kb).committed
    assert saves(replace(office.here, edits="files"), office.kb).kind == "files"
    assert saves(replace(office.here, edits="branch:kontoret"), office.kb).kind == "branch"
    office.git("checkout", "--quiet", "--detach")
    assert saves(office.here, office.kb).branch is None


def test_a_folder_without_git_has_no_history(office: Clinic, tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = tmp_path_factory.mktemp("bare")
    assert saves(office.here, bare).kind == "untracked"


def test_edits_on_a_branch_wait_until_it_is_merged(said: Said, office: Clinic) -> None:
    here = replace(office.here, edits="branch:redaktionen")
    bo = Clinic(here, create_app(here)).browser(READER)
    assert "svarar med det som är sparat" in bo.get("/status/line").text
    tree = here.var / "office" / "redaktionen"
    faq = tree / "kb" / "faq.yaml"
    faq.write_text(faq.read_text(encoding="utf-8") + "# reviewed\n", encoding="utf-8")
    assert "väntar på att bli godkänt" in bo.get("/status/line").text
    page = bo.get("/status").text
    assert "på en egen gren" in page
    assert "<code>redaktionen</code>" in page
    git(tree, "commit", "--quiet", "--all", "--message=Review")
    office.git("merge", "--quiet", "redaktionen")
    said.changed(version=read_knowledge(office.kb).version)
    assert "svarar med det som är sparat" in bo.get("/status/line").text
