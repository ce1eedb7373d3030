"""The examples for the safety net are well formed, and none of them is a message to judge it by."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from training.steps import HERE
from vardlots.replies import LANGUAGES
from vardlots.settings import ROOT

ALARMS = sorted((HERE / "safety/alarms").glob("*.yaml"))
QUIET = sorted((HERE / "safety/quiet").glob("*.yaml"))
JUDGES = sorted((ROOT / "bench/safety").glob("dev_*.yaml"))
KINDS = {"emergency", "crisis", "poison", "violence"}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


@pytest.mark.parametrize("path", ALARMS, ids=lambda path: path.stem)
def test_a_danger_has_a_kind_a_source_and_examples_in_both_languages(path: Path) -> None:
    danger = read(path)
    assert danger["kind"] in KINDS
    assert danger["source"]
    assert set(danger["means"]) == set(LANGUAGES)
    assert all(len(danger["examples"][language]) >= 40 for language in LANGUAGES)


def test_no_example_stands_twice_or_among_the_messages_that_judge() -> None:
    texts = [text for path in ALARMS for texts in read(path)["examples"].values() for text in texts]
    texts += [text for path in QUIET for texts in read(path).values() for text in texts]
    judges = {plain(row["text"]) for path in JUDGES for row in read(path)}
    counts = Counter(map(plain, texts))
    assert len(judges) == 400
    assert [text for text, count in counts.items() if count > 1] == []
    assert judges.isdisjoint(counts)


@pytest.mark.parametrize("path", JUDGES, ids=lambda path: path.stem)
def test_half_of_what_judges_is_an_alarm(path: Path) -> None:
    counts = Counter(row["kind"] for row in read(path))
    assert set(counts) == {*KINDS, "none"}
    assert counts["none"] == counts.total() / 2
