"""`vardlots kb check --deep`: the questions that another entry wins; and `vardlots kb rules`."""

import json

import pytest
from knowledge_folder import whole
from retrieval_desk import entries, ranker, write
from tiny import TinyEncoder

from vardlots.cli import main
from vardlots.knowledge import read_knowledge
from vardlots.knowledge.rules import BY_NAME
from vardlots.retrieval.rivals import rivals

STRAY = "när är ni öppna i helgen, vilka öppettider har ni"


def told(tmp_path, **changes):
    """Change the entry on fees of the small knowledge base; return what the search finds, and the file's lines."""
    faq = entries()
    for field, value in changes.items():
        faq[0][field] = value
    folder = write(tmp_path, faq)
    found = rivals(read_knowledge(folder), TinyEncoder(), ranker())
    return found, (folder / "faq.yaml").read_text(encoding="utf-8").splitlines()


def test_a_good_knowledge_base_has_no_rivals(tmp_path):
    assert told(tmp_path)[0] == []


def test_a_test_that_another_entry_wins_is_told_of(tmp_path):
    found, lines = told(tmp_path, must_match={"sv": [STRAY], "en": ["how big is the fee for a visit"]})
    (one,) = found
    assert (one.rule, one.level, one.entry) == ("stolen-question", "warning", "fees")
    assert "opening-hours would answer it" in one.why
    assert STRAY in lines[one.line - 1]


def test_a_phrasing_that_another_entry_wins_without_it_is_told_of(tmp_path):
    phrasings = entries()[0]["also_asked"]
    found, lines = told(tmp_path, also_asked={**phrasings, "sv": [*phrasings["sv"], STRAY]})
    (one,) = found
    assert (one.rule, one.level, one.entry) == ("outvoted-phrasing", "hint", "fees")
    assert "opening-hours would answer" in one.why
    assert STRAY in lines[one.line - 1]


def test_an_entry_may_be_excused_from_it(tmp_path):
    excuse = [{"rule": "stolen-question", "because": "both answers help"}]
    assert told(tmp_path, must_match={"sv": [STRAY], "en": ["the fee"]}, allow=excuse)[0] == []


def test_the_command_asks_the_search_when_it_is_told_to(tmp_path, capsys, monkeypatch):
    # the encoder is the one part that takes seconds to load
    monkeypatch.setattr("vardlots.retrieval.encoder.encoder", lambda _settings: TinyEncoder())
    monkeypatch.setattr("vardlots.retrieval.rivals.SURE", 0.0)
    folder = whole(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["kb", "check", "--deep", "--json", "--kb", str(folder)])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert left.value.code == 0
    assert {one["rule"] for one in found} <= {"stolen-question", "outvoted-phrasing"}
    assert found


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(["kb", "rules", *words])
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


def test_the_rules_are_listed_and_one_is_explained_in_both_languages(capsys):
    code, out, _ = run(capsys)
    assert code == 0
    assert all(f"\n{name}  " in f"\n{out}" for name in BY_NAME)
    code, out, _ = run(capsys, "untidy-text")
    assert out.startswith("untidy-text  hint  --fix\n  Ett mellanslag mellan ord")
    assert "\n  One space between words" in out
    (told_of,) = json.loads(run(capsys, "outvoted-phrasing", "--json")[1])
    assert (told_of["deep"], told_of["level"], told_of["allowable"]) == (True, "hint", True)


def test_an_unknown_rule_is_wrong_usage(capsys):
    code, _, err = run(capsys, "jargong")
    assert code == 2
    assert "did you mean" in err
