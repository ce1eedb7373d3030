"""`vardlots kb export` and `vardlots kb import`: out to a file, back into the knowledge base, one commit."""

import csv
import io
import json
import shutil

import pytest
from small_repository import git, repository

from vardlots.cli import main
from vardlots.settings import ROOT

SHOWN = 200


@pytest.fixture
def kb(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(SHOWN))
    monkeypatch.delenv("VARDLOTS_EDITS", raising=False)
    return repository(tmp_path / "repository")


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(["kb", *(str(word) for word in words)])
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


def edit(path, change):
    """Change the rows of a CSV file as somebody with a spreadsheet would."""
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, lines[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(change(lines))
    path.write_text(file.getvalue(), encoding="cp1252", newline="")


def first(lines, field):
    return next(line for line in lines if line["field"] == field)


def exported(capsys, kb, path, *words):
    code, out, _ = run(capsys, "export", path, "--kb", kb, *words)
    assert code == 0
    return out


@pytest.mark.parametrize("name", ["answers.csv", "answers.xlsx"])
def test_an_untouched_file_changes_nothing(name, kb, tmp_path, capsys):
    path, before = tmp_path / name, (kb / "faq.yaml").read_bytes()
    assert "entries: " in exported(capsys, kb, path)
    code, out, _ = run(capsys, "import", path, "--kb", kb, "--yes")
    assert (code, out.strip()) == (0, "Nothing would change. · Inget skulle ändras.")
    assert (kb / "faq.yaml").read_bytes() == before


def test_a_corrected_answer_is_shown_saved_and_committed(kb, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    exported(capsys, kb, path)
    told = {}

    def correct(lines):
        told.update(first(lines, "answer"))
        first(lines, "answer")["sv"] = "Ett bättre svar."
        return lines

    edit(path, correct)
    code, out, _ = run(capsys, "import", path, "--kb", kb, "--yes")
    assert code == 0
    assert f"- {told['sv'].splitlines()[0]}" in out
    assert "+ Ett bättre svar." in out
    assert "Saved, commit" in out
    assert git(kb, "log", "-1", "--format=%s") == "Take in answers.csv"
    assert told["id"] in git(kb, "log", "-1", "--format=%b")
    assert git(kb, "diff", "HEAD~1", "--numstat").split()[-1] == "kb/faq.yaml"
    assert "Ett bättre svar." in (kb / "faq.yaml").read_text(encoding="utf-8")
    assert not git(kb, "status", "--porcelain")


def test_nothing_is_written_before_somebody_says_yes(kb, tmp_path, capsys, monkeypatch):
    path, before = tmp_path / "answers.csv", (kb / "faq.yaml").read_bytes()
    exported(capsys, kb, path)
    edit(path, lambda lines: [first(lines, "answer").update(sv="Nytt."), *lines][1:])
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert "+ Nytt." in run(capsys, "import", path, "--kb", kb)[1]
    assert "+ Nytt." in run(capsys, "import", path, "--kb", kb, "--dry-run", "--yes")[1]
    body = json.loads(run(capsys, "import", path, "--kb", kb, "--json")[1])
    assert (body["written"], body["changes"][0]["after"]) == (False, "Nytt.")
    assert (kb / "faq.yaml").read_bytes() == before
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert "Saved, commit" in run(capsys, "import", path, "--kb", kb)[1]


def test_an_entry_that_was_changed_meanwhile_fails_and_says_which(kb, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    exported(capsys, kb, path)
    edit(path, lambda lines: [first(lines, "answer").update(sv="Nytt."), *lines][1:])
    named = csv.DictReader(io.StringIO(path.read_text(encoding="cp1252"), newline=""), delimiter=";")
    entry = next(named)["id"]
    text = (kb / "faq.yaml").read_text(encoding="utf-8")
    (kb / "faq.yaml").write_text(text.replace("owner: ", "owner: nurses # ", 1), encoding="utf-8")
    code, out, _ = run(capsys, "import", path, "--kb", kb, "--yes")
    assert code == 1
    assert f"since they were exported: {entry}." in out
    assert "Nytt." not in (kb / "faq.yaml").read_text(encoding="utf-8")


def test_a_new_entry_becomes_a_draft(kb, tmp_path, capsys):
    path = tmp_path / "new.csv"
    path.write_text("id,field,sv\nreceipt,question,Kan jag få kvitto?\n", encoding="utf-8")
    code, out, _ = run(capsys, "import", path, "--kb", kb, "--yes")
    assert code == 0
    assert "a draft in drafts.yaml" in out
    assert "Kan jag få kvitto?" in (kb / "drafts.yaml").read_text(encoding="utf-8")
    assert git(kb, "log", "-1", "--format=%s") == "Take in new.csv"
    code, out, err = run(capsys, "import", path, "--kb", kb, "--yes")
    assert code == 1
    assert "there is a draft 'receipt' already" in err


def test_changes_and_drafts_of_one_file_are_one_commit(kb, tmp_path, capsys):
    path, before = tmp_path / "answers.csv", git(kb, "rev-list", "--count", "HEAD")
    exported(capsys, kb, path)
    told = {}

    def write_more(lines):
        told.update(first(lines, "answer"))
        first(lines, "answer")["sv"] = "Ett bättre svar."
        return [*lines, {"id": "receipt", "field": "question", "sv": "Kan jag få kvitto?"}]

    edit(path, write_more)
    body = json.loads(run(capsys, "import", path, "--kb", kb, "--json", "--yes")[1])
    assert (body["written"], body["changed"]) == (True, [told["id"]])
    assert body["saved"]["commit"] == git(kb, "rev-parse", "HEAD")
    assert int(git(kb, "rev-list", "--count", "HEAD")) == int(before) + 1
    assert git(kb, "log", "-1", "--format=%s%n%b") == f"Take in answers.csv\n{told['id']}, receipt"
    assert git(kb, "show", "--format=", "--name-only").split() == ["kb/drafts.yaml", "kb/faq.yaml"]


def test_what_is_refused_leaves_the_drafts_unwritten_too(kb, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    exported(capsys, kb, path)

    def write_wrong(lines):
        first(lines, "answer")["sv"] = "Skriv till {provider.fax}."
        return [*lines, {"id": "receipt", "field": "question", "sv": "Kan jag få kvitto?"}]

    edit(path, write_wrong)
    assert run(capsys, "import", path, "--kb", kb, "--yes")[0] == 1
    assert not (kb / "drafts.yaml").exists()
    assert not git(kb, "status", "--porcelain")


def test_an_edit_that_would_break_the_files_is_refused(kb, tmp_path, capsys):
    path, before = tmp_path / "answers.csv", (kb / "faq.yaml").read_bytes()
    exported(capsys, kb, path)
    edit(path, lambda lines: [first(lines, "answer").update(sv="Skriv till {provider.fax}."), *lines][1:])
    code, _out, err = run(capsys, "import", path, "--kb", kb, "--yes")
    assert code == 1
    assert "provider.fax" in err
    assert (kb / "faq.yaml").read_bytes() == before


def test_what_is_wrong_with_a_file_is_told_to_programs_too(kb, tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("id,field,sw\nfees,answer,x\n", encoding="utf-8")
    code, out, _ = run(capsys, "import", path, "--kb", kb, "--json")
    body = json.loads(out)
    assert (code, body["ok"], body["findings"][0]["rule"]) == (1, False, "unknown-column")
    code, _out, err = run(capsys, "import", path, "--kb", kb)
    assert code == 1
    assert err.startswith("a.csv:1: cell C1: 'sw' is no column")
    assert "På svenska: Cell C1" in err


def test_one_entry_or_one_language_may_be_exported(kb, tmp_path, capsys):
    exported(capsys, kb, tmp_path / "all.csv")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "all.csv").read_text(encoding="utf-8-sig"), newline="")))
    entry = lines[0]["id"]
    assert "entries: 1," in exported(capsys, kb, tmp_path / "one.csv", "--entry", entry)
    assert "nothing to export" in exported(capsys, kb, tmp_path / "none.csv", "--language", "en", "--missing")
    assert not (tmp_path / "none.csv").exists()


def test_only_what_is_missing_may_be_exported(kb, tmp_path, capsys):
    text = (kb / "faq.yaml").read_text(encoding="utf-8")
    first_en = next(line for line in text.splitlines() if line.strip().startswith("en: "))
    (kb / "faq.yaml").write_text(text.replace(f"{first_en}\n", "", 1), encoding="utf-8")
    told = exported(capsys, kb, tmp_path / "gaps.xlsx", "--language", "en", "--missing")
    assert "entries: 1, rows: 1, translations missing: 1." in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "answers.doc"), ".csv"),
        (("export", "a.csv", "--language", "de"), "sv or en"),
        (("export", "a.csv", "--entry", "nothing"), "no entry has the id"),
        (("import", "https://clinic.example/faq"), "save the page in your browser"),
        (("import", "page.html", "--form", "tables"), "is no form"),
    ],
)
def test_wrong_usage_is_told(words, told, kb, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<html>", encoding="utf-8")
    code, _out, err = run(capsys, *words, "--kb", kb)
    assert code == 2
    assert told in " ".join(err.replace("│", " ").split())


def test_a_file_that_is_there_is_not_written_over(kb, tmp_path, capsys):
    path = tmp_path / "answers.csv"
    path.write_text("from the translator", encoding="utf-8")
    assert run(capsys, "export", path, "--kb", kb)[0] == 2
    assert path.read_text(encoding="utf-8") == "from the translator"
    exported(capsys, kb, path, "--force")
    assert "from the translator" not in path.read_text(encoding="utf-8")


def test_a_file_that_is_missing_is_told(kb, capsys, tmp_path):
    code, _out, err = run(capsys, "import", tmp_path / "no.xlsx", "--kb", kb)
    assert code == 1
    assert "cannot be read" in err


def test_a_page_becomes_drafts(kb, tmp_path, capsys):
    page = tmp_path / "faq.html"
    shutil.copy(ROOT / "tests" / "core" / "pages" / "headings.html", page)
    code, out, _ = run(capsys, "import", page, "--kb", kb, "--yes")
    assert code == 0
    assert "New drafts: " in out
    assert "source:" in (kb / "drafts.yaml").read_text(encoding="utf-8")
    assert run(capsys, "import", page, "--kb", kb, "--yes")[1].count("Nothing would change") == 1


def test_a_page_may_come_by_a_pipe_and_then_nobody_is_asked(kb, capsys, monkeypatch):
    data = (ROOT / "tests" / "core" / "pages" / "headings.html").read_bytes()
    for words, written in (((), False), (("--yes",), True)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        code, out, _ = run(capsys, "import", "-", "--kb", kb, *words)
        assert (code, "New drafts: " in out) == (0, True)
        assert (kb / "drafts.yaml").exists() is written
