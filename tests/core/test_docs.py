"""The documentation says what is there: links, paths, commands, verbs, variables, and the contract of a reply."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from vardlots.cli.commands import COMMANDS, GROUPS
from vardlots.replies import KINDS, Reply
from vardlots.settings import ROOT

PAGES = [
    ROOT / name
    for name in (
        "README.md",
        "CHANGELOG.md",
        "models/README.md",
    )
] + sorted((ROOT / "docs").glob("*.md"))
MODELS = ("models/encoder-onnx/", "models/safety-onnx/", "models/opinions.json", "models/vardlots.tar.gz")
BUILT = (*MODELS, "results/", "var/", "build/", ".venv")
"""What `make` writes: it need not be there yet."""
HOUSES = ("vardlots", "actions", "components", "channels", "office")
SOURCES = (*HOUSES, "bench", "scripts", "tests", "Makefile", "Procfile")

FENCE = re.compile(r"^ *```[^\n]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:ya?ml|py|md|toml|lock|json|svg)|Makefile|Procfile|LICENSE|NOTICE")
VERB = re.compile(r"(?:^|[;&]\s*)make ([a-z]+(?:-[a-z]+)*)", re.MULTILINE)
COMMAND = re.compile(r"(?:^|[\s/])vardlots ([a-z]+(?: [a-z]+)?)", re.MULTILINE)
VARIABLE = re.compile(r"(?<![A-Z_])VARDLOTS_[A-Z]+(?:_[A-Z]+)*")
ROW = re.compile(r"^\| ((?:`[A-Z_0-9]+`(?:, )?)+) \|", re.MULTILINE)


def code(text: str) -> list[str]:
    """Return what a page shows as code: fenced blocks, and spans outside them."""
    return FENCE.findall(text) + SPAN.findall(FENCE.sub("", text))


def anchor(heading: str) -> str:
    """Return the name that a heading is linked by."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def broken(page: Path, root: Path = ROOT) -> Iterator[str]:
    """Yield the links of a page that lead nowhere in the project, and the paths in its code that are not there."""
    text = page.read_text(encoding="utf-8")
    for link in LINK.findall(FENCE.sub("", text)):
        target, _, part = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        path = page.parent / target if target else page
        headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) if part else []
        if not path.exists() or (part and part not in map(anchor, headings)):
            yield link
    for span in SPAN.findall(FENCE.sub("", text)):
        if PATH.fullmatch(span) and not span.startswith(BUILT) and not (root / span).exists():
            yield span


def unknown_verbs(text: str) -> set[str]:
    """Return the `make` verbs of a text that the Makefile does not have."""
    rules = re.findall(r"^([a-z]+(?:-[a-z]+)*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return {verb for shown in code(text) for verb in VERB.findall(shown)} - set(rules)


def unknown_commands(text: str) -> set[str]:
    """Return the `vardlots` commands of a text that the command line does not have."""
    known = {command.words for command in COMMANDS}
    named = (words.split() for shown in code(text) for words in COMMAND.findall(shown))
    called = {tuple(words[: 2 if words[0] in GROUPS else 1]) for words in named}
    return {" ".join(words) for words in called - known}


def variables(paths: Iterator[Path] | list[Path]) -> set[str]:
    """Return every variable of ours that files name."""
    return {name for path in paths for name in VARIABLE.findall(path.read_text(encoding="utf-8", errors="ignore"))}


def sources() -> Iterator[Path]:
    """Yield the files that may read a variable."""
    for name in SOURCES:
        top = ROOT / name
        found = [top] if top.is_file() else top.rglob("*")
        yield from (
            path for path in found if path.is_file() and path.suffix in ("", ".py", ".yml") and path != Path(__file__)
        )
    yield ROOT / "endpoints.yml"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_paths_lead_somewhere(page):
    assert list(broken(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_verbs_and_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    assert unknown_verbs(text) == set()
    assert unknown_commands(text) == set()


def test_every_variable_is_in_the_readme_and_every_one_there_is_read():
    rows = ROW.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    told = {name for row in rows for name in VARIABLE.findall(row)}
    assert told == variables(sources())


def test_other_pages_name_no_variable_that_the_readme_lacks():
    assert variables(PAGES) <= variables([ROOT / "README.md"])


def test_the_contract_of_a_reply_is_complete():
    shown = set(SPAN.findall((ROOT / "docs/architecture.md").read_text(encoding="utf-8")))
    assert set(KINDS) <= shown
    assert {field.name for field in fields(Reply)} | {"text"} <= shown


def test_quoted_mistakes_are_ones_that_the_check_finds():
    quoted = set(
        re.findall(r"\(([a-z]+(?:-[a-z]+)+)\)$", (ROOT / "docs/editing.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    rules = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "vardlots").rglob("*.py"))
    assert quoted
    assert {rule for rule in quoted if f'"{rule}"' not in rules} == set()


def test_the_report_finds_its_place_in_the_page():
    report = (ROOT / "bench/report.py").read_text(encoding="utf-8")
    marks = re.search(r'START, END = "(.+)", "(.+)"', report)
    page = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    assert marks
    assert [page.count(mark) for mark in marks.groups()] == [1, 1]


def test_a_wrong_page_is_noticed(tmp_path):
    (tmp_path / "there.md").write_text("# A heading\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(
        "[good](there.md#a-heading) [gone](gone.md) [part](there.md#nowhere) [web](https://example.org)\n"
        "`kb/gone.yaml` `kb/faq.yaml` `models/vardlots.tar.gz` `/webhooks/rest`\n\n"
        "```sh\nmake runn && make test\n.venv/bin/vardlots kb chek\nvardlots ask 'hej'\n```\n",
        encoding="utf-8",
    )
    text = page.read_text(encoding="utf-8")
    assert list(broken(page)) == ["gone.md", "there.md#nowhere", "kb/gone.yaml"]
    assert unknown_verbs(text) == {"runn"}
    assert unknown_commands(text) == {"kb chek"}
    assert VARIABLE.findall("_VARDLOTS_COMPLETE VARDLOTS_KB `VARDLOTS_TEST_DATABASE_URL`") == [
        "VARDLOTS_KB",
        "VARDLOTS_TEST_DATABASE_URL",
    ]


def test_the_licence_is_the_standard_text():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
