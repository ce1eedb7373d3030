"""The real assistant, both processes, in a temporary home: for measurements and for tests of the whole."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

from bench.chat import Chat
from bench.server import Server, free_port, rasa
from vardlots.errors import VardlotsError
from vardlots.settings import ROOT

MODEL = ROOT / "models" / "vardlots.tar.gz"
LOGS = ROOT / "results" / "logs"


class NotBuilt(VardlotsError):
    """Something that `make` builds is missing; the text says what."""


class Stack(Chat):
    """A running assistant: a chat with it, and a look at its processes."""

    def __init__(self, url: str, actions: Server, assistant: Server, var: Path) -> None:
        super().__init__(url)
        self.actions, self.assistant, self.var = actions, assistant, var

    @property
    def seconds(self) -> float:
        """Seconds from the start to the first moment when both processes answer."""
        return max(self.actions.seconds, self.assistant.seconds)

    def memory(self) -> dict[str, int]:
        """Return the resident bytes of each process with its children."""
        return {server.name: server.memory() for server in (self.assistant, self.actions)}

    def logs(self) -> str:
        """Return everything that both processes have logged."""
        return "\n".join(
            server.log.read_text(encoding="utf-8", errors="replace") for server in (self.assistant, self.actions)
        )


@contextmanager
def running(model: Path = MODEL, **environment: str) -> Iterator[Stack]:
    """Start action server and Rasa on free loopback ports, yield them when healthy, and stop them.

    `environment` adds to both processes' variables; `VARDLOTS_PORT` in it is the assistant's port.
    Nothing of theirs outlives the block: bookings, logs and the button secret are in a temporary
    folder. Only when the block fails, the logs are kept, in results/logs/.

    Raises:
        NotBuilt: when there is no trained model.
        DidNotStart: when a process ends or stays silent.
    """
    if not model.exists():
        raise NotBuilt(f"{model} is missing: run `make train` first")
    with ExitStack() as cleanup:
        var = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="vardlots-")))
        cleanup.push(partial(_keep_logs, var))
        actions = _actions(var, environment)
        cleanup.callback(actions.stop)
        assistant = _assistant(var, model, actions, environment)
        cleanup.callback(assistant.stop)
        actions.wait()
        assistant.wait()
        url = assistant.health.removesuffix("/webhooks/rest/")
        yield cleanup.enter_context(closing(Stack(url, actions, assistant, var)))


def _keep_logs(var: Path, failed: type[BaseException] | None, *_: object) -> None:
    if failed:
        LOGS.mkdir(parents=True, exist_ok=True)
        for log in var.glob("*.log"):
            shutil.copy(log, LOGS)


def _actions(var: Path, environment: dict[str, str]) -> Server:
    port = free_port()
    own = {"VARDLOTS_ACTIONS_PORT": str(port), "VARDLOTS_VAR": str(var), **environment}
    command = [sys.executable, "-W", "ignore", "-m", "actions"]
    return Server("actions", command, f"http://127.0.0.1:{port}/health", var / "actions.log", own)


def _assistant(var: Path, model: Path, actions: Server, environment: dict[str, str]) -> Server:
    port = int(environment.get("VARDLOTS_PORT") or free_port())
    own = {
        "VARDLOTS_ACTIONS_URL": actions.health.replace("/health", "/webhook"),
        "VARDLOTS_VAR": str(var),
        **environment,
    }
    words = ("run", "--model", str(model), "--endpoints", "endpoints.yml", "--credentials", "credentials.yml")
    command = rasa(*words, "--interface", "127.0.0.1", "--port", str(port))
    return Server("rasa", command, f"http://127.0.0.1:{port}/webhooks/rest/", var / "rasa.log", own)
