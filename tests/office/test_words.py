"""What the office says: every key that a page names is there, each is named by some page, both languages differ."""

import ast
import re
from collections.abc import Iterator

import pytest

from office.words import words
from vardlots.settings import ROOT

OFFICE = ROOT / "office"
SAME = {"exchange.out.xlsx"}
"""Keys whose texts are rightly alike in both languages."""
KEY = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")
CALL = re.compile(r"\bsay\(")
QUOTED = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)')\s*""")
ANYTHING = r"[a-z0-9_.-]*"
KEYS = tuple(words().keys())
GROUPS = {key.partition(".")[0] for key in KEYS}


def first_argument(text: str, start: int) -> str:
    """Return what stands between a call's bracket and its first comma or its end."""
    depth, quote = 0, ""
    for place in range(start, len(text)):
        letter = text[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}" and depth:
            depth -= 1
        elif letter in ",)":
            return text[start:place]
    return text[start:]


def of_template(text: str) -> Iterator[str]:
    """Yield a pattern for each key that a template says; what is only known later may be anything."""
    for call in CALL.finditer(text):
        parts = re.split(r"~", first_argument(text, call.end()))
        yield from alternatives(parts)


def alternatives(parts: list[str]) -> Iterator[str]:
    quoted = [QUOTED.fullmatch(part) for part in parts]
    pattern = "".join(re.escape(found[1] or found[2] or "") if found else ANYTHING for found in quoted)
    if pattern != ANYTHING:
        yield pattern
        return
    yield from (re.escape(one) for one in KEY.findall(parts[0]) if one.partition(".")[0] in GROUPS)


def of_module(text: str) -> Iterator[str]:
    """Yield a pattern for each text of a module that looks like a key."""
    tree = ast.parse(text)
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            pattern = re.escape(node.value) + ANYTHING * node.value.endswith(".")
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else ANYTHING for one in node.values]
            pattern = "".join(parts)
        else:
            continue
        group = re.match(r"[a-z_]+(?=\\\.)", pattern)
        if group and group[0] in GROUPS and re.fullmatch(r"(?:[a-z0-9_]|\\\.|\[a-z0-9_\.-\]\*)+", pattern):
            yield pattern


def named() -> dict[str, set[str]]:
    """Return the patterns of keys by the file that names them."""
    templates = ((path, of_template) for path in (OFFICE / "templates").rglob("*.html"))
    modules = ((path, of_module) for path in OFFICE.rglob("*.py"))
    found = {
        path.relative_to(OFFICE).as_posix(): set(read(path.read_text(encoding="utf-8")))
        for path, read in (*templates, *modules)
    }
    return {file: patterns for file, patterns in found.items() if patterns}


NAMED = named()
TEMPLATES = {path.name for path in (OFFICE / "templates").rglob("*.html")}


@pytest.mark.parametrize("file", sorted(NAMED))
def test_every_key_that_is_named_is_there(file: str) -> None:
    missing = [one for one in NAMED[file] if not any(re.fullmatch(one, key) for key in KEYS)]
    assert [one for one in missing if one.replace("\\", "") not in TEMPLATES] == []


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_no_key_is_there_for_nothing(group: str) -> None:
    patterns = re.compile("|".join(f"(?:{one})" for patterns in NAMED.values() for one in patterns))
    keys = [key for key in KEYS if key.startswith(f"{group}.")]
    assert [key for key in keys if not patterns.fullmatch(key)] == []


def test_both_languages_differ() -> None:
    texts = {key: (words().template(key, "sv"), words().template(key, "en")) for key in KEYS}
    same = {key for key, (sv, en) in texts.items() if sv == en and re.search(r"[a-zåäö]", re.sub(r"\{\w+\}", "", sv))}
    assert same - SAME == set()


def test_the_reader_of_templates_finds_keys_of_every_form() -> None:
    text = """{{ say("a.b") }} {{ say('c.d', count=f(1, 2)) }} {{ say("e." ~ name ~ ".f", x=1) }} {{ say(told.key) }}"""
    assert list(of_template(text)) == ["a\\.b", "c\\.d", f"e\\.{ANYTHING}\\.f"]


def test_the_reader_of_modules_finds_keys_of_every_form() -> None:
    text = 'tell(request, "menu.gaps")\nsay(f"status.line.{state}")\npage("figures.html")\nx = "no.such.group"'
    assert list(of_module(text)) == ["menu\\.gaps", f"status\\.line\\.{ANYTHING}", "figures\\.html"]
