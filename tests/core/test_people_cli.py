"""`vardlots cases`: the clinic's view of who answered whom, without a word of it."""

import json
from datetime import datetime, timezone
from pathlib import Path

import pytest

from vardlots.cli import main
from vardlots.people.ledger import Ledger
from vardlots.replies import Reply
from vardlots.store import engine

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=timezone.utc)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    return url


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as left:
        main(["cases", *words])
    assert not left.value.code
    return capsys.readouterr().out


def test_a_database_without_cases(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys).strip() == "Nobody has been asked in yet."
    assert json.loads(run(capsys, "--json")) == []
    assert "no case P-123" in run(capsys, "P-123")


def test_a_case_and_its_trail(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    engine(url)
    ledger = Ledger(url)
    case = ledger.open("web:anna", "sv", "fees", "asked", NOW)
    ledger.take(case, "@maria:clinic.example", "Maria", NOW)
    ledger.push(case, Reply("handoff", "sv", ("Fakturan är fel.",)), NOW, "$1")
    ledger.close(case, "staff", NOW, "@maria:clinic.example")
    (row,) = json.loads(run(capsys, "--json"))
    assert (row["reference"], row["state"], row["closed_by"]) == (case.reference, "closed", "staff")
    trail = json.loads(run(capsys, case.reference.lower(), "--json"))
    assert [line["what"] for line in trail] == ["opened", "taken", "closed_by_staff"]
    shown = run(capsys) + run(capsys, case.reference)
    assert case.reference in shown
    assert "web:anna" not in shown
    assert "Fakturan" not in shown
