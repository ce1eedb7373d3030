"""What is saved becomes a commit: the editor's, of that file alone; and where git cannot, the save stands."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from knowledge_folder import FAQ, make
from test_knowledge_saving import ASA, DRAFT, READY, asked, text

from vardlots.errors import KnowledgeError
from vardlots.knowledge import editing as edits
from vardlots.knowledge import repository
from vardlots.knowledge.repository import Editor, commits, edited_folder
from vardlots.knowledge.saving import Saved, publish, save
from vardlots.settings import settings

IDENTITY = ("-c", "user.name=Machine", "-c", "user.email=machine@example.org")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *IDENTITY, "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def kb(tmp_path, monkeypatch):
    """A knowledge base in a repository, on a machine whose git knows no name."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(repository, "PAUSE", 0.01)
    top = tmp_path / "clinic"
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch=main")
    folder = make(top)
    (top / "notes.txt").write_text("one\n", encoding="utf-8")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message=Begin")
    return folder


def put(kb, phrasing, editor=ASA, message="Add a phrasing"):
    return save(kb, asked(phrasing), editor=editor, message=message)


def last(kb: Path, form: str, revision: str = "HEAD") -> str:
    return git(kb, "log", "-1", f"--format={form}", revision)


def files(kb: Path) -> list[str]:
    """Return the files of the last commit."""
    return git(kb, "show", "--format=", "--name-only", "HEAD").splitlines()


def test_a_commit_is_the_editors_and_of_that_file_alone(kb):
    (kb.parent / "notes.txt").write_text("two\n", encoding="utf-8")
    (kb / "provider.yaml").write_text(text(kb, "provider.yaml") + "# staged\n", encoding="utf-8")
    (kb.parent / "new.txt").write_text("new\n", encoding="utf-8")
    git(kb, "add", "provider.yaml", "../new.txt")
    before = git(kb, "status", "--porcelain")
    saved = put(kb, "vad tar ni", message="Lägg till ett sätt att fråga")
    assert saved == Saved(commit=git(kb, "rev-parse", "HEAD"))
    assert last(kb, "%an <%ae> %s") == "Åsa Öberg <asa@tall.example> Lägg till ett sätt att fråga"
    assert last(kb, "%cn <%ce>") == "Åsa Öberg <asa@tall.example>"
    assert files(kb) == ["kb/faq.yaml"]
    assert git(kb, "show", "HEAD:kb/faq.yaml") == text(kb).strip()
    assert git(kb, "status", "--porcelain") == before == "M  kb/provider.yaml\nA  new.txt\n M notes.txt"


def test_the_machines_own_name_is_the_committers(kb):
    git(kb, "config", "user.name", "The server")
    git(kb, "config", "user.email", "server@tall.example")
    put(kb, "vad tar ni")
    assert last(kb, "%an, %cn, %ce") == "Åsa Öberg, The server, server@tall.example"


@pytest.mark.parametrize("message", ["-m", "# a title", "Fråga: 'vad' \"nu\" $(date)\n\nMer."])
@pytest.mark.parametrize("editor", [Editor("", "asa@tall.example"), Editor("A <b>\nC", "asa@tall.example")])
def test_odd_names_and_messages_are_only_names_and_messages(kb, message, editor):
    assert put(kb, "vad tar ni", editor, message).commit
    assert last(kb, "%B") == message
    assert last(kb, "%ae") == "asa@tall.example"
    assert "\n" not in last(kb, "%an")


