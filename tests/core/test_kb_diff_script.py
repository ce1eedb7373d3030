"""What `scripts/kb-diff` compares with, and when it compares nothing."""

import shutil
import subprocess
from pathlib import Path

import pytest
from small_repository import commit, git

from vardlots.settings import ROOT

SAYS = '#!/bin/sh\necho "asked: $*"\n'


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A repository with one commit, the script, and a `vardlots` that says what it was asked."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "kb-diff", tmp_path / "scripts")
    vardlots(tmp_path, SAYS)
    commit(tmp_path, "the first")
    return tmp_path


def vardlots(here: Path, script: str) -> None:
    path = here / ".venv" / "bin" / "vardlots"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)


def another(here: Path, message: str) -> str:
    (here / "file").write_text(message, encoding="utf-8")
    return commit(here, message)


def run(here: Path, *words: str) -> tuple[int, str]:
    done = subprocess.run(["scripts/kb-diff", *words], cwd=here, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_a_copy_without_a_revision_before_is_passed_over_with_a_line(here):
    code, told = run(here)
    assert code == 0
    assert told.startswith("Known questions are not compared: this copy has no revision before")
    assert "asked" not in told


def test_the_commit_before_is_compared_with_and_named(here):
    first = git(here, "rev-parse", "HEAD")
    another(here, "the second")
    code, told = run(here)
    assert code == 0
    assert f"compared with {first[:7]}, “the first”" in told
    assert f"asked: kb diff {first} --language en" in told


def test_a_branch_is_compared_with_where_it_left_the_main_one(here):
    left = another(here, "main goes on")
    git(here, "update-ref", "refs/remotes/origin/main", left)
    another(here, "a branch")
    another(here, "goes its own way")
    assert f"asked: kb diff {left} " in run(here)[1]


def test_on_the_main_one_itself_the_commit_before_is(here):
    first = git(here, "rev-parse", "HEAD")
    git(here, "update-ref", "refs/remotes/origin/main", another(here, "pushed"))
    assert f"asked: kb diff {first} " in run(here)[1]


def test_a_revision_may_be_named(here):
    another(here, "the second")
    assert "asked: kb diff HEAD~1 " in run(here, "HEAD~1")[1]


def test_questions_that_are_wrong_now_fail_it(here):
    another(here, "the second")
    vardlots(here, "#!/bin/sh\necho 'one is wrong now'\nexit 1\n")
    code, told = run(here)
    assert code == 1
    assert "one is wrong now" in told


def test_a_version_before_that_cannot_be_read_any_more_is_passed_over(here):
    another(here, "the second")
    vardlots(
        here, "#!/bin/sh\necho 'the knowledge base of x cannot be used, so compare with another revision' >&2\nexit 1\n"
    )
    code, told = run(here)
    assert code == 0
    assert "not compared" in told
