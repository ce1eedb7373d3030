"""Rasa's own starter bot, to compare with: as `rasa init` makes it, and as lean as Rasa can be."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.chat import Chat
from bench.server import ENVIRONMENT, Server, free_port, rasa
from vardlots.errors import VardlotsError
from vardlots.settings import ROOT

FOLDER = ROOT / "results" / "plain"
LEAN = Path(__file__).with_name("plain_rules.yml")

VARIANTS = {
    "stock": "`rasa init`, its own pipeline and policies (DIET, ResponseSelector, TED)",
    "lean": "the same data, words and logistic regression, rules only",
}

RULE_TURNS = ("bye", "are you a bot?", "goodbye", "am I talking to a human?", "see you later")
"""What the starter bot answers by a rule alone."""


class CannotMake(VardlotsError):
    """A Rasa command of the starter bot failed; the text holds the end of what it said."""


class Plain(Chat):
    """A running starter bot."""

    def __init__(self, url: str, server: Server) -> None:
        super().__init__(url)
        self.server = server

    @property
    def seconds(self) -> float:
        """Seconds from the start to the first answer."""
        return self.server.seconds

    def memory(self) -> dict[str, int]:
        """Return the resident bytes of the process with its children."""
        return {"rasa": self.server.memory()}


@contextmanager
def running(variant: str = "stock") -> Iterator[Plain]:
    """Start a starter bot on a free loopback port, making it first when it is not there.

    Raises:
        CannotMake: when it cannot be made.
        DidNotStart: when it ends or stays silent.
    """
    model = made(variant)
    port = free_port()
    words = ("run", "--model", str(model), "--credentials", "credentials.yml", "--endpoints", "endpoints.yml")
    command = rasa(*words, "--interface", "127.0.0.1", "--port", str(port))
    health = f"http://127.0.0.1:{port}/webhooks/rest/"
    server = Server(f"plain bot, {variant}", command, health, FOLDER / f"{variant}.log", folder=FOLDER)
    try:
        server.wait()
        with closing(Plain(health.removesuffix("/webhooks/rest/"), server)) as plain:
            yield plain
    finally:
        server.stop()


def made(variant: str) -> Path:
    """Return a variant's trained model; the first time this takes minutes."""
    model = FOLDER / "models" / f"{variant}.tar.gz"
    if not (FOLDER / "domain.yml").exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        _run("init", "--no-prompt", "--init-dir", str(FOLDER), folder=FOLDER.parent)
        newest = max((FOLDER / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        newest.rename(FOLDER / "models" / "stock.tar.gz")
    if not model.exists():
        config = LEAN if variant == "lean" else FOLDER / "config.yml"
        _run("train", "--config", str(config), "--fixed-model-name", variant, folder=FOLDER)
    return model


def _run(*words: str, folder: Path) -> None:
    ended = subprocess.run(
        rasa(*words),
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if ended.returncode:
        raise CannotMake(f"rasa {' '.join(words)} failed:\n{(ended.stdout + ended.stderr)[-2000:]}")
