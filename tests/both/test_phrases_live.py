"""The assistant's own sentences while they are edited."""

import logging
import shutil
import threading
from pathlib import Path

import pytest

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.phrases import KB, Phrases, phrases, read_phrases

GOOD = "a:\n  greet: {sv: Hej, en: Hi}\n  leave: {sv: 'Hej då {name}', en: 'Bye {name}'}\n"
BETTER = GOOD.replace("sv: Hej,", "sv: God dag,")
BROKEN = {
    "not YAML": ("a: [", "x.yaml cannot be read"),
    "one language": (GOOD.replace(", en: Hi", ""), r"x\.yaml: a\.greet: it needs a text in both"),
    "no text": (GOOD.replace("en: Hi", "en: ''"), r"x\.yaml: a\.greet: `en` has no text"),
    "a number": (GOOD.replace("en: Hi", "en: 7"), r"x\.yaml: a\.greet: `en` has no text"),
    "a lost brace": (GOOD.replace("Bye {name}", "Bye {name"), r"x\.yaml: a\.leave: a brace in `en` is wrong"),
    "an empty value": (GOOD.replace("Bye {name}", "Bye {}"), r"a brace in `en` is wrong; write values as \{name\}"),
    "another value": (GOOD.replace("Bye {name}", "Bye {nam}"), r"only one of the languages has \{nam\}, \{name\}"),
    "a sentence gone": ("a:\n  greet: {sv: Hej, en: Hi}\n", r"a\.leave is gone; put it back"),
    "everything gone": ("", r"a\.greet, a\.leave is gone"),
}


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def save(folder: Path, text: str) -> None:
    saved = folder / "x.new"
    saved.write_text(text, encoding="utf-8")
    saved.replace(folder / "x.yaml")


def followed(folder: Path, clock: Clock) -> "Followed[Phrases]":
    save(folder, GOOD)
    return Followed(lambda: sorted(folder.glob("*.yaml")), lambda before: read_phrases(folder, before), clock=clock)


def test_an_edit_counts_within_a_second_and_the_files_are_looked_at_once_in_it(tmp_path):
    clock = Clock()
    ours = followed(tmp_path, clock)
    save(tmp_path, BETTER)
    clock.now = 0.9
    assert ours.current().say("a.greet", "sv") == ("Hej",)
    clock.now = 1.0
    assert ours.current().say("a.greet", "sv") == ("God dag",)
    assert ours.current() is ours.current()


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_edit_is_logged_once_and_the_sentences_before_go_on(tmp_path, caplog, kind):
    text, told = BROKEN[kind]
    clock = Clock()
    ours = followed(tmp_path, clock)
    first = ours.current()
    save(tmp_path, text)
    for clock.now in (1.0, 2.0, 3.0):
        with caplog.at_level(logging.ERROR):
            assert ours.current() is first
    assert len(caplog.messages) == 1
    with pytest.raises(KnowledgeError, match=told):
        read_phrases(tmp_path, first)
    save(tmp_path, BETTER)
    clock.now = 4.0
    assert ours.current().say("a.greet", "sv") == ("God dag",)


def test_the_folder_of_the_settings_is_read(tmp_path, monkeypatch):
    shutil.copytree(KB / "replies", tmp_path / "kb" / "replies")
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path / "kb"))
    path = tmp_path / "kb" / "replies" / "ages.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Få vård", "Vårdas"), encoding="utf-8")
    assert phrases().say("ages.button_be_treated", "sv") == ("Vårdas",)


def test_a_folder_without_sentences_is_said_with_the_projects_own(tmp_path, monkeypatch):
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path))
    assert phrases().say("ages.button_be_treated", "sv") == ("Få vård",)


def test_many_threads_get_whole_sentences_while_the_file_changes(tmp_path):
    clock = Clock()
    ours = followed(tmp_path, clock)
    seen: set[str] = set()

    def ask() -> None:
        for _ in range(50):
            clock.now += 1
            seen.update(ours.current().say("a.greet", "sv"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for text in (BETTER, "a: [", GOOD, BETTER):
        save(tmp_path, text)
    for thread in threads:
        thread.join()
    clock.now += 1
    assert seen <= {"Hej", "God dag"}
    assert ours.current().say("a.greet", "sv") == ("God dag",)
