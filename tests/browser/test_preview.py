"""Answers as editors see them before patients do: the built file, under the office's own policy."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe import violations
from looks import OUTSIDE, WIDE
from playwright.sync_api import Browser, Page, Route, expect
from visits import PATIENCE

from office.security import HEADERS
from vardlots.settings import ROOT

FILE = ROOT / "office" / "static" / "vardlots-preview.js"
HERE = "https://office.example/"
STYLE = ":root { color-scheme: light dark } main { display: flex; flex-wrap: wrap } main > * { flex: 1 1 15rem }"
PAGE = """<!doctype html><html lang="sv"><head><title>Redaktionen</title><link rel="stylesheet" href="/office.css">
<meta name="viewport" content="width=device-width"><script type="module" src="/vardlots-preview.js"></script></head>
<body><main><h1>Redaktionen</h1>%s</main></body></html>"""

ANSWER = {
    "kind": "faq",
    "language": "sv",
    "paragraphs": ["Ett besök kostar 250 kronor.", "Är du under 20 år är det gratis."],
    "links": [
        {"title": "Om avgifter", "url": "https://clinic.example/avgifter"},
        {"title": "Ring 08-465 004 00", "url": "tel:+46846500400"},
        {"title": "Skriv till oss", "url": "mailto:support@clinic.example"},
    ],
    "buttons": [
        {"title": "Räkna ut min avgift", "payload": "b"},
        {"title": "Det hjälpte", "payload": "y", "role": "feedback"},
    ],
    "asks": {"input": "phone"},
    "reviewed": "2026-11-22",
}
ENGLISH = {
    **ANSWER,
    "language": "en",
    "paragraphs": ["A visit costs SEK 250."],
    "asks": {"input": "region", "options": ["Skåne"]},
}
EMERGENCY = {
    "kind": "emergency",
    "language": "sv",
    "paragraphs": ["Ring 112 nu."],
    "links": [{"title": "Ring 112", "url": "tel:112"}],
}
CONTROLS = """element => [...element.shadowRoot.querySelectorAll("button, input, select, label, a")].map((one) => {
  const { color, backgroundColor, borderColor, opacity } = getComputedStyle(one);
  const { width, height } = one.getBoundingClientRect();
  return { color, backgroundColor, borderColor, opacity, width, height };
})"""
"""How everything looks that somebody may tap or fill in."""
ENABLE = "element => { element.shadowRoot.querySelector('fieldset').disabled = false }"


def preview(*turns: Any, **attributes: str) -> str:
    """Return a preview as the office writes it."""
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<vardlots-preview{told}><script type="application/json">{json.dumps(turns)}</script></vardlots-preview>'


BOTH = preview("Vad kostar det?", ANSWER, lang="sv") + preview("How much is it?", ENGLISH, lang="en")


@pytest.fixture
def office(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages of an office that has nothing but a file and its own policy; nothing else can be reached."""
    contexts, complaints = [], list[str]()

    def opened(body: str, **options: Any) -> Page:
        answers = {"": ("text/html", PAGE % body), "office.css": ("text/css", STYLE)}
        answers[FILE.name] = ("text/javascript", FILE.read_text(encoding="utf-8"))

        def serve(route: Route) -> None:
            kind, text = answers.get(route.request.url.removeprefix(HERE), ("text/plain", "no"))
            if text == "no":
                complaints.append(f"asked for {route.request.url}")
            route.fulfill(body=text, content_type=f"{kind}; charset=utf-8", headers=HEADERS)

        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        contexts[-1].route("**/*", serve)
        page.goto(HERE)
        expect(page.get_by_role("group", name="Förhandsvisning").first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_runs_under_the_offices_policy_and_can_be_read_by_all(office: Callable[..., Page], scheme: str) -> None:
    page = office(f"{BOTH}<h2>Larm</h2>{preview(EMERGENCY, label='Förhandsvisning av larm')}", color_scheme=scheme)
    expect(page.get_by_text("Ett besök kostar 250 kronor.")).to_be_visible()
    assert violations(page) == []


def test_both_languages_stand_side_by_side_each_in_its_own(office: Callable[..., Page]) -> None:
    page = office(BOTH)
    swedish, english = (page.get_by_role("group", name=name) for name in ("Förhandsvisning", "Preview"))
    expect(swedish.get_by_text("Granskad 22 november 2026")).to_be_visible()
    expect(english.get_by_text("Reviewed 22 November 2026")).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_what_does_nothing_looks_as_what_patients_tap(office: Callable[..., Page], options: dict[str, Any]) -> None:
    page = office(BOTH, **options)
    for element in page.locator("vardlots-preview").all():
        inert = element.evaluate(CONTROLS)
        element.evaluate(ENABLE)
        assert element.evaluate(CONTROLS) == inert


def test_the_keyboard_reaches_web_pages_alone(office: Callable[..., Page]) -> None:
    page = office(preview(ANSWER) + "<a href='/'>Sist</a>")
    reached = []
    for _ in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("(document.activeElement.shadowRoot ?? document).activeElement.textContent"))
    assert [" ".join(text.split()) for text in reached] == ["Om avgifter (öppnas i en ny flik)", "Sist"]


def test_taps_leave_the_page_as_it_is(office: Callable[..., Page]) -> None:
    page = office(preview(ANSWER))
    for name in ("Ring 08-465 004 00", "Skriv till oss"):
        page.get_by_role("link", name=name).click(force=True)
    for name in ("Svara", "Räkna ut min avgift", "Det hjälpte"):
        page.get_by_role("button", name=name).click(force=True)
    assert page.url == HERE
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_where_it_is_put(office: Callable[..., Page], width: int) -> None:
    long = {**ANSWER, "paragraphs": ["Arbetsmiljömedicinundersökningsremisshantering" * 3]}
    page = office(BOTH + preview(long) + preview(ENGLISH, frame=""), viewport={"width": width, "height": 600})
    assert page.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")
    for element in page.locator("vardlots-preview").all():
        for script in (OUTSIDE, WIDE):
            assert not element.evaluate(f"element => ({script})(element.shadowRoot)")


def test_the_office_may_swap_it_for_another(office: Callable[..., Page]) -> None:
    page = office(preview(ANSWER))
    page.locator("vardlots-preview").evaluate(
        "(element, anew) => element.replaceWith(document.createRange().createContextualFragment(anew))",
        preview({**ANSWER, "paragraphs": ["Ett besök är gratis."]}),
    )
    expect(page.get_by_text("Ett besök är gratis.")).to_be_visible()
    expect(page.get_by_text("Ett besök kostar 250 kronor.")).to_have_count(0)


def test_a_framed_one_is_as_wide_as_a_phone(office: Callable[..., Page]) -> None:
    page = office(preview(ANSWER, frame=""), viewport={"width": 1280, "height": 600})
    box = page.get_by_role("group", name="Förhandsvisning").bounding_box()
    assert box is not None
    assert box["width"] == 360
