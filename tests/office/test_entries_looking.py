"""What the checks say of an answer while it is being written."""

from pathlib import Path

import pytest
from knowledge import lasting_copy

from office.answers.looking import Look, look
from office.answers.told import told
from office.words import speaker
from vardlots.knowledge import Knowledge, check_folder, read_knowledge
from vardlots.knowledge.editing import changed, entry_data
from vardlots.settings import ROOT

KB = ROOT / "kb"
TEXT = (KB / "faq.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(KB)


def said(looked: Look) -> list[tuple[str, str]]:
    return [(one.field, one.finding.rule) for one in looked.told]


def test_an_answer_as_it_is_has_what_the_check_has(knowledge: Knowledge) -> None:
    for entry_id in ("fees", "midwives", "download-app"):
        found = {one.rule for one in check_folder(KB, knowledge=knowledge) if one.entry == entry_id}
        looked = look(KB, knowledge, entry_data(TEXT, entry_id), entry_id)
        assert {one.finding.rule for one in looked.told} == found
        assert not looked.missing


def test_everything_is_told_beside_its_field(knowledge: Knowledge) -> None:
    data = entry_data(TEXT, "fees")
    data["answer"] = {"sv": f"{data['answer']['sv']}\n\nMejla hej@klinik.se till {{provider.nobody}}."}
    data["also_asked"] = {
        "sv": [*data["also_asked"]["sv"], "kostar det nåt", "vabintyg"],
        "en": data["also_asked"]["en"],
    }
    data["must_match"] = {"sv": data["must_match"]["sv"]}
    data["must_not_match"] = ["vad är patientavgiften"]
    found = said(look(KB, knowledge, data, "fees"))
    assert ("answer_sv", "unknown-value") in found
    assert ("answer_sv", "hard-coded-contact") in found
    assert ("answer_en", "missing-language") in found
    assert ("must_match_en", "missing-must-match") in found
    assert ("must_not_match", "contradicting-tests") in found
    assert found.count(("also_asked_sv", "duplicate-phrasing")) == 2  # one of its own, one of another's


def test_the_gravest_come_first(knowledge: Knowledge) -> None:
    data = entry_data(TEXT, "fees")
    data["answer"]["sv"] = f"{data['answer']['sv']} T.ex. hej@klinik.se."
    levels = [one.finding.level for one in look(KB, knowledge, data, "fees").told]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index)
    assert levels[0] == "error"


def test_what_nobody_has_written_yet_is_missing_and_no_error(knowledge: Knowledge) -> None:
    looked = look(KB, knowledge, {"id": "receipt", "question": {"sv": "Får jag ett kvitto?"}})
    assert set(looked.missing) == {"topic", "answer", "owner", "reviewed", "review_every", "source"}
    assert not looked.told


def test_what_is_written_is_judged_before_all_is_written(knowledge: Knowledge) -> None:
    answer = {"sv": "Ja. Mejla hej@klinik.se.", "en": "Yes. Email hej@klinik.se."}
    looked = look(KB, knowledge, {"id": "receipt", "answer": answer})
    assert {(told.field, told.finding.rule) for told in looked.told} == {
        ("answer_sv", "hard-coded-contact"),
        ("answer_en", "hard-coded-contact"),
    }
    assert "question" in looked.missing


def test_a_choice_that_there_is_not_and_a_wrong_day_are_told(knowledge: Knowledge) -> None:
    data = {**entry_data(TEXT, "fees"), "owner": "nobody", "valid_from": "in May", "offer": ["quote_fee", "dance"]}
    found = said(look(KB, knowledge, data, "fees"))
    assert {field for field, _rule in found} == {"owner", "valid_from", "offer"}


def test_a_new_answer_is_compared_with_all_the_others(knowledge: Knowledge) -> None:
    data = {**entry_data(TEXT, "fees"), "id": "fees-again"}
    assert ("question_sv", "duplicate-phrasing") in said(look(KB, knowledge, data))


def test_files_that_cannot_be_read_do_not_keep_ones_own_fields_from_being_checked() -> None:
    data = {**entry_data(TEXT, "fees"), "owner": "nobody"}
    assert said(look(KB, None, data, "fees")) == [("owner", "unknown-choice")]


def test_looking_says_what_saving_would(tmp_path: Path, knowledge: Knowledge) -> None:
    kb = lasting_copy(tmp_path)
    data = entry_data(TEXT, "complaint")
    data["answer"]["en"] = f"{data['answer']['en']} It is guaranteed, e.g. by us..."
    (kb / "faq.yaml").write_text(changed(TEXT, "complaint", data), encoding="utf-8")
    found = {one.rule for one in check_folder(kb) if one.entry == "complaint"}
    assert found
    assert {one.finding.rule for one in look(KB, knowledge, data, "complaint").told} == found


def test_nobody_needs_to_know_what_the_fields_are_called_in_the_file(knowledge: Knowledge) -> None:
    data = entry_data(TEXT, "fees")
    data["must_match"] = {"sv": [data["also_asked"]["sv"][0]]}
    findings = [one.finding for one in look(KB, knowledge, data, "fees").told]
    for language in ("sv", "en"):
        texts = [one.text for one in told(findings, language, speaker(language))]
        assert texts
        assert not [text for text in texts if "must_match" in text or "also_asked" in text or "`" in text]


def test_what_is_not_written_yet_is_told_to_who_wants_to_save(knowledge: Knowledge) -> None:
    data = {"id": "receipt", "question": {"en": "Can I have a receipt?"}, "answer": {"en": "Yes, in the app."}}
    assert not look(KB, knowledge, data).told
    told = {(told.field, told.finding.rule) for told in look(KB, knowledge, data, at_last=True).told}
    assert {("question_sv", "missing-language"), ("must_match_sv", "missing-must-match")} <= told
