"""The pages of gaps: what is listed, what can be done about one, and how to undo it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from clinic import EDITOR, READER, Clinic
from kept_questions import DOGS, SMOKING, gaps_of, keep
from searching import lasting_office, searching, text_of
from starlette.testclient import TestClient

from vardlots.gaps.decisions import decisions
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.editing import entry_data
from vardlots.usage.consent import days_kept
from vardlots.usage.questions import forget_old, open_questions, settled_questions

BAD = "<script>alert(1)</script> tandstallning gratis"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """An office with gaps, that nobody changes."""
    with lasting_office(tmp_path_factory.mktemp("gaps")) as made:
        keep(made, SMOKING)
        keep(made, DOGS)
        keep(made, {"sv": (BAD,)}, "suggested")
        yield made


@pytest.fixture(scope="module")
def bob(lasting: Clinic) -> TestClient:
    return lasting.browser(READER)


@pytest.fixture
def smoking(office: Clinic, anna: TestClient) -> str:
    """The address of a gap, in an office to change."""
    keep(searching(office), SMOKING)
    return first_gap(gaps_of(anna))


def first_gap(page: str) -> str:
    found = re.search(r'<h2><a href="(/gaps/\d+)"', page)
    assert found, page
    return found[1]


def phrasings(office: Clinic, entry: str) -> list[str]:
    data = entry_data((office.kb / "faq.yaml").read_text(encoding="utf-8"), entry)
    return [*data["also_asked"]["sv"], *data["also_asked"]["en"]]


def test_a_gap_is_listed_with_its_questions_in_both_languages_and_what_to_do(bob: TestClient) -> None:
    page = gaps_of(bob)
    said = text_of(page)
    assert page.count('<li class="card">') == 1
    assert "6 frågor: 6 fick inget svar." in said
    assert "Inget av våra svar verkar passa." in said
    assert "På svenska" in said
    assert "På engelska" in said
    assert any(text in said for text in SMOKING["en"])
    assert "Frågades första gången" in said


def test_what_is_asked_too_seldom_stands_apart(bob: TestClient) -> None:
    page = gaps_of(bob)
    few = page[page.index('<details class="few">') :]
    assert "Ännu för få" in few
    assert any(text in few for text in (*DOGS["sv"], *DOGS["en"]))
    assert "Färre än 5" in text_of(few)


def test_what_patients_wrote_is_escaped(bob: TestClient) -> None:
    page = gaps_of(bob)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_how_questions_get_here_is_told_as_the_clinic_has_chosen(
    bob: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARDLOTS_QUESTION_DAYS", "30")
    assert "raderas efter 30 dagar" in text_of(gaps_of(bob))
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", "ask")
    assert "bara när patienten har sagt ja" in text_of(gaps_of(bob))
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", "no")
    assert "inställd på att inte spara" in text_of(gaps_of(bob))


def test_who_only_reads_sees_a_gap_and_no_button(bob: TestClient) -> None:
    address = first_gap(gaps_of(bob))
    page = bob.get(address).text
    assert all(text in text_of(page) for text in SMOKING["sv"])
    assert f'action="{address}' not in page
    assert "Ditt konto får läsa" in text_of(page)
    assert bob.post(address, data={"do": "draft"}).status_code == 403
    assert bob.post(f"{address}/dismiss").status_code == 403
    assert bob.post("/gaps/decided/1/reopen").status_code == 403


def test_the_page_of_a_gap_offers_its_central_questions(lasting: Clinic) -> None:
    ann = lasting.browser(EDITOR)
    page = ann.get(first_gap(gaps_of(ann))).text
    assert 2 <= page.count(" checked>") <= 6
    assert page.count("<option") == len(lasting.app.state.office.shelf.reading().knowledge.entries) + 1


def test_answers_are_searched_without_an_address_that_holds_the_words(bob: TestClient) -> None:
    address = first_gap(gaps_of(bob))
    found = bob.post(f"{address}/answers", data={"search": "barnmorsk"}).text
    assert 'value="midwives"' in found
    assert 'value="fees"' not in found
    assert "Inget svar har de orden" in bob.post(f"{address}/answers", data={"search": "xyzzy"}).text


def test_the_pages_speak_english_too(bob: TestClient) -> None:
    gaps_of(bob)
    page = text_of(bob.get("/gaps", headers={"Accept-Language": "en"}).text)
    assert "6 questions: 6 got no answer." in page
    assert any(text in page for text in SMOKING["en"])


def test_with_nothing_kept_the_page_says_why_it_is_empty(
    office: Clinic, bo: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    searching(office)
    assert "inga obesvarade frågor är sparade än" in text_of(gaps_of(bo))
    monkeypatch.setenv("VARDLOTS_KEEP_QUESTIONS", "no")
    assert "VARDLOTS_KEEP_QUESTIONS" in text_of(bo.get("/gaps").text)


def test_questions_become_ways_to_ask_for_an_answer(office: Clinic, anna: TestClient, smoking: str) -> None:
    data = {
        "use": ["sv_0", "en_0"],
        "sv_0": "hjälper ni till att sluta röka",
        "sv_1": "inte denna",
        "en_0": "help me stop smoking please",
        "own_sv": "min egen fråga om rökstopp",
        "entry": "provider-contact",
        "do": "phrasing",
    }
    answer = anna.post(smoking, data=data, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/gaps")
    asked = phrasings(office, "provider-contact")
    assert {data["sv_0"], data["en_0"], data["own_sv"]} <= {*asked}
    assert "inte denna" not in asked
    assert office.git("log", "-1", "--format=%an", "--", "kb/faq.yaml") == "Anna Ek"
    page = anna.get("/gaps").text
    assert "3 nya sätt att fråga" in text_of(page)
    assert smoking not in page
    assert open_questions(office.here.database_url) == []
    assert {one.entry for one in settled_questions(office.here.database_url)} == {"provider-contact"}
    assert "Luckan finns inte längre" in text_of(anna.get(smoking).text)


def test_a_gap_can_belong_to_an_answer_without_a_new_way_to_ask(office: Clinic, anna: TestClient, smoking: str) -> None:
    before = (office.kb / "faq.yaml").read_bytes()
    page = anna.post(smoking, data={"entry": "provider-contact", "do": "phrasing"})
    assert "Luckan är avgjord" in text_of(page.text)
    assert (office.kb / "faq.yaml").read_bytes() == before


def test_a_new_answer_begins_as_a_draft_with_the_questions(office: Clinic, anna: TestClient, smoking: str) -> None:
    data = {"use": ["sv_0", "sv_1"], "sv_0": "Kan jag få hjälp att sluta röka?", "sv_1": "rökstopp", "do": "draft"}
    answer = anna.post(smoking, data=data, follow_redirects=False)
    (draft,) = read_drafts(office.kb).drafts
    assert answer.headers["location"] == f"/entries/new?draft={draft.id}"
    assert draft.question.sv == data["sv_0"]
    page = anna.get(answer.headers["location"]).text
    assert data["sv_0"] in page
    assert "Ett utkast är sparat" in text_of(page)


def test_a_dismissed_gap_can_be_opened_again(office: Clinic, anna: TestClient, bo: TestClient, smoking: str) -> None:
    page = anna.post(f"{smoking}/dismiss").text
    assert "är avfärdad" in text_of(page)
    assert smoking not in page
    assert smoking not in gaps_of(anna)
    (made,) = decisions(office.here.database_url)
    decided = bo.get("/gaps/decided").text
    assert "Avfärdad" in text_of(decided)
    assert EDITOR in decided
    assert "/reopen" not in decided
    again = anna.post(f"/gaps/decided/{made.id}/reopen").text
    assert "Luckan är öppen igen" in text_of(again)
    assert first_gap(gaps_of(anna)) == smoking
    assert "finns inte längre" in text_of(anna.post(f"/gaps/decided/{made.id}/reopen").text)


def test_a_decision_whose_questions_are_deleted_has_no_words(office: Clinic, anna: TestClient, smoking: str) -> None:
    anna.post(f"{smoking}/dismiss")
    url = office.here.database_url
    (made,) = decisions(url)
    assert made.name in text_of(anna.get("/gaps/decided").text)
    forget_old(url, made.moment + timedelta(days=1 + days_kept()))
    page = text_of(anna.get("/gaps/decided").text)
    assert "Frågorna är raderade (6 st)" in page
    assert made.name not in page


WRONG = (
    ({"use": "sv_0", "sv_0": "rökstopp tack", "do": "phrasing"}, "Välj vilket svar"),
    ({"use": "sv_0", "sv_0": "ring 070-123 45 67", "entry": "fees", "do": "phrasing"}, "pekar ut någon"),
    ({"use": "sv_0", "sv_0": "rök " * 50, "entry": "fees", "do": "phrasing"}, "för lång"),
    ({"sv_0": "rökstopp tack", "do": "draft"}, "Välj minst en fråga"),
    ({"use": "sv_0", "sv_0": "Har ni barnmorskor?", "entry": "fees", "do": "phrasing"}, "skulle det bli fel"),
    ({"use": "sv_0", "sv_0": "rökstopp tack", "entry": "no-such", "do": "phrasing"}, "gick inte att spara"),
)


def test_what_cannot_be_saved_is_told_and_what_was_typed_stays(office: Clinic, anna: TestClient, smoking: str) -> None:
    before = (office.kb / "faq.yaml").read_bytes()
    for data, told in WRONG:
        own = {} if data["do"] == "draft" else {"own_en": "my own words stay"}
        answer = anna.post(smoking, data={**data, **own})
        assert answer.status_code == 422
        assert told in text_of(answer.text)
        assert f'name="sv_0" value="{data["sv_0"].strip()}"' in answer.text
        assert all(f'value="{text}"' in answer.text for text in own.values())
    assert (office.kb / "faq.yaml").read_bytes() == before
    assert len(open_questions(office.here.database_url)) == 6
    assert decisions(office.here.database_url) == []


def test_an_answer_that_is_found_and_does_not_help_is_to_be_looked_over(office: Clinic, anna: TestClient) -> None:
    searching(office)
    knowledge = office.app.state.office.shelf.reading().knowledge
    asked = [*knowledge.entries["fees"].also_asked.sv[:6]]
    keep(office, {"sv": tuple(asked)}, "unhelpful", "fees")
    page = gaps_of(anna)
    assert "Se över svaret" in text_of(page)
    gap = anna.get(first_gap(page)).text
    assert 'href="/entries/fees/edit"' in gap
    assert '<option value="fees" selected>' in gap


def test_files_with_an_error_keep_a_gap_from_being_decided_here(office: Clinic, anna: TestClient, smoking: str) -> None:
    (office.kb / "faq.yaml").write_text("entries: [", encoding="utf-8")
    page = anna.get(smoking)
    assert page.status_code == 200
    assert "Det är fel i filerna" in text_of(page.text)
    assert 'name="do"' not in page.text


def test_a_gap_that_is_not_there_leads_to_the_list(bob: TestClient) -> None:
    gaps_of(bob)
    assert "Luckan finns inte längre" in text_of(bob.get("/gaps/999999").text)
    assert bob.get("/gaps/abc").status_code == 404
