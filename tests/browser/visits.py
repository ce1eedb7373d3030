"""A person's visit to a site: a browser context of its own, watched, with the evidence kept when a test fails."""

import re
from pathlib import Path
from typing import Any

from chat import Chat
from playwright.sync_api import Browser, BrowserContext
from watch import Watch

from vardlots.settings import ROOT

EVIDENCE = ROOT / "results" / "browser"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PATIENCE = 20_000
"""Milliseconds to wait for anything before a test fails: many times what a slow machine needs."""


class Visit:
    """Somebody with a browser that has never been here; `goto` opens a page with the chat on it."""

    def __init__(self, browser: Browser, home: str, allowed: set[str], **options: Any) -> None:
        self.home, self.allowed = home, allowed
        self.context: BrowserContext = browser.new_context(
            **{**DESKTOP, "locale": "sv-SE", "timezone_id": "Europe/Stockholm", **options}
        )
        self.context.set_default_timeout(PATIENCE)
        self.watch = Watch(self.context)
        self.context.tracing.start(snapshots=True)

    def goto(self, address: str = "/", language: str = "sv") -> Chat:
        """Open a page in a new tab."""
        page = self.context.new_page()
        page.goto(self.home + address if address.startswith("/") else address)
        return Chat(page, language)

    def chat(self, language: str = "sv") -> Chat:
        """Open the first page and the chat on it, in a language."""
        chat = self.goto().open()
        return chat.switch() if language == "en" else chat

    def end(self, failed: bool, name: str) -> None:
        """Close the browser; after a failure keep what it showed and did. Assert that nothing else went wrong."""
        complaint: AssertionError | None = None
        try:
            self.watch.check(self.allowed)
        except AssertionError as error:
            complaint = error
        self._close(EVIDENCE / re.sub(r"[^\w-]+", "-", name).strip("-") if failed or complaint else None)
        if complaint and not failed:
            raise complaint

    def _close(self, evidence: Path | None) -> None:
        if evidence:
            for number, page in enumerate(self.context.pages):
                page.screenshot(path=evidence / f"{number}.png")
        self.context.tracing.stop(path=evidence / "trace.zip" if evidence else None)
        self.context.close()
