"""Whom to call: the lines of the file, followed while somebody edits it."""

import logging
import re
from pathlib import Path

import pytest

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.phrases import phrases
from vardlots.replies import LANGUAGES, Language
from vardlots.safety.helplines import Helpline, helplines, read_helplines
from vardlots.safety.kinds import KINDS, Kind
from vardlots.settings import ROOT

FILE = ROOT / "kb/helplines.yaml"
NUMBER = re.compile(r"\b\d(?:[\d -]*\d)?\b")


def ids(kind: Kind) -> list[str]:
    return [line.id for line in helplines(kind)]


def save(path: Path, text: str) -> None:
    """Write a file at once, as an editor does."""
    saved = path.with_suffix(".new")
    saved.write_text(text, encoding="utf-8")
    saved.replace(path)


def without(kind: Kind) -> str:
    """Return the shipped file with a kind taken off every line."""
    return re.sub(rf"\b{kind}\b(?:, )?(?=[^\n]*\])", "", FILE.read_text(encoding="utf-8"))


def test_a_misspelt_kind_is_refused_not_passed_over(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8").replace("kinds: [poison]", "kinds: [poisson]")
    save(tmp_path / "helplines.yaml", text)
    with pytest.raises(KnowledgeError, match="poison names no kind of alarm: poisson"):
        read_helplines(tmp_path / "helplines.yaml")


def test_each_kind_has_112_first_and_then_its_own_lines() -> None:
    assert {kind: ids(kind) for kind in KINDS} == {
        "emergency": ["sos", "nurse-advice"],
        "crisis": ["sos", "suicide-line", "bris", "nurse-advice"],
        "poison": ["sos", "poison"],
        "violence": ["sos", "violence-line", "bris"],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_dials_the_number_that_its_title_names(language: Language) -> None:
    for line in read_helplines(FILE):
        link = line.link(language)
        assert re.fullmatch(r"tel:\+?\d{3,}", link.url)
        assert link.url.removeprefix("tel:") == re.sub(r"\D", "", line.number)
        assert line.number in link.title


def test_an_international_number_keeps_its_plus() -> None:
    line = Helpline("x", "+46 8-123 45", {"sv": "Ring", "en": "Call"}, ("crisis",))
    assert line.link("sv").url == "tel:+46812345"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["safety.{}", "safety.if_now.{}"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_numbers_that_a_text_names_are_among_the_lines_of_its_kind(
    kind: Kind, key: str, language: Language
) -> None:
    text = re.sub(r"\b18\b", "", phrases().title(key.format(kind), language))  # an age
    named = NUMBER.findall(text)
    assert named
    assert set(named) <= {line.number for line in helplines(kind)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_without_anybody_to_call_is_refused_by_name(tmp_path: Path, kind: Kind) -> None:
    save(tmp_path / "helplines.yaml", without(kind))
    with pytest.raises(KnowledgeError, match=f"{kind} has no line to call"):
        read_helplines(tmp_path / "helplines.yaml")


BROKEN = {
    "not YAML": ("helplines:", "helplines: [", "cannot be read"),
    "no lines": ("helplines:", "lines:", "cannot be read"),
    "no number": ('number: "112"', "number: nej", "no number in sos"),
    "half a title": ("{sv: Ring 112, en: Call 112}", "{sv: Ring 112}", "'en'"),
    "no title": ("title: {sv: Ring 112, en: Call 112}", "title: Ring 112", "cannot be read"),
    "no kinds": ("kinds: [poison]", "kind: [poison]", "'kinds'"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_and_the_last_good_version_goes_on(
    what: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old, new, said = BROKEN[what]
    path, good = tmp_path / "helplines.yaml", FILE.read_text(encoding="utf-8")
    save(path, good)
    followed = Followed(lambda: [path], lambda _before: read_helplines(path), every=0)
    save(path, good.replace(old, new, 1))
    with caplog.at_level(logging.ERROR):
        assert followed.current() == read_helplines(FILE)
    assert said in caplog.text
    save(path, good.replace("Ring 112", "Ring nu 112"))
    assert followed.current()[0].title["sv"] == "Ring nu 112"


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"helplines\.yaml cannot be read"):
        read_helplines(tmp_path / "helplines.yaml")


def test_a_knowledge_base_of_ones_own_has_its_own_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(tmp_path / "helplines.yaml", FILE.read_text(encoding="utf-8").replace('"112"', '"911"'))
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path))
    assert helplines("emergency")[0].number == "911"


def test_one_without_a_file_has_the_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VARDLOTS_KB", str(tmp_path))
    assert helplines("emergency") == tuple(line for line in read_helplines(FILE) if "emergency" in line.kinds)
