"""The assistant's own sentences: all there, in both languages, with the same values."""

import ast
import re
import string
from pathlib import Path

import pytest

from vardlots.errors import KnowledgeError
from vardlots.phrases import phrases, read_phrases
from vardlots.replies import LANGUAGES
from vardlots.settings import ROOT

KEY = re.compile(r"[a-z_]+(?:\.[a-z0-9_-]+)+")


def speakers() -> "list[Path]":
    """Return the files that speak: the shells, and those of the core that ask for phrases."""
    core = (path for path in sorted((ROOT / "vardlots").rglob("*.py")) if "import phrases" in path.read_text("utf-8"))
    return [*(path for folder in ("actions", "channels") for path in sorted((ROOT / folder).rglob("*.py"))), *core]


def used() -> "set[tuple[str, str]]":
    """Return (key, file) of every phrase key written out whole in the code that speaks."""
    groups = {key.split(".")[0] for key in phrases().keys()}  # noqa: SIM118
    return {
        (node.value, path.name)
        for path in speakers()
        for node in _texts(ast.parse(path.read_text(encoding="utf-8")))
        if KEY.fullmatch(node.value) and node.value.split(".")[0] in groups
    }


def _texts(tree: ast.AST) -> "list[ast.Constant]":
    others = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) or _reads_a_value(node)]
    parts = {id(inner) for node in others for inner in ast.walk(node)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    ]


def _reads_a_value(node: ast.AST) -> bool:
    """Tell `Values(…).value("fees.valid_until", …)`, a place in the knowledge base, from a phrase."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "value"


def families() -> "set[str]":
    """Return the fixed beginnings of keys that the code puts together, such as `fees.ask_`."""
    found = set()
    for path in speakers():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                found.add(node.values[0].value)
    groups = {key.split(".")[0] for key in phrases().keys()}  # noqa: SIM118
    return {start for start in found if re.fullmatch(r"[a-z_]+\.[a-z_.]*", start) and start.split(".")[0] in groups}


def fields(text: str) -> "set[str]":
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_code_was_read():
    assert len(used()) > 60
    assert len(families()) > 5
    assert {"notice.py", "replies.py"} <= {path.name for path in speakers()}
    assert {"safety.", "safety.if_now.", "notice.kinds."} <= families()


def test_every_sentence_that_the_code_asks_for_is_there():
    assert not [f"{file}: {key}" for key, file in sorted(used()) if key not in phrases()]


def test_every_family_of_sentences_has_members():
    assert not [start for start in families() if not any(key.startswith(start) for key in phrases().keys())]  # noqa: SIM118


def test_no_sentence_is_left_that_nobody_says():
    said = {key for key, _ in used()}
    starts = tuple(families())
    assert not [key for key in phrases().keys() if key not in said and not key.startswith(starts)]  # noqa: SIM118


@pytest.mark.parametrize("key", phrases().keys())
def test_a_sentence_is_whole_and_needs_the_same_values_in_both_languages(key):
    texts = {language: phrases().template(key, language) for language in LANGUAGES}
    assert all(text.strip() for text in texts.values())
    assert fields(texts["sv"]) == fields(texts["en"])
    assert not [text for text in texts.values() if "  " in text.strip() or "<" in text]


def test_swedish_and_english_are_not_mixed_up():
    both = [key for key in phrases().keys() if _same(key)]  # noqa: SIM118
    assert not both


def _same(key: str) -> bool:
    """A sentence of several words that is the same in both languages was not translated."""
    swedish, english = (phrases().template(key, language) for language in LANGUAGES)
    words = re.sub(r"\{[^}]*\}|\W", " ", swedish).split()
    return swedish == english and len(words) > 1


def write(folder, text: str):
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    return read_phrases(folder)


def test_a_phrase_is_filled_in_and_split_at_blank_lines(tmp_path):
    ours = write(tmp_path, "a:\n  b:\n    sv: |\n      Hej {name}.\n      Bra.\n\n      Hej då.\n    en: Hi {name}.\n")
    assert ours.say("a.b", "sv", name="Eva") == ("Hej Eva. Bra.", "Hej då.")
    assert ours.title("a.b", "sv", name="Eva") == "Hej Eva. Bra. Hej då."
    assert ours.keys() == ["a.b"]
    assert "a.b" in ours
    assert "a.c" not in ours


def test_a_missing_sentence_or_value_is_named(tmp_path):
    ours = write(tmp_path, "a: {sv: 'Hej {name}.', en: 'Hi {name}.'}\n")
    with pytest.raises(KnowledgeError, match=r"a\.b \(sv\)"):
        ours.say("a.b", "sv")
    with pytest.raises(KnowledgeError, match="name"):
        ours.say("a", "en")


@pytest.mark.parametrize("text", ["a: {sv: Hej}\n", "a: {sv: Hej, en: Hi, de: Hallo}\n", "a: Hej\n", "a: [Hej]\n"])
def test_a_sentence_without_its_two_languages_is_refused_by_name(tmp_path, text):
    with pytest.raises(KnowledgeError, match=r"x\.yaml: a"):
        write(tmp_path, text)


def test_an_empty_file_has_no_sentences(tmp_path):
    assert write(tmp_path, "# nothing yet\n").keys() == []
