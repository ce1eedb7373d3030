"""A real browser at the office: logged in, in a language, of a width, in a colour scheme."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import uvicorn
from clinic import EDITOR, PASSWORD, Clinic
from playwright.sync_api import Browser, Page

from bench.server import free_port

LEFT = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx says when a page is left before all its pieces have come; of a server's error the browser tells itself."""


@contextmanager
def serving(office: Clinic) -> Iterator[str]:
    """Serve an office on loopback, and give its address."""
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


@contextmanager
def visit(
    browser: Browser, served: str, email: str = EDITOR, expecting: Sequence[str] = (), **options: Any
) -> Iterator[Page]:
    """Open a page of somebody who has logged in.

    The block fails when the browser complained of anything, other than what the test is `expecting`.
    """
    options = {"viewport": {"width": 1280, "height": 900}, "locale": "sv-SE", **options}
    context = browser.new_context(timezone_id="Europe/Stockholm", **options)
    page = context.new_page()
    page.set_default_timeout(30_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{served}/login")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.wait_for_url(lambda url: not url.endswith("/login"))
    try:
        yield page
        unexpected = [said for said in complaints if not any(one in said for one in (*LEFT, *expecting))]
        assert not unexpected, unexpected
    finally:
        context.close()
