"""Out and in, in a browser: a file is sent and looked at, with a script and without, on any screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from clinic import EDITOR, Clinic
from exchanging import PAGE, answer, corrected
from playwright.sync_api import Browser, Page, expect
from visits import visit

from office.exchange.takein import MOST_BYTES
from vardlots.sheets.files import open_sheet


@pytest.fixture
def page(served: str, browser: Browser) -> Iterator[Page]:
    with visit(
        browser, served, expecting=["the server responded with a status of 422"], reduced_motion="reduce"
    ) as opened:
        opened.goto(f"{served}/exchange")
        yield opened


@pytest.fixture
def sheet(office: Clinic, tmp_path: Path) -> Path:
    """A sheet in which one answer was changed."""
    path = tmp_path / "svar.csv"
    path.write_bytes(corrected(office.browser(EDITOR), ("fees", "answer", "Ett bättre svar.")))
    return path


def send(page: Page, file: Path) -> None:
    page.get_by_label("Fil, högst 10 MB").set_input_files(file)
    page.get_by_role("button", name="Visa vad som ändras").click()


def test_answers_are_downloaded_as_they_are_chosen(page: Page, tmp_path: Path) -> None:
    assert violations(page) == []
    page.get_by_label("Vilka svar?").select_option("owner:nurses")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta filen").click()
    assert waiting.value.suggested_filename.startswith("svar-nurses-")
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert open_sheet(path).rows


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_file_is_looked_at_and_written(
    office: Clinic, served: str, browser: Browser, sheet: Path, script: bool
) -> None:
    with visit(browser, served, java_script_enabled=script) as page:
        page.goto(f"{served}/exchange")
        send(page, sheet)
        page.get_by_role("heading", level=1, name="Det här ändras").wait_for()
        assert page.locator("ins").all_inner_texts()
        if script:
            assert violations(page) == []
        page.get_by_role("button", name="Skriv in ändringarna").click()
        page.get_by_role("status").filter(has_text="Ändrade svar: 1").wait_for()
        assert answer(office, "fees") == "Ett bättre svar."


def test_what_was_shown_is_shown_again_in_another_language_and_on_a_narrow_screen(page: Page, sheet: Path) -> None:
    send(page, sheet)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.get_by_role("button", name="In English").click()
    page.get_by_role("heading", level=1, name="What changes").wait_for()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert violations(page) == []
    page.get_by_role("checkbox", name="Skip this answer").check()
    page.get_by_role("button", name="Write the changes").click()
    alert = page.get_by_role("alert")
    alert.filter(has_text="You skip everything").wait_for()
    expect(alert).to_be_focused()
    page.get_by_role("button", name="Cancel and forget the file").click()
    page.get_by_role("status").filter(has_text="Nothing has changed").wait_for()


def test_a_web_page_leads_to_drafts(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "fragor.html"
    file.write_text(PAGE, encoding="utf-8")
    send(page, file)
    page.get_by_role("button", name="Skriv in ändringarna").click()
    page.wait_for_url("**/drafts")
    page.get_by_role("link", name="Får jag ett kvitto på mitt besök?").wait_for()


def test_a_file_that_is_too_large_is_told_of_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    large, small = tmp_path / "stor.csv", tmp_path / "liten.csv"
    large.write_bytes(b"x" * (MOST_BYTES + 1))
    small.write_bytes(b"id;field;sv\nfees;anser;Hej\n")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    send(page, large)
    field = page.get_by_label("Fil, högst 10 MB")
    assert "större än 10 MB" in field.evaluate("element => element.validationMessage")
    assert "POST" not in sent
    send(page, small)
    page.get_by_text("Cell B2: 'anser' är inget fält").wait_for()
    assert "POST" in sent
    assert violations(page) == []


def test_a_file_that_was_mended_can_be_chosen_again(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "svar.csv"
    for text, size in (("x" * (MOST_BYTES + 1), MOST_BYTES + 1), ("id;field", 8)):
        file.write_text(text, encoding="utf-8")
        with page.expect_file_chooser() as chooser:
            page.get_by_label("Fil, högst 10 MB").click()
        chooser.value.set_files(file)
        page.wait_for_function("size => document.getElementById('file').files[0]?.size === size", arg=size)
    assert page.get_by_label("Fil, högst 10 MB").evaluate("element => element.checkValidity()")
