"""What the Rasa model makes of the knowledge base's own questions: `python -m components.opinions FILE`.

The retrieval's weights are fitted with these opinions. Only questions that the model was not
trained on are asked: `must_match`, `must_not_match`, and the list of what is out of scope.
"""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any, Dict, Iterable, List

import yaml
from rasa.core.agent import Agent, load_agent
from rasa.utils.log_utils import configure_structlog

from vardlots.language import LOADER
from vardlots.settings import settings

MODEL = "vardlots.tar.gz"


def questions(kb: Path) -> List[str]:
    """Return the questions to ask about, each once."""
    entries = _read(kb / "faq.yaml")["entries"]
    tests = [entry["must_match"] for entry in entries]
    outside = _read(kb / "out_of_scope.yaml")["questions"]
    texts = [text for group in [*tests, outside] for language in ("sv", "en") for text in group[language]]
    texts += [text for entry in entries for text in entry.get("must_not_match", [])]
    return list(dict.fromkeys(texts))


async def opinions(agent: Agent, texts: Iterable[str]) -> Dict[str, Dict[str, float]]:
    """Return each question's intents with their probabilities."""
    return {text: _ranking(await agent.parse_message(text)) for text in texts}


def main(target: Path) -> None:
    """Load the trained model, ask it, and write its opinions as JSON."""
    configure_structlog(logging.WARNING)
    asked = questions(settings().kb)

    async def ask() -> Dict[str, Dict[str, float]]:
        return await opinions(await load_agent(str(settings().models / MODEL)), asked)

    target.write_text(json.dumps(asyncio.run(ask()), ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(f"{len(asked)} opinions in {target}\n")


def _ranking(parsed: Dict[str, Any]) -> Dict[str, float]:
    return {row["name"]: row["confidence"] for row in parsed.get("intent_ranking", [])}


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
