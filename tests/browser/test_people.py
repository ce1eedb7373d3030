"""From the chat to a person in the staff room, and back: nothing is lost, nothing is said twice, whatever happens."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe import violations
from chat import Chat
from clinic import Colleague, staffed
from knowledge import lasting_copy
from looks import LOST, SMALL_TARGETS, SPACING, check_reflow, look
from playwright.sync_api import expect
from sham import NO_WEBSOCKETS
from test_keyboard import walk
from visits import DESKTOP, PHONE

from bench import homeserver
from bench.hosts import CLINIC, Hosts
from bench.stack import Stack

NO_NETWORK = ("net::ERR_", "WebSocket connection")
OTHER_PAGE = "/sa-fungerar-det"
PERSON = {"sv": "Jag vill prata med en människa", "en": "I want to talk to a human"}
ALARM = "jag har ont i bröstet och kan knappt andas"
HOSTILE = "<img src=x onerror=alert(1)> **x** [y](javascript:alert(1)) {name}"


@pytest.fixture(scope="module")
def clinic(hosts: Hosts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, Colleague]]:
    """The running assistant, with somebody in its staff room."""
    if not homeserver.PYTHON.exists():
        pytest.skip("no Matrix homeserver is installed (requirements/matrix.lock)")
    folder = tmp_path_factory.mktemp("people")
    with staffed(folder, lasting_copy(folder), VARDLOTS_ORIGINS=hosts.origin(CLINIC)) as (stack, colleague):
        yield stack, colleague


@pytest.fixture(scope="module")
def assistant(clinic: tuple[Stack, Colleague]) -> Stack:
    """The assistant that these visits are to."""
    return clinic[0]


@pytest.fixture
def anna(clinic: tuple[Stack, Colleague]) -> Colleague:
    """Anna, at her desk."""
    clinic[1].be_there()
    return clinic[1]


@pytest.fixture
def ask(anna: Colleague) -> Iterator[Callable[[Chat], str]]:
    """Ask for a person and return the case's thread; what is still open is closed afterwards."""
    threads: list[str] = []

    def asked(chat: Chat) -> str:
        chat.say(PERSON[chat.language])
        expect(chat.button(chat.names.leave)).to_be_visible()
        threads.append(anna.card())
        return threads[-1]

    yield asked
    for thread in threads:
        anna.write(thread, "!klar")


def said_by_staff(chat: Chat) -> list[str]:
    """Return what people at the clinic wrote, as it is shown."""
    return [chat.texts(message)[-1] for message in chat.staff.all()]


def states(chat: Chat) -> list[str]:
    """Return what the page was told of people."""
    return [event["detail"]["state"] for event in chat.events() if event["name"] == "people"]


def test_a_person_comes_answers_and_gives_the_conversation_back(chat, anna, ask):
    chat.say("Får jag låna min sambos BankID?")
    thread = ask(chat)
    expect(chat.standing).to_contain_text(chat.names.first)
    anna.write(thread, "Hej, vad gäller det?")
    expect(chat.staff).to_have_count(1)
    expect(chat.staff).to_contain_text("Anna: Hej, vad gäller det?")
    expect(chat.standing).to_contain_text(chat.names.with_anna)
    chat.write("Mitt barn har feber, pnr 20121212-1212")
    read = anna.read_in(thread, "Mitt barn har feber")
    assert "1212-1212" not in read.body
    expect(chat.said.last).to_contain_text(chat.names.delivered)
    expect(chat.element.locator(".typing")).to_be_hidden()
    anna.write(thread, "!klar")
    expect(chat.answers.last).to_contain_text("automatiska assistenten")
    expect(chat.standing).to_have_count(0)
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")
    assert states(chat) == ["waiting", "with_person", "ended"]


def test_what_comes_while_the_chat_is_closed_is_counted_on_the_launcher(chat, anna, ask):
    thread = ask(chat)
    chat.close()
    anna.write(thread, "Hej, det är Anna.")
    anna.write(thread, "Är du kvar?")
    launcher = chat.element.get_by_role("button", name=re.compile(f"{chat.names.launcher}.*3 {chat.names.unread}"))
    expect(launcher).to_be_visible()  # that she has come, and what she wrote
    expect(chat.panel).to_be_hidden()
    launcher.click()
    expect(chat.staff.last).to_be_in_viewport()
    assert said_by_staff(chat) == ["Hej, det är Anna.", "Är du kvar?"]
    expect(chat.launcher).to_have_text(chat.names.launcher)


def test_on_the_next_page_a_closed_chat_still_hears(chat, anna, ask):
    thread = ask(chat)
    chat.close()
    chat.page.goto(chat.page.url.rstrip("/") + OTHER_PAGE)
    anna.write(thread, "Hej, det är Anna.")
    expect(chat.element.locator(".unread")).to_have_text(f"2 {chat.names.unread}")
    chat.element.locator("#launcher").click()
    expect(chat.staff).to_have_count(1)


