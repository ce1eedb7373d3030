"""What a person changed in a spreadsheet, and nothing else, becomes a change of an entry."""

from dataclasses import replace
from datetime import date

import pytest
from exchange_samples import entry, sheet

from vardlots.knowledge import BadFile
from vardlots.knowledge.editing import digest
from vardlots.sheets.merge import merge
from vardlots.sheets.plan import Change, Note, Plan
from vardlots.sheets.rows import END, Row, rows_of

ENTRY = entry(valid_from=date(2026, 11, 1))


def exported(*fields, **cells):
    """Return the rows of the sample, one of them changed."""
    rows = list(rows_of([ENTRY]))
    if not fields:
        return rows
    (at,) = [at for at, row in enumerate(rows) if (row.field, row.nr)[: len(fields)] == fields]
    return [*rows[:at], replace(rows[at], **cells), *rows[at + 1 :]]


def plan(*rows, entries=(ENTRY,), drafts=()):
    return merge(sheet(*rows), list(entries), drafts)


def changed(*rows):
    """Return what one entry says afterwards, and what differs."""
    (one,) = plan(*rows).changed
    assert one.base == digest(ENTRY)
    return one.new, one.changes


def new(field, **cells):
    return Row(cells.pop("id", "fees"), field, **cells)


def wrong(*rows, entries=(ENTRY,), drafts=()):
    with pytest.raises(BadFile) as bad:
        plan(*rows, entries=entries, drafts=drafts)
    return [(one.rule, one.line, one.why.split(":")[0]) for one in bad.value.findings]


def test_a_text_is_replaced_and_the_rest_stays():
    data, changes = changed(*exported("answer", en="At most 250 kr."))
    assert data == {**ENTRY, "answer": {**ENTRY["answer"], "en": "At most 250 kr."}}
    assert changes == (Change("fees", "answer.en", "At most 200 kr.", "At most 250 kr."),)


def test_an_empty_cell_takes_its_text_away():
    data, changes = changed(*exported("question", en=""))
    assert data["question"] == {"sv": "Vad kostar det?"}
    assert changes == (Change("fees", "question.en", "What does it cost?", ""),)


def test_a_missing_translation_is_filled_in():
    one = entry(answer={"sv": "Högst 200 kr."})
    rows = [replace(row, en="At most 200 kr.") if row.field == "answer" else row for row in rows_of([one])]
    (made,) = plan(*rows, entries=[one]).changed
    assert made.new["answer"] == {"sv": "Högst 200 kr.", "en": "At most 200 kr."}


@pytest.mark.parametrize(
    ("nr", "cells", "swedish"),
    [
        ("sv 1", {"sv": "avgiften?"}, ["avgiften?", "kostar det nåt"]),
        ("sv 1", {"sv": ""}, ["kostar det nåt"]),
        ("sv 2", {"sv": "  "}, ["vad är avgiften"]),
    ],
)
def test_a_phrasing_is_changed_or_removed_by_its_number(nr, cells, swedish):
    data, changes = changed(*exported("also_asked", nr, **cells))
    assert data["also_asked"] == {"sv": swedish, "en": ["how much is the fee"]}
    assert changes[0].place == f"also_asked.{nr}"


def test_a_row_without_a_number_adds_a_phrasing_and_needs_no_version():
    data, changes = changed(*exported(), new("also_asked", sv="pris", en="price"))
    assert data["also_asked"]["sv"][2:] == ["pris"]
    assert data["also_asked"]["en"][1:] == ["price"]
    assert [change.place for change in changes] == ["also_asked.sv +", "also_asked.en +"]


def test_a_text_in_the_other_languages_column_moves_there():
    data, _ = changed(*exported("also_asked", "sv 2", sv="", en="is it free"))
    assert data["also_asked"] == {"sv": ["vad är avgiften"], "en": ["how much is the fee", "is it free"]}


def test_the_last_phrasing_takes_its_list_along():
    data, _ = changed(*exported("also_asked", "en 1", en=""))
    assert data["also_asked"] == {"sv": ENTRY["also_asked"]["sv"]}


def test_a_line_break_in_a_question_is_a_blank():
    data, _ = changed(*exported("question", sv="Vad kostar\ndet då?"))
    assert data["question"]["sv"] == "Vad kostar det då?"


@pytest.mark.parametrize(
    ("field", "nr", "cells", "after"),
    [
        ("owner", "", {"value": "nurses"}, "nurses"),
        ("valid_from", "", {"value": "2026-12-01"}, date(2026, 12, 1)),
        ("source", "1", {"value": "the new price list"}, "the new price list"),
        ("must_not_match", "1", {"value": "vad kostar en taxi"}, ["vad kostar en taxi"]),
        ("allow", "1", {"value": "jargon: a word: known"}, [{"rule": "jargon", "because": "a word: known"}]),
        ("links", "1", {"value": "https://x.example"}, [{**ENTRY["links"][0], "url": "https://x.example"}]),
        ("links", "1", {"en": "Prices"}, [{**ENTRY["links"][0], "title": {"sv": "Priser", "en": "Prices"}}]),
    ],
)
def test_what_has_no_language_stands_under_value(field, nr, cells, after):
    data, _ = changed(*exported(field, nr, **cells))
    assert data == {**ENTRY, field: after}