def test_hooks_are_not_run(kb):
    hooks = kb.parent / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "commit-msg", "prepare-commit-msg", "post-commit"):
        (hooks / name).write_text("#!/bin/sh\ntouch ran\nexit 1\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    assert put(kb, "vad tar ni").commit
    assert not (kb.parent / "ran").exists()


def test_what_was_edited_by_hand_before_is_told_in_the_message(kb):
    (kb / "faq.yaml").write_text(FAQ + "# by hand\n", encoding="utf-8")
    assert put(kb, "vad tar ni").commit
    assert last(kb, "%b") == "With edits that were there before, not committed: faq.yaml"
    put(kb, "vad tar ni betalt")
    assert last(kb, "%b") == ""


def test_a_new_file_is_committed_and_publishing_is_one_commit(kb):
    first = git(kb, "rev-parse", "HEAD")
    drafted = save(kb, lambda text: edits.added(text, DRAFT), editor=ASA, message="Draft", file="drafts.yaml")
    assert drafted.commit
    assert files(kb) == ["kb/drafts.yaml"]
    published = publish(kb, "card", entry=READY, editor=ASA, message="Publish")
    assert published.commit
    assert files(kb) == ["kb/drafts.yaml", "kb/faq.yaml"]
    assert git(kb, "rev-list", "--count", f"{first}..HEAD") == "2"
    assert git(kb, "status", "--porcelain") == ""


def test_publishing_that_was_cut_off_is_committed_by_publishing_again(kb):
    for file in ("drafts.yaml", "faq.yaml"):
        save(kb, lambda text: edits.added(text, READY), editor=ASA, message="x", file=file, commit=file != "faq.yaml")
    assert publish(kb, "card", editor=ASA, message="Publish").commit
    assert git(kb, "status", "--porcelain") == ""


def saved_only(kb: Path, saved: Saved) -> str:
    """Assert that a text is saved and not committed, and return what is said of it."""
    assert "vad tar ni" in text(kb)
    assert saved.commit is None
    assert saved.warning
    assert "saved, but not committed" in saved.warning
    return saved.warning


def test_no_repository(tmp_path):
    kb = make(tmp_path)
    assert "git keeps no versions" in saved_only(kb, put(kb, "vad tar ni"))


def test_no_git(kb, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git did not answer" in saved_only(kb, put(kb, "vad tar ni"))


def test_no_branch(kb):
    git(kb, "checkout", "--quiet", "--detach")
    before = git(kb, "rev-parse", "HEAD")
    assert "no branch is checked out" in saved_only(kb, put(kb, "vad tar ni"))
    assert git(kb, "rev-parse", "HEAD") == before


def test_an_index_that_somebody_else_holds_and_the_next_save(kb):
    lock = kb.parent / ".git" / "index.lock"
    lock.touch()
    assert "index.lock" in saved_only(kb, put(kb, "vad tar ni"))
    lock.unlink()
    assert put(kb, "vad tar ni betalt").commit
    assert git(kb, "status", "--porcelain") == ""
    assert "vad tar ni\n" in git(kb, "show", "HEAD:kb/faq.yaml")


def test_a_merge_that_is_not_ended(kb):
    git(kb, "checkout", "--quiet", "-b", "other")
    (kb.parent / "notes.txt").write_text("other\n", encoding="utf-8")
    git(kb, "commit", "--quiet", "--all", "--message=Other")
    git(kb, "checkout", "--quiet", "main")
    git(kb, "merge", "--quiet", "--no-commit", "--no-ff", "other")
    assert "partial commit during a merge" in saved_only(kb, put(kb, "vad tar ni"))
    assert git(kb, "diff", "--cached", "--name-only") == "notes.txt"


def test_a_file_that_git_ignores(kb):
    (kb.parent / ".gitignore").write_text("drafts.yaml\n", encoding="utf-8")
    saved = save(kb, lambda text: edits.added(text, DRAFT), editor=ASA, message="Draft", file="drafts.yaml")
    assert saved.commit is None
    assert "ignored" in (saved.warning or "")
    assert edits.entry_ids(text(kb, "drafts.yaml")) == ("card",)


def test_a_repository_without_any_commit(tmp_path, kb):
    top = tmp_path / "empty"
    top.mkdir()
    git(top, "init", "--quiet", "--initial-branch=main")
    folder = make(top)
    assert put(folder, "vad tar ni").commit
    assert files(folder) == ["kb/faq.yaml"]


def test_a_hook_of_another_repository_does_not_lead_there(kb, monkeypatch, tmp_path):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert put(kb, "vad tar ni").commit


@pytest.fixture
def here(kb, tmp_path):
    return replace(settings(), kb=kb, var=tmp_path / "var", edits="commit")


def test_where_edits_go(here):
    assert edited_folder(here) == edited_folder(replace(here, edits="files")) == here.kb
    assert commits(here)
    assert not commits(replace(here, edits="files"))
    assert commits(replace(here, edits="branch:office"))
    for wrong in ("", "yes", "branch", "branch:"):
        with pytest.raises(KnowledgeError, match="write commit, files or branch:NAME"):
            edited_folder(replace(here, edits=wrong))


@pytest.mark.parametrize("branch", ["office", "patient-support/edits"])
def test_a_branch_of_their_own_leaves_the_assistants_files_alone(here, branch):
    there = replace(here, edits=f"branch:{branch}")
    folder = edited_folder(there)
    assert folder.is_relative_to(here.var / "office")
    assert text(folder) == text(here.kb)
    assert put(folder, "vad tar ni").commit == git(here.kb, "rev-parse", branch)
    assert edited_folder(there) == folder
    assert text(here.kb) == FAQ
    assert git(here.kb, "status", "--porcelain") == ""
    assert last(here.kb, "%s", "main") == "Begin"
    git(here.kb, "merge", "--quiet", branch)
    assert "vad tar ni" in text(here.kb)


def test_a_working_tree_that_was_lost_is_made_again(here, tmp_path):
    there = replace(here, edits="branch:office")
    put(edited_folder(there), "vad tar ni")
    here.var.rename(tmp_path / "gone")
    assert "vad tar ni" in text(edited_folder(there))


@pytest.mark.parametrize("branch", ["main", "a..b", "-x", "HEAD"])
def test_a_branch_that_cannot_be_is_told(here, branch):
    with pytest.raises(KnowledgeError, match=r"git .* failed"):
        edited_folder(replace(here, edits=f"branch:{branch}"))


def test_a_branch_needs_git(here, monkeypatch, tmp_path):
    with pytest.raises(KnowledgeError, match="not a git repository"):
        edited_folder(replace(here, kb=make(tmp_path), edits="branch:office"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KnowledgeError, match="VARDLOTS_EDITS=files needs none"):
        edited_folder(replace(here, edits="branch:office"))
