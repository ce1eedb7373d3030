"""Who edits from the command line: whoever git says is at work in a folder."""

import getpass
import subprocess
from contextlib import suppress
from pathlib import Path

from vardlots.knowledge.repository import Editor


def author(folder: Path) -> Editor:
    """Return the name and address of git's configuration, or else this machine's user."""
    name, email = _configured(folder, "user.name"), _configured(folder, "user.email")
    return Editor(name or _user(), email or f"{_user()}@localhost")


def _configured(folder: Path, key: str) -> str:
    with suppress(OSError, subprocess.SubprocessError):
        words = ["git", "-C", str(folder), "config", key]
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
    return ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may know no name for its user
        return "vardlots"
