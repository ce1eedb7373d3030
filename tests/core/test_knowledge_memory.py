"""What is remembered is what would be found anew: by a check, after any edit of an answer."""

import gc
import shutil
from datetime import date

import pytest

from vardlots.knowledge import check, check_folder, content, flaws, read_knowledge, source, whole
from vardlots.knowledge.editing import added, changed, entry_data, entry_ids, phrasings_added, removed
from vardlots.knowledge.memory import Memory
from vardlots.knowledge.rules import RULES, Place, Whole, asked
from vardlots.knowledge.style import read_style
from vardlots.settings import ROOT

MEMORIES = {
    content: ("_modelled", "_made"),
    whole: ("_words",),
    flaws: ("_found",),
    asked: ("_asked",),
}


class Thing:
    """Something that can be remembered."""


def forget(monkeypatch):
    """Make every memory as empty as it is in a new process."""
    for module, names in MEMORIES.items():
        for name in names:
            monkeypatch.setattr(module, name, Memory())
    source._last.clear()
    source._blocks.clear()


def test_a_thing_is_looked_at_once():
    memory, thing, looks = Memory(), Thing(), []
    for _ in range(2):
        assert memory.of(thing, lambda: looks.append(1) or len(looks)) == 1


def test_two_things_that_are_alike_are_two():
    memory, things = Memory(), ([1], [1])
    one, other = (Thing() for _ in things)
    assert memory.of(one, lambda: 1) == 1
    assert memory.of(other, lambda: 2) == 2
    assert memory.of(one, lambda: 3) == 1


def test_a_thing_is_looked_at_again_when_what_is_beside_it_is_another():
    memory, thing, beside, other = Memory(), Thing(), Thing(), Thing()
    assert memory.of(thing, lambda: 1, beside) == 1
    assert memory.of(thing, lambda: 2, other) == 2
    assert memory.of(thing, lambda: 3, other) == 2
    assert memory.of(thing, lambda: 4, beside) == 4


def test_what_is_gone_is_forgotten():
    memory, thing = Memory(), Thing()
    memory.of(thing, lambda: 1, Thing())
    memory.of(thing, lambda: 1, Thing())
    assert len(memory) == 1
    del thing
    gc.collect()
    assert len(memory) == 0


def test_what_fails_is_not_remembered():
    memory, thing = Memory(), Thing()
    with pytest.raises(ZeroDivisionError):
        memory.of(thing, lambda: 1 // 0)
    assert memory.of(thing, lambda: 2) == 2


FEES, OTHER = "fees", "download-app"
TEST = entry_data((ROOT / "kb" / "faq.yaml").read_text(encoding="utf-8"), FEES)["must_match"]["sv"][0]


def said(text, entry_id, **fields):
    return changed(text, entry_id, {**entry_data(text, entry_id), **fields})


def taken_over(text):
    """Let an answer claim what another one is asked."""
    theirs = entry_data(text, OTHER)
    must_match = {"sv": [theirs["also_asked"]["sv"][0]], "en": theirs["must_match"]["en"]}
    return phrasings_added(said(text, FEES, must_match=must_match), FEES, sv=[f"{theirs['also_asked']['sv'][1]} då"])


EDITS = {
    "nothing": lambda text: text,
    "a number and a contact": lambda text: said(
        text, FEES, answer={"sv": "Skriv till a@b.se. Det tar 3 dagar.", "en": "No."}
    ),
    "another's questions": taken_over,
    "an offer that there is not": lambda text: said(text, FEES, offer=["tea"]),
    "a value that there is not": lambda text: said(text, OTHER, answer={"sv": "{provider.tea}", "en": "{}"}),
    "an answer less": lambda text: removed(text, FEES),
    "an answer more": lambda text: added(text, {**entry_data(text, FEES), "id": "new"}),
    "an id twice": lambda text: text.replace(f"id: {OTHER}\n", f"id: {FEES}\n"),
    "a comment above all": lambda text: f"# moved\n# down\n{text}",
    "an answer on its head": lambda text: text.replace("      sv: |", "      sv: >", 3),
    "no yaml": lambda text: text.replace("also_asked:", "also_asked: [", 1),
    "a key twice": lambda text: text.replace(f"id: {OTHER}\n", f"id: {OTHER}\n    owner: nurses\n    owner: nurses\n"),
    "a mark": lambda text: text.replace(f"id: {OTHER}\n", f"id: &app {OTHER}\n"),
    "a day to come": lambda text: said(text, FEES, reviewed=date(2999, 1, 1)),
}


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(ROOT / "kb", tmp_path / "kb")
    return tmp_path / "kb"


def told(folder):
    """Return every finding with all that it says, its edit too."""
    return [(finding, finding.edit) for finding in check_folder(folder)]


def test_a_check_that_remembers_tells_what_a_new_one_does(folder, monkeypatch):
    path = folder / "faq.yaml"
    first = path.read_text(encoding="utf-8")
    check_folder(folder)
    remembered = {}
    for name, edit in EDITS.items():
        path.write_text(edit(first), encoding="utf-8")
        remembered[name] = told(folder)
    for name, edit in EDITS.items():
        forget(monkeypatch)
        path.write_text(edit(first), encoding="utf-8")
        assert remembered[name] == told(folder), name
    assert len({str(found) for found in remembered.values()}) > len(EDITS) - 3  # the edits are told of


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("style.yaml", "sentence: 25", "sentence: 5"),
        ("provider.yaml", "support:", "suport:"),
        ("out_of_scope.yaml", "  sv:\n", f"  sv:\n    - {TEST}\n"),
    ],
)
def test_an_edit_of_another_file_is_told_of_in_every_answer(folder, monkeypatch, name, old, new):
    before = told(folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    after = told(folder)
    assert after != before
    forget(monkeypatch)
    assert after == told(folder)


def test_a_day_later_what_is_due_is_told(folder):
    knowledge, style = read_knowledge(folder), read_style(folder)
    due = {entry_id: entry.review_due for entry_id, entry in knowledge.entries.items()}
    later = {finding.entry for finding in check(knowledge, date.max, style) if finding.rule == "past-review-date"}
    now = {
        finding.entry for finding in check(knowledge, min(due.values()), style) if finding.rule == "past-review-date"
    }
    assert later == set(due)
    assert not now


def test_a_rule_about_one_entry_finds_the_same_among_others():
    """What is remembered with an entry may depend on nothing else: such a rule is given no other entry."""
    knowledge, style = read_knowledge(ROOT / "kb"), read_style(ROOT / "kb")
    among = Whole(knowledge, style, date(2026, 1, 1))
    for number, entry in enumerate(knowledge.entries.values()):
        for rule in RULES:
            if rule.find and not (rule.among or rule.due):
                alone = list(rule.find(Place(among.of_nothing, number, entry)))
                assert list(rule.find(Place(among, number, entry))) == alone, rule.name


def test_of_the_answers_that_nobody_touched_the_errors_will_do(folder):
    path = folder / "faq.yaml"
    text = taken_over(path.read_text(encoding="utf-8"))
    text = said(text, OTHER, answer={"sv": "Skriv till a@b.se bl.a.", "en": "Write to a@b.se"})
    path.write_text(text, encoding="utf-8")
    knowledge, style = read_knowledge(folder), read_style(folder)
    everything = check(knowledge, style=style)
    some = check(knowledge, style=style, of=[FEES])
    assert some == [one for one in everything if one.level == "error" or one.entry in (FEES, None)]
    assert {one.entry for one in some if one.level == "error"} == {FEES, OTHER}
    assert set(entry_ids(text)) >= {one.entry for one in everything if one.entry}
