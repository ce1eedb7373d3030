"""What `make run` says once everything answers."""

import threading
from collections.abc import Iterator
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from vardlots.editors import accounts
from vardlots.ready import answers, message, somebody


class Handler(BaseHTTPRequestHandler):
    """Answers at one address only."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/login" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:  # nothing to read in the tests' output
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_what_answers_well_counts_alone(address: str) -> None:
    assert answers(f"{address}/login")
    assert not answers(f"{address}/elsewhere")
    assert not answers("http://127.0.0.1:1/login")


def test_it_says_where_to_go() -> None:
    said = message("http://localhost:5005", "https://redaktionen.klinik.example", [], 12.4, True)
    assert "after 12 seconds" in said
    assert "Talk to it:  http://localhost:5005\n" in said
    assert "Office:      https://redaktionen.klinik.example\n" in said


def test_it_says_how_to_make_the_first_account() -> None:
    assert "vardlots editors add" in message("a", "b", [], 1, False)
    assert "vardlots editors add" not in message("a", "b", [], 1, True)


def test_it_names_what_does_not_answer() -> None:
    said = message("a", "b", ["http://localhost:5056/login"], 120, True)
    assert "Still no answer from http://localhost:5056/login" in said
    assert "is ready" not in said


def test_whether_somebody_can_log_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'ready.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    assert not somebody()
    accounts.add(url, "anna@klinik.example", "Anna", "lingon blåbär hjortron", datetime.now(timezone.utc))
    assert somebody()


def test_a_database_that_is_down_tells_nobody_to_make_an_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path}")
    assert somebody()
