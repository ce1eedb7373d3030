"""`vardlots kb diff`: an edit's effect on the known questions, in a table, in JSON, and in the exit code."""

import json
from datetime import datetime, timezone

import pytest
from retrieval_desk import OUTSIDE, TESTS, entries, entry, knowledge, ranker, write
from small_repository import commit, git, repository
from tiny import TinyEncoder

import vardlots.cli.diff
from vardlots.cli import main
from vardlots.errors import KnowledgeError
from vardlots.gaps.gathered import ask_gathered, gathered
from vardlots.language import LanguageModel
from vardlots.replies import LANGUAGES
from vardlots.retrieval.compare import Known
from vardlots.retrieval.encoder import RememberingEncoder
from vardlots.retrieval.known import Limits
from vardlots.retrieval.questions import ask_all, closest, development_of, outcome_of, own_questions
from vardlots.retrieval.retriever import Retriever
from vardlots.usage.questions import keep_question, open_questions, settle

NEW = entry("parking", ("var kan jag parkera", "parkering", "p-plats", "parking", "where to park"), ("bil", "my bike"))
HELD = """\
questions:
  - {text: "vad kostar ett besök då", language: sv, entry: fees, also: [complaint]}
  - {text: "who won the hockey game", language: en, entry: null}
  - {text: "boka en tid", language: sv, entry: null, intent: book_appointment}
"""
MODEL = LanguageModel.train((text, language) for language in LANGUAGES for text in OUTSIDE[language])


@pytest.fixture
def kb(tmp_path, monkeypatch):
    monkeypatch.setattr(vardlots.cli.diff, "encoder", lambda settings: TinyEncoder())
    monkeypatch.setattr(vardlots.cli.diff, "QUESTIONS", tmp_path / "repository" / "questions.yaml")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("VARDLOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'kept.db'}")
    folder = repository(tmp_path / "repository")
    (folder.parent / "questions.yaml").write_text(HELD, encoding="utf-8")
    commit(folder)
    return folder


def run(capsys, kb, *words):
    with pytest.raises(SystemExit) as left:
        main(["kb", "diff", *map(str, words), "--kb", str(kb)])
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


def stolen():
    """Return the entries with a test of one among the phrasings of another, where it does not belong."""
    rows = entries()
    (thief,) = [row for row in rows if row["id"] == "complaint"]
    thief["also_asked"]["sv"] += [TESTS["midwives"][0], "prata med en barnmorska", "jag kan prata med en barnmorska"]
    return rows


def test_nothing_edited_is_nothing_changed(kb, capsys):
    code, out, _ = run(capsys, kb)
    assert (code, out.startswith("Ingen fil skiljer sig från HEAD (")) == (0, True)


def test_an_edit_that_changes_no_answer_says_so(kb, capsys):
    rows = entries()
    rows[0]["source"] = "read again"
    write(kb, rows)
    code, out, _ = run(capsys, kb, "--language", "en")
    assert code == 0
    assert out.startswith("Against HEAD (")
    assert "all 20 known questions get the answer that they got then." in out


def test_a_question_that_another_entry_takes_is_a_regression(kb, capsys):
    write(kb, stolen())
    code, out, _ = run(capsys, kb)
    assert code == 1
    table = [line.strip() for line in out.splitlines()]
    assert table[0] == "midwives  har ni barnmorskor"
    assert table[1] == f"fel nu  {TESTS['midwives'][0]}  ska svara · sv"
    assert table[2].startswith("då: svarar midwives ")
    assert table[3].startswith("nu: svarar complaint ")
    assert table[4].startswith(f"närmast är ”{TESTS['midwives'][0]}”  kb/faq.yaml:")
    assert out.endswith("Rätta det som är fel nu, innan en patient möter det.\n")


def test_the_table_is_in_the_editors_language(kb, capsys):
    write(kb, stolen())
    _, out, _ = run(capsys, kb, "--language", "en")
    assert "midwives  midwife appointment" in out
    assert "now wrong" in out
    assert "Mend what is wrong now" in out


def test_json_tells_programs_the_same(kb, capsys):
    write(kb, stolen())
    code, out, _ = run(capsys, kb, "--json")
    told = json.loads(out)
    assert (code, told["ok"], told["commit"]) == (1, False, git(kb, "rev-parse", "HEAD"))
    assert told["questions"] == {"before": 20, "now": 20}
    assert told["unknown_entries"] == []
    assert told["counts"]["worse"] == sum(change["regression"] for change in told["changes"])
    (change,) = [one for one in told["changes"] if one["question"] == TESTS["midwives"][0]]
    assert (change["what"], change["kind"], change["entry"]) == ("worse", "must_match", "midwives")
    assert change["before"]["entries"][0] == "midwives"
    assert (change["now"]["decision"], change["now"]["entries"][0]) == ("answer", "complaint")
    assert change["closest"]["text"] == TESTS["midwives"][0]
    line = (kb / "faq.yaml").read_text(encoding="utf-8").splitlines()[change["closest"]["line"] - 1]
    assert line.strip() == f"- {TESTS['midwives'][0]}"


