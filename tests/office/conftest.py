"""One office a test, and one for all the tests that only look at it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from clinic import EDITOR, READER, Clinic, clinic
from playwright.sync_api import Browser
from starlette.testclient import TestClient

from bench.browser import chromium
from bench.server import free_port


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_SECRET", "for tests alone")


@pytest.fixture
def office(tmp_path: Path) -> Clinic:
    """An office of the test's own, to change."""
    return clinic(tmp_path)


@pytest.fixture
def anna(office: Clinic) -> TestClient:
    """Somebody who edits."""
    return office.browser(EDITOR)


@pytest.fixture
def bo(office: Clinic) -> TestClient:
    """Somebody who only reads."""
    return office.browser(READER)


@pytest.fixture
def served(office: Clinic) -> Iterator[str]:
    """The address of the test's office, for a real browser."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(office.app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's own Chromium."""
    with chromium() as started:
        yield started
