"""What a page shows before anything is said: from the clinic's own files, as they are now."""

import logging
import os
from pathlib import Path

import pytest

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.phrases import phrases
from vardlots.replies import LANGUAGES
from vardlots.welcome import ACCESSIBILITY, read_contact, welcome

PROVIDER = """\
name: Tallkliniken
email: {support: hej@tall.example}
pages: {app: "https://tall.example/app"}
"""


def save(path: Path, text: str, when: int) -> Path:
    """Write a file at once, at a time of its own, as an editor does who takes a while."""
    saved = path.with_suffix(".new")
    saved.write_text(text, encoding="utf-8")
    os.utime(saved, (when, when))
    saved.replace(path)
    return path


def test_everything_a_page_needs_is_there_in_both_languages() -> None:
    shown = welcome()
    assert shown.keys() == {"clinic", "pages", "texts"}
    assert shown["clinic"] == {
        "name": "Lingonkliniken",
        "phone": {"title": "08-465 004 00", "url": "tel:0846500400"},
        "email": {"title": "support@lingonkliniken.example", "url": "mailto:support@lingonkliniken.example"},
    }
    assert shown["pages"] == {"accessibility": {"sv": "/tillganglighet", "en": "/en/accessibility"}}
    assert shown["texts"].keys() == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_greeting_says_what_this_is_what_not_to_write_and_whom_to_call(language) -> None:
    texts = welcome()["texts"][language]
    said = " ".join(texts["greeting"])
    words = {"sv": ("automatisk assistent", "personnummer", "112"), "en": ("automated", "identity number", "112")}
    assert all(word in said for word in (*words[language], "Lingonkliniken"))
    assert [line["url"] for line in texts["helplines"]] == ["tel:112", "tel:1177"]
    assert all(number in " ".join(texts["down"]) for number in ("112", "1177"))
    assert texts["forgotten"] == list(phrases().say("chat.forgotten", language))


def test_there_are_as_many_topics_in_either_language_each_short_enough_to_tap() -> None:
    topics = {language: welcome()["texts"][language]["topics"] for language in LANGUAGES}
    assert len(topics["sv"]) == len(topics["en"]) == 4
    assert all(len(topic) < 40 for spoken in topics.values() for topic in spoken)


def test_a_clinic_without_phone_or_statement_gets_by(tmp_path: Path) -> None:
    contact = read_contact(save(tmp_path / "provider.yaml", PROVIDER, 1))
    assert (contact.name, contact.phone, contact.accessibility) == ("Tallkliniken", None, ACCESSIBILITY)


def test_a_statement_in_one_language_is_shown_in_both(tmp_path: Path) -> None:
    text = PROVIDER.replace("pages: {", "pages: {accessibility: {sv: /om}, ")
    assert read_contact(save(tmp_path / "provider.yaml", text, 1)).accessibility == {"sv": "/om", "en": "/om"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name: Tallkliniken",
        "- a list",
        "name: [",
        PROVIDER.replace("support", "info"),
        PROVIDER.replace("{app", "7 #"),
    ],
)
def test_a_file_that_is_none_is_told_with_the_command_that_says_more(tmp_path: Path, text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"provider.yaml cannot be read: (?s:.*)`vardlots kb check`"):
        read_contact(save(tmp_path / "provider.yaml", text, 1))


def test_an_edit_counts_and_a_broken_one_is_logged_and_does_not(tmp_path: Path, caplog) -> None:
    path = save(tmp_path / "provider.yaml", PROVIDER, 1)
    followed = Followed(lambda: [path], lambda _: read_contact(path), every=0)
    save(path, PROVIDER.replace("Tall", "Gran"), 2)
    assert followed.current().name == "Grankliniken"
    with caplog.at_level(logging.ERROR):
        save(path, "name: [", 3)
        assert followed.current().name == "Grankliniken"
    assert "provider.yaml cannot be read" in caplog.text


def test_the_folder_of_the_settings_is_read_and_the_projects_own_where_it_has_no_such_file(
    tmp_path, monkeypatch
) -> None:
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path / "none"))
    assert welcome()["clinic"]["name"] == "Lingonkliniken"
    (tmp_path / "own").mkdir()
    save(tmp_path / "own" / "provider.yaml", PROVIDER, 1)
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path / "own"))
    shown = welcome()
    assert (shown["clinic"]["name"], "phone" in shown["clinic"]) == ("Tallkliniken", False)
    assert "Tallkliniken" in shown["texts"]["sv"]["greeting"][0]
