"""What is right though a rule finds it: said with a reason beside the field, kept with the answer, and taken back."""

import re
from typing import Any

import pytest
from clinic import Clinic
from forms_sent import filled, plain, saved
from starlette.testclient import TestClient

from office.answers.excusing import explained, may_be_excused
from office.answers.files import text_of
from office.answers.told import first
from vardlots.knowledge import check_folder
from vardlots.knowledge.editing import changed, entry_data
from vardlots.knowledge.saving import Editor, save

CARIN = Editor("Carin Ask", "carin@klinik.example")
HTMX = {"HX-Request": "true"}
SHORT = {"rule": "abbreviation", "because": "så står det i appen"}


def short(office: Clinic, **changes: Any) -> dict[str, Any]:
    """Return the form of an answer with abbreviations in both languages."""
    answer = entry_data(text_of(office.kb), "midwives")["answer"]
    written = {"answer_sv": f"{answer['sv']}\n\nVälj t.ex. amning.", "answer_en": f"{answer['en']}\n\nE.g. feeding."}
    return filled(office, "midwives", **{**written, **changes})


def excused(**changes: Any) -> dict[str, Any]:
    """Return the fields of a form that excuse the abbreviations."""
    return {"allow_rule": [SHORT["rule"]], "allow_because": [SHORT["because"]], **changes}


def put(office: Clinic, *allow: dict[str, str], **changes: Any) -> None:
    """Write an answer as somebody else does, with a text editor perhaps."""
    new = {**entry_data(text_of(office.kb), "midwives"), "allow": list(allow), **changes}
    save(office.kb, lambda text: changed(text, "midwives", new), editor=CARIN, message="Ändra")


def part(page: str, spot: str) -> str:
    """Return what stands in one part of a page, or comes for it."""
    found = re.search(rf'(?:id="|innerHTML:#){spot}">(.*?)</div>', page, re.DOTALL)
    assert found, spot
    return found[1]


def test_what_is_found_may_be_right_where_the_rule_says_so(office: Clinic, anna: TestClient) -> None:
    page = anna.post("/entries/look", data=short(office), headers=HTMX).text
    beside = part(page, "excuses-answer_sv")
    assert "Det är rätt så här" in beside
    assert 'name="allow_rule" value="abbreviation"' in beside
    assert 'name="allow_because" value=""' in beside
    assert '<a href="#because-abbreviation">' in part(page, "excuses-answer_en")  # one reason for the whole answer
    assert page.count('name="allow_rule"') == 1


@pytest.mark.parametrize("wrong", ["Mejla hej@lingonkliniken.se.", "Det kostar {fees.nothing} kr."])
def test_an_error_cannot_be_right(office: Clinic, anna: TestClient, wrong: str) -> None:
    form = filled(office, "midwives", answer_sv=wrong, answer_en=wrong)
    page = anna.post("/entries/look", data=form, headers=HTMX).text
    assert '<span class="level">Fel</span>' in part(page, "said-answer_sv")
    assert 'class="excuse"' not in part(page, "excuses-answer_sv")


def test_with_a_reason_it_is_nothing_to_mend_before_anything_is_saved(office: Clinic, anna: TestClient) -> None:
    before = text_of(office.kb)
    assert "råd, inga fel" in plain(anna.post("/entries/look", data=short(office), headers=HTMX).text)
    page = anna.post("/entries/look", data=short(office, **excused()), headers=HTMX).text
    assert plain(page).startswith("Inget att rätta.")
    assert plain(part(page, "said-answer_sv")) == "Rätt så här ”t.ex.” är en förkortning."
    assert text_of(office.kb) == before


def test_a_reason_that_somebody_types_is_left_alone_while_the_same_is_found(office: Clinic, anna: TestClient) -> None:
    form = short(office)
    first = anna.post("/entries/look", data=form, headers=HTMX).text
    shown = re.findall(r'name="shown" value="([^"]+)"', first)
    again = anna.post("/entries/look", data={**form, **excused(), "shown": shown}, headers=HTMX).text
    assert "innerHTML:#excuses-" not in again
    assert "Rätt så här" in part(again, "said-answer_en")
    other = {**form, "answer_sv": "Ja.", "shown": shown}
    assert "#excuses-answer_sv" in anna.post("/entries/look", data=other, headers=HTMX).text


def test_a_reason_is_kept_with_the_answer_and_the_checks_know_it(office: Clinic, anna: TestClient) -> None:
    page = saved(anna, "midwives", short(office, **excused()))
    assert "”t.ex.” är en förkortning. " in page
    assert "Skäl: så står det i appen" in page
    assert entry_data(text_of(office.kb), "midwives")["allow"] == [SHORT]
    assert not [one for one in check_folder(office.kb) if one.entry == "midwives" and one.rule == "abbreviation"]
    assert office.git("log", "-1", "--format=%s") == "Ändra midwives: svar på svenska, svar på engelska, undantag"
    form = anna.get("/entries/midwives/edit").text
    assert re.search(r'<details class="excuse" open>', form)
    assert 'value="så står det i appen"' in form


def test_a_reason_is_taken_back_by_emptying_its_field(office: Clinic, anna: TestClient) -> None:
    saved(anna, "midwives", short(office, **excused()))
    page = saved(anna, "midwives", filled(office, "midwives", allow_because=[" "]))
    assert "allow" not in entry_data(text_of(office.kb), "midwives")
    assert "Råd ”t.ex.” är en förkortning. Skriv ut den." in page


