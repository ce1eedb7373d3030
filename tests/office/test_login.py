"""Who comes in, who does not, and what a stranger's page can do."""

from clinic import EDITOR, PASSWORD, READER, Clinic
from starlette.testclient import TestClient

from office.attempts import FREE, Attempts
from office.pages import login
from vardlots.editors import accounts


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
