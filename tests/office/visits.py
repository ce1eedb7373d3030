"""A real browser at the office: logged in, in a language, of a width, in a colour scheme."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from clinic import EDITOR, PASSWORD
from playwright.sync_api import Browser, Page


@contextmanager
def visit(browser: Browser, served: str, email: str = EDITOR, expecting: str = "\0", **options: Any) -> Iterator[Page]:
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
        assert not [one for one in complaints if expecting not in one]
    finally:
        context.close()
