"""What Rasa makes of questions: the assistant's own model, and a ResponseSelector trained on the same phrasings."""

import hashlib
import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer
import yaml

from bench.pipelines import CannotTrain
from bench.retrieval.phrased import Phrased
from bench.server import ENVIRONMENT, RASA, rasa
from bench.tables import Missing
from vardlots.knowledge import Knowledge
from vardlots.settings import ROOT

MODEL = ROOT / "models" / "vardlots.tar.gz"
CONFIG = Path(__file__).with_name("selector.yml")
INTENT = "faq"


def opinions(texts: Sequence[str], work: Path) -> list[Mapping[str, float]]:
    """Return each text's intents with their probabilities, as the assistant's actions get them.

    Raises:
        Missing: when Rasa or the assistant's model is not there.
    """
    if not MODEL.exists():
        raise Missing(f"Rasa's opinions: {MODEL} is missing, `make train` trains it")
    return [row["intents"] for row in _ask(MODEL, texts, work / "opinions.json")]


def selected(knowledge: Knowledge, phrased: Phrased, texts: Sequence[str], work: Path) -> list[list[str]]:
    """Return each text's entries, the likeliest first, by a ResponseSelector that learnt from the phrasings.

    It is trained again only when what it learns from has changed: `work` keeps one model a fingerprint.

    Raises:
        Missing: when Rasa is not there.
    """
    folder = work / "selector" / _write(training_data(knowledge, phrased), work / "selector")
    model = folder / "selector.tar.gz"
    if not model.exists():
        typer.echo("  training Rasa's ResponseSelector, which takes minutes …", err=True)
        words = ("train", "nlu", "--config", str(CONFIG), "--nlu", str(folder / "nlu.yml"))
        _run([*rasa(*words), "--domain", str(folder / "domain.yml"), "--out", str(folder)], "selector")
    return [row["responses"] for row in _ask(model, texts, folder / "asked.json")]


def training_data(knowledge: Knowledge, phrased: Phrased) -> dict[str, str]:
    """Return the files to train a ResponseSelector on: one retrieval intent, one response an entry."""
    rows = [
        {"intent": f"{INTENT}/{entry}", "examples": "".join(f"- {text}\n" for text in texts)}
        for entry, texts in phrased.by_entry().items()
    ]
    responses = {f"utter_{INTENT}/{entry}": [{"text": knowledge.question(entry, "sv")}] for entry in knowledge.entries}
    return {
        "nlu.yml": _yaml({"version": "3.1", "nlu": rows}),
        "domain.yml": _yaml({"version": "3.1", "intents": [INTENT], "responses": responses}),
    }


def _write(files: Mapping[str, str], folder: Path) -> str:
    """Write the files into a folder that is called as what they say is, and return its name."""
    name = hashlib.blake2b((CONFIG.read_text(encoding="utf-8") + str(files)).encode(), digest_size=6).hexdigest()
    (folder / name).mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / name / file).write_text(text, encoding="utf-8")
    return name


def _ask(model: Path, texts: Sequence[str], target: Path) -> list[dict[str, Any]]:
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [RASA, "-W", "ignore", "-m", "bench.retrieval.ask_rasa", str(model), str(target)]
    _run(command, said=json.dumps(list(texts)))
    rows: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8"))
    return rows


def _run(command: Sequence[str], name: str = "", said: str = "") -> None:
    if not Path(RASA).exists():
        raise Missing(f"Rasa: {RASA} is missing, `make setup` makes it")
    words = [*command, *(("--fixed-model-name", name) if name else ())]
    ended = subprocess.run(
        words, cwd=ROOT, env={**os.environ, **ENVIRONMENT}, input=said, capture_output=True, text=True
    )
    if ended.returncode:
        raise CannotTrain(f"{' '.join(words)} failed:\n{(ended.stdout + ended.stderr)[-2000:]}")


def _yaml(body: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(body), allow_unicode=True, sort_keys=False, width=200)