def test_a_form_that_changes_something_else_leaves_the_reasons_as_they_are(office: Clinic, anna: TestClient) -> None:
    outvoted = {"rule": "outvoted-phrasing", "because": "de frågar så\noch vill hit"}
    put(office, outvoted, {"rule": "abbreviation", "because": "x"}, {"rule": "jargon", "because": "y"})
    kept = entry_data(text_of(office.kb), "midwives")["allow"]
    page = anna.get("/entries/midwives/edit").text
    left = part(page, "excuses-allow")
    assert plain(left).count("Det är rätt så här: ") == 3
    assert explained("outvoted-phrasing", "sv") in plain(left)
    saved(anna, "midwives", filled(office, "midwives", owner="privacy"))
    assert entry_data(text_of(office.kb), "midwives")["allow"] == kept


def test_an_excuse_that_is_not_needed_or_not_known_can_be_taken_back(office: Clinic, anna: TestClient) -> None:
    put(office, {"rule": "no-such-rule", "because": "x"}, {"rule": "hard-coded-contact", "because": "y"})
    page = anna.get("/entries/midwives/edit").text
    assert "går inte att undanta" in part(page, "said-allow")
    assert 'name="allow_rule" value="no-such-rule"' in part(page, "excuses-allow")
    saved(anna, "midwives", filled(office, "midwives", allow_because=["", ""]))
    assert "allow" not in entry_data(text_of(office.kb), "midwives")


def test_where_more_is_found_each_says_what_it_is(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "midwives", answer_sv="Välj t.ex. amning. Det kostar {fees.nothing} kr.")
    beside = plain(part(anna.post("/entries/look", data=form, headers=HTMX).text, "excuses-answer_sv"))
    assert "Det är rätt så här: ”t.ex.” är en förkortning" in beside


def test_two_who_say_why_something_is_right_both_are_heard(office: Clinic, anna: TestClient) -> None:
    put(office, SHORT, {"rule": "jargon", "because": "ordet står i blanketten"})
    mine = filled(office, "midwives", allow_rule=["abbreviation", "promise"], allow_because=["annat skäl", "vi lovar"])
    put(office, SHORT, {"rule": "jargon", "because": "nytt skäl"}, {"rule": "long-answer", "because": "allt behövs"})
    answer = anna.post("/entries/midwives/edit", data=mine)
    assert answer.status_code == 409
    assert f"{explained('long-answer', 'sv')}: allt behövs" in plain(answer.text)
    hidden = re.findall(r'name="allow_rule" value="([^"]*)"><input type="hidden" name="allow_because" value="([^"]*)"',
        answer.text)  # fmt: skip
    assert hidden == [("long-answer", "allt behövs"), ("abbreviation", "annat skäl"), ("promise", "vi lovar")]


def test_two_who_change_the_same_reason_are_told_whose_counts(office: Clinic, anna: TestClient) -> None:
    put(office, SHORT)
    mine = filled(office, "midwives", allow_rule=["abbreviation"], allow_because=["annat skäl"])
    put(office, {"rule": "abbreviation", "because": "deras skäl"})
    page = anna.post("/entries/midwives/edit", data=mine).text
    assert "Ni har båda ändrat samma undantag. Sparar du båda gäller ditt." in plain(page)
    assert "Förkortningar skrivs ut: <del>så står det i appen</del> <ins>annat skäl</ins>" in page
    assert "Förkortningar skrivs ut: <del>så står det i appen</del> <ins>deras skäl</ins>" in page
    assert "--fix" not in page
    both = anna.post("/entries/midwives/edit", data={**mine, "allow_because": [""]}).text
    assert "samma undantag" in both
    assert "<del>Förkortningar skrivs ut: så står det i appen</del>" in both


def test_excuses_from_different_rules_are_both_kept(office: Clinic, anna: TestClient) -> None:
    put(office, SHORT)
    mine = filled(office, "midwives", allow_rule=["abbreviation", "promise"], allow_because=[SHORT["because"], "ja"])
    put(office, SHORT, {"rule": "jargon", "because": "ordet står i blanketten"})
    page = plain(anna.post("/entries/midwives/edit", data=mine).text)
    assert "Bådas ändringar kommer med." in page
    assert "samma undantag" not in page


def test_a_new_answer_may_be_right_all_the_same(office: Clinic, anna: TestClient) -> None:
    form = {"kind": "new", "do": "draft", "id": "receipt", "question_sv": "Får jag kvitto?", **excused()}
    assert "Utkastet är sparat" in plain(anna.post("/entries/new", data=form).text)
    assert entry_data(text_of(office.kb, "drafts.yaml"), "receipt")["allow"] == [SHORT]


def test_what_is_quoted_is_no_sentence_of_its_own(office: Clinic, anna: TestClient) -> None:
    long = "Välj t.ex. Amning " + "och mer " * 30
    form = filled(office, "midwives", answer_sv=long, allow_rule=["long-sentence"], allow_because=["får vara så"])
    for language, says in (("sv", "En mening på"), ("en", "A sentence of")):
        anna.headers["Accept-Language"] = language
        page = plain(part(anna.post("/entries/look", data=form, headers=HTMX).text, "excuses-answer_sv"))
        assert says in page
        assert "To do" not in page
    assert first("”Hej. Du” står där. Ta bort det.") == "”Hej. Du” står där"
    assert first("Bara en mening.") == "Bara en mening"


def test_only_what_has_no_grave_consequence_may_be_excused() -> None:
    assert may_be_excused("jargon")
    assert not may_be_excused("hard-coded-contact")
    assert not may_be_excused("past-review-date")
    assert not may_be_excused("no-such-rule")
    assert explained("no-such-rule", "sv") == "no-such-rule"
