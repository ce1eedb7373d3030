"""No state of the chat, in either language and scheme, on either size, breaks a rule that a program can check."""

from pathlib import Path

import pytest
from axe import violations
from PIL import Image, ImageStat
from playwright.sync_api import Page, expect
from visits import DESKTOP, PHONE
from walk import states

DEVICES = {"phone": PHONE, "desktop": DESKTOP}
VARIANTS = [
    ("sv", "phone", "light"),
    ("en", "phone", "dark"),
    ("en", "desktop", "light"),
    ("sv", "desktop", "dark"),
]
"""Every two of them together once; all eight would take twice as long and find the same."""
HALF = 128
"""Between black and white."""


@pytest.mark.parametrize(("language", "device", "scheme"), VARIANTS, ids=["-".join(variant) for variant in VARIANTS])
def test_no_state_breaks_a_rule_and_each_is_photographed(visits, pictures, language, device, scheme):
    visit = visits(**DEVICES[device], color_scheme=scheme, reduced_motion="reduce")  # nothing scrolls while it is taken
    visit.watch.expect("net::ERR_", "WebSocket connection")  # the last state is offline
    found: dict[str, list[str]] = {}
    phone = f"070-174 06 {70 + VARIANTS.index((language, device, scheme))}"
    for number, (state, chat) in enumerate(states(visit, language, phone)):
        file = pictures / f"{language}-{device}-{scheme}-{number:02}-{state}.png"
        chat.page.screenshot(path=file)
        if state != "deleting":  # there a veil lies over everything else
            assert (brightness(file) > HALF) == (scheme == "light"), f"{state} is not {scheme}"
        found[state] = violations(chat.page)
    assert not any(found.values()), "\n".join(f"{state}: {one}" for state in found for one in found[state])


def brightness(file: Path) -> float:
    """Return how bright most of a picture is, 0 to 255."""
    return float(ImageStat.Stat(Image.open(file).convert("L")).median[0])


def test_a_broken_rule_is_seen(visit):
    chat = visit.chat()
    chat.composer.evaluate("element => element.removeAttribute('aria-label') ?? element.removeAttribute('placeholder')")
    assert any(one.startswith("label:") for one in violations(chat.page)), "axe does not look into the shadow tree"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", DEVICES)
def test_the_clinics_pages_break_no_rule(visits, device, scheme):
    visit = visits(**DEVICES[device], color_scheme=scheme)
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        chat = visit.goto(path)
        expect(chat.element.get_by_role("button").first).to_be_visible()
        assert violations(chat.page) == [], path
        waiting += sorted(links(chat.page, visit.home) - seen - set(waiting))
        chat.page.close()
    assert {"/", "/en/", "/guide", "/tillganglighet"} <= seen


def links(page: Page, home: str) -> set[str]:
    """Return the paths of the site's own pages that a page links to."""
    addresses = page.locator("a[href]").evaluate_all("all => all.map(({ href }) => href.split('#')[0])")
    return {address.removeprefix(home) for address in addresses if address.startswith(home + "/")}
