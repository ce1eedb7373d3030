"""The line at the bottom of every page: it asks by itself, says only what is new, and leads nobody away."""

from collections.abc import Iterator

import pytest
from assistant_server import Said, assistant
from clinic import EDITOR, Clinic
from playwright.sync_api import Browser, Page, expect
from visits import visit

from vardlots.editors import accounts
from vardlots.serving import Trouble

TROUBLE = Trouble("kb/fees.yaml", 3, "wrong", "mend it", "Fel. Rätta det.")
WELL = "Assistenten svarar med det som är sparat."
LATER = 11_000
"""Milliseconds after which it has asked again."""


@pytest.fixture
def said(office: Clinic, monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """The clinic's assistant, which serves what is in the files."""
    with assistant(office.app.state.office.shelf.reading().knowledge.version) as running:
        monkeypatch.setenv("VARDLOTS_ACTIONS_URL", f"{running.address}/webhook")
        yield running


@pytest.fixture
def page(said: Said, served: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose clock the test turns; a test may be expecting what the browser complains of."""
    with visit(browser, served, expecting=getattr(request, "param", ())) as opened:
        opened.clock.install()
        opened.goto(f"{served}/status")
        expect(opened.locator("#served")).to_contain_text(WELL)
        yield opened


def asks_again(page: Page) -> None:
    """Let it be later, and wait for the answer."""
    with page.expect_response("**/status/line*"):
        page.clock.run_for(LATER)


def test_what_is_the_same_is_not_said_again(page: Page) -> None:
    page.evaluate("() => { document.querySelector('#served').firstElementChild.kept = true; }")
    asks_again(page)
    assert page.evaluate("() => document.querySelector('#served').firstElementChild.kept") is True


def test_what_is_new_is_said_where_a_screen_reader_hears_it(page: Page, said: Said) -> None:
    said.changed(troubles=(TROUBLE,))
    more = page.get_by_role("link", name="Mer om läget")
    more.focus()
    asks_again(page)
    expect(page.get_by_role("status")).to_contain_text("äldre version, för det är ett fel i kb/fees.yaml")
    expect(more).to_be_focused()


def test_it_does_not_ask_while_nobody_looks(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.clock.run_for(3 * LATER)
    assert asked == []
    page.evaluate("() => { delete document.hidden; }")
    asks_again(page)
    assert len(asked) == 1


def test_who_is_logged_out_is_told_and_stays_on_the_page(
    office: Clinic, said: Said, served: str, browser: Browser
) -> None:
    with visit(browser, served, expecting=["401"]) as page:
        page.clock.install()
        page.goto(f"{served}/figures")
        expect(page.locator("#served")).to_contain_text(WELL)
        accounts.change(office.here.database_url, EDITOR, password="en helt annan sak")
        asks_again(page)
        expect(page.locator("#served")).to_contain_text("Du är utloggad. Det du har skrivit finns kvar här.")
        assert page.url.endswith("/figures")


def test_without_a_script_there_is_a_link(said: Said, served: str, browser: Browser) -> None:
    with visit(browser, served, java_script_enabled=False) as page:
        page.get_by_role("link", name="Mer om läget").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Läge")
        expect(page.locator(".standing")).to_contain_text(WELL)


@pytest.mark.parametrize("page", [["net::ERR_FAILED", "/status/line", "htmx:"]], indirect=True)
def test_a_server_that_is_gone_is_told_and_forgotten_when_it_is_back(page: Page) -> None:
    page.route("**/status/line*", lambda route: route.abort())
    page.clock.run_for(LATER)
    expect(page.locator("#lost")).to_contain_text("Servern svarar inte just nu")
    page.unroute("**/status/line*")
    asks_again(page)
    expect(page.locator("#lost")).to_be_empty()
