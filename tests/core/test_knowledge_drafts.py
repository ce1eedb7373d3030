"""Drafts may lack almost everything, the assistant never reads them, and what is wrong with them is only a warning."""

import pytest
from knowledge_folder import FAQ, make, whole

from vardlots.files import check_files
from vardlots.knowledge import BadFile, Draft, read_knowledge
from vardlots.knowledge.drafts import START, check_drafts, lacking, read_drafts
from vardlots.knowledge.editing import added, entry_data
from vardlots.knowledge.models import Entry

SMALL = {"id": "card", "question": {"sv": "Kan jag betala med kort?"}}


def drafts(*entries: dict) -> str:
    made = START
    for entry in entries:
        made = added(made, entry)
    return made


def test_there_need_be_no_drafts(tmp_path):
    assert read_drafts(make(tmp_path)).drafts == ()
    assert read_drafts(make(tmp_path, drafts=START)).drafts == ()
    assert check_drafts(make(tmp_path, drafts="# nothing yet\ndrafts: []\n")) == []


def test_a_draft_needs_an_id_and_one_question(tmp_path):
    (draft,) = read_drafts(make(tmp_path, drafts=drafts(SMALL))).drafts
    assert (draft.id, draft.question.sv, draft.answer) == ("card", "Kan jag betala med kort?", None)
    assert lacking(draft) == ("topic", "answer", "owner", "reviewed", "review_every", "source")
    for wrong in ({"id": "card"}, {**SMALL, "question": {}}, {**SMALL, "anwser": {"sv": "Ja."}}):
        with pytest.raises(BadFile):
            read_drafts(make(tmp_path, drafts=drafts(wrong)))


def test_an_answer_lacks_nothing_and_has_the_fields_of_a_draft():
    assert set(Draft.model_fields) == set(Entry.model_fields)
    assert lacking(Draft.model_validate(entry_data(FAQ, "fees"))) == ()


def test_drafts_are_no_part_of_what_the_assistant_knows(tmp_path):
    before = read_knowledge(make(tmp_path))
    after = read_knowledge(make(tmp_path, drafts=drafts(SMALL)))
    assert after.version == before.version
    assert read_knowledge(make(tmp_path, drafts="drafts: [\n")).version == before.version


def test_what_is_wrong_with_drafts_is_a_warning(tmp_path):
    folder = whole(tmp_path)
    elsewhere = check_files(folder)
    for text, rule in (
        ("drafts: [\n", "not-yaml"),
        (drafts(SMALL).replace("id: card", "id: Card"), "not-an-id"),
        (drafts(SMALL) + drafts(SMALL).removeprefix(START), "duplicate-id"),
        (drafts({**SMALL, "id": "fees"}), "draft-published"),
    ):
        (folder / "drafts.yaml").write_text(text, encoding="utf-8")
        found = [one for one in check_files(folder) if one not in elsewhere]
        assert [(one.file, one.rule, one.level) for one in found] == [("kb/drafts.yaml", rule, "warning")]
        assert found[0].sv
