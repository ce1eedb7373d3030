"""Every page of the office, looked at by the accessibility checker: in both languages, by day and by night."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from axe import violations
from clinic import Clinic
from playwright.sync_api import Browser, Page, expect
from searching import lasting_office
from starlette.routing import Route
from visits import serving, visit

from office.app import PAGES
from vardlots.usage.questions import keep_question
from vardlots.usage.tallies import FUNNEL, Count, add

EXAMPLES = {
    "/entries/{entry_id}": "/entries/fees",
    "/entries/{entry_id}/edit": "/entries/fees/edit",
    "/entries/{entry_id}/remove": "/entries/midwives/remove",
    "/gaps/{gap_id:int}": "/gaps/FIRST",
}
"""An address for each page whose address has something in it."""
PIECES = {
    "/entries/{entry_id}/effect/{token}",
    "/entries/{entry_id}/history",
    "/entries/{entry_id}/remove/effect",
    "/exchange/file",
    "/exchange/plans/{token}",
    "/figures/{name}.csv",
    "/gaps/finished",
    "/status/line",
}
"""What is no page: pieces of pages, files; and what only a file that was sent has an address for."""
BESIDES = ("/entries?q=avgift", "/entries/fees/remove", "/figures?days=365")
"""Pages of the same kinds with something else on them."""
MISSING = ("/nowhere", "/entries/no-such-entry")
SIGHTS = {
    "sv-light-wide": {"locale": "sv-SE", "color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "en-dark-narrow": {"locale": "en-GB", "color_scheme": "dark", "viewport": {"width": 320, "height": 800}},
}
QUESTIONS = (
    "kan jag ta med min hund",
    "får man ha med sig hunden",
    "är hundar okej",
    "hund på kliniken?",
    "tar ni emot hundar",
    "kan jag ta med hunden till er",
    "can I bring my dog",
)


def shown() -> list[str]:
    """Return the path of every route that somebody looks at."""
    routes = [route for page in PAGES for route in page.ROUTES if isinstance(route, Route)]
    return sorted({route.path for route in routes if "GET" in (route.methods or ())})


ADDRESSES = [EXAMPLES.get(path, path) for path in shown() if path not in {*PIECES, "/login"}] + [*BESIDES, *MISSING]


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """An office in which there is something to see on every page."""
    with lasting_office(tmp_path_factory.mktemp("accessibility")) as office:
        now, url = office.app.state.office.now(), office.here.database_url
        counts: Counter[Count] = Counter()
        for day in range(40):
            for what in ("answered", "doubt", "suggested", "held_back", "helpful", "unhelpful", *FUNNEL):
                counts[Count.at(now - timedelta(days=day), what, "sv", "fees")] += 1 + day % 4
        add(url, counts)
        for text in QUESTIONS:
            keep_question(url, text, "sv", "held_back", now, entry="fees", score=0.2)
        (office.kb / "drafts.yaml").write_text(
            "drafts:\n  - id: dogs\n    question: {sv: Får jag ta med min hund?}\n", encoding="utf-8"
        )
        yield office


@pytest.fixture(scope="module")
def address(lively: Clinic) -> Iterator[str]:
    """Where it is served."""
    with serving(lively) as found:
        yield found


@pytest.fixture(scope="module", params=SIGHTS.values(), ids=list(SIGHTS))
def seen(request: pytest.FixtureRequest, address: str, browser: Browser) -> Iterator[Page]:
    """A browser in one of the sights, of somebody who has logged in."""
    with visit(browser, address, expecting=["404"], reduced_motion="reduce", **request.param) as page:
        yield page


def test_every_page_has_an_address_to_look_at() -> None:
    assert [path for path in ADDRESSES if "{" in path] == [], "give it an example, or say that it is a piece"
    assert set(shown()) >= set(EXAMPLES), "an example of a page that is gone"


def opened(page: Page, address: str, path: str) -> None:
    """Go to a page, and wait until it has what it fetches at once."""
    if path == "/gaps/FIRST":
        page.goto(f"{address}/gaps")
        path = str(page.locator("main a[href^='/gaps/']:not([href='/gaps/decided'])").first.get_attribute("href"))
    answer = page.goto(f"{address}{path}")
    assert answer
    assert answer.status == (404 if path in MISSING else 200)
    page.locator("#served .light").wait_for(state="attached")


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_has_nothing_to_mend(seen: Page, address: str, path: str) -> None:
    opened(seen, address, path)
    assert violations(seen) == []
    headings = seen.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4')].map(one => Number(one.tagName[1]))")
    assert headings[:1] == [1], headings
    assert all(after <= before + 1 for before, after in pairwise(headings)), headings
    assert seen.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "wider than the window"
    assert seen.evaluate("() => document.documentElement.lang === navigator.language.slice(0, 2)")


def test_who_is_not_logged_in_meets_nothing_to_mend(address: str, browser: Browser) -> None:
    for sight in SIGHTS.values():
        context = browser.new_context(**sight)
        page = context.new_page()
        page.goto(f"{address}/login")
        assert violations(page) == []
        page.fill("#email", "nobody@klinik.example")
        page.fill("#password", "something else")
        page.click("button.main")
        page.get_by_role("alert").wait_for()
        assert violations(page) == []
        context.close()


def test_the_page_can_be_passed_through_with_the_keyboard(seen: Page, address: str) -> None:
    seen.goto(f"{address}/status")
    seen.keyboard.press("Tab")
    assert re.search(r"Hoppa|Skip", seen.evaluate("() => document.activeElement.textContent"))
    seen.keyboard.press("Enter")
    expect(seen.locator("#main")).to_be_focused()
