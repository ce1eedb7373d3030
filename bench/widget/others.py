"""Other chats for a web page, from npm: what they weigh, and what it costs a blank page only to evaluate them."""

import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser

from bench.hosts import Hosts
from bench.widget.clock import PAINTED, MainThread
from bench.widget.size import BUILT, sizes

PATIENCE = 120
"""Seconds until npm is held to be out of reach."""


@dataclass(frozen=True)
class Other:
    """A package of npm, and the file in it that a page loads."""

    name: str
    version: str
    file: str
    module: bool = False

    @property
    def title(self) -> str:
        """Name package, version and file."""
        return f"{self.name} {self.version}, {Path(self.file).name}" if self.version else f"**{self.name}**"


OTHERS = (
    Other("botframework-webchat", "4.18.1", "dist/webchat-minimal.js"),
    Other("botframework-webchat", "4.18.1", "dist/webchat.js"),
    Other("rasa-webchat", "1.0.1", "lib/index.js"),
    Other("deep-chat", "2.4.2", "dist/deepChat.bundle.js", module=True),
)


def measure(browser: Browser, hosts: Hosts, rounds: int) -> dict[str, Any] | str:
    """Weigh and evaluate ours and the others; where npm cannot be reached, say so instead."""
    with TemporaryDirectory(prefix="vardlots-others-") as folder:
        try:
            files = {other: fetch(other, Path(folder)) for other in OTHERS}
        except (subprocess.SubprocessError, OSError) as error:
            return f"npm could not be reached: {error}"
    ours = Other("ours", "", BUILT.name, module=True)
    return evaluate(browser, hosts, {ours: BUILT.read_bytes(), **files}, rounds)


def fetch(other: Other, folder: Path) -> bytes:
    """Return the content of the other's file.

    Raises:
        OSError: when npm is not there, or the package has no such file.
        subprocess.SubprocessError: when npm fails or takes too long.
    """
    command = ["npm", "pack", "--silent", f"{other.name}@{other.version}"]
    packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=PATIENCE)
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        try:
            content = archive.extractfile(f"package/{other.file}")
        except KeyError as error:
            raise OSError(f"{other.title} is not in the package") from error
        return content.read() if content else b""


def evaluate(browser: Browser, hosts: Hosts, files: Mapping[Other, bytes], rounds: int) -> dict[str, Any]:
    """Load each file into a blank page, `rounds` times, taking turns; return sizes and milliseconds."""
    blank = hosts.serve("<body>")
    scripts = {other: _script(other, hosts.serve_file(content)) for other, content in files.items()}
    pages = {other: hosts.serve(f"<body>{script}") for other, script in scripts.items()}
    work: dict[Other, list[float]] = {other: [] for other in files}
    empty: list[float] = []
    for _ in range(rounds):
        empty.append(_load(browser, blank, blank))
        for other, address in pages.items():
            work[other].append(_load(browser, blank, address))
    base = median(empty)
    return {
        other.title: {**sizes(content), "evaluated_ms": round(median(work[other]) - base, 1)}
        for other, content in files.items()
    }


def _script(other: Other, address: str) -> str:
    return f'<script {"type=module" if other.module else ""} src="{address}"></script>'


def _load(browser: Browser, blank: str, address: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(blank)
    thread = MainThread(page)
    before = thread.work()
    page.goto(address)
    page.evaluate(PAINTED)
    work = thread.work() - before
    context.close()
    return work.all
