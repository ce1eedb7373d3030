"""The pictures in docs/figures of the office, as a browser shows it to somebody who may edit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from bench.office.sample import EMAIL, PASSWORD

PATIENCE = 60_000
"""Milliseconds until the search is loaded and the gaps are worked out, on a busy machine."""
SIZE = {"width": 1200, "height": 800}


def edit(page: Page) -> None:
    """Write an address into an answer, and see it told beside the field."""
    answer = page.get_by_label("Svar på svenska")
    answer.fill(answer.input_value().replace("\n\n", "\n\nSkriv till hej@klinik.se. ", 1))
    page.get_by_text("”hej@klinik.se” är utskrivet").wait_for()


def try_out(page: Page) -> None:
    """Try a question."""
    page.get_by_label("Fråga", exact=True).fill("kan jag låna min sambos bankid")
    page.locator("#outcome").get_by_text("Assistenten svarar på").wait_for()
    page.locator("vardlots-preview").wait_for()


def gaps(page: Page) -> None:
    """Wait until the gaps are worked out."""
    page.locator("ol.gaps li.card").first.wait_for()


def figures(page: Page) -> None:
    """Wait until the charts are drawn."""
    page.wait_for_function("() => Chart.getChart('topics')")


@dataclass(frozen=True)
class Picture:
    """What is to be seen: a page, a language, a scheme, and what is done before."""

    name: str
    path: str
    language: Literal["sv", "en"]
    scheme: Literal["light", "dark"]
    do: Callable[[Page], None]


PICTURES: Sequence[Picture] = (
    Picture("office-edit-sv", "/entries/fees/edit", "sv", "light", edit),
    Picture("office-try-sv", "/try", "sv", "light", try_out),
    Picture("office-gaps-en", "/gaps", "en", "light", gaps),
    Picture("office-figures-en-dark", "/figures", "en", "dark", figures),
)


def take(browser: Browser, office: str, folder: Path) -> list[Path]:
    """Take every picture of a running office; return the files."""
    return [_take(browser, office, picture, folder / f"{picture.name}.png") for picture in PICTURES]


def _take(browser: Browser, office: str, picture: Picture, file: Path) -> Path:
    context = browser.new_context(
        viewport={"width": SIZE["width"], "height": SIZE["height"]},
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        locale={"sv": "sv-SE", "en": "en-GB"}[picture.language],
        timezone_id="Europe/Stockholm",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{office}/login")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.click("button.main")
    page.wait_for_url(lambda url: not url.endswith("/login"))
    page.goto(office + picture.path)
    picture.do(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file, animations="disabled")
    context.close()
    return file
