"""An entry is changed in the file's text: what was meant is there, and every other line is as it was."""

import copy
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher

import pytest
from knowledge_folder import FAQ

from vardlots.errors import KnowledgeError
from vardlots.knowledge import Entry, Offer
from vardlots.knowledge.editing import (
    added,
    all_added,
    all_changed,
    all_data,
    carried,
    changed,
    digest,
    entry_data,
    entry_ids,
    phrasings_added,
    removed,
)
from vardlots.knowledge.layout import tidy
from vardlots.knowledge.steps import steps
from vardlots.settings import ROOT

PROJECT = (ROOT / "kb" / "faq.yaml").read_text(encoding="utf-8")


def with_value(text: str, entry_id: str, *where: str | int, new: object) -> str:
    """Return the text after one value of an entry was changed."""
    data = entry_data(text, entry_id)
    inside: object = data
    for step in where[:-1]:
        inside = inside[step]
    inside[where[-1]] = new
    return changed(text, entry_id, data)


def difference(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went, and those that came."""
    old, new = before.splitlines(), after.splitlines()
    steps = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    return [line for _, a, b, _, _ in steps for line in old[a:b]], [line for *_, c, d in steps for line in new[c:d]]


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield each entry of the file with its id, in a small file of its own with the shortest of the others."""
    head, *rest = text.split("  - id: ")
    after = min(rest, key=len)
    for piece in rest:
        yield piece.split("\n")[0], head + "".join(f"  - id: {one}" for one in dict.fromkeys((piece, after)))


PIECES = list(pieces(PROJECT))


def test_an_entry_is_told_as_it_is_written():
    data = entry_data(FAQ, "fees")
    assert data["answer"]["en"].startswith("No more than SEK {fees.ceiling.amount}.")
    assert data["reviewed"] == date(2026, 11, 22)
    assert entry_ids(FAQ) == ("fees", "download-app")


@pytest.mark.parametrize(
    "text", ["", "a: 1\n", "- a\n", "entries: 3\n", "entries: [\n", "entries:\n  - a: 1\n", "x: *a\n"]
)
def test_a_text_without_the_entry_is_told(text):
    with pytest.raises(KnowledgeError):
        entry_data(text, "fees")


@pytest.mark.parametrize(("entry_id", "text"), PIECES, ids=[name for name, _ in PIECES])
def test_what_is_not_changed_is_not_touched(entry_id, text):
    data = entry_data(text, entry_id)
    assert changed(text, entry_id, data) == text
    assert changed(text, entry_id, tidy(data)) == text  # as a form sends it, without the blanks around it
    assert removed(added(text, {**data, "id": "a-new-one"}), "a-new-one") == text


@pytest.mark.parametrize(("entry_id", "text"), PIECES, ids=[name for name, _ in PIECES])
def test_one_field_changed_changes_the_lines_of_that_field_only(entry_id, text):
    data = entry_data(text, entry_id)
    for where, old in leaves({name: value for name, value in data.items() if name != "id"}):
        new = date(2027, 1, 31) if isinstance(old, date) else f"{tidy(old)} och: mer"
        after = with_value(text, entry_id, *where, new=new)
        gone, came = difference(text, after)
        written = {
            part for line in tidy(old if isinstance(old, str) else str(old)).split("\n") for part in [line.strip()]
        }
        assert len(gone) == len(came) == 1, (where, gone, came)
        assert any(part in gone[0].replace("\\", "") for part in written), (where, gone)
        assert entry_data(after, entry_id) == replaced(data, where, new, old)


def leaves(value: object, *where: str | int) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Yield the texts and dates of an entry with their places; of a list, those of its first and its last item."""
    if isinstance(value, dict):
        items = list(value.items())
    else:
        items = list(enumerate(value)) if isinstance(value, list) else []
        items = [*items[:1], *items[1:][-1:]]
    for step, one in items:
        yield from leaves(one, *where, step)
    if not isinstance(value, dict | list):
        yield where, value


def replaced(data: dict, where: tuple[str | int, ...], new: object, old: object) -> dict:
    """Return an entry with one value replaced; a block of lines goes on ending with a line's end."""
    meant = copy.deepcopy(data)
    inside: object = meant
    for step in where[:-1]:
        inside = inside[step]
    inside[where[-1]] = f"{new}\n" if isinstance(old, str) and old.endswith("\n") else new
    return meant


def test_a_list_is_changed_item_by_item():
    asked = entry_data(FAQ, "fees")["also_asked"]["sv"]
    after = with_value(FAQ, "fees", "also_asked", "sv", new=[*asked[:2], "nytt", *asked[3:5], *asked[6:], "sist"])
    assert difference(FAQ, after) == (
        ["        - pris läkare", "        - måste jag betala"],
        ["        - nytt", "        - sist"],
    )


def test_fields_that_are_new_go_where_a_person_would_put_them():
    data = entry_data(FAQ, "download-app") | {"valid_from": date(2026, 11, 1), "offer": [Offer.SEND_APP_LINK]}
    data["links"] = [{"title": {"sv": "Appen", "en": "The app"}, "url": "{provider.pages.app}"}]
    after = changed(FAQ, "download-app", data)
    tail = after[after.index("      en: We send a link") :].splitlines()
    assert tail[1:9] == [
        "    links:",
        "      - title: {sv: Appen, en: The app}",
        '        url: "{provider.pages.app}"',
        "    offer: [send_app_link]",
        "    owner: patient-support",
        "    reviewed: 2026-11-22",
        "    review_every: 1 year",
        "    valid_from: 2026-11-01",
    ]
    assert changed(after, "download-app", entry_data(FAQ, "download-app")) == FAQ


def test_a_field_that_is_empty_is_left_out():
    data = entry_data(FAQ, "fees") | {"links": [], "offer": None, "must_not_match": [" "], "valid_from": ""}
    after = changed(FAQ, "fees", data)
    assert {"links", "offer", "must_not_match", "valid_from"} & set(entry_data(after, "fees")) == set()
    assert difference(FAQ, after)[1] == []


def test_a_long_list_between_brackets_becomes_one_item_a_line():
    after = phrasings_added(FAQ, "download-app", sv=["var i all världen hittar jag appen"])
    assert "      sv:\n        - hämta appen\n        - appen till mobilen\n" in after
    assert "      en: [download, install the app, " in after
    after = with_value(FAQ, "fees", "must_match", "sv", new=["hur mycket pengar går åt", "ja: nej"])
    assert difference(FAQ, after)[1] == ['      sv: [hur mycket pengar går åt, "ja: nej"]']


def test_phrasings_that_are_there_are_not_added_again():
    assert phrasings_added(FAQ, "fees", sv=["Kostar det  nåt?", "vad kostar det"], en=["Is it free"]) == FAQ
    assert difference(FAQ, phrasings_added(FAQ, "fees", sv=["å nej", "Å nej!"]))[1] == ["        - Å nej!"]


def test_an_entry_is_added_at_the_end_in_the_order_of_its_fields():
    new = {"owner": "nurses", "question": {"sv": "Hur?"}, "answer": {"sv": "Så.\n\nEller så."}, "id": "how"}
    after = added(FAQ, new)
    assert after.startswith(FAQ)
    assert after[len(FAQ) :] == (
        "  - id: how\n    question:\n      sv: Hur?\n    answer:\n      sv: |\n        Så.\n\n        Eller så.\n"
        "    owner: nurses\n"
    )
    with pytest.raises(KnowledgeError, match="an entry 'how' already"):
        added(after, new)
    with pytest.raises(KnowledgeError, match="needs an `id`"):
        added(FAQ, {"question": {"sv": "Hur?"}})


def test_drafts_begin_with_none_and_may_end_with_none():
    for start in ("drafts:\n", "drafts: []\n", "# a\ndrafts:  # b\n"):
        after = added(start, {"id": "one", "question": {"sv": "Ett?"}})
        assert after.endswith("\n  - id: one\n    question:\n      sv: Ett?\n")
        assert ("  # b\n" in after) == ("# b" in start)
        assert entry_ids(removed(after, "one")) == ()


def test_many_entries_are_changed_or_added_in_one_go():
    told = all_data(PROJECT)
    assert tuple(told) == entry_ids(PROJECT)
    new = {name: {**data, "owner": "nurses"} for name, data in told.items()}
    after = all_changed(PROJECT, new)
    assert all_data(after) == new
    gone, came = difference(PROJECT, after)
    assert {line.split(":")[0] for line in gone + came} == {"    owner"}
    assert all_changed(after, told) == PROJECT
    assert all_added("entries:\n", told.values()).count("\n  - id: ") == len(told)
    assert all_data(all_added("drafts: []\n", told.values())) == {name: restored(data) for name, data in told.items()}
    assert all_added(FAQ, []) == FAQ
    with pytest.raises(KnowledgeError, match="'x' already"):
        all_added(FAQ, [{"id": "x"}, {"id": "x"}])


def restored(data: dict) -> dict:
    """Return an entry as it reads when it is new: its one-line texts need no line's end."""
    return {
        **tidy(data),
        "answer": {name: f"{said}\n" if "\n" in said else said for name, said in tidy(data["answer"]).items()},
    }


def test_what_was_told_may_be_changed_without_changing_what_is_told_next():
    data = entry_data(FAQ, "fees")
    data["also_asked"]["sv"].clear()
    all_data(FAQ)["fees"]["also_asked"]["sv"].clear()
    assert len(entry_data(FAQ, "fees")["also_asked"]["sv"]) == 8


def test_an_id_may_be_changed_and_two_of_the_same_are_not_edited():
    assert entry_ids(with_value(FAQ, "fees", "id", new="prices")) == ("prices", "download-app")
    twice = FAQ.replace("id: download-app", "id: fees")
    with pytest.raises(KnowledgeError, match="more than once"):
        removed(twice, "fees")


def test_a_digest_changes_with_what_is_said_only():
    data = entry_data(FAQ, "fees")
    assert digest(data) == digest(tidy(data)) == digest(dict(reversed(data.items())))
    assert digest(data) == digest(entry_data(FAQ.replace("- is it free", '-   "is it free"  # why'), "fees"))
    assert digest(data) != digest({**data, "reviewed": "2026-11-22"})
    assert digest(data) != digest({**data, "owner": "nurses"})


def test_a_model_reads_what_was_written():
    data = entry_data(added(FAQ, {**entry_data(FAQ, "fees"), "id": "fees-again"}), "fees-again")
    assert Entry.model_validate(data).valid_from == date(2026, 11, 1)


def test_the_items_of_a_list_that_stay_are_found_among_those_that_come_and_go():
    assert list(steps(["a", "b", "c"], ["a", "b", "c"])) == []
    assert list(steps([], ["a", "b"])) == [(-1, None, 0), (-1, None, 1)]
    assert list(steps(["a", "b"], [])) == [(0, 0, None), (1, 1, None)]
    assert list(steps(["a", "b"], ["x", "b"])) == [(0, 0, 0)]
    old, new = ["hur dyrt är det", "får jag kvitto"], ["ny fråga först", "hur dyrt är ett besök", "en till"]
    assert list(steps(["a", *old, "b"], ["a", *new, "b"])) == [(0, None, 1), (1, 1, 2), (2, 2, None), (1, None, 3)]


def rows(text: str, entry_id: str) -> str:
    """Return the lines of an entry of `FAQ`."""
    return text[text.index(f"  - id: {entry_id}\n") :].split("\n  - id: ")[0].rstrip("\n") + "\n"


@pytest.mark.parametrize("entry_id", ["fees", "download-app"])
def test_an_entry_is_carried_to_another_file_with_its_comments(entry_id):
    faq = FAQ.replace("    owner: finance", "    owner: finance  # ask Eva\n    # from the list of 2026")
    assert carried("drafts:\n", entry_id, faq) == "drafts:\n" + rows(faq, entry_id)
    small = "drafts:\n  - id: dogs\n    question: {sv: Hund?}\n"
    assert carried(small, entry_id, faq) == small + rows(faq, entry_id)
    there = removed(faq, entry_id)
    back = carried(there, entry_id, carried(small, entry_id, faq))
    assert all_data(back) == {**all_data(there), entry_id: entry_data(faq, entry_id)}
    assert rows(faq, entry_id) in back


@pytest.mark.parametrize(
    "text",
    [
        "drafts:\n- id: dogs\n  question: {sv: Hund?}\n",  # further out
        "drafts:\r\n  - id: dogs\r\n    question: {sv: Hund?}\r\n",
        "drafts: []\n",
        "# none yet\ndrafts:\n  # here",
    ],
)
def test_it_says_the_same_however_the_other_file_is_laid_out(text):
    after = carried(text, "fees", FAQ)
    assert entry_data(after, "fees") == entry_data(FAQ, "fees")
    assert set(entry_ids(after)) == {*entry_ids(text), "fees"}
    assert ("\r\n" in text) == ("\r\n" in after)
    assert after.count("\r\n") in (0, after.count("\n"))


def test_an_entry_that_is_written_on_one_line_is_carried_in_other_words():
    flow = "entries: [{id: cat, question: {sv: Katt?}}]\n"
    assert entry_data(carried(FAQ, "cat", flow), "cat") == entry_data(flow, "cat")
    with pytest.raises(KnowledgeError, match="already"):
        carried(FAQ, "fees", FAQ)
    with pytest.raises(KnowledgeError, match="no entry 'cat'"):
        carried(FAQ, "cat", FAQ)
