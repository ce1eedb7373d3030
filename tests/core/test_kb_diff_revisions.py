"""Files as they were at a revision, and what is said when there is none."""

import pytest
from small_repository import commit, git, repository

from vardlots.errors import KnowledgeError
from vardlots.knowledge.revisions import find_revision, same_files


@pytest.fixture
def kb(tmp_path):
    return repository(tmp_path / "repository")


def test_a_folder_is_unpacked_as_it_was(kb, tmp_path):
    written = (kb / "faq.yaml").read_text(encoding="utf-8")
    (kb / "replies").mkdir()
    (kb / "replies" / "å.yaml").write_text("hej: å\n", encoding="utf-8")
    commit(kb)
    (kb / "faq.yaml").write_text("entries: []\n", encoding="utf-8")
    (kb / "new.yaml").write_text("a: 1\n", encoding="utf-8")
    into = tmp_path / "then"
    into.mkdir()
    find_revision(kb).unpack(kb, into)
    assert (into / "faq.yaml").read_text(encoding="utf-8") == written
    assert (into / "replies" / "å.yaml").read_text(encoding="utf-8") == "hej: å\n"
    assert not (into / "new.yaml").exists()
    assert git(kb, "status", "--porcelain") != ""


def test_the_working_tree_and_what_is_staged_stay_as_they_are(kb, tmp_path):
    (kb / "faq.yaml").write_text("entries: []\n", encoding="utf-8")
    git(kb, "add", "faq.yaml")
    (kb / "faq.yaml").write_text("entries: [ ]\n", encoding="utf-8")
    before = git(kb, "status", "--porcelain")
    find_revision(kb).unpack(kb, tmp_path)
    assert git(kb, "status", "--porcelain") == before == "MM kb/faq.yaml"
    assert (kb / "faq.yaml").read_text(encoding="utf-8") == "entries: [ ]\n"


def test_a_repository_that_is_the_folder_itself_is_unpacked(tmp_path):
    top = tmp_path / "kb"
    top.mkdir()
    git(top, "init", "--quiet")
    (top / "faq.yaml").write_text("entries: []\n", encoding="utf-8")
    commit(top)
    into = tmp_path / "then"
    into.mkdir()
    find_revision(top).unpack(top, into)
    assert same_files(top, into)


def test_folders_are_the_same_until_a_file_that_is_read_differs(kb, tmp_path):
    find_revision(kb).unpack(kb, tmp_path / "then")
    assert same_files(kb, tmp_path / "then")
    (kb / "notes.txt").write_text("to do\n", encoding="utf-8")
    assert same_files(kb, tmp_path / "then")
    (kb / "retrieval.json").write_text("{}\n", encoding="utf-8")
    assert not same_files(kb, tmp_path / "then")


def test_a_file_is_read_as_it_was_or_not_at_all(kb, tmp_path):
    (kb / "provider.yaml").write_text("name: Ny\n", encoding="utf-8")
    revision = find_revision(kb)
    assert b"Tallkliniken" in (revision.read(kb / "provider.yaml") or b"")
    assert revision.read(kb / "never.yaml") is None
    assert revision.read(kb) is None
    assert revision.read(tmp_path / "elsewhere.yaml") is None


def test_a_revision_says_what_it_was_called_and_which_commit_that_is(kb):
    first = git(kb, "rev-parse", "HEAD")
    git(kb, "tag", "spring")
    assert str(find_revision(kb, "spring")) == f"spring ({first[:7]})"
    assert str(find_revision(kb, first)) == str(find_revision(kb, first[:10])) == first[:7]


@pytest.mark.parametrize("asked", ["no-such-branch", "--help", "HEAD~9", "", "HEAD:kb"])
def test_what_is_no_revision_is_told(kb, asked):
    with pytest.raises(KnowledgeError, match="is no revision of"):
        find_revision(kb, asked)


def test_a_folder_without_versions_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "loose").mkdir()
    with pytest.raises(KnowledgeError, match="git keeps no versions of this folder"):
        find_revision(tmp_path / "loose")
    with pytest.raises(KnowledgeError, match="there is no such folder"):
        find_revision(tmp_path / "nowhere")


def test_a_folder_that_was_not_there_then_is_told(kb, tmp_path):
    other = kb.parent / "other"
    other.mkdir()
    with pytest.raises(KnowledgeError, match="there was no such folder at HEAD"):
        find_revision(other).unpack(other, tmp_path)


def test_a_machine_without_git_is_told(kb, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KnowledgeError, match="git is not installed"):
        find_revision(kb)


def test_what_git_tells_a_hook_of_another_repository_is_not_heard(kb, tmp_path, monkeypatch):
    other = repository(tmp_path / "other")
    wanted = git(kb, "rev-parse", "--show-toplevel")
    monkeypatch.setenv("GIT_DIR", str(other.parent / ".git"))
    assert str(find_revision(kb).top) == wanted
