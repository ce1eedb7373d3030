"""One office a test, and one for all the tests that only look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from clinic import EDITOR, READER, Clinic, clinic
from playwright.sync_api import Browser
from starlette.testclient import TestClient
from visits import serving

from bench.browser import chromium


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_SECRET", "for tests alone")


@pytest.fixture
def office(tmp_path: Path) -> Clinic:
    """An office of the test's own, to change."""
    return clinic(tmp_path)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """An office for those of a module's tests that change nothing in it."""
    with pytest.MonkeyPatch.context() as around:
        around.setenv("VARDLOTS_SECRET", "for tests alone")
        return clinic(tmp_path_factory.mktemp("still"))


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
    with serving(office) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's own Chromium."""
    with chromium() as started:
        yield started
