"""Small screens, big letters, other directions, other colours: nothing is lost, nothing moves that should not."""

import pytest
from looks import ANIMATIONS, LOST, SMALL_TARGETS, SPACING, check_reflow, look
from playwright.sync_api import expect
from visits import PHONE

from bench.hosts import tag

SMALL = {"320 px": (320, 568), "400 % of 1280": (320, 256), "a phone on its side": (667, 375)}


@pytest.mark.parametrize("size", SMALL)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_on_a_small_screen_nothing_sticks_out_and_one_can_write(visits, size, language):
    width, height = SMALL[size]
    chat = visits(viewport={"width": width, "height": height}).chat(language)
    check_reflow(chat)
    chat.composer.scroll_into_view_if_needed()
    expect(chat.composer).to_be_in_viewport(ratio=0.9)
    chat.say("Räkna ut min avgift" if language == "sv" else "Work out what a visit would cost me, please")
    check_reflow(chat)
    for reachable in (chat.field(chat.names.age), chat.button(chat.names.answer), chat.composer):
        reachable.scroll_into_view_if_needed()
        expect(reachable).to_be_in_viewport(ratio=0.9)
    chat.button(chat.names.menu).click()
    last = chat.button(chat.names.forget)
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)
    check_reflow(chat)
    chat.page.keyboard.press("Escape")
    chat.say("pappa har ont i bröstet och kan knappt andas")
    check_reflow(chat)


@pytest.mark.parametrize(
    "device", [{}, PHONE, {"viewport": {"width": 320, "height": 568}}], ids=["desktop", "phone", "320"]
)
def test_with_wider_spacing_of_the_text_nothing_is_lost(visits, device):
    chat = visits(**device).chat()
    look(chat, SPACING)
    for said in (
        "Får jag låna min sambos BankID?",
        "Räkna ut min avgift",
        "pappa har ont i bröstet och kan knappt andas",
    ):
        chat.say(said)
        assert look(chat, LOST) == []
        check_reflow(chat)
    chat.button(chat.names.menu).click()
    assert look(chat, LOST) == []
    check_reflow(chat)


def test_what_is_tapped_is_big_enough(visits):
    chat = visits(**PHONE).chat()
    chat.button(chat.names.menu).click()
    assert look(chat, SMALL_TARGETS) == []
    chat.page.keyboard.press("Escape")
    for said in ("Får jag låna min sambos BankID?", "Räkna ut min avgift", "jag vill inte leva längre"):
        chat.say(said)
        assert look(chat, SMALL_TARGETS) == []


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
def test_on_a_page_that_reads_from_right_to_left(visits, hosts, assistant, device):
    body = f'<body dir="rtl"><main><h1>مرحبا</h1></main>{tag(assistant.url, "language=sv")}'
    chat = visits(**device).goto(hosts.serve(body, lang="ar"))
    expect(chat.launcher).to_be_in_viewport(ratio=0.95)
    box = chat.launcher.bounding_box()
    assert box["x"] + box["width"] / 2 < chat.page.viewport_size["width"] / 2, "the end of the line is on the left"
    chat.open()
    chat.say("Räkna ut min avgift")
    check_reflow(chat)
    expect(chat.composer).to_be_in_viewport(ratio=0.95)
    assert chat.answers.last.locator("p").first.evaluate("element => getComputedStyle(element).direction") == "ltr", (
        "Swedish is read from left to right"
    )


def test_who_wants_no_motion_gets_none(visits, assistant):
    running = {}
    for motion in ("reduce", "no-preference"):
        chat = visits(reduced_motion=motion).chat()
        with assistant.actions.paused():
            chat.write("När har ni öppet?")
            expect(chat.element.locator(".typing")).to_be_visible()
            running[motion] = look(chat, ANIMATIONS)
        expect(chat.answers).to_have_count(2)
    assert running["reduce"] == 0
    assert running["no-preference"] > 0, "without the wish the dots move, so the look above could have seen it"


def test_with_forced_colours_everything_has_an_outline(visits, pictures):
    chat = visits(forced_colors="active").goto()
    has_border = "element => parseFloat(getComputedStyle(element).borderTopWidth) >= 1"
    assert chat.launcher.evaluate(has_border)
    chat.open()
    chat.say("Räkna ut min avgift")
    chat.page.screenshot(path=pictures / "forced-colours.png")
    for part in (chat.panel, chat.composer, chat.field(chat.names.age), chat.button(chat.names.send)):
        assert part.evaluate(has_border)
    assert chat.say("jag vill inte leva längre").evaluate(has_border)


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_when_the_launcher_appears(visits, hosts, assistant, device):
    text = "".join(f"<p>Stycke {number} om kliniken.</p>" for number in range(60))
    own = hosts.serve(f"<body>{tag(assistant.url)}<main>{text}</main>")
    for address in ("/", own):
        chat = visits(**device).goto(address)
        expect(chat.launcher).to_be_visible()
        chat.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert chat.page.evaluate("() => shifts") == []


def test_a_page_that_moves_is_seen(visit, hosts):
    late = "setTimeout(() => document.body.prepend(Object.assign(document.createElement('h1'), {textContent: 'Nu'})))"
    address = hosts.serve(f"<body><p>Text</p><script>onload = () => requestAnimationFrame(() => {late})</script>")
    page = visit.goto(address).page
    page.wait_for_function("() => shifts.length > 0")
