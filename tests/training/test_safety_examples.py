"""The examples for the safety net are well formed, and none of them is a message to judge it by."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from training.safety.examples import HERE, everyday, written
from vardlots.replies import LANGUAGES
from vardlots.safety.kinds import KINDS
from vardlots.settings import ROOT

ALARMS = sorted((HERE / "alarms").glob("*.yaml"))
QUIET = sorted((HERE / "quiet").glob("*.yaml"))
PAIRS = sorted((HERE / "pairs").glob("*.yaml"))
JUDGES = sorted((ROOT / "bench/safety").glob("*.yaml"))


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def texts_of(path: Path) -> list[str]:
    """Return the texts of a file of examples, each as often as it stands there."""
    if path in PAIRS:
        return [pair[side] for pair in read(path) for side in ("alarm", "quiet")]
    found = read(path)
    return [text for texts in found.get("examples", found).values() for text in texts]


@pytest.mark.parametrize("path", ALARMS, ids=lambda path: path.stem)
def test_a_danger_has_a_kind_a_source_and_examples_in_both_languages(path: Path) -> None:
    danger = read(path)
    assert danger["kind"] in KINDS
    assert danger["source"]
    assert set(danger["means"]) == set(LANGUAGES)
    assert all(len(danger["examples"][language]) >= 40 for language in LANGUAGES)


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_a_pair_is_an_alarm_and_what_is_none_beside_it(path: Path) -> None:
    assert re.fullmatch(rf"[a-z_]+_(?:{'|'.join(LANGUAGES)})_\d+", path.stem)
    for pair in read(path):
        assert set(pair) == {"alarm", "kind", "quiet"}
        assert pair["kind"] in KINDS
        assert plain(pair["alarm"]) != plain(pair["quiet"])


def test_no_example_stands_twice_among_the_alarms_and_the_quiet_ones() -> None:
    counts = Counter(plain(text) for path in (*ALARMS, *QUIET) for text in texts_of(path))
    assert [text for text, count in counts.items() if count > 1] == []


def test_no_text_is_an_alarm_in_one_place_and_none_in_another() -> None:
    kinds: dict[str, set[bool]] = {}
    for example in written():
        kinds.setdefault(plain(example.text), set()).add(example.kind == "none")
    assert [text for text, both in kinds.items() if len(both) > 1] == []


def test_every_file_is_learnt_from() -> None:
    learnt = {plain(example.text) for example in written()}
    assert {path for path in (*ALARMS, *QUIET, *PAIRS) if not learnt.issuperset(map(plain, texts_of(path)))} == set()


def test_no_text_that_it_learns_from_judges_it() -> None:
    judges = {plain(row["text"]) for path in JUDGES for row in read(path)}
    learnt = {plain(example.text) for example in (*written(), *everyday())}
    assert len(judges) == 800
    assert judges & learnt == set()


def test_the_judges_are_a_development_set_and_a_test_set_of_each_language() -> None:
    assert {path.stem for path in JUDGES} == {
        f"{name}_{language}" for name in ("dev", "test") for language in LANGUAGES
    }


@pytest.mark.parametrize("path", JUDGES, ids=lambda path: path.stem)
def test_half_of_what_judges_is_an_alarm(path: Path) -> None:
    counts = Counter(row["kind"] for row in read(path))
    assert set(counts) == {*KINDS, "none"}
    assert counts["none"] == counts.total() / 2