@pytest.mark.parametrize(("field", "nr"), [("valid_from", ""), ("offer", "1"), ("links", "1"), ("allow", "1")])
def test_what_an_entry_can_do_without_is_removed_when_its_row_is_empty(field, nr):
    data, _ = changed(*exported(field, nr, sv="", en="", value=""))
    assert field not in data


def test_items_are_added_to_lists():
    link = {"title": {"sv": "Mer"}, "url": "https://x.example"}
    rows = [new("links", sv="Mer", value=link["url"]), new("source", value="a letter"), new("offer", value="check_age")]
    data, _ = changed(*exported(), *rows)
    assert data["links"] == [*ENTRY["links"], link]
    assert data["source"] == ["the price list", "a letter"]
    assert data["offer"] == ["quote_fee", "check_age"]


def test_rows_that_are_not_there_change_nothing_and_are_counted():
    rows = exported("answer", en="At most 250 kr.")
    few = [row for row in rows if row.field in ("answer", "")]
    made = plan(*few)
    assert [change.place for change in made.changes] == ["answer.en"]
    assert made.absent == len(rows) - 2


def test_rows_may_be_in_any_order():
    assert plan(*reversed(exported("answer", en="x"))).changes == plan(*exported("answer", en="x")).changes


def test_an_entry_that_was_changed_meanwhile_is_left_alone_and_named():
    now, other = {**ENTRY, "owner": "nurses"}, entry(id="other")
    rows = [*exported("answer", en="x")[:-1], *rows_of([other])]
    rows = [replace(row, sv="nytt") if (row.id, row.field) == ("other", "answer") else row for row in rows]
    made = plan(*rows, entries=[now, other])
    assert made.stale == ("fees",)
    assert [one.id for one in made.changed] == ["other"]


def test_an_entry_that_was_changed_to_the_same_is_no_trouble():
    now = {**ENTRY, "answer": {**ENTRY["answer"], "en": "At most 250 kr."}}
    assert plan(*exported("answer", en="At most 250 kr."), entries=[now]) == Plan()


def test_what_people_note_is_told_and_what_we_note_is_not():
    rows = exported("question", note="Is 'cost' right? /AB")
    assert plan(*rows).notes == (Note("fees", "question", "Is 'cost' right? /AB"),)
    assert plan(*exported("question", note="Engelska saknas · English is missing")).notes == ()


def test_a_new_id_makes_a_draft():
    rows = [
        new("question", id="receipt", sv="Kan jag få kvitto?"),
        new("also_asked", id="receipt", en="a receipt please", nr="en 4"),
        new("reviewed", id="receipt", value="2026-11-22"),
    ]
    (draft,) = plan(*exported(), *rows).drafts
    assert draft.base == ""
    assert draft.new == {
        "id": "receipt",
        "question": {"sv": "Kan jag få kvitto?"},
        "also_asked": {"en": ["a receipt please"]},
        "reviewed": date(2026, 11, 22),
    }


def test_new_rows_alone_need_no_last_row():
    assert plan(new("question", id="receipt", sv="Kvitto?")).drafts[0].id == "receipt"


@pytest.mark.parametrize(
    ("rows", "rule", "cell"),
    [
        (exported("question", sv="", en=""), "empty", "cell D3"),
        (exported("owner", value=""), "empty", "cell F10"),
        (exported("valid_from", value="1/12 2026"), "not-a-date", "cell F12"),
        (exported("valid_from", value="20261201"), "not-a-date", "cell F12"),
        (exported("valid_from", value="2026-02-30"), "not-a-date", "cell F12"),
        (exported("question", value="x"), "wrong-column", "cell F3"),
        (exported("offer", "1", sv="x"), "wrong-column", "cell D9"),
        (exported("links", "1", value=""), "half-a-link", "cell F8"),
        (exported("links", "1", sv="", en=""), "half-a-link", "cell D8"),
        (exported("allow", "1", value="jargon"), "no-reason", "cell F17"),
        (exported("also_asked", "sv 2", nr="sv 3"), "wrong-number", "cell C5"),
        (exported("links", "1", nr="2"), "wrong-number", "cell C8"),
        (exported("also_asked", "sv 2", version="", sv="x"), "no-version", "cell H5"),
        ([*exported(), new("question", id="Kvitto!", sv="?")], "not-an-id", "cell A19"),
        ([*exported(), new("answer", id="receipt", sv="Ja.")], "no-question", "cell A19"),
        ([*exported(), new("question", id="fee", sv="?", version="1")], "unknown-id", "cell A19"),
        ([*exported(), new("question", id="waiting", sv="?")], "taken-id", "cell A19"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_by_its_cell(rows, rule, cell):
    found = wrong(*rows, drafts=("waiting",))
    assert [(one[0], one[2]) for one in found] == [(rule, cell)]


def test_a_misspelt_id_is_told_with_the_one_that_was_meant():
    with pytest.raises(BadFile, match="did you mean 'fees'"):
        plan(*[replace(row, id="feess") if row.id != END else row for row in exported()])


def test_everything_that_is_wrong_is_told_at_once():
    rows = exported("question", sv="", en="")
    rows = [replace(row, value="x") if row.field == "valid_from" else row for row in rows]
    assert len(wrong(*rows)) == 2


def test_the_data_that_is_compared_with_is_not_touched():
    before = digest(ENTRY)
    plan(*exported("links", "1", en="Prices"), new("also_asked", sv="pris"))
    assert digest(ENTRY) == before
