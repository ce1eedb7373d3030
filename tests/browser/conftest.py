"""The running assistant and one browser for all tests; a visit of its own for each."""

import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from chat import Chat
from knowledge import lasting_copy
from playwright.sync_api import Browser, expect
from visits import EVIDENCE, PATIENCE, Visit

from bench.browser import chromium
from bench.hosts import CLINIC, STRANGER, Hosts, serving
from bench.stack import Stack, running

FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note on a test whether it failed, for the fixtures that end after it."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session", autouse=True)
def _evidence() -> None:
    """Remove the evidence of earlier runs."""
    shutil.rmtree(EVIDENCE, ignore_errors=True)


@pytest.fixture(scope="session")
def hosts() -> Iterator[Hosts]:
    """Sites at other addresses."""
    with serving() as sites:
        yield sites


@pytest.fixture(scope="session")
def assistant(hosts: Hosts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The running assistant, which the clinic's own site may talk to."""
    kb = lasting_copy(tmp_path_factory.mktemp("assistant"))
    with running(VARDLOTS_KB=str(kb), VARDLOTS_ORIGINS=hosts.origin(CLINIC)) as stack:
        yield stack


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's own Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture
def visits(
    browser: Browser, assistant: Stack, hosts: Hosts, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    """Start visits, each with a browser context of its own; options are those of a context."""
    started: list[Visit] = []
    names = ("localhost", CLINIC, STRANGER)
    allowed = {urlsplit(assistant.url).netloc, *(urlsplit(hosts.origin(name)).netloc for name in names)}

    def start(**options: Any) -> Visit:
        started.append(Visit(browser, assistant.url, allowed, **options))
        return started[-1]

    yield start
    for number, visit in enumerate(started):
        visit.end(request.node.stash.get(FAILED, False), f"{request.node.name}-{number}")


@pytest.fixture
def visit(visits: Callable[..., Visit]) -> Visit:
    """Somebody at a desk."""
    return visits()


@pytest.fixture
def chat(visit: Visit) -> Chat:
    """The open chat of somebody at a desk, in Swedish."""
    return visit.chat()


@pytest.fixture
def pictures() -> Path:
    """Where the pictures of how it looks are kept."""
    folder = EVIDENCE / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
