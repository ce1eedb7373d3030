"""Who comes in, who does not, and what a stranger's page can do."""

import html
import re
from datetime import datetime, timedelta

import pytest
from clinic import EDITOR, PASSWORD, READER, Clinic
from exchanging import agreed, answer, brought_in, corrected
from forms_sent import filled
from starlette.testclient import TestClient

from office import security
from office.answers.files import find
from office.app import create_app
from office.attempts import FREE, Attempts
from office.context import Office
from office.cookie import NAME
from office.pages import login
from vardlots.editors import accounts
from vardlots.editors.sessions import end_all
from vardlots.errors import StoreUnavailable


def hidden(page: str, action: str) -> dict[str, list[str]]:
    """Return the hidden fields of a page's form, as a browser sends them."""
    form = page.partition(f'action="{action}"')[2].partition("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form):
        fields.setdefault(html.unescape(name), []).append("\r\n".join(html.unescape(value).splitlines()))
    return fields


class Clock:
    """The office's clock, which a test puts forward."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-11-28T08:00:00+00:00")

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(Office, "now", lambda _office: made.now)
    return made


def test_nothing_is_shown_without_a_login(office: Clinic) -> None:
    answer = office.browser().get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?to=%2F")


def test_who_logs_in_comes_to_the_page_they_wanted(office: Clinic) -> None:
    data = {"email": EDITOR.upper(), "password": PASSWORD, "to": "/?a=1"}
    answer = office.browser().post("/login", data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/?a=1")


def test_nobody_is_led_to_another_site(office: Clinic) -> None:
    for to in ("https://evil.example", "//evil.example", "/\\evil.example", ""):
        data = {"email": EDITOR, "password": PASSWORD, "to": to}
        assert office.browser().post("/login", data=data, follow_redirects=False).headers["location"] == "/"


def test_a_wrong_password_and_a_strange_address_are_told_alike(office: Clinic) -> None:
    for email in (EDITOR, "nobody@klinik.example"):
        answer = office.browser().post("/login", data={"email": email, "password": "something else"})
        assert answer.status_code == 401
        assert "hör inte ihop" in answer.text
        assert email in answer.text


def test_after_some_failures_the_right_password_must_wait_too(office: Clinic, monkeypatch) -> None:
    now = [0.0]
    monkeypatch.setattr(login, "ATTEMPTS", Attempts(lambda: now[0]))
    browser = office.browser()
    for _ in range(FREE):
        browser.post("/login", data={"email": EDITOR, "password": "something else"})
    assert browser.post("/login", data={"email": EDITOR, "password": PASSWORD}).status_code == 429
    now[0] = 901
    assert browser.post("/login", data={"email": EDITOR, "password": PASSWORD}).status_code == 200


def test_logging_out_ends_the_login_whoever_has_a_copy_of_its_cookie(office: Clinic, anna: TestClient) -> None:
    thief = office.browser()
    thief.cookies = anna.cookies
    stolen = dict(anna.cookies)
    assert thief.get("/", follow_redirects=False).status_code == 200
    anna.post("/logout")
    assert anna.get("/", follow_redirects=False).status_code == 303
    thief.cookies = stolen  # type: ignore[assignment]
    assert thief.get("/", follow_redirects=False).status_code == 303


def test_the_signed_cookie_alone_lets_nobody_in(office: Clinic, anna: TestClient) -> None:
    anna.post("/language", data={"language": "en"})
    held = dict(anna.cookies)
    other = office.browser()
    other.cookies.set("vardlots_office", held["vardlots_office"])
    assert other.get("/", follow_redirects=False).status_code == 303
    assert held[NAME] not in held["vardlots_office"]


def test_every_login_gives_another_token_and_ends_the_one_before(office: Clinic, anna: TestClient) -> None:
    before = anna.cookies[NAME]
    anna.post("/login", data={"email": EDITOR, "password": PASSWORD})
    assert anna.cookies[NAME] != before
    other = office.browser()
    other.cookies.set(NAME, before)
    assert other.get("/", follow_redirects=False).status_code == 303


def test_a_token_that_somebody_planted_is_not_logged_in_with(office: Clinic) -> None:
    victim = office.browser()
    victim.cookies.set(NAME, "planted", domain="office.example")
    victim.post("/login", data={"email": EDITOR, "password": PASSWORD})
    attacker = office.browser()
    attacker.cookies.set(NAME, "planted")
    assert attacker.get("/", follow_redirects=False).status_code == 303


def test_no_script_and_no_other_site_gets_the_token(office: Clinic) -> None:
    data = {"email": EDITOR, "password": PASSWORD}
    (given,) = office.browser().post("/login", data=data, follow_redirects=False).headers.get_list("set-cookie")
    assert given.startswith(f"{NAME}=")
    assert {"HttpOnly", "Max-Age=36000", "Path=/", "SameSite=lax"} <= set(given.split("; "))
    app = create_app(office.here, secure=True)
    browser = TestClient(app, base_url="https://office.example", headers={"Sec-Fetch-Site": "same-origin"})
    (given,) = browser.post("/login", data=data, follow_redirects=False).headers.get_list("set-cookie")
    assert given.startswith(f"__Host-{NAME}=")
    assert "Secure" in given.split("; ")
    assert "Översikt" in browser.get("/").text
    browser.post("/logout")
    assert browser.get("/", follow_redirects=False).status_code == 303


def test_an_idle_login_ends_and_what_a_page_asks_by_itself_does_not_keep_it(office: Clinic, clock: Clock) -> None:
    anna = office.browser(EDITOR)
    for _ in range(3):
        clock.later(minutes=50)
        assert anna.get("/status/line").status_code == 200
        clock.later(minutes=50)
        assert anna.get("/", follow_redirects=False).status_code == 200
    for _ in range(3):
        clock.later(minutes=50)
        anna.get("/status/line", headers={"HX-Request": "true"})
    assert anna.get("/", follow_redirects=False).status_code == 303


def test_who_comes_back_too_late_is_told_why_they_log_in_and_comes_to_the_page(office: Clinic, clock: Clock) -> None:
    anna = office.browser(EDITOR)
    clock.later(hours=3)
    shown = anna.get("/entries?q=fees")
    assert "Du har blivit utloggad." in shown.text
    assert 'name="to" value="/entries?q=fees"' in shown.text
    assert "Du har blivit utloggad." not in anna.get("/login").text, "it is told once"
    assert "Du har blivit utloggad." not in office.browser().get("/").text, "and not to who never was logged in"


def test_what_was_written_when_a_login_ended_is_saved_after_logging_in(office: Clinic, clock: Clock) -> None:
    anna = office.browser(EDITOR)
    words = 'Ett "bättre" svar.\r\n\r\n<b>Två stycken</b> & å ä ö.'
    clock.later(hours=3)
    held = anna.post("/entries/fees/edit", data=filled(office, "fees", answer_sv=words))
    assert held.status_code == 401
    assert "Det du skrev finns kvar." in held.text
    assert 'action="/language"' not in held.text, "another language would lose the words"
    wrong = anna.post("/login", data={**hidden(held.text, "/login"), "email": EDITOR, "password": "something else"})
    again = anna.post("/login", data={**hidden(wrong.text, "/login"), "email": EDITOR, "password": PASSWORD})
    assert "Du är inloggad som Anna Ek." in again.text
    assert find(office.kb, "fees")["answer"]["sv"] != words, "a person says that it is sent"
    saved = anna.post("/entries/fees/edit", data=hidden(again.text, "/entries/fees/edit"))
    assert (saved.status_code, saved.url.path) == (200, "/entries/fees")
    assert find(office.kb, "fees")["answer"]["sv"].strip() == words.replace("\r\n", "\n")


def test_a_form_of_nothing_goes_on_too_and_a_file_is_chosen_anew(office: Clinic, clock: Clock) -> None:
    anna = office.browser(EDITOR)
    clock.later(hours=3)
    held = anna.post("/gaps/decided/1/reopen")
    data = {**hidden(held.text, "/login"), "email": EDITOR, "password": PASSWORD}
    again = anna.post("/login", data=data).text
    assert 'action="/gaps/decided/1/reopen"' in again
    assert hidden(again, "/gaps/decided/1/reopen") == {}
    clock.later(hours=3)
    lost = anna.post(
        "/exchange", files={"file": ("svar.csv", b"id;field")}, headers={"Referer": "http://office.example/exchange"}
    )
    assert "välj filen på nytt" in lost.text
    data = {**hidden(lost.text, "/login"), "email": EDITOR, "password": PASSWORD}
    assert anna.post("/login", data=data).url.path == "/exchange"


def test_a_file_that_was_looked_at_when_a_login_ended_waits_for_the_same_person(office: Clinic) -> None:
    anna = office.browser(EDITOR)
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Ur filen.")))
    end_all(office.here.database_url, EDITOR)
    held = agreed(anna, shown)
    other = anna.post("/login", data={**hidden(held.text, "/login"), "email": READER, "password": PASSWORD})
    assert "Du är inloggad som Bo Lind." in other.text
    assert anna.post(shown.url.path, data=hidden(other.text, shown.url.path)).status_code == 403
    again = anna.post("/login", data={**hidden(held.text, "/login"), "email": EDITOR, "password": PASSWORD})
    done = anna.post(shown.url.path, data=hidden(again.text, shown.url.path))
    assert "Ändrade svar: 1" in done.text
    assert answer(office, "fees") == "Ur filen."


def test_who_logs_out_leaves_no_file_behind(office: Clinic) -> None:
    anna = office.browser(EDITOR)
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Ur filen.")))
    anna.post("/logout")
    anna.post("/login", data={"email": EDITOR, "password": PASSWORD})
    assert "Filen finns inte kvar här" in anna.get(shown.url.path).text


def test_nothing_is_sent_again_to_another_site(office: Clinic) -> None:
    for held in (
        '["//evil.example", [["a", "b"]]]',
        '["https://evil.example", []]',
        "[",
        '["/entries", 5]',
        "5",
        '"/x"',
    ):
        data = {"email": EDITOR, "password": PASSWORD, "held": held}
        answer = office.browser().post("/login", data=data, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/"), held


def test_a_piece_of_a_page_leads_to_the_login_and_back_to_that_page(office: Clinic) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://office.example/entries?q=a"}
    answer = office.browser().get("/entries", headers=headers)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/login?to=%2Fentries%3Fq%3Da")


def test_while_the_database_is_down_nobody_is_taken_for_logged_out(anna: TestClient, monkeypatch) -> None:
    def down(*_: object, **__: object) -> None:
        raise StoreUnavailable("the database does not answer")

    monkeypatch.setattr(security, "logged_in_as", down)
    assert anna.get("/", follow_redirects=False).status_code == 503
    assert anna.post("/entries/fees/edit", data={"answer_sv": "Hej."}).status_code == 503


def test_a_time_that_is_none_keeps_the_office_from_starting(office: Clinic, monkeypatch) -> None:
    monkeypatch.setenv("VARDLOTS_OFFICE_IDLE_HOURS", "två")
    with pytest.raises(ValueError, match="number of hours above 0"):
        create_app(office.here)


def test_another_password_ends_the_sessions_of_the_one_before(office: Clinic, anna: TestClient) -> None:
    assert anna.get("/", follow_redirects=False).status_code == 200
    accounts.change(office.here.database_url, EDITOR, password="en helt annan sak")
    assert anna.get("/", follow_redirects=False).status_code == 303


def test_who_has_no_account_any_more_is_out_at_once(office: Clinic, bo: TestClient) -> None:
    accounts.remove(office.here.database_url, READER)
    assert bo.get("/", follow_redirects=False).status_code == 303


def test_a_form_of_another_site_is_refused(anna: TestClient) -> None:
    assert anna.post("/logout", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    old_browser = {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}
    assert anna.post("/logout", headers=old_browser).status_code == 403
    assert anna.post("/logout", headers={"Sec-Fetch-Site": ""}).status_code == 403
    same = {"Sec-Fetch-Site": "", "Origin": "http://office.example"}
    assert anna.post("/logout", headers=same, follow_redirects=False).status_code == 303


def test_a_forged_session_is_nobodys(office: Clinic) -> None:
    stranger = office.browser()
    stranger.cookies.set("vardlots_office", "eyJlbWFpbCI6ICJhbm5hQGtsaW5pay5leGFtcGxlIn0=.abc.def")
    assert stranger.get("/", follow_redirects=False).status_code == 303


def test_a_megabyte_without_end_is_refused(anna: TestClient) -> None:
    assert anna.post("/login", content=iter([b"x"])).status_code == 413
    assert anna.post("/login", headers={"Content-Length": "99999999"}, content=b"x").status_code == 413


def test_pages_are_neither_cached_nor_framed_and_run_no_foreign_script(anna: TestClient) -> None:
    headers = anna.get("/").headers
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_the_language_is_kept_when_logging_in_and_out(office: Clinic) -> None:
    browser = office.browser()
    browser.post("/language", data={"language": "en", "to": "/login"})
    assert "Log in" in browser.post("/login", data={"email": EDITOR, "password": "something else"}).text
    assert "Overview" in browser.post("/login", data={"email": EDITOR, "password": PASSWORD}).text
    assert '<html lang="en">' in browser.post("/logout").text


def test_without_accounts_the_page_says_how_to_make_one(office: Clinic) -> None:
    for email in (EDITOR, READER):
        accounts.remove(office.here.database_url, email)
    assert "vardlots editors add" in office.browser().get("/login").text


def test_a_page_that_is_not_there_is_told_kindly(anna: TestClient) -> None:
    answer = anna.get("/nowhere")
    assert answer.status_code == 404
    assert "Sidan finns inte" in answer.text
