"""What a form makes of an answer: nothing that was not changed, and all that was."""

from dataclasses import replace
from datetime import date

import pytest
import yaml
from starlette.datastructures import FormData

from office.answers.files import packed, unpacked
from office.answers.forms import TEXTS, Fields, Row, entry_of, interval, name_for, sent, written
from office.endpoints import Form
from vardlots.settings import ROOT

TODAY = date(2026, 11, 28)
ENTRIES = yaml.safe_load((ROOT / "kb" / "faq.yaml").read_text(encoding="utf-8"))["entries"]
FEES = next(entry for entry in ENTRIES if entry["id"] == "fees")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_form_that_nobody_touched_changes_nothing(entry: dict) -> None:
    assert entry_of(as_sent(written(entry)), entry, TODAY) == entry


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_what_the_editor_saw_comes_back_from_the_form(entry: dict) -> None:
    assert unpacked(packed(entry)) == entry


def test_one_field_that_was_changed_is_the_only_one_that_is() -> None:
    now = replace(written(FEES), answer_en="It is free.")
    new = entry_of(now, FEES, TODAY)
    assert new["answer"] == {"sv": FEES["answer"]["sv"].strip(), "en": "It is free."}
    assert {name: value for name, value in new.items() if name != "answer"} == {
        name: value for name, value in FEES.items() if name != "answer"
    }


def test_a_list_is_a_line_each_without_the_empty_ones() -> None:
    new = entry_of(replace(written(FEES), also_asked_sv=" vad tar ni \n\n\nkostar det\n"), FEES, TODAY)
    assert new["also_asked"]["sv"] == ["vad tar ni", "kostar det"]


def test_who_has_read_the_answer_has_done_so_today() -> None:
    assert entry_of(replace(written(FEES), read_today=True), FEES, TODAY)["reviewed"] == TODAY
    assert entry_of(written(FEES), FEES, TODAY)["reviewed"] == FEES["reviewed"]


def test_a_day_is_a_day_and_what_is_none_is_kept_for_the_check() -> None:
    assert entry_of(replace(written(FEES), valid_from="2027-01-31"), FEES, TODAY)["valid_from"] == date(2027, 1, 31)
    assert entry_of(replace(written(FEES), valid_from="in May"), FEES, TODAY)["valid_from"] == "in May"


def test_an_empty_link_row_is_no_link() -> None:
    rows = (Row("Priser", "Fees", "https://a.example"), Row())
    assert len(as_sent(replace(written(FEES), links=rows)).links) == 1


def test_a_subject_of_ones_own_wins_over_the_one_that_is_chosen() -> None:
    data = FormData([("topic", "faq_fees"), ("topic_other", "faq_receipts")])
    assert sent(Form(data)).topic == "faq_receipts"


@pytest.mark.parametrize(
    ("every", "parts"), [("6 months", ("6", "month")), ("1 year", ("1", "year")), ("", ("", "month"))]
)
def test_how_often_is_a_number_and_a_unit(every: str, parts: tuple[str, str]) -> None:
    assert interval(every) == parts
    assert as_sent(Fields(every=every)).every == every


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (Fields(question_en="Can I have a receipt?"), "have-receipt"),
        (Fields(question_sv="Får jag ett kvitto på besöket?"), "far-kvitto-besoket"),
        (Fields(question_sv="Hur är det?", question_en=""), "det"),
        (Fields(question_en="24 hours a day?"), "about-24-hours-day"),
        (Fields(), "answer"),
    ],
)
def test_a_new_answer_gets_a_name_of_its_question(fields: Fields, name: str) -> None:
    assert name_for(fields, []) == name
    assert name_for(fields, [name, f"{name}-2"]) == f"{name}-3"


def test_an_entry_that_is_not_what_it_should_be_is_shown_as_far_as_it_can_be() -> None:
    odd = {
        "id": "x",
        "question": "no languages",
        "also_asked": ["a list"],
        "links": ["https://a.example"],
        "offer": None,
    }
    fields = written(odd)
    assert (fields.question_sv, fields.also_asked_sv, fields.links[0].url) == ("", "", "https://a.example")
    assert entry_of(fields, odd, TODAY) == odd


@pytest.mark.parametrize("junk", ["", "[1, 2]", "{a: [", "just words", "a: 2026-02-31"])
def test_junk_in_the_place_of_what_was_seen_is_nothing(junk: str) -> None:
    assert unpacked(junk) == {}


def as_sent(fields: Fields) -> Fields:
    """Return what comes back from a form that shows these fields, with two empty rows for links."""
    count, unit = interval(fields.every)
    data = [(name, getattr(fields, name).replace("\n", "\r\n")) for name in TEXTS]
    data += [("topic", fields.topic), ("topic_other", ""), ("every_count", count), ("every_unit", unit)]
    data += [("offer", offer) for offer in fields.offer]
    for row in (*fields.links, Row(), Row()):
        data += [("link_sv", row.sv), ("link_en", row.en), ("link_url", row.url)]
    return replace(sent(Form(FormData(data))), read_today=fields.read_today)
