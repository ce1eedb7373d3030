"""A knowledge base that git keeps, to edit and compare with what it was."""

import subprocess
from pathlib import Path

from retrieval_desk import entries, ranker, write

from vardlots.retrieval.ranker import FILE

AUTHOR = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *AUTHOR, "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, message: str = "a version") -> str:
    """Keep everything as it is, and return the commit's hash."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def repository(top: Path) -> Path:
    """Make a repository whose first commit holds a knowledge base, and return that one's folder."""
    top.mkdir(exist_ok=True)
    git(top, "init", "--quiet", "--initial-branch=main")
    folder = write(top / "kb", entries())
    ranker().write(folder / FILE)
    commit(top)
    return folder
