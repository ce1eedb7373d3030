"""A server in a process of its own: started on a free port, waited for, measured, stopped."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import psutil  # type: ignore[import-untyped]

from vardlots.errors import VardlotsError
from vardlots.settings import ROOT

PATIENCE = 180.0
"""Seconds. A cold Rasa on a busy machine needs most of a minute."""

ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "OMP_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}
"""What the Makefile sets, too."""

RASA = str(ROOT / ".venv-rasa" / "bin" / "python")


class DidNotStart(VardlotsError):
    """A server ended, or said nothing for too long; the text holds the end of its log."""


class Server:
    """A running server. `seconds` is how long it took from start to its first answer."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        health: str,
        log: Path,
        environment: Mapping[str, str] | None = None,
        folder: Path = ROOT,
    ) -> None:
        self.name, self.health, self.log = name, health, log
        self._command, self._folder = command, folder
        self._variables = {**os.environ, **ENVIRONMENT, **(environment or {})}
        log.write_bytes(b"")
        self.start()

    def start(self) -> None:
        """Start the process; after `stop`, anew, with the same command at the same address and in the same log."""
        self.seconds = 0.0
        self._started = time.monotonic()
        with self.log.open("ab") as file:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                env=self._variables,
                stdout=file,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )

    def wait(self, patience: float = PATIENCE) -> None:
        """Wait until the server answers.

        Raises:
            DidNotStart: when it ends, or does not answer within `patience` seconds.
        """
        while not answers(self.health):
            if self._process.poll() is not None:
                raise DidNotStart(f"{self.name} ended with {self._process.returncode}:\n{self.tail()}")
            if time.monotonic() - self._started > patience:
                raise DidNotStart(f"{self.name} did not answer {self.health} in {patience:.0f} s:\n{self.tail()}")
            time.sleep(0.1)
        self.seconds = time.monotonic() - self._started

    def memory(self) -> int:
        """Return the resident bytes of the process and its children."""
        return sum(process.memory_info().rss for process in self._family())

    def tail(self, lines: int = 20) -> str:
        """Return the end of the log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def stop(self) -> None:
        """Ask the process and its children to end; after ten seconds, make them."""
        family = self._family()
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
        _, alive = psutil.wait_procs(family, timeout=10)
        self._end(alive)

    def kill(self) -> None:
        """End the process and its children at once, as a machine that fails does."""
        self._end(self._family())

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Let the process and its children stand still for a block: connections stay open, nothing is answered."""
        family = self._family()
        for process in family:
            process.suspend()
        try:
            yield
        finally:
            for process in family:
                process.resume()

    def _end(self, processes: Iterable[psutil.Process]) -> None:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait()

    def _family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


def answers(url: str) -> bool:
    """Return whether a GET on the address succeeds."""
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def rasa(*words: str) -> list[str]:
    """Return the command line of a Rasa command."""
    return [RASA, "-W", "ignore", "-m", "rasa", *words]
