"""Public test data, read from a folder that the user names; nobody trains on it and none of it is in the project."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.tables import Missing

OUTSIDE = "out of scope"


@dataclass(frozen=True)
class Choice:
    """A question, the answers to choose from, and the place of the right one."""

    question: str
    answers: Sequence[str]
    right: int


@dataclass(frozen=True)
class Pair:
    """Two sentences in one language, and how alike people find them."""

    first: str
    second: str
    score: float


@dataclass(frozen=True)
class Asked:
    """What people say to a chatbot, and the intent of each; `OUTSIDE` where it has none."""

    texts: Sequence[str]
    intents: Sequence[str]

    def __add__(self, other: "Asked") -> "Asked":
        """Return both together."""
        return Asked([*self.texts, *other.texts], [*self.intents, *other.intents])


def tatoeba(folder: Path) -> tuple[list[str], list[str]]:
    """Return Swedish sentences and their English translations."""
    return _lines(folder / "tatoeba.swe-eng.swe"), _lines(folder / "tatoeba.swe-eng.eng")


def sts(folder: Path) -> dict[str, list[Pair]]:
    """Return the pairs of STS-B by language; the columns are both scores, both English and both Swedish sentences."""
    rows = [line.split("\t") for line in _lines(folder / "stsb_dev_sv_en.tsv")]
    return {
        "sv": [Pair(row[4], row[5], float(row[1])) for row in rows],
        "en": [Pair(row[2], row[3], float(row[0])) for row in rows],
    }


def swefaq(folder: Path) -> list[Choice]:
    """Return the questions of SweFAQ with their candidate answers."""
    rows = [json.loads(line) for line in _lines(folder / "swefaq_dev.jsonl")]
    return [Choice(row["question"], row["candidate_answers"], row["label"]) for row in rows]


def hint3(folder: Path) -> dict[str, Asked]:
    """Return `train` and `test` of HINT3's curekart."""
    found = {}
    for part in ("train", "test"):
        rows = list(csv.DictReader(_lines(folder / "hint3" / f"curekart_{part}.csv")))
        intents = [OUTSIDE if row["label"] == "NO_NODES_DETECTED" else row["label"] for row in rows]
        found[part] = Asked([row["sentence"] for row in rows], intents)
    return found


def clinc150(folder: Path) -> dict[str, Asked]:
    """Return `train`, `val` and `test` of CLINC150, each with its questions out of scope."""
    parts: Mapping[str, list[tuple[str, str]]] = json.loads(_text(folder / "clinc150" / "data_full.json"))

    def asked(name: str) -> Asked:
        inside, outside = parts[name], parts[f"oos_{name}"]
        intents = [*(intent for _, intent in inside), *[OUTSIDE] * len(outside)]
        return Asked([text for text, _ in [*inside, *outside]], intents)

    return {name: asked(name) for name in ("train", "val", "test")}


def _lines(path: Path) -> list[str]:
    return _text(path).split("\n")[:-1] if _text(path).endswith("\n") else _text(path).split("\n")


def _text(path: Path) -> str:
    if not path.is_file():
        raise Missing(f"{path} is not there")
    return path.read_text(encoding="utf-8")
