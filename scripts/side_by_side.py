#!/usr/bin/env python3
"""Run stages side by side: `TITLE | COMMAND` on each line of the standard input, started in that order.

As many run at once as the machine has cores, at most four; $VARDLOTS_AT_ONCE has the last word. A stage that succeeds
is one line: its title, its seconds, and the last thing it said. The first that fails ends the others, everything it
said is shown, and the exit status is 1.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

RULE = "─" * 60
MOST = 4
"""Some stages start a browser or the whole assistant: more at once need much memory and gain little."""
PATIENCE = 20.0
"""Seconds that a stage gets to tidy up after it was interrupted."""


@dataclass(frozen=True)
class Stage:
    """A command of the shell, and what people call it."""

    title: str
    command: str


class Run:
    """A stage under way, in a process group of its own, its output in a file."""

    def __init__(self, stage: Stage, log: Path) -> None:
        self.stage, self._log, self._started = stage, log, time.monotonic()
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                ["bash", "-eu", "-o", "pipefail", "-c", stage.command],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def status(self) -> int | None:
        """The exit status, or None while it runs."""
        return self._process.poll()

    @property
    def seconds(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started

    def said(self) -> list[str]:
        """Return the lines it has written, without colours."""
        text = self._log.read_text(encoding="utf-8", errors="replace").replace("\r", "\n")
        return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text).splitlines()]

    def interrupt(self) -> None:
        """Ask the stage and all that it started to end, as Ctrl-C does, so that tests can stop their servers."""
        self._send(signal.SIGINT)

    def end(self) -> None:
        """Wait until the stage has ended; after `PATIENCE`, make it."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE)
        self._send(signal.SIGKILL)
        self._process.wait()

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError, PermissionError):  # macOS says the latter of a group that has ended
            os.killpg(self._process.pid, number)


def stages(lines: Iterable[str]) -> Iterator[Stage]:
    """Read stages from lines; blank ones are passed over.

    Raises:
        ValueError: when a line has no title or no command.
    """
    for line in filter(str.strip, lines):
        title, _, command = (part.strip() for part in line.partition("|"))
        if not (title and command):
            raise ValueError(f"{line.strip()!r} is no stage; expected is TITLE | COMMAND")
        yield Stage(title, command)


def at_once() -> int:
    """Return how many stages may run at the same time."""
    if named := os.environ.get("VARDLOTS_AT_ONCE"):
        return max(1, int(named))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST)


def run_all(waiting: deque[Stage], most: int, folder: Path) -> bool:
    """Run the stages, `most` at a time; return whether all went well. Nothing runs on afterwards."""
    with _ended_in_any_case() as running:
        while waiting or running:
            while waiting and len(running) < most:
                running.append(Run(waiting.popleft(), folder / str(len(waiting))))
                _say(f"  … {running[-1].stage.title}")
            ended = [run for run in running if run.status is not None]
            for run in ended:
                running.remove(run)
                _tell(run)
            if any(run.status for run in ended):
                return False
            time.sleep(0.05)
    return True


@contextmanager
def _ended_in_any_case() -> Iterator[list[Run]]:
    running: list[Run] = []
    try:
        yield running
    finally:
        for run in running:
            run.interrupt()
        for run in running:
            run.end()
            _say(f"  – {run.stage.title}: broken off after {run.seconds:.0f} s")


def _tell(run: Run) -> None:
    said = run.said()
    if run.status:
        failed = f"  ✗ {run.stage.title}: failed after {run.seconds:.0f} s: {run.stage.command}"
        _say("\n".join((failed, RULE, *said, RULE, failed)))
    else:
        last = next((line.strip("= ") for line in reversed(said) if line.strip()), "")
        _say(f"  ✓ {run.stage.title}, {run.seconds:.0f} s{': ' if last else ''}{last[:100]}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _stop(*_: object) -> None:
    raise SystemExit(143)


def main() -> int:
    """Run what stands on the standard input; return the exit status."""
    signal.signal(signal.SIGTERM, _stop)
    # a shell that starts us in the background has us ignore it, and every stage would do so, too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="vardlots-stages-") as folder:
        return 0 if run_all(deque(stages(sys.stdin)), at_once(), Path(folder)) else 1


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
    sys.exit(130)
