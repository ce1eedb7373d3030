"""Where an answer is named besides in itself, and what becomes of that when it goes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from knowledge_folder import FAQ, FOLLOW_UPS, make

from vardlots.errors import KnowledgeError, RefusedEdit
from vardlots.knowledge import check_folder, read_knowledge
from vardlots.knowledge.drafts import FILE as DRAFTS
from vardlots.knowledge.editing import carried, removed
from vardlots.knowledge.mentions import FILE, NEEDED, follow_ups, waiting, without_follow_ups
from vardlots.knowledge.saving import Editor, publish, save_files
from vardlots.settings import ROOT

ANNA = Editor("Anna Ek", "anna@klinik.example")
CHOSEN = re.compile(r'choose_topic\{+"topic": "([a-z-]+)"')


def named(path: Path) -> Iterator[str]:
    """Find the entries that a module names: what its tasks are about, and where its buttons lead."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [one.id for one in node.targets if isinstance(one, ast.Name)] if isinstance(node, ast.Assign) else []
        if any(name.endswith("TOPIC") for name in names):
            yield ast.literal_eval(node.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from CHOSEN.findall(node.value)


def test_the_answers_that_are_needed_are_those_that_the_actions_name() -> None:
    assert {entry for path in (ROOT / "actions").glob("*.py") for entry in named(path)} == set(NEEDED)
    assert set(NEEDED) <= set(read_knowledge(ROOT / "kb").entries)


def test_what_leads_to_an_answer_and_away_from_it_is_found() -> None:
    assert [row["after"] for row in follow_ups(FOLLOW_UPS, "download-app")] == ["download-app"]
    assert len(follow_ups(FOLLOW_UPS, "fees")) == 3
    assert follow_ups(FOLLOW_UPS, "midwives") == ()
    with pytest.raises(KnowledgeError, match="no list"):
        follow_ups("reviewed: 2026-11-22\n", "fees")


def test_it_can_be_taken_out_and_all_else_stays() -> None:
    assert without_follow_ups(FOLLOW_UPS, "midwives") == FOLLOW_UPS
    rows = FOLLOW_UPS[FOLLOW_UPS.index("  - after: download-app") : FOLLOW_UPS.index("  - after: fees\n    en")]
    assert without_follow_ups(FOLLOW_UPS, "download-app") == FOLLOW_UPS.replace(rows, "")


@pytest.mark.parametrize("end", ["\n", "", "\nreviewed: 2026-11-22\n", "\n# the end\n"])
def test_a_list_without_anything_in_it_says_so(end: str) -> None:
    text = f"follow_ups:\n  - after: fees\n    sv: [och sen]{end}"
    assert without_follow_ups(text, "fees").startswith("follow_ups: []")
    assert without_follow_ups(text, "fees").endswith(end)


def test_an_answer_that_becomes_a_draft_and_is_published_again_is_named_as_before(tmp_path: Path) -> None:
    faq = FAQ.replace("owner: patient-support", "owner: patient-support  # ask Eva")
    kb = make(tmp_path, faq)
    before = read_knowledge(kb)
    edits = {
        DRAFTS: lambda text: carried(text, "download-app", faq),
        "faq.yaml": lambda text: removed(text, "download-app"),
    }
    save_files(kb, edits, editor=ANNA, message="Utkast", commit=False)
    assert list(read_knowledge(kb).entries) == ["fees"]
    assert waiting(kb) == {"download-app"}
    assert check_folder(kb) == []
    publish(kb, "download-app", editor=ANNA, message="Publicera", commit=False)
    after = read_knowledge(kb)
    assert after.entries == before.entries
    assert after.follow_ups == before.follow_ups
    assert (kb / "faq.yaml").read_text(encoding="utf-8") == faq
    assert check_folder(kb) == []


def test_an_answer_is_not_taken_away_from_under_what_names_it(tmp_path: Path) -> None:
    kb = make(tmp_path)
    gone = {"faq.yaml": lambda text: removed(text, "download-app")}
    with pytest.raises(RefusedEdit, match=r"follow_ups\.yaml:9: no entry has the id 'download-app'"):
        save_files(kb, gone, editor=ANNA, message="Bort", commit=False)
    both = {FILE: lambda text: without_follow_ups(text, "download-app"), **gone}
    save_files(kb, both, editor=ANNA, message="Bort", commit=False)
    assert check_folder(kb) == []
    assert [row.after for row in read_knowledge(kb).follow_ups] == ["fees", "fees"]


def test_drafts_that_cannot_be_read_wait_for_nothing(tmp_path: Path) -> None:
    assert waiting(make(tmp_path)) == set()
    assert waiting(make(tmp_path, drafts="drafts: [\n")) == ()
