"""Logins to the office: each is a row, ends when it should, and cannot be made of what the table holds."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from messages import SERVER
from sqlalchemy import delete, select

from vardlots.cli import main
from vardlots.editors import accounts
from vardlots.editors.accounts import Account
from vardlots.editors.lasting import Lasting, lasting
from vardlots.editors.sessions import begin, end, end_all, logged_in_as
from vardlots.editors.tables import EditorRow, SessionRow
from vardlots.store import engine, transaction

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=timezone.utc)
LASTS = Lasting(timedelta(hours=2), timedelta(hours=10))
ANNA, BO, PASSWORD = "anna@klinik.example", "bo@klinik.example", "lingon blåbär hjortron"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="no server"))])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    url = SERVER if request.param == "postgresql" and SERVER else f"sqlite:///{tmp_path / 'editors.db'}"
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    with transaction(url) as session:
        session.execute(delete(EditorRow))
    yield url
    engine(url).dispose()


@pytest.fixture
def anna(url: str) -> Account:
    return accounts.add(url, ANNA, "Anna Ek", PASSWORD, NOW)


def after(**time: float) -> datetime:
    return NOW + timedelta(**time)


def logged_in(url: str, account: Account, now: datetime = NOW) -> str:
    token = begin(url, account, now, LASTS)
    assert token
    return token


def rows(url: str) -> list[SessionRow]:
    with transaction(url) as session:
        found = list(session.scalars(select(SessionRow).order_by(SessionRow.created)))
        session.expunge_all()
    return found


def test_a_token_says_who_is_logged_in_as_the_account_is_now(url: str, anna: Account) -> None:
    token = logged_in(url, anna)
    assert logged_in_as(url, token, NOW, LASTS) == anna
    trusted = accounts.change(url, ANNA, may_edit=True)
    assert logged_in_as(url, token, NOW, LASTS) == trusted
    assert logged_in_as(url, "something else", NOW, LASTS) is None
    assert logged_in_as(url, "", NOW, LASTS) is None


def test_what_the_table_holds_lets_nobody_in(url: str, anna: Account) -> None:
    token = logged_in(url, anna)
    (row,) = rows(url)
    assert token not in (row.token_hash, row.email)
    assert logged_in_as(url, row.token_hash, NOW, LASTS) is None
    assert {column.name for column in SessionRow.__table__.columns} == {
        "token_hash", "email", "created", "seen", "expires",
    }  # fmt: skip


def test_every_login_has_a_token_of_its_own(url: str, anna: Account) -> None:
    tokens = {logged_in(url, anna) for _ in range(3)}
    assert len(tokens) == 3
    assert all(logged_in_as(url, token, NOW, LASTS) for token in tokens)


def test_logging_out_ends_that_login_and_no_other(url: str, anna: Account) -> None:
    here, elsewhere = logged_in(url, anna), logged_in(url, anna)
    assert end(url, here)
    assert not end(url, here)
    assert logged_in_as(url, here, NOW, LASTS) is None
    assert logged_in_as(url, elsewhere, NOW, LASTS) == anna


def test_all_logins_of_one_person_end_at_once(url: str, anna: Account) -> None:
    bo = accounts.add(url, BO, "Bo Lind", PASSWORD, NOW)
    theirs, others = [logged_in(url, anna), logged_in(url, anna)], logged_in(url, bo)
    assert end_all(url, ANNA.upper()) == 2
    assert end_all(url, ANNA) == 0
    assert [logged_in_as(url, token, NOW, LASTS) for token in theirs] == [None, None]
    assert logged_in_as(url, others, NOW, LASTS) == bo


def test_another_password_ends_every_login_and_another_right_none(url: str, anna: Account) -> None:
    token = logged_in(url, anna)
    accounts.change(url, ANNA, may_edit=True)
    assert logged_in_as(url, token, NOW, LASTS)
    accounts.change(url, ANNA, password=PASSWORD)
    assert logged_in_as(url, token, NOW, LASTS) is None
    assert rows(url) == []


def test_a_login_goes_with_its_account_also_when_the_address_comes_back(url: str, anna: Account) -> None:
    token = logged_in(url, anna)
    accounts.remove(url, ANNA)
    assert rows(url) == []
    accounts.add(url, ANNA, "Anna Ek", PASSWORD, NOW)
    assert logged_in_as(url, token, NOW, LASTS) is None


def test_a_password_that_changed_at_this_moment_lets_nobody_in(url: str, anna: Account) -> None:
    accounts.change(url, ANNA, password="hjortron lingon blåbär")
    assert begin(url, anna, NOW, LASTS) is None
    accounts.remove(url, ANNA)
    assert begin(url, anna, NOW, LASTS) is None
    assert rows(url) == []


def test_an_idle_login_ends_and_one_in_use_does_not(url: str, anna: Account) -> None:
    idle, used = logged_in(url, anna), logged_in(url, anna)
    assert logged_in_as(url, used, after(hours=1.5), LASTS)
    assert logged_in_as(url, idle, after(hours=2), LASTS) is None
    assert logged_in_as(url, used, after(hours=3.4), LASTS)
    assert logged_in_as(url, idle, after(hours=1), LASTS), "until then it had not ended"


def test_what_a_page_asks_by_itself_keeps_no_login_alive(url: str, anna: Account) -> None:
    token = logged_in(url, anna)
    for minutes in range(0, 120, 10):
        assert logged_in_as(url, token, after(minutes=minutes), LASTS, asked=False) == anna
    assert logged_in_as(url, token, after(minutes=121), LASTS, asked=False) is None


def test_no_login_lasts_longer_than_a_working_day(url: str, anna: Account) -> None:
    token = logged_in(url, anna)
    for hour in range(1, 10):
        assert logged_in_as(url, token, after(hours=hour), LASTS) == anna
    assert logged_in_as(url, token, after(hours=9.9), LASTS) == anna
    assert logged_in_as(url, token, after(hours=10), LASTS) is None


def test_not_every_page_writes(url: str, anna: Account) -> None:
    token = logged_in(url, anna)
    logged_in_as(url, token, after(seconds=30), LASTS)
    assert rows(url)[0].seen == NOW
    logged_in_as(url, token, after(minutes=2), LASTS)
    assert (rows(url)[0].seen, rows(url)[0].expires) == (after(minutes=2), after(minutes=122))


def test_logins_that_are_over_are_removed_when_somebody_logs_in(url: str, anna: Account) -> None:
    logged_in(url, anna)
    still = logged_in(url, anna, after(hours=1))
    logged_in(url, anna, after(hours=2.5))
    assert len(rows(url)) == 2
    assert logged_in_as(url, still, after(hours=2.5), LASTS)


def test_whoever_is_logged_out_while_looking_stays_out(url: str, anna: Account) -> None:
    """Many requests note that somebody is there while the login ends: none brings it back, and none fails."""
    token, begun, wrong = logged_in(url, anna), threading.Barrier(5), list[BaseException]()

    def look(start: int) -> None:
        try:
            begun.wait()
            for step in range(20):
                logged_in_as(url, token, after(minutes=2 * (start + step)), LASTS)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=look, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    begun.wait()
    end(url, token)
    for thread in threads:
        thread.join()
    assert not wrong
    assert rows(url) == []


def test_how_long_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("VARDLOTS_OFFICE_IDLE_HOURS", "VARDLOTS_OFFICE_HOURS"):
        monkeypatch.delenv(variable, raising=False)
    assert lasting() == LASTS
    monkeypatch.setenv("VARDLOTS_OFFICE_IDLE_HOURS", "0.5")
    monkeypatch.setenv("VARDLOTS_OFFICE_HOURS", " 8 ")
    assert lasting() == Lasting(timedelta(minutes=30), timedelta(hours=8))


@pytest.mark.parametrize("value", ["0", "-1", "en dag", "inf", "nan", "99999"])
def test_a_time_that_is_none_is_an_error_that_says_what_to_write(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_OFFICE_HOURS", value)
    with pytest.raises(ValueError, match="number of hours above 0, such as 10"):
        lasting()


def test_the_command_line_logs_a_person_out_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'editors.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    token = logged_in(url, accounts.add(url, ANNA, "Anna Ek", PASSWORD, datetime.now(timezone.utc)))
    for email, code, told in (
        (ANNA, 0, f"{ANNA} is logged out, here and everywhere: logins ended: 1.\n"),
        (ANNA, 0, f"{ANNA} was not logged in anywhere.\n"),
        (BO, 1, f"Nobody has an account with {BO}.\n"),
    ):
        with pytest.raises(SystemExit) as left:
            main(["editors", "logout", email])
        printed = capsys.readouterr()
        assert (left.value.code, printed.out + printed.err) == (code, told)
    assert logged_in_as(url, token, NOW, LASTS) is None