def test_a_reload_in_the_middle_loses_and_doubles_nothing(chat, anna, ask):
    thread = ask(chat)
    anna.write(thread, "ett")
    expect(chat.staff).to_have_count(1)
    home = chat.page.url
    chat.page.goto("about:blank")
    anna.write(thread, "två")
    anna.write(thread, "tre")
    chat.page.goto(home)
    expect(chat.staff).to_have_count(3)
    chat.page.reload()
    expect(chat.standing).to_contain_text(chat.names.with_anna)
    anna.write(thread, "fyra")
    expect(chat.staff).to_have_count(4)
    assert said_by_staff(chat) == ["ett", "två", "tre", "fyra"]


def test_offline_and_back_loses_and_doubles_nothing(visit, anna, ask):
    chat = visit.chat()
    visit.watch.expect(*NO_NETWORK)
    thread = ask(chat)
    anna.write(thread, "ett")
    expect(chat.staff).to_have_count(1)
    visit.context.set_offline(True)
    expect(chat.status).to_contain_text(chat.names.offline)
    chat.write("Jag är i en tunnel")
    expect(chat.said.last).to_contain_text(chat.names.waiting)
    anna.write(thread, "två")
    visit.context.set_offline(False)
    anna.read_in(thread, "Jag är i en tunnel")
    expect(chat.said.last).to_contain_text(chat.names.delivered)
    expect(chat.staff).to_have_count(2)
    anna.write(thread, "tre")
    expect(chat.staff).to_have_count(3)
    assert said_by_staff(chat) == ["ett", "två", "tre"]
    expect(chat.said).to_have_count(2)


@pytest.mark.parametrize("way", ["polling", "http"])
def test_without_websockets_people_are_heard_as_well(visit, anna, ask, way):
    visit.watch.expect(*NO_NETWORK, "Failed to load resource")
    visit.context.add_init_script(NO_WEBSOCKETS)
    if way == "http":
        visit.context.route(re.compile("/socket.io/"), lambda route: route.abort())
    chat = visit.chat()
    thread = ask(chat)
    anna.write(thread, "Hej, det är Anna.")
    expect(chat.staff).to_have_count(1)
    chat.write("Hej Anna")
    anna.read_in(thread, "Hej Anna")
    expect(chat.said.last).to_contain_text(chat.names.delivered)
    anna.write(thread, "!klar")
    expect(chat.standing).to_have_count(0)
    assert said_by_staff(chat) == ["Hej, det är Anna."]


def test_an_emergency_that_is_written_to_a_person_is_answered_at_once_and_shown_to_them(chat, anna, ask):
    thread = ask(chat)
    anna.write(thread, "Hej, vad gäller det?")
    expect(chat.staff).to_have_count(1)
    card = chat.say(ALARM)
    expect(card).to_have_attribute("role", "alert")
    expect(card.get_by_role("link", name=chat.names.emergency)).to_be_visible()
    anna.read_in(thread, ALARM)
    expect(chat.standing).to_contain_text(chat.names.with_anna)
    anna.write(thread, "Ring 112 nu!")
    expect(chat.staff).to_have_count(2)


def test_the_queue_is_left_by_keyboard_alone(chat, anna, ask):
    thread = ask(chat)
    expect(chat.composer).to_be_focused()
    walk(chat.page, chat.names.leave, "Shift+Tab")
    chat.page.keyboard.press("Enter")
    expect(chat.standing).to_have_count(0)
    expect(chat.composer).to_be_focused()
    expect(chat.said.last).to_contain_text(chat.names.leave)
    anna.read_in(thread, "tillbaka hos assistenten")
    assert states(chat) == ["waiting", "ended"]
    chat.page.keyboard.type("När har ni öppet?")
    chat.page.keyboard.press("Enter")
    expect(chat.answers.last).to_have_attribute("data-kind", "faq")


def test_whoever_would_rather_leave_a_contact_leaves_the_queue(chat, anna, ask):
    thread = ask(chat)
    answer = chat.tap("Lämna kontaktuppgift")
    expect(answer).to_have_attribute("data-kind", "ask")
    expect(chat.standing).to_have_count(0)
    anna.read_in(thread, "kontaktuppgift i stället")
    assert states(chat)[0] == "waiting"


def test_the_second_in_the_queue_is_told_so(visits, anna, ask):
    first, second = visits().chat(), visits().chat("en")
    ask(first)
    thread = ask(second)
    expect(second.standing).to_contain_text(second.names.second)
    anna.write(thread, "Hello, this is Anna.")
    expect(second.standing).to_contain_text(second.names.with_anna)
    second.button(second.names.end).click()
    expect(second.standing).to_have_count(0)
    expect(first.standing).to_contain_text(first.names.first)


