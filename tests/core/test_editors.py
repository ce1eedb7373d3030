"""Accounts of the office: made and changed at the command line, asked at the login."""

import io
import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from vardlots.cli import main
from vardlots.editors import accounts
from vardlots.editors.accounts import LONGEST, SHORTEST, WrongAccount
from vardlots.editors.tables import EditorRow
from vardlots.errors import StoreUnavailable
from vardlots.store import transaction

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)
ANNA, PASSWORD = "anna@klinik.example", "lingon blåbär hjortron"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'editors.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    # as safe as it can be for a test that does not wait: what it takes to guess a password is the library's to test
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    return url


@pytest.fixture
def anna(url: str) -> accounts.Account:
    return accounts.add(url, ANNA, "Anna Ek", PASSWORD, NOW)


class Command:
    """The command line, with what a script sends it."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *words: str, sent: str = "", code: int = 0) -> str:
        """Run `vardlots editors …`, and return what it prints."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(sent))
        with pytest.raises(SystemExit) as left:
            main(["editors", *words])
        printed = self._capsys.readouterr()
        assert (left.value.code or 0) == code, printed
        return printed.err if code else printed.out


@pytest.fixture
def editors(url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(capsys, monkeypatch)


def test_an_account_reads_only_unless_told_otherwise(url: str, anna: accounts.Account) -> None:
    assert not anna.may_edit
    assert accounts.add(url, "bo@klinik.example", "Bo", PASSWORD, NOW, may_edit=True).may_edit
    assert [one.name for one in accounts.accounts(url)] == ["Anna Ek", "Bo"]


def test_nobody_has_an_account_at_first(url: str) -> None:
    assert not accounts.there_are_any(url)
    assert accounts.accounts(url) == []


def test_address_and_name_are_kept_tidily(url: str) -> None:
    made = accounts.add(url, " Anna@Klinik.Example ", "  Anna\n Ek ", PASSWORD, NOW)
    assert (made.email, made.name) == (ANNA, "Anna Ek")
    assert accounts.there_are_any(url)


def test_the_password_is_not_kept(url: str, anna: accounts.Account) -> None:
    with transaction(url) as session:
        kept = session.scalars(select(EditorRow.password_hash)).one()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert anna.stamp not in kept


def test_who_logs_in_needs_both(url: str, anna: accounts.Account) -> None:
    assert accounts.logged_in(url, ANNA.upper(), PASSWORD) == anna
    for email, password in ((ANNA, PASSWORD + " "), (ANNA, ""), ("bo@klinik.example", PASSWORD), ("", "")):
        assert accounts.logged_in(url, email, password) is None


def test_a_hash_that_is_none_lets_nobody_in(url: str, anna: accounts.Account) -> None:
    with transaction(url) as session:
        session.get_one(EditorRow, ANNA).password_hash = "lingon"
    assert accounts.logged_in(url, ANNA, "lingon") is None


@pytest.mark.parametrize(
    ("email", "name", "password", "why"),
    [
        ("anna", "Anna", PASSWORD, "no e-mail address"),
        ("anna@klinik", "Anna", PASSWORD, "no e-mail address"),
        ("a b@klinik.example", "Anna", PASSWORD, "no e-mail address"),
        ("a" * 250 + "@b.se", "Anna", PASSWORD, "no e-mail address"),
        (ANNA, "  ", PASSWORD, "needs a name"),
        (ANNA, "A" * 121, PASSWORD, "needs a name"),
        (ANNA, "Anna", "a" * (SHORTEST - 1), f"{SHORTEST} to {LONGEST}"),
        (ANNA, "Anna", "a" * (LONGEST + 1), f"{SHORTEST} to {LONGEST}"),
    ],
)
def test_what_is_no_account_is_refused_and_why(url: str, email: str, name: str, password: str, why: str) -> None:
    with pytest.raises(WrongAccount, match=why):
        accounts.add(url, email, name, password, NOW)
    assert not accounts.there_are_any(url)


def test_nobody_gets_two_accounts(url: str, anna: accounts.Account) -> None:
    with pytest.raises(WrongAccount, match="has an account already"):
        accounts.add(url, ANNA.upper(), "Another", PASSWORD, NOW)
    assert accounts.accounts(url) == [anna]


def test_another_password_ends_sessions_and_another_right_does_not(url: str, anna: accounts.Account) -> None:
    trusted = accounts.change(url, ANNA, may_edit=True)
    assert trusted.may_edit
    assert trusted.stamp == anna.stamp
    renewed = accounts.change(url, ANNA, password="hjortron blåbär lingon")
    assert renewed.stamp != anna.stamp
    assert renewed.may_edit
    assert accounts.logged_in(url, ANNA, PASSWORD) is None


def test_the_same_password_again_is_another_stamp(url: str, anna: accounts.Account) -> None:
    assert accounts.change(url, ANNA, password=PASSWORD).stamp != anna.stamp


def test_a_password_that_is_too_short_changes_nothing(url: str, anna: accounts.Account) -> None:
    with pytest.raises(WrongAccount, match="a password needs"):
        accounts.change(url, ANNA, password="lingon")
    assert accounts.logged_in(url, ANNA, PASSWORD) == anna


def test_a_stranger_is_neither_changed_nor_removed(url: str) -> None:
    with pytest.raises(WrongAccount, match="nobody has an account"):
        accounts.change(url, ANNA, may_edit=True)
    assert not accounts.remove(url, ANNA)
    assert accounts.known(url, ANNA) is None


def test_who_is_removed_is_unknown(url: str, anna: accounts.Account) -> None:
    assert accounts.known(url, ANNA) == anna
    assert accounts.remove(url, ANNA.upper())
    assert accounts.known(url, ANNA) is None
    assert accounts.logged_in(url, ANNA, PASSWORD) is None


def test_a_database_that_is_down_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        accounts.known(f"sqlite:///{tmp_path}", ANNA)


def test_an_account_is_made_by_a_script(url: str, editors: Command) -> None:
    said = editors("add", ANNA, "--name", "Anna Ek", "--may-edit", sent=f"{PASSWORD}\n")
    assert said.strip() == f"Anna Ek <{ANNA}> may read and edit in the office."
    assert accounts.logged_in(url, ANNA, PASSWORD)
    assert editors("add", "bo@klinik.example", sent=f"{PASSWORD}\n").strip() == (
        "bo <bo@klinik.example> may read in the office."
    )


def test_a_password_is_never_printed(editors: Command) -> None:
    assert "lingon" not in editors("add", ANNA, sent="lingon\n", code=1)
    assert "blåbär" not in editors("add", ANNA, sent=f"{PASSWORD}\n")
    assert "blåbär" not in editors("list", "--json")


def test_no_password_at_all_is_too_short_a_one(url: str, editors: Command) -> None:
    assert "a password needs" in editors("add", ANNA, code=1)
    assert not accounts.there_are_any(url)


def test_a_right_and_a_password_are_changed(url: str, anna: accounts.Account, editors: Command) -> None:
    assert "may read and edit" in editors("change", ANNA, "--may-edit")
    assert "may read and edit" in editors("change", ANNA, "--password", sent="hjortron blåbär lingon\n")
    assert accounts.logged_in(url, ANNA, "hjortron blåbär lingon")
    assert "may read in" in editors("change", ANNA, "--only-read")


def test_a_change_of_nothing_is_wrong_usage(anna: accounts.Account, editors: Command) -> None:
    assert "say what to change" in editors("change", ANNA, code=2)
    assert "nobody has an account" in editors("change", "bo@klinik.example", "--may-edit", code=1)


def test_an_account_is_removed(anna: accounts.Account, editors: Command) -> None:
    assert "no account any more" in editors("remove", ANNA)
    assert "Nobody has an account" in editors("remove", ANNA, code=1)


def test_accounts_are_listed(anna: accounts.Account, editors: Command) -> None:
    assert editors("list") == f"{ANNA}\tAnna Ek\tmay read\n"
    assert json.loads(editors("list", "--json")) == [{"email": ANNA, "name": "Anna Ek", "may_edit": False}]


def test_an_empty_list_says_what_to_do(editors: Command) -> None:
    assert "vardlots editors add" in editors("list")
    assert json.loads(editors("list", "--json")) == []
