"""The registration of an application service: written once, for its owner only, and read back as it was."""

import re
import stat

import pytest
import yaml
from typer.testing import CliRunner

from vardlots.cli import app
from vardlots.matrix.registration import BadRegistration, Registration

URL = "http://127.0.0.1:5005"


def test_what_was_written_is_read_back(tmp_path):
    made = Registration.new(f"{URL}/", "boten")
    made.write(tmp_path / "a" / "registration.yaml")
    assert Registration.read(tmp_path / "a" / "registration.yaml") == made
    assert (made.url, made.localpart) == (URL, "boten")


def test_only_its_owner_may_read_the_file_and_nobody_writes_over_it(tmp_path):
    path = tmp_path / "registration.yaml"
    Registration.new(URL).write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(BadRegistration, match="is there already"):
        Registration.new(URL).write(path)
    assert path.read_bytes() == before


def test_the_file_is_what_the_specification_wants():
    body = Registration.new(URL, "a.b").as_dict()
    assert body.keys() == {
        "id", "url", "sender_localpart", "as_token", "hs_token", "namespaces", "rate_limited",
    }  # fmt: skip
    assert body["rate_limited"] is False
    (users,) = body["namespaces"]["users"]
    assert users["exclusive"] is True
    assert re.fullmatch(users["regex"], "@a.b:example.com")
    assert not re.fullmatch(users["regex"], "@axb:example.com")


def test_tokens_are_new_each_time_and_in_no_text():
    first, second = Registration.new(URL), Registration.new(URL)
    assert len({first.as_token, first.hs_token, second.as_token, second.hs_token}) == 4
    assert first.as_token not in repr(first)


@pytest.mark.parametrize("url", ["", "example.com", "ftp://x", "http://"])
def test_an_address_must_be_one(url):
    with pytest.raises(BadRegistration, match=r"http://127\.0\.0\.1:5005"):
        Registration.new(url)


@pytest.mark.parametrize("name", ["", "Boten", "a b", "å"])
def test_a_user_must_have_a_name_that_matrix_allows(name):
    with pytest.raises(BadRegistration, match="a-z"):
        Registration.new(URL, name)


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "no registration"), ("[1]", "no registration"), ("{", "no YAML"), ("id: x", "lacks url"), ("id: 1", "lacks")],
)
def test_a_file_that_is_not_right_says_what_it_lacks(tmp_path, text, why):
    path = tmp_path / "registration.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRegistration, match=why):
        Registration.read(path)


def test_the_command_writes_the_file_and_says_what_to_do_with_it(tmp_path):
    path, words = tmp_path / "registration.yaml", ["matrix", "register", "--file"]
    done = CliRunner().invoke(app(words), [*words, str(path), "--user", "boten"])
    assert done.exit_code == 0
    made = Registration.read(path)
    assert all(part in done.output for part in ("app_service_config_files", str(path), "@boten", "HOMESERVER"))
    assert made.as_token not in done.output
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["sender_localpart"] == "boten"
