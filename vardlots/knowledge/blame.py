"""When each line of a text was written, by git; a line that no commit has was written now."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from vardlots.knowledge.revisions import HOOKS

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PATIENCE = 10.0
"""Seconds that git may take: it reads all versions of a file, and is asked for what is only a warning."""

_LINE = re.compile(r"([0-9a-f]{40,64}) \d+ (\d+)")


def written(path: Path, text: str) -> Mapping[int, datetime]:
    """Return when each line of a text was written, in Stockholm's time, by its number from 1.

    `path` is the file that git knows the text as. Nothing comes back where git keeps no versions of it, is not
    installed, or takes too long. White space counts for nothing. It is the author's time: when a line was written, also
    where others merged it later. A copy that git has cut short knows no time before its first commit, and tells that.
    """
    path = path.resolve()
    words = ("blame", "--porcelain", "-w", "--contents", "-", "--", path.name)
    around = {name: value for name, value in os.environ.items() if name not in HOOKS} | {"LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "-C", str(path.parent), *words],
            input=text.encode(),
            capture_output=True,
            env=around,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    return dict(_lines(done.stdout.decode("utf-8", "replace"))) if not done.returncode else {}


def _lines(told: str) -> Iterator[tuple[int, datetime]]:
    """Read what git tells of each line: its commit, of which the time is told once, then the line after a tab."""
    times: dict[str, datetime] = {}
    commit, number = "", 0
    for row in told.split("\n"):
        if row.startswith("\t"):
            yield number, times[commit]
        elif found := _LINE.match(row):
            commit, number = found[1], int(found[2])
        elif row.startswith("author-time "):
            times[commit] = datetime.fromtimestamp(int(row.split()[1]), STOCKHOLM)
