"""`vardlots kb gaps`: a table to read, JSON for programs, and what accepting and dismissing do."""

import io
import json
from datetime import datetime, timedelta, timezone

import pytest
from kept import DOGS, NOW, PARKING
from small_repository import git, repository
from tiny import TinyEncoder

import vardlots.cli.gaps
from vardlots.cli import main
from vardlots.cli.author import author
from vardlots.knowledge import read_knowledge
from vardlots.knowledge.drafts import read_drafts
from vardlots.usage.questions import forget_old, keep_question, open_questions


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'gaps.db'}"


@pytest.fixture
def kb(tmp_path, monkeypatch, url):
    monkeypatch.setattr(vardlots.cli.gaps, "encoder", lambda settings: TinyEncoder())
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "200")
    folder = repository(tmp_path / "repository")
    git(folder, "config", "user.name", "Karin Ek")
    git(folder, "config", "user.email", "karin@tall.example")
    for number, (text, language) in enumerate([*PARKING, *DOGS]):
        keep_question(url, text, language, "held_back", NOW + timedelta(days=number))
    return folder


def run(capsys, kb, *words):
    with pytest.raises(SystemExit) as left:
        main(["kb", "gaps", *map(str, words), "--kb", str(kb)])
    printed = capsys.readouterr()
    return left.value.code or 0, printed.out, printed.err


