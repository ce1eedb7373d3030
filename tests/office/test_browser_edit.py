"""Finding and changing an answer in a real browser: what is swapped in, where the focus is, and that all may use it."""

from collections.abc import Iterator

import pytest
from axe import violations
from clinic import EDITOR, PASSWORD, Clinic
from forms_sent import filled
from playwright.sync_api import Browser, Page, expect
from tiny import TinyEncoder
from visits import visit

from office.answers.files import text_of
from vardlots.knowledge.editing import changed, entry_data, entry_ids
from vardlots.knowledge.saving import Editor, save

CARIN = Editor("Carin Ask", "carin@klinik.example")

REFUSED = ("status of 409", "status of 422")
"""What a browser says by itself of a form that was not saved."""
PAGES = ("/", "/entries", "/entries/fees", "/entries/fees/edit", "/entries/new", "/drafts")


@pytest.fixture
def page(office: Clinic, served: str, browser: Browser) -> Iterator[Page]:
    """A page of the office in Swedish, somebody who edits logged in; nothing of it may fail."""
    vars(office.app.state.office.shelf)["encoder"] = TinyEncoder()
    with visit(browser, served, expecting=REFUSED, base_url=served) as opened:
        yield opened


def test_a_search_shows_what_fits_while_one_types_and_keeps_the_place(page: Page) -> None:
    page.goto("/entries")
    search = page.get_by_role("searchbox", name="Sök")
    search.press_sequentially("barnmorska")
    expect(page.get_by_role("link", name="Har ni barnmorskor?")).to_be_visible()
    expect(page.locator("#count")).not_to_contain_text("42 av 42")
    expect(search).to_be_focused()
    expect(page).to_have_url("/entries?q=barnmorska&show=all&owner=&sort=file")
    page.get_by_label("Ansvarig").select_option("finance")
    expect(page.get_by_role("link", name="Har ni barnmorskor?")).to_be_hidden()


def test_the_answer_is_shown_as_it_will_be_while_one_types(page: Page) -> None:
    page.goto("/entries/fees/edit")
    answer = page.get_by_label("Svar på svenska")
    answer.fill("Det kostar {fees.ceiling.amount} kr, t.ex.")
    expect(page.locator("#preview-sv")).to_contain_text("Det kostar 200 kr")
    expect(page.locator("#preview-en")).to_contain_text("Up to 200 kr")
    expect(page.locator("#said-answer_sv")).to_contain_text("förkortning")
    expect(answer).to_be_focused()
    expect(answer).to_have_accessible_description("Råd ”t.ex.” är en förkortning. Skriv ut den.")
    answer.fill("Det kostar {fees.nothing} kr.")
    expect(page.locator("#looked")).to_contain_text("1 fel att rätta")
    answer.fill("Det kostar {fees.ceiling.amount} kr.")
    expect(page.locator("#said-answer_sv")).to_be_empty()


def test_a_value_is_put_where_the_cursor_is(page: Page) -> None:
    page.goto("/entries/fees/edit")
    answer = page.get_by_label("Svar på engelska")
    answer.fill("Write to us.")
    answer.evaluate("field => field.setSelectionRange(9, 11)")
    page.get_by_text("Sätt in en adress").click()
    page.get_by_role("button", name="{provider.email.support}").press("Enter")
    expect(answer).to_have_value("Write to {provider.email.support}.")
    expect(answer).to_be_focused()
    expect(page.locator("#preview-en")).to_contain_text("Write to support@lingonkliniken.example.")


def test_an_answer_is_saved_from_the_keyboard_and_what_it_does_comes_by_itself(office: Clinic, page: Page) -> None:
    page.goto("/entries/fees/edit")
    page.get_by_label("Fråga på svenska", exact=True).fill("Vad kostar vården hos er?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vad kostar vården hos er?")
    expect(page.locator(".told")).to_contain_text("Assistenten svarar så inom några sekunder")
    expect(page.locator("#effect")).to_contain_text("kända frågor", timeout=60_000)
    expect(page.locator("#history")).to_contain_text("Anna Ek: Ändra fees: fråga på svenska")
    assert entry_data(text_of(office.kb), "fees")["question"]["sv"] == "Vad kostar vården hos er?"


def test_what_an_edit_would_do_is_shown_below_the_form_and_nothing_is_saved(office: Clinic, page: Page) -> None:
    before = text_of(office.kb)
    page.goto("/entries/fees/edit")
    asked = page.get_by_label("Sätt att fråga på svenska")
    asked.fill("har ni barnmorskor nu\nkan jag få ett vabintyg nu\n" + asked.input_value())
    page.get_by_role("button", name="Vad gör ändringen?").click()
    expect(page.locator("#working")).to_contain_text("Det tar några sekunder")
    expect(page.locator("#effect")).to_contain_text("kända frågor", timeout=60_000)
    expect(page).to_have_url("/entries/fees/edit")
    assert text_of(office.kb) == before


