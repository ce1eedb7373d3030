"""A larger knowledge base is one that can be served, and no two entries of it are asked alike."""

import pytest

from bench.entries import many
from bench.saves import EDITS
from bench.size import END, START, reported
from bench.tables import Table
from bench.waiting import Spent, edited, row
from vardlots.files import check_files
from vardlots.knowledge import read_knowledge
from vardlots.settings import ROOT

KB = ROOT / "kb"


@pytest.fixture(scope="module")
def larger(tmp_path_factory):
    return read_knowledge(many(KB, 90, tmp_path_factory.mktemp("many") / "kb"))


def test_it_has_so_many_entries_the_own_ones_first(larger):
    own = read_knowledge(KB)
    assert len(larger.entries) == 90
    assert list(larger.entries)[: len(own.entries)] == list(own.entries)
    assert larger.entries["fees"] == own.entries["fees"]


def test_a_copy_says_something_else_in_as_many_texts(larger):
    entry, copied = larger.entries["fees"], larger.entries["fees-1"]
    assert copied.topic == entry.topic
    assert len(copied.also_asked.all()) == len(entry.also_asked.all())
    same = set(copied.also_asked.all()) & set(entry.also_asked.all())
    assert len(same) < len(entry.also_asked.all()) / 2


def test_a_value_in_braces_stays(larger):
    assert "{fees.ceiling.amount}" in larger.entries["fees-1"].answer.sv


def test_fewer_than_there_are_can_be_asked_for(tmp_path):
    assert len(read_knowledge(many(KB, 5, tmp_path / "kb")).entries) == 5


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_every_kind_of_edit_makes_another_right_file_each_time(tmp_path, edit):
    kb = many(KB, 42, tmp_path / "kb")
    text = (KB / edit.file).read_text(encoding="utf-8")
    first, second = edit.made(text, 1), edit.made(edit.made(text, 1), 2)
    assert len({text, first, second}) == 3
    (kb / "faq.yaml").write_text((KB / "faq.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (kb / edit.file).write_text(second, encoding="utf-8")
    assert [str(one) for one in check_files(kb) if one.level == "error"] == []


def test_the_page_gets_the_tables_between_its_marks_and_keeps_the_rest():
    table = Table("By size", ("entries",), [["42"]])
    once = reported("# Benchmarks\n\nBefore.\n", [table])
    assert once.startswith("# Benchmarks\n\nBefore.\n")
    assert once.index(START) < once.index("| 42 |") < once.index(END)
    assert reported(once, [table]) == once


def test_an_answer_is_edited_as_often_as_asked_and_each_wait_is_noted(tmp_path):
    kb = many(KB, 5, tmp_path / "kb")
    waits = edited(kb, rounds=2)
    for spent in (waits.looked, waits.saved, waits.read):
        assert len(spent.worked) == len(spent.waited) == 2
        assert min(spent.waited) > 0
    texts = [entry.answer.sv or "" for entry in read_knowledge(kb).entries.values()]
    assert sum("Ändring 2." in text for text in texts) == 1
    assert row(5, Spent([1.0], [2.0]), waits)[:2] == ["5", "1.00 / 2.00 s"]
