"""What Rasa's model was trained from: written beside it by the training, read by whoever must know what it knows.

`python -m vardlots.trained FOLDER` writes there what a training that begins now is given.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import yaml

from vardlots.knowledge.models import Entry
from vardlots.phrases import LOADER
from vardlots.settings import ROOT, settings

MODEL, FILE = "vardlots.tar.gz", "trained.json"


@dataclass(frozen=True)
class Trained:
    """When the model was trained (UTC, when its training began), and the intents that it was given examples of."""

    at: datetime
    intents: frozenset[str]

    def unknown(self, entries: Iterable[Entry]) -> tuple[str, ...]:
        """Return the ids of the entries whose intent the model has never seen."""
        return tuple(entry.id for entry in entries if entry.topic not in self.intents)

    def write(self, models: Path) -> None:
        """Write it beside the model."""
        body = {"trained": self.at.isoformat(timespec="seconds"), "intents": sorted(self.intents)}
        (models / FILE).write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def read_trained(models: Path) -> Trained | None:
    """Read what the model of a folder was trained from; None where there is no model, or nothing says."""
    if not (models / MODEL).is_file():
        return None
    try:
        body = json.loads((models / FILE).read_text(encoding="utf-8"))
        return Trained(datetime.fromisoformat(body["trained"]), frozenset(body["intents"]))
    except (OSError, ValueError, KeyError, TypeError):  # trained before anything was noted, or half a file
        return None


def training_data(kb: Path, data: Path) -> Trained:
    """Read which intents a training that begins now gives examples of: the entries' topics, and those of `data/nlu/`.

    Raises:
        KeyError, yaml.YAMLError: when a file is not as `vardlots kb check` would have it.
    """
    topics = {entry["topic"] for entry in _read(kb / "faq.yaml")["entries"]}
    rows = [row for path in sorted((data / "nlu").glob("*.yml")) for row in _read(path).get("nlu") or ()]
    return Trained(
        datetime.now(timezone.utc).replace(microsecond=0),
        frozenset(topics | {row["intent"] for row in rows if "intent" in row}),
    )


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=LOADER)
    return read


if __name__ == "__main__":
    training_data(settings().kb, ROOT / "data").write(Path(sys.argv[1]))
