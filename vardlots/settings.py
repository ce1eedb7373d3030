"""Where things are and what a deployer may set, all of it by environment variables."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What the processes need to know about where they run.

    Set by `VARDLOTS_KB`, `VARDLOTS_ENCODER`, `VARDLOTS_QUESTION_PROMPT` and `VARDLOTS_ANSWER_PROMPT` (what another
    encoder wants to read before each text), `VARDLOTS_DATABASE_URL`, `VARDLOTS_VAR`, `VARDLOTS_SMS` (`outbox`, or a
    gateway as `package.module:function`) and `VARDLOTS_EDITS` (where the office's edits go: `commit`, `files` or
    `branch:NAME`).
    """

    kb: Path
    encoder: str
    database_url: str
    var: Path
    models: Path = ROOT / "models"
    sms: str = "outbox"
    question_prompt: str | None = None
    answer_prompt: str | None = None
    edits: str = "commit"


def settings() -> Settings:
    """Read the settings from the environment; the defaults run everything on one machine."""
    var = Path(os.environ.get("VARDLOTS_VAR", ROOT / "var"))
    return Settings(
        kb=Path(os.environ.get("VARDLOTS_KB", ROOT / "kb")),
        encoder=os.environ.get("VARDLOTS_ENCODER", str(ROOT / "models" / "encoder")),
        database_url=os.environ.get("VARDLOTS_DATABASE_URL", f"sqlite:///{var / 'vardlots.db'}"),
        var=var,
        sms=os.environ.get("VARDLOTS_SMS", "outbox"),
        question_prompt=os.environ.get("VARDLOTS_QUESTION_PROMPT"),
        answer_prompt=os.environ.get("VARDLOTS_ANSWER_PROMPT"),
        edits=os.environ.get("VARDLOTS_EDITS", "commit"),
    )
