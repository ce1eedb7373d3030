"""Ask a trained Rasa model what it makes of texts. Run inside .venv-rasa, by `bench.pipelines`.

`python -m bench.parse_questions MODEL TARGET`, a JSON list of texts on standard input; TARGET gets
a list with, for each text, the intents from the likeliest on and the milliseconds it took.
"""

import asyncio
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent  # type: ignore[import-not-found]
from rasa.utils.log_utils import configure_structlog  # type: ignore[import-not-found]


async def parsed(agent: Agent, texts: list[str]) -> list[dict[str, Any]]:
    """Return each text's ranking, after one more text that loads what is loaded late."""
    await agent.parse_message("hello")
    return [await _timed(agent, text) for text in texts]


async def _timed(agent: Agent, text: str) -> dict[str, Any]:
    started = time.perf_counter()
    answer = await agent.parse_message(text)
    elapsed = (time.perf_counter() - started) * 1000
    names = [row["name"] for row in answer.get("intent_ranking", [])]
    return {"chosen": answer["intent"]["name"], "ranking": names, "ms": round(elapsed, 2)}


def main(model: str, target: Path) -> None:
    """Read texts, ask, write rankings."""
    configure_structlog(logging.WARNING)
    texts = json.load(sys.stdin)

    async def ask() -> list[dict[str, Any]]:
        return await parsed(await load_agent(model), texts)

    target.write_text(json.dumps(asyncio.run(ask()), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
