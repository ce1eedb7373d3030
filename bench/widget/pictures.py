"""The pictures in docs/figures: the chat on the clinic's site, as a browser shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize

PATIENCE = 20_000
"""Milliseconds that an answer may take."""
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 780},
    "desktop": {"width": 1180, "height": 740},
}
LAUNCHERS = {"sv": "Chatta med oss", "en": "Chat with us"}
COUNT = "chat => chat.shadowRoot.querySelectorAll('.message:not(.person)').length"


@dataclass(frozen=True)
class Picture:
    """What is to be seen: a page, a device, a scheme, and what is done before.

    A step is typed, tapped when it begins with ">", or written into the question's own field after "=".
    """

    name: str
    path: str
    size: str
    scheme: Literal["light", "dark"]
    steps: Sequence[str] = ()

    @property
    def language(self) -> str:
        """Return the language of the page."""
        return "en" if self.path.startswith("/en") else "sv"


BOOKING = ("Jag vill boka en tid hos en psykolog nästa vecka", ">kl.", "=070-174 06 35", ">Ja, boka")
PICTURES = (
    Picture("chat-times-sv-desktop-light", "/", "desktop", "light", BOOKING[:1]),
    Picture("chat-greeting-sv-phone-light", "/", "phone", "light"),
    Picture("chat-booking-sv-phone-light", "/", "phone", "light", BOOKING),
    Picture("chat-emergency-sv-phone-light", "/", "phone", "light", ("pappa har ont i bröstet och kan knappt andas",)),
    Picture("chat-answer-en-desktop-dark", "/en/", "desktop", "dark", ("Can I use my partner's BankID?",)),
    Picture("chat-emergency-en-phone-dark", "/en/", "phone", "dark", ("I think my mum is having a stroke",)),
    Picture("chat-region-en-phone-dark", "/en/", "phone", "dark", ("How much is a doctor for my son, 19?", ">No")),
)


def take(browser: Browser, assistant: str, folder: Path) -> list[Path]:
    """Take every picture of a running assistant and its site; return the files."""
    return [_take(browser, assistant, picture, folder / f"{picture.name}.png") for picture in PICTURES]


def _take(browser: Browser, assistant: str, picture: Picture, file: Path) -> Path:
    phone = picture.size == "phone"
    context = browser.new_context(
        viewport=SIZES[picture.size],
        color_scheme=picture.scheme,
        reduced_motion="reduce",  # else it is still scrolling
        is_mobile=phone,
        has_touch=phone,
        locale="sv-SE",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(assistant + picture.path)
    page.get_by_role("button", name=LAUNCHERS[picture.language]).click()
    page.locator("vardlots-chat .choice").first.wait_for()
    for step in picture.steps:
        _do(page, step)
    page.evaluate("() => document.activeElement?.shadowRoot?.activeElement?.blur()")
    page.screenshot(path=file, animations="disabled")
    context.close()
    return file


def _do(page: Page, step: str) -> None:
    chat = page.locator("vardlots-chat")
    before = chat.evaluate(COUNT)
    if step.startswith(">"):
        chat.get_by_role("button", name=step[1:]).first.click()
    elif step.startswith("="):
        chat.locator(".question input").fill(step[1:])
        chat.locator(".question button").click()
    else:
        chat.locator("#words").fill(step)
        chat.locator(".send").click()
    page.wait_for_function(f"before => ({COUNT})(document.querySelector('vardlots-chat')) > before", arg=before)
