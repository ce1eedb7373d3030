"""What was edited becomes a commit of those files alone, in the editor's name, wherever there is git to make one."""

import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vardlots.errors import KnowledgeError
from vardlots.knowledge.disk import locked
from vardlots.knowledge.revisions import HOOKS
from vardlots.settings import Settings

PATIENCE = 30.0
"""Seconds that git may take for one thing."""
TRIES, PAUSE = 5, 0.2
"""How often, and after how many seconds, to try again while another program has git's index."""
EDITS = re.compile(r"commit|files|branch:.+")
"""What VARDLOTS_EDITS may be."""
# our own checks are done, and a server has nobody to ask for the key to sign with
_ALONE = ("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class Editor:
    """Who edits, as a commit names them."""

    name: str
    email: str


@dataclass(frozen=True)
class Commit:
    """What came of committing: the commit's hash, or why there is none; neither where there was nothing to commit."""

    hash: str | None = None
    warning: str | None = None


def commit(paths: Sequence[Path], editor: Editor, message: str) -> Commit:
    """Commit some files of one folder as they are, and nothing else; what others have staged stays staged.

    Never raises for what git says: the files are saved, and that must not depend on it.
    """
    folder = paths[0].parent
    try:
        if _git(folder, "rev-parse", "--show-toplevel").returncode:
            return Commit(warning=f"git keeps no versions of {folder}: saved, but not committed")
        if _git(folder, "symbolic-ref", "--quiet", "HEAD").returncode:
            return Commit(warning="no branch is checked out: saved, but not committed")
        return _committed(folder, [path.name for path in paths], editor, message)
    except (OSError, subprocess.SubprocessError) as error:
        return Commit(warning=f"git did not answer ({type(error).__name__}): saved, but not committed")


def uncommitted(path: Path) -> bool:
    """Tell whether a file holds edits that git has no commit of; no, where there is no git or no such file."""
    try:
        return _git(path.parent, "diff", "--quiet", "HEAD", "--", path.name).returncode == 1
    except (OSError, subprocess.SubprocessError):
        return False


def commits(here: Settings) -> bool:
    """Tell whether edits are to be committed.

    Raises:
        KnowledgeError: when VARDLOTS_EDITS is nothing we know.
    """
    if not re.fullmatch(EDITS, here.edits):
        raise KnowledgeError(f"VARDLOTS_EDITS is {here.edits!r}; write commit, files or branch:NAME")
    return here.edits != "files"


def edited_folder(here: Settings) -> Path:
    """Return the folder (`kb/`) whose files are read and edited.

    That is the assistant's own, or with VARDLOTS_EDITS=branch:NAME the same folder in a working tree of that branch,
    which is made where it is missing.

    Raises:
        KnowledgeError: when VARDLOTS_EDITS is nothing we know, or git cannot make the working tree.
    """
    commits(here)
    kind, _, branch = here.edits.partition(":")
    return _on_branch(here, branch) if kind == "branch" else here.kb


def _on_branch(here: Settings, branch: str) -> Path:
    found = _answer(here.kb, "rev-parse", "--show-toplevel", "--show-prefix").split("\n")
    top, prefix = Path(found[0]), found[1] if len(found) > 1 else ""
    _answer(top, "check-ref-format", "--branch", branch)
    office = here.var.resolve() / "office"
    tree = office / branch.replace("/", "-")
    office.mkdir(parents=True, exist_ok=True)
    with locked(office):
        if not (tree / ".git").exists():
            _answer(top, "worktree", "prune")
            known = not _git(top, "show-ref", "--verify", "--quiet", f"refs/heads/{branch}").returncode
            _answer(top, "worktree", "add", *([str(tree), branch] if known else ["-b", branch, str(tree), "HEAD"]))
    folder = tree / prefix
    if not folder.is_dir():
        raise KnowledgeError(f"the branch {branch} has no folder {prefix}")
    return folder


def _answer(folder: Path, *words: str) -> str:
    try:
        done = _git(folder, *words)
    except (OSError, subprocess.SubprocessError) as error:
        raise KnowledgeError("git is not installed, or did not answer; VARDLOTS_EDITS=files needs none") from error
    if done.returncode:
        raise KnowledgeError(f"git {words[0]} failed in {folder}: {_said(done)}")
    return done.stdout.removesuffix("\n")


def _committed(folder: Path, names: Sequence[str], editor: Editor, message: str) -> Commit:
    new = [name for name in names if _git(folder, "ls-files", "--error-unmatch", "--", name).returncode]
    there = [name for name in new if (folder / name).exists()]
    names = [name for name in names if name not in new or name in there]
    if there:
        done = _patiently(folder, editor, "add", "--intent-to-add", "--", *there)
        if done.returncode:
            return Commit(warning=f"git does not take the file: saved, but not committed ({_said(done)})")
    elif not _git(folder, "diff", "--quiet", "HEAD", "--", *names).returncode:
        return Commit()
    words = ("commit", "--quiet", "--only", "--no-verify", f"--message={message}", "--", *names)
    done = _patiently(folder, editor, *words)
    if done.returncode:
        return Commit(warning=f"git made no commit: saved, but not committed ({_said(done)})")
    return Commit(_git(folder, "rev-parse", "HEAD").stdout.strip())


def _patiently(folder: Path, editor: Editor, *words: str) -> "subprocess.CompletedProcess[str]":
    """Ask git to write; try again while another program has its index."""
    done = _git(folder, *_ALONE, *words, editor=editor)
    for _ in range(TRIES):
        if not done.returncode or ".lock'" not in done.stderr:
            break
        time.sleep(PAUSE)
        done = _git(folder, *_ALONE, *words, editor=editor)
    return done


def _git(folder: Path, *words: str, editor: Editor | None = None) -> "subprocess.CompletedProcess[str]":
    around = {name: value for name, value in os.environ.items() if name not in HOOKS} | {"LC_ALL": "C.UTF-8"}
    if editor:
        around |= _names(folder, editor)
    return subprocess.run(
        ["git", "--no-optional-locks", "-C", str(folder), *words],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=around,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=False,
    )


def _names(folder: Path, editor: Editor) -> dict[str, str]:
    """Return who is to be a commit's author; and its committer, where this machine has no name of its own."""
    name, email = (editor.name.strip() or editor.email), editor.email
    names = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email}
    if _git(folder, "config", "user.email").returncode or _git(folder, "config", "user.name").returncode:
        names |= {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email}
    return names


def _said(done: "subprocess.CompletedProcess[str]") -> str:
    """Return the first line of git's complaint."""
    return (done.stderr.strip().splitlines() or done.stdout.strip().splitlines() or [f"exit {done.returncode}"])[0]
