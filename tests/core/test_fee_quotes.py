"""Fee quotes: limits of age, cards, regions, ranges, and what may never happen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vardlots.entities.care import KINDS
from vardlots.fees import FACTS, BadQuestion, FeeQuestion, Quote, Tariffs, quote, tariffs
from vardlots.knowledge.findings import BadFile
from vardlots.phrases import KB
from vardlots.regions import NoSuchRegion, regions
from vardlots.tables import load

TODAY = date(2026, 11, 23)


def asked(today: date = TODAY, table: Tariffs | None = None, **facts: Any) -> Quote:
    """Quote from the project's own tables."""
    return quote(FeeQuestion(**facts), table or tariffs(), regions(), today)


def told(age: float, region: str = "stockholm") -> Quote:
    """Quote for a visit to a doctor, everything told."""
    return asked(age=age, region=region, care="doctor", exemption_card=False)


@pytest.mark.parametrize(
    ("age", "region", "amount"),
    [
        (0, "stockholm", 0),
        (0.12, "stockholm", 0),
        (12, "stockholm", 0),
        (13, "stockholm", 0),
        (15, "stockholm", 0),
        (16, "stockholm", 0),
        (17, "stockholm", 0),
        (17.99, "stockholm", 0),
        (18, "stockholm", 200),
        (18, "norrbotten", 0),
        (19, "norrbotten", 0),
        (19.5, "norrbotten", 0),
        (20, "norrbotten", 200),
        (17, "skane", 0),
        (20, "skane", 200),
        (84, "skane", 200),
        (84.9, "skane", 200),
        (85, "skane", 0),
        (104, "skane", 0),
    ],
)
def test_ages_at_their_limits(age: float, region: str, amount: int) -> None:
    assert told(age, region).amount == amount


@pytest.mark.parametrize("age", [18, 19, 19.9])
def test_where_a_region_s_limit_is_not_known_the_range_is_told(age: float) -> None:
    made = told(age, "skane")
    assert (made.amount, made.amounts, made.narrows) == (None, (0, 200), ())
    assert made.old_limit is None


def test_a_limit_that_is_too_old_is_told_but_not_relied_on() -> None:
    made = told(19, "vastra_gotaland")
    assert made.amounts == (0, 200)
    assert made.old_limit is not None
    assert made.old_limit.year == 2018
    assert asked(date(2030, 1, 1), age=19, region="stockholm").old_limit is not None


@pytest.mark.parametrize(
    ("care", "amount"),
    [("doctor", 200), ("nurse", 100), ("midwife", 0), ("psychologist", 200), ("physiotherapist", 150)],
)
def test_each_kind_of_help_has_its_tariff(care: str, amount: int) -> None:
    assert asked(age=34, care=care, exemption_card=False).amount == amount


def test_with_a_card_nobody_pays() -> None:
    made = asked(exemption_card=True)
    assert (made.amount, made.narrows, made.rules[-1].id) == (0, (), "exemption-card")


def test_what_would_narrow_is_only_what_still_matters() -> None:
    assert asked().narrows == ("age", "care", "exemption_card")
    assert asked(age=85).narrows == ()
    assert asked(age=7).narrows == ()
    assert asked(care="midwife").narrows == ()
    assert asked(age=34).narrows == ("care", "exemption_card")
    assert asked(age=19, care="doctor", exemption_card=False).narrows == ("region",)
    assert asked(age=34, care="doctor", exemption_card=False).narrows == ()


def test_nothing_told_is_the_whole_range() -> None:
    made = asked()
    assert (made.lowest, made.highest, made.amount) == (0, 200, None)
    assert [rule.id for rule in made.rules] == ["age-85", "exemption-card", "free-age", "tariff"]


def test_after_its_last_day_the_tariff_is_not_quoted() -> None:
    last = tariffs().valid_until
    assert asked(last, age=34, care="nurse", exemption_card=False).valid_until == last
    made = asked(date(2027, 1, 1), age=34, care="nurse", exemption_card=False)
    assert (made.expired, made.amounts) == (True, (0, 200))
    assert asked(date(2027, 1, 1), age=90).amount == 0
    assert asked(date(2026, 10, 31), age=34).expired