def body(capsys, kb, *words):
    code, out, err = run(capsys, kb, *words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_the_table_says_what_is_asked_how_often_and_what_to_do(capsys, kb):
    code, out, _ = run(capsys, kb)
    head, first, *rest = filter(None, map(str.strip, out.splitlines()))
    assert code == 0
    assert head.split() == ["gap", "asked", "about", "became", "proposal"]
    assert first.split()[:2] == ["1", "6"]
    assert "6 held back" in first
    assert first.endswith("a new entry")
    assert any(line.startswith("en  parking parkering mottagningen") for line in rest)
    assert "1 gaps of fewer than 5 questions: --all shows them" in out
    assert "hund" not in out


def test_smaller_gaps_are_shown_when_asked_for(capsys, kb):
    _, out, _ = run(capsys, kb, "--all")
    assert "min hund" in out
    assert "fewer than 5" in out


def test_json_holds_everything(capsys, kb):
    found = body(capsys, kb)
    (gap,) = found["gaps"]
    assert (gap["id"], gap["count"], gap["hows"]) == ("1", 6, {"held_back": 6})
    assert gap["proposal"] == {"kind": "new_entry", "entry": None, "share": 1.0}
    assert gap["first"] == "2026-11-28T12:00:00+00:00"
    assert {one["text"] for one in gap["questions"]} == {text for text, _ in PARKING}
    assert (found["smaller"], found["hidden"], found["answered"], found["left_out"]) == (1, 0, 0, 0)


def test_names_are_in_the_language_asked_for(capsys, kb):
    assert body(capsys, kb, "--language", "en")["gaps"][0]["name"] == "parking parkering mottagningen"


def test_only_what_was_asked_since_a_day_counts(capsys, kb):
    assert body(capsys, kb, "--since", "2026-11-30", "--all")["gaps"][0]["count"] == 4
    assert body(capsys, kb, "--since", "2027-01-01")["gaps"] == []


def test_nothing_asked_says_so(capsys, kb, monkeypatch, tmp_path):
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    code, out, _ = run(capsys, kb)
    assert (code, out.splitlines()[0]) == (0, "No gap: nothing that patients asked waits for an answer.")


def test_accepting_into_an_entry_shows_asks_and_writes(capsys, kb, url, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    code, out, _ = run(capsys, kb, "--accept", 1, "--into", "opening-hours")
    assert code == 0
    assert (
        out.index("sv  + finns parkering vid mottagningen") < out.index("Write this?") < out.index("added to opening")
    )
    assert "finns parkering vid mottagningen" in read_knowledge(kb).entries["opening-hours"].also_asked.sv
    assert git(kb, "log", "-1", "--format=%an <%ae>") == "Karin Ek <karin@tall.example>"
    assert [one.text for one in open_questions(url)] == [text for text, _ in reversed(DOGS)]


def test_who_says_no_has_changed_nothing(capsys, kb, url, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nn\n"))
    before = (kb / "faq.yaml").read_bytes()
    code, _, _ = run(capsys, kb, "--accept", 1, "--into", "opening-hours")
    assert code == 1
    assert run(capsys, kb, "--dismiss", 1)[0] == 1
    assert (kb / "faq.yaml").read_bytes() == before
    assert len(open_questions(url)) == len(PARKING) + len(DOGS)


def test_a_program_sees_what_would_be_written_and_writes_only_with_yes(capsys, kb, url):
    plan = body(capsys, kb, "--accept", 1, "--into", "fees", "--language", "sv")
    assert plan["entry"] == "fees"
    assert plan["sv"]
    assert plan["en"] == []
    assert len(open_questions(url)) == len(PARKING) + len(DOGS)
    done = body(capsys, kb, "--accept", 1, "--into", "fees", "--language", "sv", "--yes")
    assert done["commit"] == git(kb, "rev-parse", "HEAD")
    assert done["sv"] == plan["sv"]


def test_accepting_as_a_draft_begins_an_entry_and_hides_what_waits_for_it(capsys, kb, url):
    code, out, _ = run(capsys, kb, "--accept", 1, "--draft", "--yes")
    assert (code, "is begun in kb/drafts.yaml: write its answer." in out) == (0, True)
    (draft,) = read_drafts(kb).drafts
    assert draft.question.en == "parking parkering mottagningen"
    for text, language in PARKING:
        keep_question(url, text, language, "held_back", NOW)
    found = body(capsys, kb)
    assert (found["gaps"], found["hidden"]) == ([], 1)


def test_a_draft_of_development_questions_alone_is_refused(capsys, kb, url, monkeypatch, tmp_path):
    held = tmp_path / "held.yaml"
    held.write_text(json.dumps({"questions": [{"text": text} for text, _ in PARKING]}), encoding="utf-8")
    monkeypatch.setattr(vardlots.cli.gaps, "QUESTIONS", held)
    code, out, err = run(capsys, kb, "--accept", 1, "--draft", "--yes")
    assert (code, "no question can be used" in out, "write the draft by hand" in err) == (1, True, True)
    assert "it is a development question, held out" in out
    assert (read_drafts(kb).drafts, len(open_questions(url))) == ((), len(PARKING) + len(DOGS))


def test_without_a_proposal_the_entry_must_be_named(capsys, kb):
    code, _, err = run(capsys, kb, "--accept", 1, "--yes")
    assert (code, err) == (1, "nothing is proposed for gap 1: say --into ENTRY, or --draft for a new one\n")
    code, _, err = run(capsys, kb, "--accept", 1, "--into", "opening-hour", "--yes")
    assert code == 1
    assert "opening-hours" in err


def test_a_decision_is_listed_without_words_when_they_are_forgotten(capsys, kb, url):
    body(capsys, kb, "--dismiss", 1, "--yes")
    (before,) = body(capsys, kb, "--decisions")
    assert set(before) >= {"name", "examples", "asked"}
    assert "meaning" not in before, "it is for programs of ours alone"
    forget_old(url, datetime.now(timezone.utc) + timedelta(days=400))
    assert "6 questions, forgotten in their time" in run(capsys, kb, "--decisions")[1]
    (after,) = body(capsys, kb, "--decisions")
    assert (after["name"], after["examples"], after["whole"], after["asked"]) == ("", [], False, 6)


def test_dismissing_is_remembered_listed_and_taken_back(capsys, kb, url):
    assert body(capsys, kb, "--dismiss", 1, "--yes") == {"id": "1", "dismissed": 6}
    keep_question(url, "parkeringen vid mottagningen", "sv", "held_back", NOW)
    found = body(capsys, kb, "--all")
    assert [gap["count"] for gap in found["gaps"]] == [3], "the later question is not asked about again"
    assert found["hidden"] == 1
    (decision,) = body(capsys, kb, "--decisions")
    assert (decision["decision"], decision["editor"]) == ("dismissed", "karin@tall.example")
    assert run(capsys, kb, "--decisions")[1].count("dismissed") == 1
    assert body(capsys, kb, "--reopen", decision["id"]) == {"reopened": decision["id"]}
    assert body(capsys, kb)["gaps"][0]["count"] == 7
    assert run(capsys, kb, "--decisions")[1] == "Nothing has been decided yet.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--accept", "99", "--draft"], "there is no gap 99 now"),
        (["--dismiss", "99"], "there is no gap 99 now"),
        (["--reopen", "99"], "there is no decision 99"),
    ],
)
def test_what_is_not_there_is_said_with_what_to_do(capsys, kb, words, said):
    code, _, err = run(capsys, kb, *words)
    assert code == 1
    assert said in err
    assert "vardlots kb gaps --" in err


@pytest.mark.parametrize(
    "words",
    [
        ["--language", "fi"],
        ["--since", "yesterday"],
        ["--draft"],
        ["--into", "fees"],
        ["--accept", "1", "--dismiss", "1"],
        ["--accept", "1", "--draft", "--into", "fees"],
        ["--decisions", "--reopen", "1"],
        ["--dismiss", "1", "--json"],
    ],
)
def test_wrong_usage_is_refused(capsys, kb, words):
    assert run(capsys, kb, *words)[0] == 2


def test_an_editor_whom_git_does_not_know_is_this_machines_user(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("LOGNAME", "karin")
    assert (author(tmp_path).name, author(tmp_path).email) == ("karin", "karin@localhost")
