"""Files as they were at a git revision, read without touching the working tree or git's index."""

import os
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from vardlots.errors import KnowledgeError

HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells its hooks of their repository: it must not lead us to another than the folder's own."""


@dataclass(frozen=True)
class Revision:
    """A commit of the repository at `top`; `asked` is what the editor called it, `commit` its whole hash."""

    top: Path
    asked: str
    commit: str

    def __str__(self) -> str:
        short = self.commit[:7]
        return short if self.commit.startswith(self.asked) else f"{self.asked} ({short})"

    def unpack(self, folder: Path, into: Path) -> None:
        """Write a folder, as it was, into an empty one.

        Raises:
            KnowledgeError: when there was no such folder, or git fails.
        """
        if self._kind(folder) != "tree":
            raise KnowledgeError(f"{folder}: there was no such folder at {self}; name a revision that has it")
        packed = _git(self.top, "archive", "--format=zip", self._name(folder))
        with ZipFile(BytesIO(packed)) as files:
            files.extractall(into)

    def read(self, path: Path) -> bytes | None:
        """Return what a file held; None where there was none, or it belongs to no repository.

        Raises:
            KnowledgeError: when git fails.
        """
        return _git(self.top, "cat-file", "blob", self._name(path)) if self._kind(path) == "blob" else None

    def _kind(self, path: Path) -> str | None:
        """Return what stood at a path: a blob, a tree, or nothing."""
        if not path.resolve().is_relative_to(self.top):
            return None
        done = _run(self.top, "cat-file", "-t", self._name(path))
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def _name(self, path: Path) -> str:
        """Return git's name for a path at this commit."""
        inside = path.resolve().relative_to(self.top).as_posix()
        return f"{self.commit}:{'' if inside == '.' else inside}"


def find_revision(folder: Path, asked: str = "HEAD") -> Revision:
    """Find a revision of the repository that a folder is in.

    Raises:
        KnowledgeError: when git is not installed, the folder is in no repository, or that has no such revision.
    """
    if not folder.is_dir():
        raise KnowledgeError(f"{folder}: there is no such folder")
    inside = _run(folder, "rev-parse", "--show-toplevel")
    if inside.returncode:
        raise KnowledgeError(f"{folder}: git keeps no versions of this folder ({_said(inside)})")
    top = Path(os.fsdecode(inside.stdout).rstrip("\n")).resolve()
    found = _run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{asked}^{{commit}}")
    if found.returncode:
        raise KnowledgeError(
            f"{asked!r} is no revision of {top}; name a commit, a branch or a tag. "
            "A copy that git has cut short may lack it: `git fetch --unshallow`"
        )
    return Revision(top, asked, found.stdout.decode().strip())


def last_change(folder: Path) -> tuple[str | None, bool]:
    """Return the commit that last changed a folder, and whether its files are as they were then.

    None where no commit has, or git keeps no versions of it.

    Raises:
        KnowledgeError: when git is not installed.
    """
    found = _run(folder, "log", "-1", "--format=%H", "--", ".")
    commit = found.stdout.decode().strip() if found.returncode == 0 else ""
    if not commit:
        return None, False
    # without the lock that git would take to remember what it saw: whoever commits may hold it
    edited = _run(folder, "--no-optional-locks", "status", "--porcelain", "--", ".")
    return commit, edited.returncode == 0 and not edited.stdout


def same_files(one: Path, other: Path) -> bool:
    """Tell whether two folders hold the same, in every file that the assistant reads."""
    return _contents(one) == _contents(other)


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for ending in ("yaml", "json") for path in folder.rglob(f"*.{ending}"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.is_file()}


def _git(folder: Path, *words: str) -> bytes:
    done = _run(folder, *words)
    if done.returncode:
        raise KnowledgeError(f"git {words[0]} failed in {folder}: {_said(done)}")
    return done.stdout


def _run(folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    around = {name: value for name, value in os.environ.items() if name not in HOOKS} | {"LC_ALL": "C"}
    try:
        return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, env=around, check=False)
    except FileNotFoundError as error:
        raise KnowledgeError("git is not installed, and versions are compared with it") from error


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    """Return the first line of git's complaint."""
    return (os.fsdecode(done.stderr).strip().splitlines() or [f"exit {done.returncode}"])[0]
