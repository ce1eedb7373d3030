"""Gaps, and trying a question, in a real browser: what comes by itself, where the focus is, and what a reader hears."""

from collections.abc import Iterator

import pytest
from axe import violations
from clinic import EDITOR, PASSWORD, Clinic
from kept_questions import PATIENCE, SMOKING, keep
from playwright.sync_api import Browser, Page, expect
from searching import searching

from vardlots.knowledge.editing import entry_data

LONG = PATIENCE * 1000
QUESTION = "har ni nagra avgifter for tandstallning xyz"


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    """Wait for a search to be loaded, on a machine that does more than this."""
    expect.set_options(timeout=LONG)
    yield
    expect.set_options()


@pytest.fixture
def page(office: Clinic, served: str, browser: Browser) -> Iterator[Page]:
    """A browser in which Anna has logged in; it must not complain of anything."""
    searching(office)
    context = browser.new_context(base_url=served, locale="sv", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(LONG)
    found = context.new_page()
    trouble: list[str] = []
    found.on("pageerror", lambda error: trouble.append(str(error)))
    found.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    found.goto("/login")
    found.fill("#email", EDITOR)
    found.fill("#password", PASSWORD)
    found.click("button.main")
    yield found
    assert trouble == []
    context.close()


def fits(page: Page) -> bool:
    """Tell whether nothing has to be moved sideways at the width of a small phone, or at 400 %."""
    page.set_viewport_size({"width": 320, "height": 700})
    narrow = page.evaluate("document.documentElement.scrollWidth <= 320")
    page.set_viewport_size({"width": 1280, "height": 900})
    return bool(narrow)


def test_a_question_is_tried_while_it_is_typed_and_added_with_the_keyboard(page: Page, office: Clinic) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto("/try")
    field = page.get_by_label("Fråga", exact=True)
    field.press_sequentially(QUESTION)
    expect(page.locator("#outcome")).to_contain_text("Assistenten")
    expect(page.locator("vardlots-preview")).to_have_attribute("question", QUESTION)
    expect(page.locator("vardlots-preview")).to_contain_text(QUESTION)
    expect(field).to_be_focused()
    assert field.input_value() == QUESTION
    assert page.url.endswith("/try")
    assert not [url for url in sent if "tandst" in url]
    assert violations(page) == []
    assert fits(page)

    page.locator("details.how summary").press("Enter")
    expect(page.get_by_text("Assistenten svarar när sannolikheten")).to_be_visible()
    entry = page.locator(".ranked li").first
    name = entry.get_by_role("link").inner_text()
    entry.get_by_role("button", name="Lägg till som sätt att fråga").press("Enter")
    expect(page.locator("#outcome .told")).to_contain_text(f"Tillagt som sätt att fråga om ”{name}”")
    expect(page.locator("#outcome .told")).to_be_focused()
    expect(entry).to_contain_text("Frågan är redan ett sätt att fråga")
    assert QUESTION in (office.kb / "faq.yaml").read_text(encoding="utf-8")
    assert violations(page) == []

    field.fill("")
    expect(page.locator("#outcome")).to_contain_text("Skriv en fråga")
    field.fill("jag har svårt att andas och ont i bröstet")
    expect(page.locator("#outcome")).to_contain_text("Assistenten larmar")
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


def test_gaps_appear_when_they_are_worked_out_and_one_becomes_ways_to_ask(page: Page, office: Clinic) -> None:
    keep(office, SMOKING)
    page.goto("/gaps")
    expect(page.get_by_role("status").filter(has_text="lucka")).to_be_visible()
    expect(page.locator("ol.gaps li.card")).to_have_count(1)
    expect(page.locator("#survey-status")).to_have_text("1 lucka.")
    assert violations(page) == []
    assert fits(page)

    page.get_by_role("link", name="röka").press("Enter")
    page.wait_for_url("**/gaps/*")
    assert violations(page) == []
    assert fits(page)
    page.get_by_label("Skriv en egen på svenska").fill("rökstopp hos er xyz")
    page.get_by_label("Sök bland svaren").press_sequentially("barnmorsk")
    choices = page.get_by_label("Svar", exact=True)
    expect(choices.locator("option[value=fees]")).to_have_count(0)
    choices.select_option("midwives")
    page.get_by_role("button", name="Lägg till som sätt att fråga").press("Enter")
    expect(page.locator("p.told")).to_contain_text("nya sätt att fråga")
    expect(page.locator("ol.gaps")).to_have_count(0)
    data = entry_data((office.kb / "faq.yaml").read_text(encoding="utf-8"), "midwives")
    assert "rökstopp hos er xyz" in data["also_asked"]["sv"]

    page.get_by_role("link", name="Avgjorda luckor").click()
    expect(page.get_by_role("row")).to_have_count(2)
    assert violations(page) == []
    assert fits(page)


def test_a_list_that_is_read_is_not_taken_away_when_there_is_a_newer_one(page: Page, office: Clinic) -> None:
    keep(office, SMOKING)
    page.goto("/gaps")
    expect(page.locator("ol.gaps")).to_be_visible()
    keep(office, {"sv": ("finns det hundvakt",)})
    page.goto("/gaps")
    expect(page.locator("ol.gaps")).to_be_visible()
    newer = page.get_by_role("link", name="Visa den nya listan")
    expect(newer).to_be_visible()
    expect(page.locator("ol.gaps")).to_be_visible()
    newer.click()
    expect(newer).to_have_count(0)
    page.locator("details.few summary").click()
    expect(page.get_by_text("finns det hundvakt")).to_be_visible()


def test_without_scripts_a_question_is_tried_and_a_gap_decided(office: Clinic, served: str, browser: Browser) -> None:
    keep(searching(office), SMOKING)
    context = browser.new_context(base_url=served, locale="sv", java_script_enabled=False)
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto("/login")
    page.fill("#email", EDITOR)
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.goto("/try")
    page.get_by_label("Fråga", exact=True).fill("vad kostar ett besök")
    page.get_by_role("button", name="Prova").click()
    expect(page.locator("#outcome")).to_contain_text("Assistenten svarar på")
    page.goto("/gaps")
    reload = page.get_by_role("link", name="Ladda om sidan")
    while reload.count():
        reload.click()
    page.locator("ol.gaps h2 a").click()
    page.get_by_role("button", name="Avfärda luckan").click()
    expect(page.locator("p.told")).to_contain_text("är avfärdad")
    context.close()
