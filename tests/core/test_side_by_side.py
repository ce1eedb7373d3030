"""Stages beside one another: each is told of when it ends, and the first that fails ends the rest."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from vardlots.settings import ROOT

COMMAND = [sys.executable, str(ROOT / "scripts" / "side_by_side.py")]
PATIENCE = 60


def run(*stages: str, at_once: int = 2) -> subprocess.CompletedProcess[str]:
    """Run stages to the end."""
    return subprocess.run(
        COMMAND,
        input="\n".join(stages),
        env={**os.environ, "VARDLOTS_AT_ONCE": str(at_once)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def when(file: Path) -> str:
    """Return the shell's words for waiting until a file is there."""
    return f"until [ -e {shlex.quote(str(file))} ]; do sleep 0.02; done"


def made(file: Path) -> str:
    """Return the shell's words for making a file."""
    return f"touch {shlex.quote(str(file))}"


def test_what_succeeds_is_a_line_with_the_last_thing_it_said():
    done = run("Style | echo first; echo; echo '=== 7 passed ==='; echo", "", "Silence | true")
    assert done.returncode == 0
    assert "✓ Style, 0 s: 7 passed\n" in done.stdout
    assert "✓ Silence, 0 s\n" in done.stdout
    assert "first" not in done.stdout


def test_two_run_at_the_same_time(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    done = run(f"One | {made(one)}; {when(other)}", f"Other | {made(other)}; {when(one)}")
    assert done.returncode == 0


def test_no_more_run_at_once_than_may(tmp_path):
    busy = shlex.quote(str(tmp_path / "busy"))
    alone = f"mkdir {busy}; sleep 0.1; rmdir {busy}"
    assert run(*(f"Stage {number} | {alone}" for number in range(4)), at_once=1).returncode == 0


def test_the_first_that_fails_says_everything_and_ends_the_rest(tmp_path):
    started, tidied, late = tmp_path / "started", tmp_path / "tidied", tmp_path / "late"
    done = run(
        f"Lasting | trap '{made(tidied)}; exit 1' INT; {made(started)}; while true; do sleep 0.05; done",
        f"Broken | {when(started)}; echo the reason; echo on two lines >&2; exit 3",
        f"Late | {made(late)}",
    )
    assert done.returncode == 1
    assert done.stdout.count("✗ Broken: failed after") == 2  # above and below what it said
    assert "the reason\non two lines\n" in done.stdout
    assert "Lasting: broken off" in done.stdout
    assert tidied.exists()
    assert not late.exists()


def test_what_a_stage_has_started_ends_with_it(tmp_path):
    number, started = tmp_path / "number", tmp_path / "started"
    deaf = f"(trap '' INT; exec sleep 600) & echo $! > {shlex.quote(str(number))}; {made(started)}; wait"
    assert run(f"Deaf | {deaf}", f"Broken | {when(started)}; false").returncode == 1
    assert gone(int(number.read_text(encoding="utf-8")))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_nothing_runs_on_when_it_is_stopped(tmp_path, sent):
    number, started = tmp_path / "number", tmp_path / "started"
    runner = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert runner.stdin
    with runner.stdin as stages:
        stages.write(
            f"Lasting | echo $$ > {shlex.quote(str(number))}; {made(started)}; while true; do sleep 0.05; done"
        )
    wait_for(started.exists)
    runner.send_signal(sent)
    assert runner.wait(PATIENCE) == 128 + sent
    assert gone(int(number.read_text(encoding="utf-8")))


@pytest.mark.parametrize("line", ["Style", "Style |", "| true"])
def test_a_line_that_is_no_stage_is_refused(line):
    done = run(line)
    assert done.returncode == 1
    assert "is no stage; expected is TITLE | COMMAND" in done.stderr


def gone(process: int) -> bool:
    """Wait until a process has ended."""

    def ended() -> bool:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{process}/stat")
        return status.exists() and status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"

    wait_for(ended)
    return True


def wait_for(happened) -> None:
    """Wait until something has happened.

    Raises:
        TimeoutError: when it has not within `PATIENCE` seconds.
    """
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.02)
