"""Tables of rules while they are edited: the last version that was right goes on."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vardlots.ages.rules import ages
from vardlots.booking.schedule import schedule
from vardlots.fees.tariffs import tariffs
from vardlots.knowledge import BadFile
from vardlots.regions import regions
from vardlots.settings import ROOT

TABLES = [
    ("fees", tariffs, "amount: 150", "amount: 140", "amount: 250", "`kinds.physiotherapist.amount` is 250"),
    ("ages", ages, "{age: 16", "{age: 15", "{age: sexton", "`log_in.age` is 'sexton'"),
    ("regions", regions, "- Sthlm", "- Stocki", "- Lund", "the name lund belongs to stockholm, too"),
    ("schedule", schedule, "doctor: 20", "doctor: 25", "doctor: 22", "`minutes.doctor` is 22"),
]


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(ROOT / "kb", tmp_path / "kb"))
    monkeypatch.setenv("VARDLOTS_KB", str(folder))
    return folder


def save(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    saved = path.with_suffix(".new")
    saved.write_text(text.replace(old, new, 1), encoding="utf-8")
    saved.replace(path)


@pytest.mark.parametrize(("name", "table", "good", "better", "bad", "said"), TABLES)
def test_a_broken_edit_is_logged_once_and_the_version_before_goes_on(
    kb: Path,
    caplog: pytest.LogCaptureFixture,
    name: str,
    table: Callable[[], Any],
    good: str,
    better: str,
    bad: str,
    said: str,
) -> None:
    path = kb / f"{name}.yaml"
    first = table()
    assert table() is first
    save(path, good, bad)
    with caplog.at_level(logging.ERROR):
        assert table() is first
        assert table() is first
    (told,) = caplog.messages
    assert f"kb/{name}.yaml:" in told
    assert said in told
    save(path, bad, better)
    second = table()
    assert second != first
    path.unlink()
    assert table() is second


@pytest.mark.parametrize(("name", "table", "good", "_better", "bad", "said"), TABLES)
def test_without_a_good_version_there_is_nothing_to_serve(
    kb: Path, name: str, table: Callable[[], Any], good: str, _better: str, bad: str, said: str
) -> None:
    save(kb / f"{name}.yaml", good, bad)
    with pytest.raises(BadFile, match=r"kb/\w+\.yaml:\d+:") as told:
        table()
    assert said in str(told.value)
    save(kb / f"{name}.yaml", bad, good)
    assert table()
