"""The list of what went wrong, for a person to read."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """One turn that was not right."""

    where: str
    language: str
    text: str
    expected: str
    got: str


def described(reply: Mapping[str, Any]) -> str:
    """Return what a reply was in a few words: kind, entries, language."""
    about = reply.get("topic") or ", ".join(reply.get("topics", ()))
    return " ".join(filter(None, (reply["kind"], about, f"({reply['language']})")))


def write(mistakes: Iterable[Mistake], path: Path) -> None:
    """Write them as tab-separated lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter="\t", lineterminator="\n")
        lines.writerow(field.name for field in fields(Mistake))
        lines.writerows(astuple(mistake) for mistake in mistakes)
