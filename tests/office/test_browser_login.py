"""A login that ends while somebody writes, in a real browser: no word is lost, and the page says what happens."""

from collections.abc import Iterator

import pytest
from axe import violations
from clinic import EDITOR, PASSWORD, Clinic
from playwright.sync_api import Browser, Page, Route, expect
from tiny import TinyEncoder
from visits import visit

from office.answers.files import text_of
from vardlots.editors.sessions import end_all
from vardlots.knowledge.editing import entry_data

WORDS = 'Det här har jag "skrivit" länge på.\n\nOch lite <till>.'


@pytest.fixture
def page(office: Clinic, served: str, browser: Browser) -> Iterator[Page]:
    """The form of an answer."""
    vars(office.app.state.office.shelf)["encoder"] = TinyEncoder()
    with visit(browser, served, expecting=["status of 401"]) as opened:
        opened.goto(f"{served}/entries/fees/edit")
        expect(opened.locator("#served")).to_contain_text("Assistenten")
        yield opened


def log_out_elsewhere(office: Clinic) -> None:
    assert end_all(office.here.database_url, EDITOR) == 1


def log_in(page: Page) -> None:
    page.get_by_label("E-postadress").fill(EDITOR)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()


def test_what_was_written_survives_a_login_that_ends(office: Clinic, page: Page) -> None:
    log_out_elsewhere(office)
    answer = page.get_by_label("Svar på svenska")
    answer.press_sequentially("!")
    expect(page.locator("#lost")).to_contain_text("Du är utloggad. Det du har skrivit finns kvar här.")
    answer.fill(WORDS)
    assert page.url.endswith("/entries/fees/edit"), "no piece of the page leads away from what is being written"
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_contain_text("Det du skrev finns kvar")
    assert violations(page) == []
    log_in(page)
    go_on = page.get_by_role("button", name="Fortsätt")
    expect(go_on).to_be_focused()
    assert violations(page) == []
    go_on.click()
    expect(page.locator(".told")).to_contain_text("Assistenten svarar så inom några sekunder")
    assert entry_data(text_of(office.kb), "fees")["answer"]["sv"].strip() == WORDS


def test_a_piece_that_comes_back_late_does_not_keep_the_words_from_being_sent(office: Clinic, page: Page) -> None:
    log_out_elsewhere(office)
    page.get_by_label("Svar på svenska").fill(WORDS)
    sent: list[Route] = []
    page.route("**/entries/fees/edit", lambda route: sent.append(route))
    with page.expect_response("**/entries/look"):
        page.evaluate("""() => {
            document.getElementById("edit").requestSubmit();
            htmx.ajax("POST", "/entries/look", { source: "#looked", target: "#looked" });
        }""")
    sent[0].continue_()
    expect(page.get_by_role("alert")).to_contain_text("Det du skrev finns kvar")


def test_who_leaves_the_login_with_words_in_it_is_asked(office: Clinic, page: Page, served: str) -> None:
    with page.expect_response("**/entries/look"):
        page.get_by_label("Svar på svenska").fill(WORDS)
    log_out_elsewhere(office)
    page.get_by_role("button", name="Spara").click()
    page.get_by_label("E-postadress").fill(EDITOR)
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Redaktionen").click()
    expect(page.get_by_label("E-postadress")).to_have_value(EDITOR)
    assert asked == ["beforeunload"]


def test_who_has_written_nothing_comes_to_the_login_and_back(office: Clinic, page: Page, served: str) -> None:
    page.goto(f"{served}/entries")
    log_out_elsewhere(office)
    page.get_by_role("searchbox", name="Sök").fill("barnmorska")
    page.wait_for_url("**/login?to=**")
    log_in(page)
    page.wait_for_url("**/entries*")


def test_another_language_is_not_chosen_by_accident_in_the_middle_of_a_text(page: Page) -> None:
    with page.expect_response("**/entries/look"):  # nothing is under way when the browser asks
        page.get_by_label("Svar på svenska").press_sequentially("!")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("button", name="In English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ändra svaret")
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_label("Svar på svenska")).to_be_visible()
    assert asked == ["beforeunload", "beforeunload"]