def test_what_staff_write_and_are_called_is_text_whatever_it_looks_like(chat, anna, ask):
    anna.call_oneself("<b>Anna</b>")
    try:
        thread = ask(chat)
        anna.write(thread, HOSTILE)
        expect(chat.staff).to_contain_text(HOSTILE)
        expect(chat.staff).to_contain_text("<b>Anna</b>:")
        expect(chat.standing).to_contain_text("<b>Anna</b>")
        assert chat.element.locator(".staff :is(img, b, a), .standing :is(img, b)").count() == 0
    finally:
        anna.call_oneself("Anna")


def test_starting_over_ends_it(chat, anna, ask):
    thread = ask(chat)
    anna.write(thread, "Hej.")
    expect(chat.staff).to_have_count(1)
    chat.from_menu(chat.names.start_over)
    expect(chat.standing).to_have_count(0)
    anna.read_in(thread, "Ärendet är stängt")
    expect(chat.say("När har ni öppet?")).to_have_attribute("data-kind", "faq")
    expect(chat.staff).to_have_count(0)


def test_the_downloaded_conversation_tells_who_said_what(chat, anna, ask):
    thread = ask(chat)
    anna.write(thread, "Hej, det är Anna.")
    expect(chat.staff).to_have_count(1)
    with chat.page.expect_download() as download:
        chat.from_menu(chat.names.download)
    text = download.value.path().read_text(encoding="utf-8")
    assert re.search(r"^Anna \(.*\):\nHej, det är Anna\.$", text, re.MULTILINE)
    assert re.search(r"^Assistenten \(.*\):\nNu är Anna från kliniken här", text, re.MULTILINE)


VARIANTS = [("sv", "phone", "light"), ("en", "phone", "dark"), ("en", "desktop", "light"), ("sv", "desktop", "dark")]


@pytest.mark.parametrize(("language", "device", "scheme"), VARIANTS, ids=["-".join(variant) for variant in VARIANTS])
def test_no_state_breaks_a_rule_and_each_is_photographed(visits, pictures, anna, ask, language, device, scheme):
    options = {"phone": PHONE, "desktop": DESKTOP}[device]
    visit = visits(**options, color_scheme=scheme, reduced_motion="reduce")
    chat = visit.chat(language)
    found: dict[str, list[str]] = {}

    def state(name: str) -> None:
        chat.page.screenshot(path=pictures / f"{language}-{device}-{scheme}-people-{len(found)}-{name}.png")
        found[name] = violations(chat.page)

    thread = ask(chat)
    state("waiting")
    chat.close()
    anna.write(thread, "Hej, det är Anna. Vad gäller det?")
    expect(chat.element.locator(".unread")).to_have_text(f"2 {chat.names.unread}")
    state("unread")
    chat.element.locator("#launcher").click()
    expect(chat.staff).to_have_count(1)
    chat.write("Tack!")
    expect(chat.said.last).to_contain_text(chat.names.delivered)
    state("person")
    chat.say(ALARM if language == "sv" else "I think my mum is having a stroke")
    state("emergency")
    anna.write(thread, "!klar")
    expect(chat.standing).to_have_count(0)
    state("ended")
    assert not any(found.values()), "\n".join(f"{name}: {one}" for name in found for one in found[name])


SMALL = {"320 px": (320, 568), "400 % of 1280": (320, 256), "a phone on its side": (667, 375)}


@pytest.mark.parametrize("size", SMALL)
def test_on_a_small_screen_nothing_sticks_out_and_one_can_write_and_leave(visits, anna, ask, pictures, size):
    width, height = SMALL[size]
    chat = visits(viewport={"width": width, "height": height}).chat()
    thread = ask(chat)
    check_reflow(chat)
    anna.write(thread, "Hej, det är Anna.")
    expect(chat.staff).to_have_count(1)
    expect(chat.standing).to_contain_text(chat.names.with_anna)
    check_reflow(chat)
    chat.page.screenshot(path=pictures / f"people-{width}x{height}.png")
    for reachable in (chat.button(chat.names.end), chat.composer, chat.staff.locator("p").last):
        reachable.scroll_into_view_if_needed()
        expect(reachable).to_be_in_viewport(ratio=0.9)
    assert look(chat, SMALL_TARGETS) == []
    if height > 400:  # zoom and wider spacing at once is more than the criterion asks for
        look(chat, SPACING)
        assert look(chat, LOST) == []
        check_reflow(chat)


def test_those_who_listen_hear_who_writes_and_not_that_it_was_delivered(chat, anna, ask):
    thread = ask(chat)
    anna.write(thread, "Hej, det är Anna.")
    expect(chat.staff).to_match_aria_snapshot("""
      - article:
        - paragraph: /Anna ?:/
        - paragraph: Hej, det är Anna.
    """)
    chat.write("Tack!")
    expect(chat.said.last.get_by_text(chat.names.delivered)).to_have_attribute("aria-live", "off")
