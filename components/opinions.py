"""What the Rasa model makes of the knowledge base's own questions: `python -m components.opinions FILE`.

The retrieval's weights are fitted with these opinions, so they must be honest: of a phrasing that
the model learns from, the opinion is one of a model that had not seen it (cross-validation).
"""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any, Dict, Iterable, List

import yaml
from rasa.core.agent import Agent, load_agent
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.utils.log_utils import configure_structlog

from components.encoder import encoder
from components.importer import phrasings
from components.intents import learnt
from vardlots.intents import IntentModel
from vardlots.language import LOADER
from vardlots.settings import settings
from vardlots.spelling import spelling

MODEL = "vardlots.tar.gz"
LEAST = 0.001
"""Smaller probabilities are left out, as in what Rasa hands to the actions."""


def questions(kb: Path) -> List[str]:
    """Return the questions to ask about, each once."""
    entries = _read(kb / "faq.yaml")["entries"]
    tests = [entry["must_match"] for entry in entries]
    outside = _read(kb / "out_of_scope.yaml")["questions"]
    after = _read(kb / "follow_ups.yaml")["follow_ups"] if (kb / "follow_ups.yaml").exists() else []
    groups = [*tests, outside, *after]
    texts = [text for group in groups for language in ("sv", "en") for text in group.get(language, [])]
    texts += [text for entry in entries for text in entry.get("must_not_match", [])]
    trained = {text.casefold() for text, _ in phrasings(kb / "faq.yaml")}  # what one entry must not answer, another may
    return [text for text in dict.fromkeys(texts) if text.casefold() not in trained]


def unseen(importer: TrainingDataImporter) -> Dict[str, Dict[str, float]]:
    """Return the opinions on the training examples, each by a model trained without it."""
    examples = learnt(importer.get_nlu_data())
    texts = [example.get(TEXT) for example in examples]
    intents = [example.get(INTENT) for example in examples]
    restore = spelling(settings().kb).restore
    rows = IntentModel().unseen(texts, encoder().encode([restore(text) for text in texts]), intents)
    names = sorted(set(intents))
    return {
        text: {name: round(float(value), 4) for name, value in zip(names, row, strict=True) if value > LEAST}
        for text, row in zip(texts, rows, strict=True)
    }


async def opinions(agent: Agent, texts: Iterable[str]) -> Dict[str, Dict[str, float]]:
    """Return each question's intents with their probabilities."""
    return {text: _ranking(await agent.parse_message(text)) for text in texts}


def main(target: Path) -> None:
    """Load the trained model, ask it, and write its opinions as JSON."""
    configure_structlog(logging.WARNING)
    asked = questions(settings().kb)
    found = unseen(TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"]))

    async def ask() -> Dict[str, Dict[str, float]]:
        return await opinions(await load_agent(str(settings().models / MODEL)), asked)

    found |= asyncio.run(ask())
    target.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(f"{len(found)} opinions in {target}\n")


def _ranking(parsed: Dict[str, Any]) -> Dict[str, float]:
    return {row["name"]: row["confidence"] for row in parsed.get("intent_ranking", [])}


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
