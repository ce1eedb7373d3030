"""Answers that are being written: kept from patients until they are published."""

import html
import re

import pytest
import yaml
from clinic import Clinic
from forms_sent import RECEIPT, plain
from starlette.testclient import TestClient

from office.answers.files import DRAFTS, find, packed, text_of
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.editing import added, changed, entry_data, entry_ids
from vardlots.knowledge.saving import Editor, save

CARIN = Editor("Carin Ask", "carin@klinik.example")


def draft(office: Clinic, draft_id: str = "receipt", **fields: object) -> None:
    """Put a draft in the file, as a gap or a page's questions do."""
    entry = {"id": draft_id, "question": {"sv": "Får jag ett kvitto?"}, **fields}
    save(office.kb, lambda text: added(text, entry), editor=CARIN, message="Utkast", file=DRAFTS)


def test_an_answer_is_written_and_published(office: Clinic, anna: TestClient) -> None:
    answer = anna.post("/entries/new", data={"kind": "new", "do": "save", **RECEIPT})
    assert answer.status_code == 200, plain(answer.text)
    assert "Assistenten svarar så inom några sekunder" in answer.text
    data = entry_data(text_of(office.kb), "have-receipt-visit")
    assert data["answer"]["sv"] == RECEIPT["answer_sv"]
    assert len(data["also_asked"]["en"]) == 8
    assert office.git("log", "-1", "--format=%an|%s") == "Anna Ek|Lägg till have-receipt-visit"


def test_what_is_missing_is_said_in_the_forms_own_words(office: Clinic, anna: TestClient) -> None:
    before = text_of(office.kb)
    answer = anna.post("/entries/new", data={"kind": "new", "do": "save", **RECEIPT, "owner": "", "read_today": ""})
    assert answer.status_code == 422
    assert "Kvar att fylla i: ansvarig, krysset för att du har läst svaret." in plain(answer.text)
    assert "Fyll i: ansvarig." in plain(answer.text)
    assert text_of(office.kb) == before


def test_a_name_that_is_taken_or_a_pages_own_is_refused(office: Clinic, anna: TestClient) -> None:
    for name in ("fees", "new", "look"):
        answer = anna.post("/entries/new", data={"kind": "new", "do": "save", **RECEIPT, "id": name})
        assert answer.status_code == 409
        assert "används redan" in answer.text
        assert html.escape(RECEIPT["question_sv"]) in answer.text


def test_a_name_that_is_no_name_is_told_beside_its_field(anna: TestClient) -> None:
    answer = anna.post("/entries/new", data={"kind": "new", "do": "save", **RECEIPT, "id": "Mitt Kvitto"})
    assert answer.status_code == 422
    beside = answer.text[answer.text.index('id="said-id"') :].split("</div>")[0]
    assert "Fel" in beside


def test_a_half_written_answer_is_kept_as_a_draft_and_gone_on_with(office: Clinic, anna: TestClient) -> None:
    form = {
        "kind": "new",
        "do": "draft",
        "question_sv": "Får jag ett kvitto?",
        "every_count": "6",
        "every_unit": "month",
    }
    page = anna.post("/entries/new", data=form).text
    assert "Utkastet är sparat" in page
    [kept] = read_drafts(office.kb).drafts
    assert kept.id == "far-kvitto"
    assert 'value="Får jag ett kvitto?"' in html.unescape(page)
    assert "far-kvitto" not in entry_ids(text_of(office.kb))
    seen = packed(find(office.kb, "far-kvitto", DRAFTS) or {})
    more = {**form, **RECEIPT, "kind": "draft", "known_as": "far-kvitto", "id": "far-kvitto", "seen": seen}
    anna.post("/entries/new", data=more)
    assert read_drafts(office.kb).drafts[0].answer is not None


def test_a_draft_without_a_question_says_so(office: Clinic, anna: TestClient) -> None:
    answer = anna.post("/entries/new", data={"kind": "new", "do": "draft", "answer_sv": "Ja."})
    assert answer.status_code == 422
    assert "Fyll i: fråga." in plain(answer.text)
    assert not read_drafts(office.kb).drafts


def test_the_list_says_what_each_draft_lacks(office: Clinic, anna: TestClient) -> None:
    draft(office)
    page = plain(anna.get("/drafts").text)
    assert "Får jag ett kvitto?" in page
    assert "Kvar att fylla i: ämne, svar, ansvarig, granskat" in page
    assert "Utkast (1)" in anna.get("/entries").text
    assert "Får jag ett kvitto?" in anna.get("/").text


