"""The table of care navigation: the shipped one is right, and what a wrong one is told."""

from copy import deepcopy

import pytest
from small_triage import COMPLAINTS, ESCALATIONS, LEVELS, escalation, flag, rule, save, table

from vardlots.files import MODELS
from vardlots.knowledge.content import read
from vardlots.knowledge.texts import Values
from vardlots.knowledge.whole import missing_values
from vardlots.phrases import KB
from vardlots.replies import LANGUAGES
from vardlots.settings import settings
from vardlots.triage.case import OTHER
from vardlots.triage.table import Triage, triage


def test_the_shipped_table_is_read_without_findings():
    source, model, findings = read(KB / "triage.yaml", Triage)
    assert findings == []
    assert list(missing_values(source, Values(KB))) == []
    assert model is not None
    assert MODELS["triage"] is Triage


def test_the_shipped_table_has_enough_to_be_found_by_and_says_where_each_row_comes_from():
    rows = [row for row in triage().complaints if row.id != OTHER]
    assert len(rows) >= 44
    assert not [row.id for row in rows for language in LANGUAGES if len(row.also_said.get(language)) < 10]
    assert not [row.id for row in rows if not row.red_flags]


def test_a_raise_to_a_shared_rank_of_the_shipped_table_leads_to_the_doctor():
    shipped = triage()
    assert shipped.lifted(shipped.level("nurse"), 1).id == "doctor"


def wrong(tmp_path, **changes):
    """Return what is told of the first mistake of a changed table, and which line it is on."""
    source, model, findings = read(save(tmp_path, **changes) / "triage.yaml", Triage)
    assert model is None
    assert len(findings) == 1
    return str(findings[0]), findings[0], source


def changed(rows, number, **fields):
    made = deepcopy(rows)
    made[number] = {**made[number], **fields}
    return made


THROAT = COMPLAINTS[0]
WRONG = {
    "unknown level of a rule": (
        {"complaints": changed(COMPLAINTS, 0, rules=[rule("doctr", "x")])}, "did you mean 'doctor'?",
    ),
    "unknown level of a flag": (
        {"complaints": changed(COMPLAINTS, 0, red_flags=[flag("a", "b", "c", "police")])}, "expected is one of",
    ),
    "unknown level of an escalation": (
        {"escalations": [escalation("a", {"age_from": 80}, at_least="nurs")]}, "did you mean 'nurse'?",
    ),
    "no base rule": (
        {"complaints": changed(COMPLAINTS, 0, rules=[rule("doctor", "x", days_from=3)])}, "no rule is without `when`",
    ),
    "two base rules": (
        {"complaints": changed(COMPLAINTS, 0, rules=[rule("doctor", "x"), rule("nurse", "y")])},
        "two rules are without `when`",
    ),
    "a rule below the base": (
        {"complaints": changed(COMPLAINTS, 0, rules=[rule("doctor", "x"), rule("nurse", "y", days_from=3)])},
        "below the level that always holds, doctor: it never counts",
    ),
    "a flag below the base": (
        {"complaints": changed(COMPLAINTS, 3, red_flags=[flag("a", "b", "c", "nurse")])}, "it never counts",
    ),
    "two complaints of one name": (
        {"complaints": changed(COMPLAINTS, 1, id="sore-throat")}, "two rows are called sore-throat",
    ),
    "two flags of one name": (
        {"complaints": changed(COMPLAINTS, 0, red_flags=[flag("a", "b", "c"), flag("a", "d", "e")])},
        "two rows are called a",
    ),
    "two levels of one name": ({"levels": changed(LEVELS, 1, id="self-care")}, "two rows are called self-care"),
    "two escalations of one name": (
        {"escalations": [*deepcopy(ESCALATIONS), deepcopy(ESCALATIONS[0])]}, "two rows are called newborn",
    ),
    "a phrasing of two complaints": (
        {"complaints": changed(COMPLAINTS, 1, also_said={"sv": ["Halsont sen igår!"], "en": ["x y"]})},
        "is also said for sore-throat",
    ),
    "nothing said in one language": (
        {"complaints": changed(COMPLAINTS, 1, also_said={"sv": ["jag är ledsen"]})}, "has nothing in `en`",
    ),
    "one language": ({"complaints": changed(COMPLAINTS, 0, watch_for={"sv": "Hej"})}, "has no text in `en`"),
    "a level missing": ({"levels": LEVELS[:-1]}, "the level call-112 is missing"),
    "112 not the highest": ({"levels": changed(LEVELS, 0, rank=9)}, "nothing is more urgent"),
    "an escalation without effect": ({"escalations": [escalation("a", {"age_from": 8})]}, "neither `at_least` nor"),
    "an escalation without condition": ({"escalations": [escalation("a", {}, at_least="nurse")]}, "`when` is empty"),
    "a limit below the floor": (
        {"escalations": [escalation("a", {"age_from": 8}, at_least="doctor", not_above="nurse")]},
        "`not_above` is below `at_least`",
    ),
    "ages the wrong way round": (
        {"escalations": [escalation("a", {"age_from": 8, "age_below": 3}, at_least="nurse")]},
        "must be above `age_from`",
    ),
    "an unknown condition": (
        {"escalations": [escalation("a", {"age_over": 8}, at_least="nurse")]}, "age_over",
    ),
    "an unknown severity": (
        {"escalations": [escalation("a", {"severity": ["awful"]}, at_least="nurse")]}, "'severe' or 'unknown'",
    ),
    "not pregnant": ({"escalations": [escalation("a", {"pregnant": False}, at_least="nurse")]}, "pregnant"),
    "an unknown question": ({"complaints": changed(COMPLAINTS, 0, ask=["weight"])}, "'pregnant' or 'immune'"),
    "nobody to book": ({"levels": changed(LEVELS, 0, book="dentist")}, "'doctor', 'nurse'"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_a_mistake_is_told_to_the_editor(tmp_path, kind):
    changes, part = WRONG[kind]
    text, finding, _source = wrong(tmp_path, **changes)
    assert part in text
    assert finding.file.endswith("triage.yaml")
    assert finding.line > 1
    assert finding.fix
    assert finding.sv


def test_a_value_that_no_file_has_is_told(tmp_path):
    levels = changed(LEVELS, 0, go={"sv": "Ring {provider.fon}.", "en": "Call."})
    source, model, findings = read(save(tmp_path, levels=levels) / "triage.yaml", Triage)
    assert (model is not None, findings) == (True, [])
    assert "{provider.fon} is no value" in str(next(missing_values(source, Values(KB))))


def test_a_raise_goes_to_the_next_rank_there_is_and_never_off_the_ladder():
    small = table()
    assert small.lifted(small.level("self-care"), 1).id == "pharmacy"
    assert small.lifted(small.level("nurse"), 1).id == "doctor"
    assert small.lifted(small.level("emergency-department"), 5).id == "call-112"


def test_an_edit_counts_and_a_wrong_one_leaves_the_table_before(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("VARDLOTS_KB", str(save(tmp_path / "kb")))
    assert settings().kb == tmp_path / "kb"
    assert triage().enabled
    save(tmp_path / "kb", enabled=False)
    off = triage()
    assert not off.enabled
    save(tmp_path / "kb", levels=LEVELS[:-1])
    assert triage() is off
    assert "the level call-112 is missing" in caplog.text
