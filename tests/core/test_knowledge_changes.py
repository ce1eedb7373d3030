"""Answers that were changed after the day of their review, as git tells; and silence where it cannot tell."""

import os
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
from knowledge_folder import FAQ, changed, line, make

from vardlots.knowledge import blame, check_folder, read_knowledge
from vardlots.knowledge.blame import written
from vardlots.knowledge.rules.changes import changed_since_review

SENTENCE, NEW = "Vi skickar en länk till din mobil.", "Vi sms:ar en länk till din mobil."
REVIEWED = "    owner: patient-support\n    reviewed: 2026-11-22"


def git(folder: Path, *words: str, at: str = "2026-11-22T12:00:00+01:00") -> str:
    names = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": at}
    names |= {"GIT_COMMITTER_NAME": "B", "GIT_COMMITTER_EMAIL": "b@example.org"}
    command = ["git", "-c", "commit.gpgsign=false", "-C", str(folder), *words]
    done = subprocess.run(command, env={**os.environ, **names}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, faq: str, at: str) -> None:
    (folder / "faq.yaml").write_text(faq, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a version", at=at)


@pytest.fixture
def kb(tmp_path):
    """A knowledge base that was written, and reviewed, on 22 November."""
    (tmp_path / "clinic").mkdir()
    folder = make(tmp_path / "clinic")
    git(folder.parent, "init", "--quiet", "--initial-branch=main")
    commit(folder, FAQ, "2026-11-22T12:00:00+01:00")
    return folder


def found(folder: Path):
    return list(changed_since_review(read_knowledge(folder), folder))


def test_nothing_is_told_of_what_was_written_when_it_was_reviewed(kb):
    assert found(kb) == []


def test_a_later_change_is_told_of_on_its_line(kb):
    faq = changed(SENTENCE, NEW)
    commit(kb, faq, "2026-11-25T09:00:00+01:00")
    (one,) = found(kb)
    assert (one.rule, one.level, one.entry) == ("changed-since-review", "warning", "download-app")
    assert one.line == line(faq, NEW)
    assert one.why == "changed on 2026-11-25, after its review on 2026-11-22"
    assert "Ändrat 2026-11-25, efter granskningen 2026-11-22" in one.sv
    assert one in check_folder(kb, date(2026, 11, 26))


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-22T22:59:00+00:00", 0),  # 23.59 in Stockholm, still the day of the review
        ("2026-11-22T23:01:00+00:00", 1),  # 0.01 in Stockholm, the day after
        ("2026-11-23T00:30:00+02:00", 0),
    ],
)
def test_the_day_ends_at_midnight_in_stockholm(kb, at, told):
    commit(kb, changed(SENTENCE, NEW), at)
    assert len(found(kb)) == told


def test_a_change_that_nobody_has_committed_is_one_of_today(kb):
    (kb / "faq.yaml").write_text(changed(SENTENCE, NEW), encoding="utf-8")
    (one,) = found(kb)
    today = datetime.now(blame.STOCKHOLM).date()
    assert one.why.startswith(f"changed on {today}")


def test_a_change_together_with_the_day_of_the_review_was_read(kb):
    faq = changed(REVIEWED, REVIEWED.replace("22", "23"), changed(SENTENCE, NEW))
    commit(kb, faq, "2026-11-25T09:00:00+01:00")
    assert found(kb) == []


def test_a_review_after_the_change_settles_it(kb):
    faq = changed(SENTENCE, NEW)
    commit(kb, faq, "2026-11-25T09:00:00+01:00")
    commit(kb, changed(REVIEWED, REVIEWED.replace("22", "26"), faq), "2026-11-26T09:00:00+01:00")
    assert found(kb) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("- vad är avgiften", "- vad är avgiften för mig", 0),
        ("[jag vill ha er i telefonen]", "[jag vill ha er i luren]", 0),
        (SENTENCE, f"{SENTENCE} ", 0),  # white space
        ("      sv: Hur laddar jag ner appen?", "      # a comment\n      sv: Hur laddar jag ner appen?", 0),
        ("sv: Hur laddar jag ner appen?", "sv: Hur hämtar jag appen?", 1),
        ("{sv: Appen, en: The app}", "{sv: Vår app, en: The app}", 1),
        ("    owner: finance", "    # owner of this\n    owner: patient-support", 0),
    ],
)
def test_what_patients_are_shown_counts_and_the_rest_does_not(kb, old, new, told):
    commit(kb, changed(old, new), "2026-11-25T09:00:00+01:00")
    assert len(found(kb)) == told


def test_a_new_entry_is_no_change(kb):
    commit(kb, FAQ[: FAQ.index("  - id: download-app")], "2026-11-23T09:00:00+01:00")
    commit(kb, FAQ, "2026-11-25T09:00:00+01:00")
    assert found(kb) == []


def test_a_copy_that_git_has_cut_short_tells_of_nothing_before_it(kb, tmp_path):
    faq = changed(SENTENCE, NEW)
    commit(kb, faq, "2026-11-25T09:00:00+01:00")
    commit(kb, changed("vad är avgiften", "vad är avgiften nu", faq), "2026-11-26T09:00:00+01:00")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{kb.parent}", "short")
    assert len(found(kb)) == 1
    assert found(tmp_path / "short" / "kb") == []


def test_without_git_or_in_a_folder_that_it_does_not_keep_nothing_is_told(kb, tmp_path, monkeypatch):
    plain = make(tmp_path, changed(SENTENCE, NEW))
    assert found(plain) == []
    (kb / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    assert written(kb / "other.yaml", "a: 1\n") == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert written(kb / "faq.yaml", FAQ) == {}


def test_a_hook_of_another_repository_does_not_lead_git_astray(kb, tmp_path, monkeypatch):
    commit(kb, changed(SENTENCE, NEW), "2026-11-25T09:00:00+01:00")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert len(found(kb)) == 1
