"""The texts of messages, the words that cancel, and what the check says of both."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vardlots.cli import main
from vardlots.errors import KnowledgeError
from vardlots.files import check_files
from vardlots.replies import LANGUAGES
from vardlots.settings import ROOT
from vardlots.sms import texts
from vardlots.sms.checks import check_texts
from vardlots.sms.delivery import utc_now
from vardlots.sms.incoming import CHANNEL, replies_are_read
from vardlots.sms.outbox import Outbox
from vardlots.sms.words import Cancelling, cancel_words, cancelling, is_phone, read_words

WORDS = {"avboka": "sv", "avboka tiden": "sv", "ångra": "sv", "cancel": "en"}


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "kb", tmp_path / "kb"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_clinics_own_texts_are_right() -> None:
    assert list(check_texts(ROOT / "kb")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("sms", "Påminnelse: du", "Påminnelse \N{ALARM CLOCK}: du", "not-gsm"),
        ("app_link", "Här är länken till appen från", "Här är länken → appen, ж, från", "not-gsm"),
        ("sms", "Din tid hos {clinic}: {when}.", "Din tid hos {clinic}: {when}. " + "Hej! " * 45, "too-many-segments"),
        ("sms", "Your appointment at {clinic}: {when}.", "Appointment at {clinic}: {when}. " * 6, "too-many-segments"),
    ],
)  # fmt: skip
def test_a_text_that_is_dear_or_long_is_told_with_its_place(kb: Path, name: str, old: str, new: str, rule: str) -> None:
    rewrite(kb / "replies" / f"{name}.yaml", old, new)
    found = [one for one in check_files(kb) if one.rule == rule]
    assert len(found) == 1
    line = (kb / "replies" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert new.split(".")[0][:15] in line
    assert found[0].level == "error"
    assert found[0].sv != found[0].why


def test_a_long_name_of_the_clinic_counts(kb: Path) -> None:
    rewrite(kb / "provider.yaml", "name: Lingonkliniken", "name: " + "Lingonkliniken i Södra Ångermanland " * 5)
    assert {one.entry for one in check_texts(kb)} >= {"sms.booked", "sms.reminder"}


def test_what_the_chat_says_is_no_text_message(kb: Path) -> None:
    rewrite(kb / "replies" / "sms.yaml", "Du får också ett sms med tiden.", "Du får också ett sms \N{ALARM CLOCK}.")
    assert list(check_texts(kb)) == []


def test_a_knowledge_base_without_text_messages_is_no_mistake(kb: Path) -> None:
    (kb / "replies" / "sms.yaml").unlink()
    (kb / "replies" / "app_link.yaml").unlink()
    assert list(check_texts(kb)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_filled_in(language: str) -> None:
    for key in ("booked", "moved", "reminder", "reminder_reply", "cancelled", "several", "none", "nobody_reads"):
        said = texts.told(f"sms.{key}", language)  # type: ignore[arg-type]
        assert "{" not in said


@pytest.mark.parametrize(
    ("text", "language", "reference"),
    [
        ("AVBOKA", "sv", None),
        (" Avboka.\n", "sv", None),
        ("avboka\ttiden", "sv", None),
        ("”Avboka!”", "sv", None),
        ("ÅNGRA", "sv", None),
        ("angra", "sv", None),
        ("a\u030angra", "sv", None),
        ("CANCEL k7m4qx", "en", "k7m4qx"),
        ("cancel K7M 4QX.", "en", "k7m 4qx"),
        ("avboka tiden k7m-4qx", "sv", "k7m-4qx"),
    ],
)
def test_a_word_cancels_however_it_is_typed(text: str, language: str, reference: str | None) -> None:
    words = {word.replace("å", "a"): said for word, said in WORDS.items()}
    assert cancelling(text, words) == Cancelling(language, reference)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "inte avboka", "avboka inte", "avbokad", "avboka hej", "avboka abcdef", "kan jag cancel", "cancel/7m4qx",
     "avboka 12345", "avboka k7m4qx nu", "0", "avboka\N{ZERO WIDTH SPACE}!"],
)  # fmt: skip
def test_nothing_else_does(text: str) -> None:
    assert cancelling(text, WORDS) is None  # type: ignore[arg-type]


def test_the_first_word_of_each_language_is_the_one_that_messages_name() -> None:
    for language in LANGUAGES:
        assert cancelling(texts.word(language), cancel_words()) == Cancelling(language)


def test_no_message_names_a_word_that_the_gateway_takes_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [texts.word(language) for language in LANGUAGES] == ["AVBOKA", "CANCEL"]
    monkeypatch.setenv("VARDLOTS_SMS", "twilio")  # "CANCEL" would be the last that this number hears of the clinic
    assert [texts.word(language) for language in LANGUAGES] == ["AVBOKA", "CANCEL APPOINTMENT"]


def test_words_that_cannot_be_read_are_a_mistake_in_the_file(tmp_path: Path) -> None:
    for text in ("cancel_words: {sv: [avboka]}", "cancel_words: 3", "- x", ":"):
        (tmp_path / "sms.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(KnowledgeError, match="kb check"):
            read_words(tmp_path / "sms.yaml")


@pytest.mark.parametrize(("number", "is_one"), [("+46701740645", True), ("0701740645", False), ("Telia", False)])
def test_a_telephone_is_told_from_a_service(number: str, is_one: bool) -> None:
    assert is_phone(number) == is_one


def test_replies_are_read_where_rasas_credentials_name_the_channel(tmp_path: Path) -> None:
    file = tmp_path / "credentials.yml"
    assert not replies_are_read(file)
    for text, read in ((f"{CHANNEL}:\n  gateway: 46elks\n", True), ("rest:\n", False), ("- 1", False), ("a: [", False)):
        file.write_text(text, encoding="utf-8")
        assert replies_are_read(file) == read


def test_the_demo_reads_no_replies() -> None:
    assert not replies_are_read()


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        main(words)
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out + err


def take(_to: str, _text: str, _key: str) -> None:
    """Be a gateway."""


def test_the_command_delivers_once_or_says_what_is_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'sms.db'}")
    assert "none" in shown(capsys, "sms", "--check")[1]
    outbox = texts_in(tmp_path)
    assert json.loads(shown(capsys, "outbox", "--json")[1])[0]["state"] == "queued (no gateway)"
    assert "0 messages tried" in shown(capsys, "sms")[1]
    monkeypatch.setenv("VARDLOTS_SMS", f"{__name__}:take")
    assert "1 messages tried" in shown(capsys, "sms")[1]
    assert outbox.latest()[0].state == "sent"
    (row,) = json.loads(shown(capsys, "outbox", "--json")[1])
    assert (row["state"], row["attempts"], row["next_try"], row["error"]) == ("sent", 1, None, None)
    monkeypatch.setenv("VARDLOTS_SMS", "46elks")
    code, said = shown(capsys, "sms", "--check")
    assert code == 1
    assert "VARDLOTS_SMS_USER" in said


def texts_in(folder: Path) -> Outbox:
    """Put a message in as of now, into the database of a folder."""
    outbox = Outbox(f"sqlite:///{folder / 'sms.db'}")
    outbox.put(texts.Message("app_link", "a", "+46701740645", "Här är länken", "sv"), utc_now())
    return outbox


def test_the_worker_is_a_light_process() -> None:
    heavy = ("torch", "transformers", "sentence_transformers", "faiss", "spacy", "sklearn", "onnxruntime", "numpy")
    code = f"import sys, vardlots.sms.__main__; print([name for name in {heavy} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
