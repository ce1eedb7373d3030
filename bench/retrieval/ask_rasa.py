"""Ask a trained Rasa model what it makes of texts. Run inside .venv-rasa, by `bench.retrieval.rasa`.

`python -m bench.retrieval.ask_rasa MODEL TARGET`, a JSON list of texts on standard input; TARGET gets a list with, for
each text, the probability of each intent, and the keys of the responses that a ResponseSelector ranks.
"""

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

from rasa.core.agent import load_agent  # type: ignore[import-not-found]
from rasa.utils.log_utils import configure_structlog  # type: ignore[import-not-found]


def heard(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return what matters of a parsed message."""
    selected = parsed.get("response_selector", {}).get("default", {}).get("ranking", [])
    return {
        "intents": {row["name"]: row["confidence"] for row in parsed.get("intent_ranking", [])},
        "responses": [row["intent_response_key"].partition("/")[2] for row in selected],
    }


async def _ask(model: str, texts: list[str]) -> list[dict[str, Any]]:
    agent = await load_agent(model)
    return [heard(await agent.parse_message(text)) for text in texts]


def main(model: str, target: Path) -> None:
    """Read texts, ask, write what was heard."""
    configure_structlog(logging.WARNING)
    texts = json.load(sys.stdin)
    target.write_text(json.dumps(asyncio.run(_ask(model, texts)), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
