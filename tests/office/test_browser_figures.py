"""The page of figures in a browser: charts are drawn, tables open, and everything is there without a script."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe import violations
from clinic import Clinic
from playwright.sync_api import Browser, Page
from visits import visit

from vardlots.usage.tallies import FUNNEL, Count, add

CHARTS = "topics", "outcomes", "helpfulness", "languages", "booking"
COLOURS = """name => {
  const canvas = document.getElementById(name);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) seen.add(data.slice(at, at + 3).join());
  return seen.size;
}"""
TEXT = "name => Chart.getChart(name).options.scales.x.ticks.color"


@pytest.fixture
def counted(office: Clinic) -> Clinic:
    """The clinic, where every chart has something to show."""
    now = office.app.state.office.now()
    counts: Counter[Count] = Counter()
    for day in range(12):
        at = now - timedelta(days=day)
        for place, topic in enumerate(("fees", "midwives", "complaint", "why-bankid")):
            for what in ("answered", "doubt", "suggested", "held_back", "helpful", "unhelpful"):
                counts[Count.at(at, what, "en" if place == 3 else "sv", topic)] += 3 + (day * place) % 5
        for step in FUNNEL:
            counts[Count.at(at, step, "sv")] += 9 - len(step) % 4
    add(office.here.database_url, counts)
    return office


@pytest.fixture
def page(counted: Clinic, served: str, browser: Browser) -> Iterator[Page]:
    """The page of figures, its charts drawn, for somebody who wants no motion."""
    with visit(browser, served, reduced_motion="reduce") as opened:
        opened.goto(f"{served}/figures")
        yield opened


def test_every_chart_is_drawn_with_a_text_for_who_does_not_see_it(page: Page) -> None:
    for name in CHARTS:
        assert page.evaluate(COLOURS, name) > 3, f"{name} is blank"
        assert page.get_by_role("img", name=page.locator(f"#{name}").get_attribute("aria-label")).count() == 1
    assert page.evaluate("() => Chart.getChart('topics').options.animation") is False


def test_charts_follow_the_colour_scheme(page: Page) -> None:
    light = page.evaluate(TEXT, "topics")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_function(f"light => ({TEXT})('topics') !== light", arg=light)
    assert page.evaluate("() => document.querySelectorAll('canvas').length") == len(CHARTS)
    assert violations(page) == []


def test_series_differ_by_pattern_and_not_by_colour_alone(page: Page) -> None:
    kinds = "() => Chart.getChart('outcomes').data.datasets.map(one => one.backgroundColor.constructor.name)"
    assert set(page.evaluate(kinds)) == {"CanvasPattern"}


def test_a_table_opens_with_the_keyboard_and_has_the_charts_numbers(page: Page) -> None:
    section = page.locator("section", has=page.locator("#topics"))
    section.locator("summary").focus()
    page.keyboard.press("Enter")
    table = section.get_by_role("table")
    table.wait_for()
    counts = page.evaluate("() => Chart.getChart('topics').data.datasets[0].data")
    cells = [int(text) for text in table.locator("tbody tr td:nth-of-type(1)").all_inner_texts()]
    assert cells == counts
    assert sum(counts) > 0
    assert violations(page) == []


def test_a_period_is_chosen_by_a_button(page: Page) -> None:
    page.get_by_role("button", name="7 dagar").click()
    page.wait_for_url("**/figures?days=7")
    assert page.evaluate("() => Chart.getChart('topics').data.labels.length") == 7
    assert page.locator("[aria-current=true]").inner_text() == "7 dagar"


def test_a_file_is_downloaded(page: Page) -> None:
    with page.expect_download() as waiting:
        page.locator("a[href^='/figures/busiest.csv']").click()
    assert waiting.value.suggested_filename == "vardlots-busiest-30.csv"


def test_nothing_is_wider_than_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_function("() => document.getElementById('topics').clientWidth < 320")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_without_a_script_sentences_and_tables_say_it(counted: Clinic, served: str, browser: Browser) -> None:
    with visit(browser, served, java_script_enabled=False) as page:
        page.goto(f"{served}/figures")
        assert not page.locator("canvas").first.is_visible()
        page.locator("summary").first.click()
        assert page.get_by_role("table").first.is_visible()
        page.get_by_role("button", name="90 dagar").click()
        assert page.url.endswith("days=90")
