"""Buttons that cannot be forged, and the secret that signs them."""

import stat

import pytest

from channels.buttons import PREFIX, ButtonSigner
from vardlots.replies import Button
from vardlots.secret import secret

SIGNER = ButtonSigner("a secret")
BUTTON = Button("Ja, boka", '/choose_time{"slot": "anna-ek:2026-11-23T10:00"}')


@pytest.mark.parametrize(
    "payload", ["/affirm", BUTTON.payload, '/choose_topic{"topic": "fees"}', '/inform{"x": "åäö"}']
)
def test_what_is_sealed_opens_again(payload):
    sealed = SIGNER.seal(Button("x", payload), "s-1")
    assert sealed.title == "x"
    assert SIGNER.open(sealed.payload, "s-1") == payload


def test_a_sealed_button_keeps_its_role():
    sealed = SIGNER.seal(Button("Det hjälpte", "/feedback_helpful", "feedback"), "s-1")
    assert (sealed.title, sealed.role) == ("Det hjälpte", "feedback")
    assert SIGNER.seal(BUTTON, "s-1").role is None


def test_the_payload_is_no_command_and_the_button_is_the_same_next_time():
    sealed = SIGNER.seal(BUTTON, "s-1").payload
    assert sealed.startswith(PREFIX)
    assert sealed == SIGNER.seal(BUTTON, "s-1").payload


def test_nobody_else_can_tap_it():
    assert SIGNER.open(SIGNER.seal(BUTTON, "s-1").payload, "s-2") is None


def test_a_changed_token_is_no_button():
    sealed = SIGNER.seal(BUTTON, "s-1").payload
    for place in range(len(PREFIX), len(sealed)):
        changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        assert SIGNER.open(changed, "s-1") is None


def test_another_servers_button_is_no_button():
    assert SIGNER.open(ButtonSigner("another secret").seal(BUTTON, "s-1").payload, "s-1") is None


@pytest.mark.parametrize("text", ["", "hej", "/affirm", PREFIX, PREFIX + "abc", PREFIX + "é.ü", PREFIX + "." * 5000])
def test_what_is_no_token_opens_nothing(text):
    assert SIGNER.open(text, "s-1") is None


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path, monkeypatch):
    monkeypatch.delenv("VARDLOTS_SECRET", raising=False)
    monkeypatch.setenv("VARDLOTS_VAR", str(tmp_path / "new" / "var"))
    made = secret()
    file = tmp_path / "new" / "var" / "secret"
    assert len(made) >= 32
    assert secret() == made == file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_installations_have_two_secrets(tmp_path, monkeypatch):
    monkeypatch.delenv("VARDLOTS_SECRET", raising=False)
    monkeypatch.setenv("VARDLOTS_VAR", str(tmp_path / "one"))
    first = secret()
    monkeypatch.setenv("VARDLOTS_VAR", str(tmp_path / "two"))
    assert secret() != first


def test_a_secret_from_the_environment_counts_and_is_written_nowhere(tmp_path, monkeypatch):
    monkeypatch.setenv("VARDLOTS_VAR", str(tmp_path))
    monkeypatch.setenv("VARDLOTS_SECRET", "shared by all workers")
    assert secret() == "shared by all workers"
    assert list(tmp_path.iterdir()) == []
