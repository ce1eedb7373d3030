"""Who changed an answer lately, as git tells it."""

import os
import re
import subprocess
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from vardlots.knowledge.revisions import HOOKS

PATIENCE = 10.0
"""Seconds that git may take."""
_FORMAT = "%x1e%h%x1f%an%x1f%at%x1f%s%x1f"


@dataclass(frozen=True)
class Step:
    """A commit that changed an answer; `at` is in UTC."""

    commit: str
    who: str
    at: datetime
    what: str


def steps(folder: Path, entry_id: str, most: int = 5, file: str = "faq.yaml") -> tuple[Step, ...]:
    """Return the latest commits that changed an entry's lines, the newest first; none where git does not say."""
    text = _git(folder, "cat-file", "blob", f"HEAD:./{file}")
    found = _place(text or "", entry_id)
    if not found:
        return ()
    told = _git(folder, "log", f"--format={_FORMAT}", f"-{most}", "-L", f"{found[0]},{found[1]}:{file}")
    return tuple(step for part in (told or "").split("\x1e")[1:] if (step := _step(part)))


def _place(text: str, entry_id: str) -> tuple[int, int] | None:
    """Return the first and last line of an entry in a file's text."""
    rows = text.splitlines()
    start = next((at for at, row in enumerate(rows) if _starts(row) == entry_id), None)
    if start is None:
        return None
    end = next((at for at in range(start + 1, len(rows)) if _starts(rows[at])), len(rows))
    while end > start + 1 and not rows[end - 1].strip():
        end -= 1
    return start + 1, end


def _starts(row: str) -> str | None:
    """Return the id of the entry that begins on a line."""
    found = re.match(r"""\s*- id:\s*["']?([a-z0-9-]+)["']?\s*(#.*)?$""", row)
    return found[1] if found else None


def _step(part: str) -> Step | None:
    values = part.split("\x1f")
    if len(values) < 4 or not values[2].isdigit():
        return None
    return Step(values[0], values[1], datetime.fromtimestamp(int(values[2]), timezone.utc), values[3])


def _git(folder: Path, *words: str) -> str | None:
    around = {name: value for name, value in os.environ.items() if name not in HOOKS} | {"LC_ALL": "C.UTF-8"}
    command = ["git", "--no-optional-locks", "-C", str(folder), *words]
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", env=around, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return None if done.returncode else done.stdout
