"""Age rules: every limit from both sides, gaps that say so, and what a wrong file is told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vardlots.ages import PURPOSES, SUBJECTS, Ages, ages, answer, rule_for
from vardlots.knowledge.findings import BadFile
from vardlots.phrases import KB
from vardlots.replies import LANGUAGES
from vardlots.tables import load


@pytest.mark.parametrize(
    ("purpose", "age", "subject", "rule"),
    [
        ("log_in", 0, "child", "log-in-child"),
        ("log_in", 15, "child", "log-in-child"),
        ("log_in", 15.9, "self", "log-in-young-self"),
        ("log_in", 16, "child", "log-in-teen"),
        ("log_in", 16, "self", "log-in-teen-self"),
        ("log_in", 17, "self", "log-in-teen-self"),
        ("log_in", 18, "self", "log-in-adult"),
        ("log_in", 85, "parent", "log-in-adult"),
        ("be_treated", 0, "child", "treated-newborn"),
        ("be_treated", 0.12, "child", "treated-newborn"),
        ("be_treated", 0.25, "child", "treated-infant"),
        ("be_treated", 0.49, "child", "treated-infant"),
        ("be_treated", 0.5, "child", "treated-child"),
        ("be_treated", 15, "child", "treated-child"),
        ("be_treated", 15, "self", "treated-young-self"),
        ("be_treated", 16, "child", "treated-grown"),
        ("be_treated", 34, "partner", "treated-grown"),
        ("see_journal", 12, "child", "journal-child"),
        ("see_journal", 12.99, "child", "journal-child"),
        ("see_journal", 13, "child", "journal-gap-years"),
        ("see_journal", 15, "child", "journal-gap-years"),
        ("see_journal", 13, "self", "journal-gap-years-self"),
        ("see_journal", 16, "child", "journal-teen"),
        ("see_journal", 16, "self", "journal-teen-self"),
        ("see_journal", 18, "self", "journal-own"),
        ("see_journal", 18, "child", "journal-grown-child"),
        ("see_journal", 84, "parent", "journal-grown-child"),
        ("see_midwife", 13, "child", "midwife-child"),
        ("see_midwife", 16, "self", "midwife-grown"),
        ("see_psychologist", 16, "self", "psychologist-grown"),
        ("prescriptions", 12, "child", "prescriptions-child"),
        ("prescriptions", 13, "child", "prescriptions-teen"),
        ("prescriptions", 17, "child", "prescriptions-teen"),
        ("prescriptions", 17, "self", "prescriptions-teen-self"),
        ("prescriptions", 18, "self", "prescriptions-adult"),
        ("prescriptions", 84, "parent", "prescriptions-other-adult"),
    ],
)
def test_limits(purpose: Any, age: float, subject: Any, rule: str) -> None:
    assert rule_for(purpose, age, subject).id == rule


@pytest.mark.parametrize(("age", "rule"), [(15, "log-in-child"), (17, "log-in-teen"), (18, "log-in-adult")])
def test_nobody_named_is_a_child_until_eighteen(age: float, rule: str) -> None:
    assert rule_for("log_in", age).id == rule


@pytest.mark.parametrize(
    ("purpose", "age", "subject"),
    [
        ("see_midwife", 8, "child"),
        ("prescriptions", 12, "self"),
        ("see_journal", 17, "partner"),
        ("log_in", None, "child"),
    ],
)
def test_a_gap_says_so_and_points_to_a_person(purpose: Any, age: float | None, subject: Any) -> None:
    rule = rule_for(purpose, age, subject)
    assert (rule.id, rule.certain) == ("gap", False)
    assert "en människa" in " ".join(answer(rule, "sv"))
    assert "a person will answer" in " ".join(answer(rule, "en"))


def test_what_is_not_certain_is_marked() -> None:
    rule = rule_for("see_psychologist", 14, "self")
    assert not rule.certain
    assert "116 111" in " ".join(answer(rule, "sv"))


@pytest.mark.parametrize(
    ("age", "words"), [(0.1, ("38 grader", "akutmottagning", "1177", "112")), (0.3, ("39 grader", "1177", "112"))]
)
def test_fever_in_babies_is_told_at_once(age: float, words: tuple[str, ...]) -> None:
    text = " ".join(answer(rule_for("be_treated", age, "child"), "sv"))
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("purpose", ["log_in", "be_treated", "see_midwife"])
def test_the_young_are_never_only_sent_to_their_parents(purpose: Any) -> None:
    for language in LANGUAGES:
        text = " ".join(answer(rule_for(purpose, 14, "self"), language))
        assert "1177" in text


def test_the_log_in_age_stands_in_one_place() -> None:
    assert ages().log_in.age == 16
    assert "16 år" in answer(rule_for("log_in", 14, "child"), "sv")[0]


@given(st.sampled_from(PURPOSES), st.floats(0, 110), st.none() | st.sampled_from(SUBJECTS), st.sampled_from(LANGUAGES))
def test_every_question_has_one_readable_answer(purpose: Any, age: float, subject: Any, language: Any) -> None:
    rule = rule_for(purpose, age, subject)
    said = answer(rule, language)
    assert said
    assert not [text for text in said if "{" in text or "\n" in text]
    assert rule.purpose == purpose


def test_an_unknown_purpose_is_refused() -> None:
    with pytest.raises(ValueError, match="no purpose 'drive'; there are log_in"):
        rule_for("drive", 18)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", ages().rules, ids=lambda rule: rule.id)
def test_every_rule_has_both_languages_a_source_and_a_date(rule: Any) -> None:
    assert rule.answer.missing() == ()
    assert rule.source
    assert rule.reviewed <= date(2026, 11, 22)


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> Ages:
    """Read a changed copy of the file."""
    data = yaml.safe_load((KB / "ages.yaml").read_text(encoding="utf-8"))
    change(data)
    path = folder / "ages.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load(path, Ages)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data["rules"][0].update(before=17), "log-in-child and log-in-teen answer the same question"),
        (lambda data: data["rules"][1].update(id="log-in-child"), "two rules are called log-in-child"),
        (lambda data: data["rules"][2].update(before=10), "`before` is 10, but must be above `from`, 16"),
        (lambda data: data["rules"][0].update(purpose="drive"), "log_in"),
        (lambda data: data["rules"][0].pop("source"), "log-in-child: `source` is missing"),
        (lambda data: data["rules"][0].update(reviewed="soon"), "a date is expected"),
        (lambda data: data.pop("gap"), "`gap` is missing"),
    ],
)
def test_a_wrong_file_says_what_and_where(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    with pytest.raises(BadFile, match=r"ages\.yaml:\d+:") as caught:
        changed(tmp_path, change)
    assert told in str(caught.value)
