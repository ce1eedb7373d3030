"""An answer that is taken away: what that does is told first, and it becomes a draft or goes altogether."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from clinic import EDITOR, Clinic
from forms_sent import RECEIPT, count, filled, plain, saved
from starlette.testclient import TestClient
from tiny import TinyEncoder

from office.answers.files import DRAFTS, find, packed, text_of
from office.context import Office
from vardlots.knowledge import check_folder
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.editing import added, changed, digest, entry_data, entry_ids
from vardlots.knowledge.mentions import FILE as FOLLOW_UPS
from vardlots.knowledge.mentions import NEEDED, follow_ups
from vardlots.knowledge.saving import Editor, save

CARIN = Editor("Carin Ask", "carin@klinik.example")


def seen(office: Clinic, entry_id: str = "midwives") -> str:
    """Return the digest that the page of an answer carries along."""
    return digest(find(office.kb, entry_id) or {})


def sent(client: TestClient, entry_id: str = "midwives", **form: str) -> str:
    """Take an answer away as the form does, and return the words of the page that comes then."""
    return plain(client.post(f"/entries/{entry_id}/remove", data=form).text)


def test_the_page_says_what_is_known_of_the_answer_and_keeps_it_as_a_draft_unless_told_otherwise(
    office: Clinic, anna: TestClient
) -> None:
    count(office, "answered", "midwives", 8, office.app.state.office.now() - timedelta(days=1))
    raw = anna.get("/entries/midwives/remove").text
    page = plain(raw)
    assert "Har ni barnmorskor?" in page
    assert re.search(r"ungefär [\d,]+ gånger i veckan", page)
    assert f"följdfrågor som hör till svaret: {len(follow_ups(text_of(office.kb, FOLLOW_UPS), 'midwives'))}." in page
    assert "Inget annat svar har ämnet faq_midwives" in page
    assert re.search(r'value="draft" checked', raw)
    assert "Ta bort svaret …" in plain(anna.get("/entries/midwives").text)


def test_an_answer_becomes_a_draft_in_one_commit_and_everything_in_it_is_kept(office: Clinic, anna: TestClient) -> None:
    before = entry_data(text_of(office.kb), "midwives")
    page = sent(anna, digest=seen(office), choice="draft", why="Vi har ingen barnmorska längre")
    assert "Texten finns kvar här bland utkasten" in page
    assert "Har ni barnmorskor?" in page
    assert "Allt är ifyllt" in page
    assert "midwives" not in entry_ids(text_of(office.kb))
    assert entry_data(text_of(office.kb, DRAFTS), "midwives") == before
    assert sorted(office.git("show", "--name-only", "--format=").split()) == ["kb/drafts.yaml", "kb/faq.yaml"]
    assert office.git("log", "-1", "--format=%an|%s") == "Anna Ek|Vi har ingen barnmorska längre"
    assert [one for one in check_folder(office.kb) if one.level == "error"] == []
    assert anna.get("/entries/midwives").status_code == 404


def test_it_is_published_again_and_is_what_it_was(office: Clinic, anna: TestClient) -> None:
    before = entry_data(text_of(office.kb), "midwives")
    sent(anna, digest=seen(office))
    form = filled(office, "midwives", DRAFTS)
    answer = anna.post("/entries/new", data=form, follow_redirects=False)
    assert answer.status_code == 303, plain(answer.text)
    assert entry_data(text_of(office.kb), "midwives") == before
    assert not read_drafts(office.kb).drafts


def test_an_answer_is_removed_altogether_with_what_names_it(office: Clinic, anna: TestClient) -> None:
    page = sent(anna, digest=seen(office), choice="gone")
    assert re.search(r"Ångrar du dig\? Säg till den som sköter servern att ändringen heter \w{7}\.", page)
    assert "midwives" not in entry_ids(text_of(office.kb))
    assert not read_drafts(office.kb).drafts
    assert not follow_ups(text_of(office.kb, FOLLOW_UPS), "midwives")
    assert sorted(office.git("show", "--name-only", "--format=").split()) == ["kb/faq.yaml", "kb/follow_ups.yaml"]
    assert office.git("log", "-1", "--format=%s") == "Ta bort midwives"
    office.git("revert", "--no-edit", "HEAD")
    assert "midwives" in entry_ids(text_of(office.kb))


@pytest.mark.parametrize("entry_id", NEEDED)
def test_an_answer_that_the_assistant_needs_stays_and_the_page_says_why(
    office: Clinic, anna: TestClient, entry_id: str
) -> None:
    before = text_of(office.kb)
    raw = anna.get(f"/entries/{entry_id}/remove").text
    assert "går inte att ta bort" in plain(raw)
    assert "<form class" not in raw
    answer = anna.post(f"/entries/{entry_id}/remove", data={"digest": seen(office, entry_id), "choice": "gone"})
    assert answer.status_code == 409
    assert "går inte att ta bort" in plain(answer.text)
    assert text_of(office.kb) == before


def test_what_somebody_changed_meanwhile_is_not_taken_away_unread(office: Clinic, anna: TestClient) -> None:
    old = seen(office)
    data = {**entry_data(text_of(office.kb), "midwives"), "owner": "privacy"}
    save(office.kb, lambda text: changed(text, "midwives", data), editor=CARIN, message="Ändra")
    for choice in ("draft", "gone"):
        answer = anna.post("/entries/midwives/remove", data={"digest": old, "choice": choice, "why": "gammalt"})
        assert answer.status_code == 409
        assert "Läs det en gång till" in plain(answer.text)
        assert f'value="{choice}" checked' in answer.text
        assert 'value="gammalt"' in answer.text
    assert "midwives" in entry_ids(text_of(office.kb))
    assert "Läs det en gång till" in sent(anna, choice="draft")  # who saw nothing takes nothing away


def test_what_would_make_something_else_wrong_is_refused_with_what_it_is(office: Clinic, anna: TestClient) -> None:
    rows = text_of(office.kb, FOLLOW_UPS).replace("leads_to: midwives", "leads_to: 'midwives' # se midwives")
    (office.kb / FOLLOW_UPS).write_text(rows, encoding="utf-8")
    only = "entries:\n" + added("entries:\n", entry_data(text_of(office.kb), "midwives")).removeprefix("entries:\n")
    (office.kb / "faq.yaml").write_text(only, encoding="utf-8")
    answer = anna.post("/entries/midwives/remove", data={"digest": seen(office), "choice": "gone"})
    assert answer.status_code == 422
    assert "Svaret är inte borttaget" in plain(answer.text)
    assert text_of(office.kb) == only


def test_a_draft_of_the_same_name_is_not_written_over(office: Clinic, anna: TestClient) -> None:
    draft = {"id": "midwives", "question": {"sv": "Barnmorska?"}}
    save(office.kb, lambda text: added(text, draft), editor=CARIN, message="Utkast", file=DRAFTS)
    assert "redan ett utkast" in sent(anna, digest=seen(office))
    assert "midwives" in entry_ids(text_of(office.kb))
    assert "Svaret är borta" in sent(anna, digest=seen(office), choice="gone")


def test_what_is_gone_already_is_said(office: Clinic, anna: TestClient) -> None:
    assert anna.get("/entries/nothing/remove").status_code == 404
    assert "redan borttaget" in sent(anna, "nothing", digest="x")


def test_who_only_reads_takes_nothing_away(office: Clinic, bo: TestClient) -> None:
    assert "/remove" not in bo.get("/entries/midwives").text
    for answer in (
        bo.get("/entries/midwives/remove"),
        bo.get("/entries/midwives/remove/effect"),
        bo.post("/entries/midwives/remove", data={"digest": seen(office)}),
    ):
        assert answer.status_code == 403
    assert "midwives" in entry_ids(text_of(office.kb))


def test_files_that_cannot_be_read_are_told(office: Clinic, anna: TestClient) -> None:
    (office.kb / "faq.yaml").write_text("entries: [", encoding="utf-8")
    assert anna.get("/entries/midwives/remove").status_code == 503
    assert anna.post("/entries/midwives/remove", data={"digest": "x"}).status_code == 503
    assert "går inte att läsa som de är" in plain(anna.get("/entries/midwives/remove/effect").text)


@pytest.mark.parametrize(
    ("edits", "choice", "says"),
    [
        ("files", "gone", "Svaret är borta, och inom några sekunder slutar assistenten att ge det."),
        ("files", "draft", "Inom några sekunder slutar assistenten att ge svaret."),
        ("branch:redaktionen", "gone", "tills ändringen är godkänd"),
        ("branch:redaktionen", "draft", "tills ändringen är godkänd"),
    ],
)
def test_what_came_of_it_is_told_as_edits_are_saved_here(
    office: Clinic, anna: TestClient, edits: str, choice: str, says: str
) -> None:
    inside: Office = office.app.state.office
    office.app.state.office = replace(inside, here=replace(inside.here, edits=edits))
    page = plain(anna.get("/entries/midwives/remove").text)
    assert ("går inte att få tillbaka" in page) is (edits == "files")
    assert says in sent(anna, digest=seen(office), choice=choice)


def test_a_draft_that_was_an_answer_keeps_its_name_and_goes_with_what_names_it(
    office: Clinic, anna: TestClient
) -> None:
    sent(anna, digest=seen(office))
    data = packed(find(office.kb, "midwives", DRAFTS) or {})
    form = {**RECEIPT, "kind": "draft", "known_as": "midwives", "id": "midwife", "seen": data}
    for do in ("save", "draft"):
        answer = anna.post("/entries/new", data={**form, "do": do})
        assert answer.status_code == 409
        assert "Skriv det gamla namnet igen" in plain(answer.text)
    found = re.search(r'name="digest" value="(\w+)"', anna.get("/drafts").text)
    assert found
    anna.post("/drafts/midwives/discard", data={"digest": found[1]})
    assert not read_drafts(office.kb).drafts
    assert not follow_ups(text_of(office.kb, FOLLOW_UPS), "midwives")
    assert [one for one in check_folder(office.kb) if one.level == "error"] == []


def test_other_answers_go_on_being_changed_while_a_draft_waits(office: Clinic, anna: TestClient) -> None:
    sent(anna, digest=seen(office))
    assert "Sparat" in saved(anna, "no-bankid", filled(office, "no-bankid", source="klinikens egen rutin"))


def test_the_piece_of_the_page_names_the_answers_that_are_given_instead(office: Clinic, anna: TestClient) -> None:
    vars(office.app.state.office.shelf)["encoder"] = TinyEncoder()
    page = anna.get("/entries/midwives/remove/effect", headers={"HX-Request": "true"}).text
    assert "kända frågor hör till svaret" in plain(page)
    assert "<html" not in page
    whole = anna.get("/entries/midwives/remove/effect").text
    assert "Tillbaka till valet" in plain(whole)
    assert office.browser(EDITOR).get("/entries/midwives").status_code == 200