def test_a_reason_why_it_is_right_is_typed_in_peace(office: Clinic, page: Page) -> None:
    page.goto("/entries/fees/edit")
    page.get_by_label("Svar på svenska").fill("Det kostar {fees.ceiling.amount} kr, t.ex.")
    page.get_by_label("Svar på engelska").fill("E.g. {fees.ceiling.amount} kr.")
    page.get_by_text("Det är rätt så här", exact=True).click()
    why = page.get_by_label("Varför är det rätt?")
    why.press_sequentially("så", delay=50)
    expect(page.locator("#said-answer_sv")).to_have_text("Rätt så här ”t.ex.” är en förkortning.")
    expect(page.locator("#looked")).to_contain_text("Inget att rätta")
    expect(why).to_be_focused()
    why.press_sequentially(" står det i appen", delay=20)
    expect(why).to_have_value("så står det i appen")
    assert violations(page) == []
    page.get_by_role("link", name="skälet står där samma sak").click()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Rätt så här")).to_be_visible()
    expect(page.locator(".finding.allowed")).to_contain_text("Skäl: så står det i appen")
    assert entry_data(text_of(office.kb), "fees")["allow"][0]["because"] == "så står det i appen"
    expect(page.locator("#effect")).to_contain_text("kända frågor", timeout=60_000)  # nothing under way is cut off
    page.goto("/entries/fees/edit")
    page.get_by_label("Varför är det rätt?").fill("")
    expect(page.locator("#said-answer_sv")).to_contain_text("Skriv ut den")


def test_a_reason_given_in_one_place_is_found_from_the_others(page: Page) -> None:
    page.goto("/entries/fees/edit")
    page.get_by_label("Svar på svenska").fill("Det kostar {fees.ceiling.amount} kr, t.ex.")
    page.get_by_label("Svar på engelska").fill("E.g. {fees.ceiling.amount} kr.")
    page.get_by_role("link", name="skälet står där samma sak").click()
    expect(page.get_by_label("Varför är det rätt?")).to_be_visible()


def test_an_answer_is_taken_away_after_what_that_does_was_shown(office: Clinic, page: Page) -> None:
    page.goto("/entries/midwives")
    page.get_by_role("link", name="Ta bort svaret").click()
    expect(page.locator("#effect")).to_contain_text("kända frågor hör till svaret", timeout=60_000)
    page.locator(".became summary").first.click()
    expect(page.locator(".became li").first).to_be_visible()
    assert violations(page) == []
    expect(page.get_by_label("Gör om den till ett utkast")).to_be_checked()
    page.get_by_role("button", name="Ta bort svaret").click()
    expect(page.locator(".told")).to_contain_text("Texten finns kvar här bland utkasten")
    page.get_by_role("link", name="Har ni barnmorskor?").click()
    page.get_by_role("button", name="Publicera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Har ni barnmorskor?")
    assert "midwives" in entry_ids(text_of(office.kb))


def test_who_leaves_a_changed_form_by_accident_is_asked(page: Page) -> None:
    page.goto("/entries/fees/edit")
    page.get_by_label("Fråga på svenska", exact=True).press_sequentially("!")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Tillbaka utan att spara").click()
    expect(page.get_by_label("Fråga på svenska", exact=True)).to_be_visible()
    assert asked == ["beforeunload"]


def test_an_answer_that_is_not_saved_says_so_first_and_has_all_that_was_typed(page: Page) -> None:
    page.goto("/entries/fees/edit")
    page.get_by_label("Svar på svenska").fill("Ring {provider.nobody}.")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("inte sparat än")
    expect(page.get_by_label("Svar på svenska")).to_have_value("Ring {provider.nobody}.")
    assert violations(page) == []


def test_a_conflict_is_settled(office: Clinic, page: Page) -> None:
    page.goto("/entries/fees/edit")
    data = {**entry_data(text_of(office.kb), "fees"), "source": ["SKR 2027"], "owner": "privacy"}
    save(office.kb, lambda text: changed(text, "fees", data), editor=CARIN, message="Ändra")
    page.get_by_label("Fråga på svenska", exact=True).fill("Vad kostar vården?")
    page.get_by_label("Ansvarig").select_option("nurses")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Någon annan har också ändrat")
    assert violations(page) == []
    page.get_by_role("button", name="Skriv vidare på båda").click()
    expect(page.get_by_label("Källor")).to_have_value("SKR 2027")
    expect(page.get_by_label("Fråga på svenska", exact=True)).to_have_value("Vad kostar vården?")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(".told")).to_contain_text("Sparat")
    saved = entry_data(text_of(office.kb), "fees")
    assert (saved["source"], saved["owner"], saved["question"]["sv"]) == (["SKR 2027"], "nurses", "Vad kostar vården?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_answers_may_be_used_by_all(office: Clinic, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in (
        "/",
        "/entries",
        "/entries?q=xyzzy",
        "/entries/fees",
        "/entries/fees/edit",
        "/entries/new",
        "/drafts",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], address


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nothing_is_wider_than_a_small_phone(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    if language == "en":
        page.get_by_role("button", name="In English").click()
    for address in PAGES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_it_all_works_without_a_script(office: Clinic, served: str, browser: Browser) -> None:
    context = browser.new_context(base_url=served, locale="sv-SE", java_script_enabled=False)
    page = context.new_page()
    page.goto("/entries?q=avgift")
    page.get_by_label("E-postadress").fill(EDITOR)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_label("Sök").fill("vad kostar det att söka vård")
    page.get_by_role("button", name="Visa", exact=True).click()
    page.get_by_role("link", name="Vad kostar det att söka vård hos er?").click()
    page.get_by_role("link", name="Visa ändringarna").click()
    expect(page.get_by_text("Server: Begin")).to_be_visible()
    page.get_by_role("link", name="Till svaret").click()
    page.get_by_role("link", name="Ändra svaret").click()
    page.get_by_label("Ansvarig").select_option("nurses")
    page.get_by_role("button", name="Spara").click()
    expect(page.locator(".told")).to_contain_text("Sparat")
    context.close()
    assert filled(office, "fees")["owner"] == "nurses"
