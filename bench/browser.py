"""The system's own Chromium, without a window, for tests and measurements of the widget."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from bench.hosts import CLINIC, STRANGER
from vardlots.errors import VardlotsError
from vardlots.settings import ROOT

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    f"--host-resolver-rules=MAP {CLINIC} 127.0.0.1, MAP {STRANGER} 127.0.0.1",
]


class NoBrowser(VardlotsError):
    """There is no Chromium; the text says how to get one."""


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Start the browser, with more flags if need be, and end it after the block.

    Raises:
        NoBrowser: when none is installed.
    """
    found = subprocess.run(ROOT / "scripts" / "find-chromium", capture_output=True, text=True, check=False)
    if found.returncode:
        raise NoBrowser(found.stderr.strip())
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses to be started by root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=[*FLAGS, *root, *flags])
        try:
            yield browser
        finally:
            browser.close()
