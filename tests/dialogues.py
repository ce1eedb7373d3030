"""Dialogues that judge care navigation: a first message, an answer a question, and where it must lead."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from vardlots.replies import LANGUAGES, Language
from vardlots.settings import ROOT

FOLDER = ROOT / "bench" / "triage"


@dataclass(frozen=True)
class Dialogue:
    """One of them; `at_least` is what the source demands, whatever the table says."""

    id: str
    language: Language
    first: str
    answers: dict[str, str]
    complaint: str
    level: str
    at_least: str


def dialogues(folder: Path = FOLDER) -> list[Dialogue]:
    """Read every dialogue of both languages."""
    return [_dialogue(language, row) for language in LANGUAGES for row in _rows(folder, language)]


def _rows(folder: Path, language: Language) -> list[dict[str, Any]]:
    return yaml.safe_load((folder / f"dialogues_{language}.yaml").read_text(encoding="utf-8"))["dialogues"]


def _dialogue(language: Language, row: dict[str, Any]) -> Dialogue:
    asked = {question: str(answer) for question, answer in row["answers"].items()}
    return Dialogue(row["id"], language, row["first"], asked, row["complaint"], row["level"], row["at_least"])