def test_an_edit_taken_back_is_better_than_a_bad_commit(kb, capsys):
    write(kb, stolen())
    bad = commit(kb)
    write(kb, entries())
    code, out, _ = run(capsys, kb, bad[:9])
    assert code == 0
    assert "rätt nu" in out
    assert f"Jämfört med {bad[:7]}: " in out
    changes = json.loads(run(capsys, kb, bad, "--json")[1])["changes"]
    assert {change["closest"] for change in changes if change["now"]["grade"] == "right"} == {None}
    assert run(capsys, kb, "HEAD~1")[0] == 0


def test_new_and_gone_entries_bring_and_take_their_tests(kb, capsys):
    write(kb, [*entries()[1:], NEW])
    code, out, _ = run(capsys, kb, "--json")
    told = json.loads(out)
    assert told["entries"] == {"new": ["parking"], "gone": ["fees"], "reworded": []}
    whats = {change["question"]: change["what"] for change in told["changes"] if change["kind"] == "must_match"}
    assert {whats[text] for text in TESTS["fees"]} == {"gone"}
    assert {whats["bil"], whats["my bike"]} <= {"new", "new_wrong"}
    # the development question still asks for the entry that went
    assert (code, told["ok"]) == (1, False)
    assert told["unknown_entries"] == ["fees"]
    assert "nämner poster som inte finns: fees." in run(capsys, kb)[1]


def test_a_reworded_answer_is_told(kb, capsys):
    rows = entries()
    rows[2]["answer"]["en"] = "This is another answer altogether."
    write(kb, rows)
    assert "Another question or answer: download-app." in run(capsys, kb, "--language", "en")[1]


def test_development_questions_are_taken_as_they_were_then(kb, capsys):
    held = kb.parent / "questions.yaml"
    held.write_text(HELD.replace("who won the hockey game", "who lost the hockey game"), encoding="utf-8")
    told = json.loads(run(capsys, kb, "--json")[1])
    found = {change["question"]: change["what"] for change in told["changes"]}
    assert set(found) == {"who won the hockey game", "who lost the hockey game"}
    assert found["who won the hockey game"] == "gone"


def test_without_development_questions_the_tests_alone_count(kb, capsys, monkeypatch):
    monkeypatch.setattr(vardlots.cli.diff, "QUESTIONS", kb.parent / "none.yaml")
    write(kb, stolen())
    assert json.loads(run(capsys, kb, "--json")[1])["questions"] == {"before": 18, "now": 18}


def test_a_base_that_was_wrong_then_cannot_be_compared_with(kb, capsys):
    (kb / "faq.yaml").write_text("entries: [\n", encoding="utf-8")
    commit(kb)
    write(kb, entries())
    code, _, err = run(capsys, kb)
    assert code == 1
    assert err.startswith("the knowledge base of HEAD (")
    assert "kb/faq.yaml" in err
    assert run(capsys, kb, "HEAD~1")[0] == 0


def test_a_base_that_is_wrong_now_is_told_as_the_check_does(kb, capsys):
    (kb / "faq.yaml").write_text("entries: [\n", encoding="utf-8")
    code, _, err = run(capsys, kb)
    assert (code, err.startswith("kb/faq.yaml:")) == (1, True)


def test_an_unknown_revision_is_told(kb, capsys):
    code, _, err = run(capsys, kb, "nowhere")
    assert (code, "'nowhere' is no revision" in err) == (1, True)


@pytest.mark.parametrize("words", [("--language", "fi"), ("--questions", "/no/such/file.yaml")])
def test_wrong_usage_is_told(kb, capsys, words):
    assert run(capsys, kb, *words)[0] == 2


