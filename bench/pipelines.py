"""What each way of recognising intents is worth on the held-out questions, and what it costs."""

import json
import os
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
import yaml

from bench import machine, overlap
from bench.questions import Question, read_questions, trained_texts
from bench.server import ENVIRONMENT, RASA, rasa
from bench.statistics import percentile, share
from vardlots.errors import VardlotsError
from vardlots.language import LOADER
from vardlots.settings import ROOT

FOLDER = Path(__file__).with_suffix("")
OUTSIDE = "out_of_scope"
UNSURE = "nlu_fallback"

PIPELINES: Mapping[str, tuple[str, Path]] = {
    "ours": ("ours (config.yml)", ROOT / "config.yml"),
    "linear-words": ("Rasa's logistic regression, words + character n-grams", FOLDER / "linear-words.yml"),
    "linear-vectors": ("the same + our sentence vectors", FOLDER / "linear-vectors.yml"),
    "diet-vectors": ("DIET, words + character n-grams + our sentence vectors", FOLDER / "diet-vectors.yml"),
}
"""Name in a table, and configuration, of each."""


class CannotTrain(VardlotsError):
    """Training or asking failed; the text holds the end of what Rasa said."""


@dataclass(frozen=True)
class Opinion:
    """What a pipeline made of a question: `ranking` has the likeliest intent first."""

    question: Question
    wanted: frozenset[str]
    chosen: str
    ranking: tuple[str, ...]
    ms: float

    def among(self, count: int) -> bool:
        """Return whether a right intent is among the first ones."""
        return not self.wanted.isdisjoint(self.ranking[:count])


def measure(folder: Path, quick: bool = False) -> dict[str, Any]:
    """Train every pipeline on the same data, ask it the held-out questions, and return the figures.

    A quick run leaves out DIET, which trains for minutes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    where = machine.about()
    questions, seen = overlap.split(read_questions(), trained_texts(ROOT))
    rows = {}
    for name, (title, config) in PIPELINES.items():
        if quick and name.startswith("diet"):
            continue
        typer.echo(f"  {title} …", err=True)
        seconds = _train(name, config, folder)
        rows[name] = {"title": title, "train_s": round(seconds, 1), **figures(_ask(name, folder, questions))}
    return {"about": where, "left_out": len(seen), "pipelines": rows}


def wanted(question: Question, topics: Mapping[str, str]) -> frozenset[str]:
    """Return the intents that are right for a question; `topics` holds the intent of each entry."""
    if question.intent:
        return frozenset({question.intent})
    return frozenset(topics[entry] for entry in question.accepted) or frozenset({OUTSIDE})


def figures(opinions: Sequence[Opinion]) -> dict[str, Any]:
    """Count: the first and the first three intents, in scope; and what is out of scope, recognised as such."""
    inside = [one for one in opinions if one.question.group != "outside"]
    outside = [one for one in opinions if one.question.group == "outside"]
    by_language = {
        f"top1_{language}": share(one.among(1) for one in inside if one.question.language == language).as_dict()
        for language in ("sv", "en")
    }
    return {
        "top1": share(one.among(1) for one in inside).as_dict(),
        **by_language,
        "top3": share(one.among(3) for one in inside).as_dict(),
        "outside": share(one.among(1) for one in outside).as_dict(),
        "outside_or_unsure": share(one.among(1) or one.chosen == UNSURE for one in outside).as_dict(),
        "parse_p50_ms": round(percentile([one.ms for one in opinions], 50), 1),
    }


def _train(name: str, config: Path, folder: Path) -> float:
    started = time.monotonic()
    words = ("train", "nlu", "--config", str(config), "--nlu", "data/nlu", "--domain", "domain.yml")
    _run(rasa(*words, "--out", str(folder), "--fixed-model-name", name))
    return time.monotonic() - started


def _ask(name: str, folder: Path, questions: Iterable[Question]) -> list[Opinion]:
    asked, topics, target = list(questions), _topics(), folder / f"{name}.json"
    command = [RASA, "-W", "ignore", "-m", "bench.parse_questions", str(folder / f"{name}.tar.gz"), str(target)]
    _run(command, json.dumps([question.text for question in asked]))
    rows = json.loads(target.read_text(encoding="utf-8"))
    return [
        Opinion(
            question,
            wanted(question, topics),
            row["chosen"],
            tuple(intent for intent in row["ranking"] if intent != UNSURE),
            row["ms"],
        )
        for question, row in zip(asked, rows, strict=True)
    ]


def _topics() -> dict[str, str]:
    text = (ROOT / "kb" / "faq.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=LOADER)["entries"]
    return {entry["id"]: entry["topic"] for entry in entries}


def _run(command: Sequence[str], said: str = "") -> None:
    ended = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **ENVIRONMENT}, input=said, capture_output=True, text=True
    )
    if ended.returncode:
        raise CannotTrain(f"{' '.join(command)} failed:\n{(ended.stdout + ended.stderr)[-2000:]}")
