"""Where an edit goes when somebody saves it, as the status page tells it."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vardlots.errors import KnowledgeError
from vardlots.knowledge.revisions import HOOKS, last_change
from vardlots.settings import Settings

PATIENCE = 10.0
"""Seconds that git may take."""


@dataclass(frozen=True)
class Saves:
    """How edits are saved.

    `kind` is commit, files (without one), branch (one of its own), or untracked (git keeps no versions of the folder).
    `revision` is the last commit that changed the folder; `committed` tells whether the files are still as then.
    """

    kind: Literal["commit", "files", "branch", "untracked"]
    folder: Path
    branch: str | None = None
    revision: str | None = None
    committed: bool = False


def saves(here: Settings, folder: Path) -> Saves:
    """Read how edits of a folder are saved."""
    try:
        revision, committed = last_change(folder)
    except KnowledgeError:  # git is not installed
        return Saves("untracked", folder)
    if revision is None:
        return Saves("untracked", folder)
    kind = here.edits.partition(":")[0]
    return Saves(
        "branch" if kind == "branch" else "files" if kind == "files" else "commit",
        folder,
        _branch(folder),
        revision,
        committed,
    )


def _branch(folder: Path) -> str | None:
    """Return the name of the branch that is checked out; None where a commit is, or git does not say."""
    around = {name: value for name, value in os.environ.items() if name not in HOOKS}
    words = ["git", "-C", str(folder), "symbolic-ref", "--short", "--quiet", "HEAD"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, env=around, timeout=PATIENCE, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