def test_asking_all_at_once_is_asking_one_by_one():
    encoder = TinyEncoder()
    known = [*own_questions(knowledge(), MODEL), Known("🤒", "sv", "development"), Known("vädret", "sv", "development")]
    whole = Retriever(knowledge(), encoder, ranker())
    together = ask_all(known, whole, ranker(), encoder)
    alone = [outcome_of(whole.ask(one.text, one.language)) for one in known]
    assert [asked.known for asked in together] == known
    assert [(asked.outcome.decision, asked.outcome.entries) for asked in together] == [
        (outcome.decision, outcome.entries) for outcome in alone
    ]
    assert [asked.outcome.sure for asked in together] == pytest.approx([outcome.sure for outcome in alone], abs=1e-5)
    assert ask_all([], whole, ranker(), encoder) == []


def test_a_large_base_is_asked_one_by_one():
    encoder = TinyEncoder()
    large = Retriever(knowledge(), encoder, ranker(), limits=Limits(whole=1))
    known = list(own_questions(knowledge(), MODEL))
    asked = ask_all(known, large, ranker(), encoder)
    assert [one.outcome for one in asked] == [outcome_of(large.ask(one.text, one.language)) for one in known]


def test_the_closest_text_is_the_entrys_own():
    encoder = TinyEncoder()
    desk = Retriever(knowledge(), encoder, ranker())
    assert closest("sjukintyget", "sick-note", desk, encoder) == "sjukintyg"
    assert closest("sjukintyget", "fees", desk, encoder) != "sjukintyg"


def test_questions_that_start_a_task_are_not_retrievals():
    held = list(development_of(HELD.encode(), "questions.yaml"))
    assert [one.text for one in held] == ["vad kostar ett besök då", "who won the hockey game"]
    assert [one.accepted for one in held] == [frozenset({"fees", "complaint"}), frozenset()]


@pytest.mark.parametrize(
    "written", ["questions: [", "questions: 1", "- a", "questions: [{text: a}]", "", "questions: [1]", "\xff"]
)
def test_a_file_without_questions_is_told(written):
    with pytest.raises(KnowledgeError, match=r"questions\.yaml: these are no questions"):
        list(development_of(written.encode("latin-1"), "questions.yaml"))


def test_the_projects_own_development_questions_are_read():
    path = vardlots.cli.diff.QUESTIONS
    held = list(development_of(path.read_bytes(), str(path)))
    assert len({one.key for one in held}) == len(held) > 300


def accept(tmp_path, text, entry):
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    keep_question(url, text, "sv", "held_back", datetime(2026, 11, 28, tzinfo=timezone.utc))
    settle(url, [one.id for one in open_questions(url)], "accepted", entry)


def test_what_patients_asked_and_an_editor_accepted_is_known_too(kb, capsys, tmp_path):
    asked = "snälla kan jag prata med en barnmorska"
    accept(tmp_path, asked, "midwives")
    accept(tmp_path, f"{asked.upper()}?", "midwives")
    write(kb, stolen())
    code, out, _ = run(capsys, kb, "--json")
    (change,) = [one for one in json.loads(out)["changes"] if one["kind"] == "gathered"]
    assert code == 1
    assert change["regression"], "it led to the midwives, and leads to the complaints now"
    assert (change["entry"], change["accepted"]) == ("midwives", ["midwives"])
    assert "patientfråga · sv" in run(capsys, kb)[1]


def test_a_question_that_a_draft_will_answer_is_not_known_yet(kb, capsys, tmp_path):
    accept(tmp_path, "var kan jag parkera", "parking")
    (kb / "drafts.yaml").write_text("drafts:\n  - id: parking\n    question: {sv: Var?}\n", encoding="utf-8")
    assert "parking" not in run(capsys, kb)[1]
    write(kb, [*entries(), NEW])
    (kb / "drafts.yaml").unlink()
    _, out, _ = run(capsys, kb, "--json")
    assert [one["question"] for one in json.loads(out)["changes"] if one["kind"] == "gathered"] == [
        "var kan jag parkera"
    ]


def test_without_a_database_nothing_was_gathered(tmp_path):
    assert gathered(f"sqlite:///{tmp_path}") == (), "a folder is no database"


def test_gathered_questions_are_asked_without_keeping_their_words(tmp_path):
    encoder = RememberingEncoder(TinyEncoder(), tmp_path)
    retriever = Retriever(knowledge(), encoder, ranker())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    known = [Known(TESTS["fees"][0], "sv", "gathered", "fees", frozenset({"fees"})), Known("!", "sv", "gathered")]
    (fees, nothing) = ask_gathered(known, retriever, encoder)
    assert (fees.grade, fees.outcome.entries[0]) == ("right", "fees")
    assert nothing.outcome.decision == "hold_back"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_nothing_gathered_makes_no_database(tmp_path):
    file = tmp_path / "there.db"
    assert gathered(f"sqlite:///{file}") == ()
    assert not file.exists()
