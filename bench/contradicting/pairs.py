"""Pairs of invented answers: those that contradict each other, and those that only look so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from vardlots.knowledge import Knowledge
from vardlots.knowledge.models import Entry, Localized
from vardlots.knowledge.texts import Values
from vardlots.phrases import LOADER
from vardlots.replies import Language

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Answer:
    """An answer to a question, in one language."""

    question: str
    answer: str


@dataclass(frozen=True)
class Pair:
    """Two answers; `kind` is what differs between them, or why they only seem to contradict each other."""

    name: str
    language: Language
    kind: str
    contradicts: bool
    one: Answer
    other: Answer


def read_pairs(half: str) -> list[Pair]:
    """Read the `dev` or the `heldout` half of the pairs."""
    rows = yaml.load((FOLDER / f"{half}.yaml").read_text(encoding="utf-8"), Loader=LOADER)["pairs"]
    return [_pair(row) for row in rows]


def among(knowledge: Knowledge, pair: Pair, folder: Path) -> tuple[Knowledge, Entry, Entry]:
    """Return the knowledge base with a pair as two more entries, and these two."""
    pattern = next(iter(knowledge.entries.values()))
    one, other = (_entry(pattern, pair, name) for name in ("one", "other"))
    entries = {**knowledge.entries, one.id: one, other.id: other}
    return replace(knowledge, entries=entries, values=Values(folder)), one, other


def kinds(pairs: Sequence[Pair]) -> list[str]:
    """Return the kinds of pairs in alphabetical order, those that contradict first."""
    return [kind for _, kind in sorted({(not pair.contradicts, pair.kind) for pair in pairs})]


def _pair(row: dict[str, Any]) -> Pair:
    language: Language = "sv" if row["id"].startswith("sv") else "en"
    return Pair(row["id"], language, row["kind"], row["contradicts"], Answer(**row["one"]), Answer(**row["other"]))


def _entry(pattern: Entry, pair: Pair, name: str) -> Entry:
    answer: Answer = getattr(pair, name)
    question, said = (Localized(**{pair.language: text}) for text in (answer.question, answer.answer))
    return pattern.model_copy(update={"id": f"{pair.name}-{name}", "question": question, "answer": said, "links": ()})