def test_a_draft_becomes_an_answer_and_is_no_draft_any_more(office: Clinic, anna: TestClient) -> None:
    draft(office, also_asked={"sv": ["har ni kvitto"]})
    page = html.unescape(anna.get("/entries/new?draft=receipt").text)
    assert "har ni kvitto" in page
    assert 'value="receipt"' in page
    seen = packed(find(office.kb, "receipt", DRAFTS) or {})
    form = {"kind": "draft", "known_as": "receipt", "id": "receipt", "seen": seen, "do": "save", **RECEIPT}
    answer = anna.post("/entries/new", data=form, follow_redirects=False)
    assert answer.status_code == 303, plain(answer.text)
    assert answer.headers["location"].startswith("/entries/receipt?edit=")
    assert "receipt" in entry_ids(text_of(office.kb))
    assert not read_drafts(office.kb).drafts
    assert sorted(office.git("show", "--name-only", "--format=").split()) == ["kb/drafts.yaml", "kb/faq.yaml"]
    assert office.git("log", "-1", "--format=%s") == "Publicera receipt"


def test_a_draft_that_is_not_ready_stays_one(office: Clinic, anna: TestClient) -> None:
    draft(office)
    seen = packed(find(office.kb, "receipt", DRAFTS) or {})
    form = {
        "kind": "draft",
        "known_as": "receipt",
        "id": "receipt",
        "seen": seen,
        "do": "save",
        **RECEIPT,
        "source": "",
    }
    answer = anna.post("/entries/new", data=form)
    assert answer.status_code == 422
    assert "källor" in plain(answer.text)
    assert [one.id for one in read_drafts(office.kb).drafts] == ["receipt"]
    assert "receipt" not in entry_ids(text_of(office.kb))


@pytest.mark.parametrize("do", ["draft", "save"])
def test_two_editors_of_one_draft_see_what_both_did(office: Clinic, anna: TestClient, do: str) -> None:
    draft(office)
    seen = packed(find(office.kb, "receipt", DRAFTS) or {})
    entry = {**(find(office.kb, "receipt", DRAFTS) or {}), "owner": "nurses"}
    save(office.kb, lambda text: changed(text, "receipt", entry), editor=CARIN, message="Ändra", file=DRAFTS)
    form = {"kind": "draft", "known_as": "receipt", "id": "receipt", "seen": seen, "do": do, **RECEIPT}
    answer = anna.post("/entries/new", data=form)
    assert answer.status_code == 409
    assert re.search(rf'name="do" value="{do}"', answer.text)
    assert "Ansvarig Ni har båda ändrat här" in plain(answer.text)
    assert entry_data(text_of(office.kb, DRAFTS), "receipt")["owner"] == "nurses"


def test_a_draft_is_thrown_away(office: Clinic, anna: TestClient) -> None:
    draft(office)
    digest = re.search(r'name="digest" value="(\w+)"', anna.get("/drafts").text)
    assert digest
    assert "är borttaget" in anna.post("/drafts/receipt/discard", data={"digest": digest[1]}).text
    assert not read_drafts(office.kb).drafts
    assert "finns inte längre" in anna.post("/drafts/receipt/discard", data={"digest": ""}).text


def test_a_draft_that_somebody_went_on_with_is_not_thrown_away_unread(office: Clinic, anna: TestClient) -> None:
    draft(office)
    answer = anna.post("/drafts/receipt/discard", data={"digest": "0123456789abcdef"})
    assert "Läs det innan du slänger det" in answer.text
    assert len(read_drafts(office.kb).drafts) == 1


def test_drafts_that_cannot_be_read_are_told_with_where_to_mend_them(office: Clinic, anna: TestClient) -> None:
    (office.kb / DRAFTS).write_text("drafts:\n  - id: [\n", encoding="utf-8")
    assert "kb/drafts.yaml:" in anna.get("/drafts").text
    assert anna.get("/entries").status_code == 200
    assert anna.get("/entries/new?draft=x").status_code == 200


def test_a_draft_that_there_is_not_leads_to_the_list(anna: TestClient) -> None:
    assert "finns inte längre" in anna.get("/entries/new?draft=nope").text


def test_a_published_answer_is_what_the_file_says(office: Clinic, anna: TestClient) -> None:
    anna.post("/entries/new", data={"kind": "new", "do": "save", **RECEIPT, "id": "receipt", "topic_other": ""})
    last = yaml.safe_load(text_of(office.kb))["entries"][-1]
    assert list(last)[:4] == ["id", "topic", "question", "also_asked"]
    assert last["review_every"] == "6 months"