@pytest.mark.parametrize(
    ("facts", "error", "told"),
    [
        ({"region": "narnia"}, NoSuchRegion, "no region 'narnia'"),
        ({"care": "dentist"}, BadQuestion, "no tariff for 'dentist'; there are doctor, nurse"),
        ({"age": -1}, BadQuestion, "0 to 130 years, not -1"),
        ({"age": 200}, BadQuestion, "not 200"),
    ],
)
def test_what_is_not_in_the_tables_is_refused(facts: dict[str, Any], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        asked(**facts)


questions = st.builds(
    FeeQuestion,
    region=st.none() | st.sampled_from([one.id for one in regions().regions]),
    age=st.none() | st.floats(0, 110, allow_nan=False) | st.sampled_from([0, 12, 13, 17, 18, 19, 20, 84, 85]),
    care=st.none() | st.sampled_from(KINDS),
    exemption_card=st.none() | st.booleans(),
)
days = st.dates(date(2026, 10, 1), date(2027, 2, 1))


@given(questions, days)
def test_a_quote_is_never_above_the_ceiling_nor_below_nothing(question: FeeQuestion, today: date) -> None:
    made = quote(question, tariffs(), regions(), today)
    assert 0 <= made.lowest <= made.highest <= tariffs().ceiling.amount
    assert list(made.amounts) == sorted(set(made.amounts))


@given(questions, days)
def test_a_card_never_raises_a_fee(question: FeeQuestion, today: date) -> None:
    without = quote(replace(question, exemption_card=False), tariffs(), regions(), today)
    with_card = quote(replace(question, exemption_card=True), tariffs(), regions(), today)
    assert with_card.highest <= without.lowest
    assert with_card.highest == 0


@given(questions, st.sets(st.sampled_from(FACTS)), days)
def test_a_range_contains_every_narrower_quote(question: FeeQuestion, forgotten: set[str], today: date) -> None:
    wider: FeeQuestion = replace(question, **dict.fromkeys(forgotten))  # type: ignore[arg-type]
    narrow, wide = (quote(one, tariffs(), regions(), today) for one in (question, wider))
    assert set(narrow.amounts) <= set(wide.amounts)


@given(questions, days)
def test_a_fact_that_does_not_narrow_changes_nothing(question: FeeQuestion, today: date) -> None:
    made = quote(question, tariffs(), regions(), today)
    for region in ("stockholm", "norrbotten", "skane"):
        if question.region is None and "region" not in made.narrows:
            assert quote(replace(question, region=region), tariffs(), regions(), today).amounts == made.amounts
    assert not [fact for fact in made.narrows if getattr(question, fact) is not None]


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> Tariffs:
    """Read a changed copy of the file."""
    data = yaml.safe_load((KB / "fees.yaml").read_text(encoding="utf-8"))
    change(data)
    path = folder / "fees.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load(path, Tariffs)


def test_a_tariff_may_differ_by_region(tmp_path: Path) -> None:
    table = changed(tmp_path, lambda data: data["kinds"]["doctor"].update(by_region={"skane": 150}))
    adult: dict[str, Any] = {"age": 34, "care": "doctor", "exemption_card": False}
    assert asked(table=table, **adult).amounts == (150, 200)
    assert asked(table=table, **adult).narrows == ("region",)
    assert asked(table=table, **adult, region="skane").amount == 150
    assert asked(table=table, **adult, region="halland").amount == 200


def test_rules_are_data(tmp_path: Path) -> None:
    text = {"sv": "Hos sjuksköterska betalar den som är under 30 halva avgiften.", "en": "Half price under 30."}
    rule = {
        "id": "half",
        "when": {"age_under": 30, "kind": "nurse"},
        "amount": 50,
        "why": text,
        "source": "x",
        "year": 2026,
    }
    table = changed(tmp_path, lambda data: data["rules"].insert(3, rule))
    assert asked(table=table, age=29, care="nurse", exemption_card=False).amount == 50
    assert asked(table=table, age=30, care="nurse", exemption_card=False).amount == 100
    assert "age" in asked(table=table, care="nurse", exemption_card=False).narrows


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda data: data["kinds"]["doctor"].update(amount=250),
            "is 250, but the ceiling is 200 kr",
        ),
        (
            lambda data: data["kinds"]["nurse"].update(by_region={"skane": 300}),
            "`kinds.nurse.by_region.skane` is 300",
        ),
        (
            lambda data: data["kinds"].update(dentist={"amount": 1, "name": {"sv": "x"}}),
            "a row is called dentist",
        ),
        (lambda data: data["rules"].pop(), "the last rule, free-age, must hold always"),
        (lambda data: data["rules"][0].update(amount=500), "age-85: `amount` is 500, but the ceiling is 200 kr"),
        (
            lambda data: data["rules"][0].update(when={"kind": "dentist"}),
            "is 'dentist'; expected is one of doctor",
        ),
        (lambda data: data.update(valid_until=date(2025, 1, 1)), "lies before valid_from, 2026-11-01"),
        (lambda data: data.pop("ceiling"), "`ceiling` is missing"),
        (lambda data: data["kinds"]["doctor"].update(amount=-1), "`kinds.doctor.amount` is -1, but must be 0 or more"),
    ],
)
def test_a_wrong_file_says_what_and_where(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    with pytest.raises(BadFile, match=r"fees\.yaml:\d+:") as caught:
        changed(tmp_path, change)
    assert told in str(caught.value)


def test_the_file_holds_what_texts_use() -> None:
    assert tariffs().ceiling.amount == 200
    assert (tariffs().high_cost.amount, tariffs().high_cost.year) == (1400, 2024)
    assert all(rule.why.sv and rule.why.en and rule.source for rule in tariffs().rules)
