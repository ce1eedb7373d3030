"""Change an answer: saved, refused, and never lost."""

import html
import re
from datetime import date
from typing import Any

import pytest
from clinic import Clinic
from forms_sent import filled, plain, saved
from starlette.testclient import TestClient

from office.answers.effects import EFFECTS
from office.answers.files import text_of
from vardlots.knowledge.editing import changed, entry_data, removed
from vardlots.knowledge.saving import Editor, save

HTMX = {"HX-Request": "true"}
TAGS = r"<input\b[^>]*>|<textarea\b[^>]*>\n?(?P<text>[^<]*)</textarea>|<select.*?</select>"
CARIN = Editor("Carin Ask", "carin@klinik.example")


def test_the_form_has_what_the_answer_says(anna: TestClient) -> None:
    page = html.unescape(anna.get("/entries/fees/edit").text)
    assert "Högst {fees.ceiling.amount} kr." in page
    assert "vad är patientavgiften\nhur mycket kostar ett besök i appen" in page
    assert re.search(r'value="quote_fee" checked> Räkna ut min avgift', page)
    assert "Skicka länken till min mobil" in page


def test_one_change_is_one_line_and_a_commit_by_its_editor(office: Clinic, anna: TestClient) -> None:
    before = text_of(office.kb).splitlines()
    page = saved(anna, "fees", filled(office, "fees", question_sv="Vad kostar vården hos er?"))
    after = text_of(office.kb).splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("      sv: Vad kostar det att söka vård hos er?", "      sv: Vad kostar vården hos er?")
    ]
    commit = office.git("log", "-1", "--format=%h").strip()
    assert f"Assistenten svarar så inom några sekunder. (Ändringen heter {commit[:7]}" in page
    assert office.git("log", "-1", "--format=%an|%s") == "Anna Ek|Ändra fees: fråga på svenska"
    assert "Vad kostar vården hos er?" in page


def test_why_somebody_changed_it_is_the_commits_message(office: Clinic, anna: TestClient) -> None:
    saved(anna, "fees", filled(office, "fees", owner="nurses", why="Sjuksköterskorna tar över"))
    assert office.git("log", "-1", "--format=%s") == "Sjuksköterskorna tar över"


def test_everything_can_be_changed_at_once(office: Clinic, anna: TestClient) -> None:
    form = filled(
        office,
        "fees",
        answer_en="Up to {fees.ceiling.amount} kr.\r\n\r\nAsk us.",
        answer_sv="Högst {fees.ceiling.amount} kr.\r\n\r\nFråga oss.",
        must_not_match="Gäller mitt frikort hos er?",
        offer=["quote_fee", "talk_to_person"],
        link_sv=["Priser", ""],
        link_en=["Prices", ""],
        link_url=["https://www.1177.se", ""],
        every_count="1",
        every_unit="year",
        valid_from="",
        source="SKR 2026",
        read_today="1",
    )
    saved(anna, "fees", form)
    data = entry_data(text_of(office.kb), "fees")
    assert data["answer"]["en"] == "Up to {fees.ceiling.amount} kr.\n\nAsk us.\n"
    assert data["must_not_match"] == ["Gäller mitt frikort hos er?"]
    assert data["offer"] == ["quote_fee", "talk_to_person"]
    assert data["links"] == [{"title": {"sv": "Priser", "en": "Prices"}, "url": "https://www.1177.se"}]
    assert (data["review_every"], data["source"], data["reviewed"]) == ("1 year", ["SKR 2026"], date.today())
    assert "valid_from" not in data


def test_nothing_changed_is_nothing_saved(office: Clinic, anna: TestClient) -> None:
    head = office.git("rev-parse", "HEAD")
    assert "inget sparades" in saved(anna, "fees", filled(office, "fees"))
    assert office.git("rev-parse", "HEAD") == head


def test_an_error_keeps_it_from_being_saved_and_stands_beside_its_field(office: Clinic, anna: TestClient) -> None:
    before = text_of(office.kb)
    form = filled(office, "fees", answer_sv="Ring 08-123 456 78, {nothing.here}.", why="För att")
    answer = anna.post("/entries/fees/edit", data=form)
    assert answer.status_code == 422
    assert text_of(office.kb) == before
    page = html.unescape(answer.text)
    assert "Svaret är inte sparat än" in page
    assert "Ring 08-123 456 78, {nothing.here}." in page
    assert 'value="För att"' in page
    beside = page[page.index('id="said-answer_sv"') :].split("</div>")[0]
    assert "Det finns inget värde som heter {nothing.here}" in beside
    assert "”08-123 456 78” är utskrivet i svaret" in beside


def test_two_mistakes_of_other_kinds_are_both_told(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", must_match_en="", also_asked_sv="vabintyg")
    page = plain(anna.post("/entries/fees/edit", data=form).text)
    assert "står också under vab-certificate" in page
    assert "Fyll i: prov på engelska. Skriv minst en fråga som måste leda hit" in page


def test_what_is_typed_is_looked_at_before_it_is_saved(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", answer_sv="Högst {fees.ceiling.amount} kr, t.ex.", also_asked_en="")
    page = html.unescape(anna.post("/entries/look", data=form, headers=HTMX).text)
    assert "<html" not in page
    assert '<div hx-swap-oob="innerHTML:#said-answer_sv">' in page
    assert "är en förkortning" in page
    assert '<div hx-swap-oob="innerHTML:#count-also_asked_en">(0 st)' in page
    assert "H\\u00f6gst 200 kr, t.ex." in page


def swapped(anna: TestClient, form: dict[str, Any]) -> set[str]:
    """Return the places that the pieces of a form that is looked at are for."""
    return set(
        re.findall(r'hx-swap-oob="innerHTML:#([^"]+)"', anna.post("/entries/look", data=form, headers=HTMX).text)
    )


def test_every_piece_that_comes_as_one_types_has_its_place_in_the_form(office: Clinic, anna: TestClient) -> None:
    draft = "drafts:\n  - id: dogs\n    question: {sv: Får jag ta med min hund?}\n"
    (office.kb / "drafts.yaml").write_text(draft, encoding="utf-8")
    forms = {
        "/entries/fees/edit": filled(office, "fees"),
        "/entries/new": {"kind": "new"},
        "/entries/new?draft=dogs": filled(office, "dogs", "drafts.yaml", kind="draft", known_as="dogs"),
    }
    for address, form in forms.items():
        places = swapped(anna, form)
        assert places <= set(re.findall(r'\bid="([^"]+)"', anna.get(address).text)), address
        assert ("said-id" in places) == (address != "/entries/fees/edit")
        assert {"said-all", "excuses-all", "said-answer_sv", "preview-en", "new-topic"} <= places


def test_a_new_subject_is_told_with_what_it_needs(office: Clinic, anna: TestClient) -> None:
    assert "make train" not in anna.post("/entries/look", data=filled(office, "fees"), headers=HTMX).text
    form = filled(office, "fees", topic_other="faq_prices")
    assert "make train" in anna.post("/entries/look", data=form, headers=HTMX).text
    saved(anna, "fees", form)
    assert entry_data(text_of(office.kb), "fees")["topic"] == "faq_prices"


def test_another_answer_that_changed_meanwhile_is_no_conflict(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?")
    theirs(office, "midwives", owner="privacy")
    saved(anna, "fees", form)
    text = text_of(office.kb)
    assert (entry_data(text, "fees")["question"]["sv"], entry_data(text, "midwives")["owner"]) == (
        "Vad kostar vården?",
        "privacy",
    )


def test_two_editors_of_one_answer_see_what_both_did_and_lose_nothing(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?", owner="nurses")
    theirs(office, "fees", owner="privacy", source=["SKR 2027"])
    answer = anna.post("/entries/fees/edit", data=form)
    assert answer.status_code == 409
    page = plain(answer.text)
    assert "Någon annan har också ändrat" in page
    assert "Ansvarig Ni har båda ändrat här" in page
    assert "Ekonomi Dataskydd" in page  # what they made of it, marked
    assert "Ekonomi Sjuksköterskorna" in page  # and I
    assert "Källor Deras ändring kommer med." in page
    assert entry_data(text_of(office.kb), "fees")["owner"] == "privacy"


def test_after_a_conflict_both_changes_can_be_saved(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?", owner="nurses")
    theirs(office, "fees", owner="privacy", source=["SKR 2027"])
    both = fields(anna.post("/entries/fees/edit", data=form).text)
    saved(anna, "fees", {**both, "do": "save"})
    data = entry_data(text_of(office.kb), "fees")
    assert (data["question"]["sv"], data["owner"], data["source"]) == ("Vad kostar vården?", "nurses", ["SKR 2027"])


def test_after_a_conflict_one_can_go_on_writing_with_both(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?")
    theirs(office, "fees", source=["SKR 2027"])
    both = fields(anna.post("/entries/fees/edit", data=form).text)
    answer = anna.post("/entries/fees/edit", data={**both, "do": "write"})
    assert answer.status_code == 200
    again = fields(answer.text)
    assert (again["question_sv"], again["source"]) == ("Vad kostar vården?", "SKR 2027")
    saved(anna, "fees", {**again, "do": "save"})
    assert entry_data(text_of(office.kb), "fees")["source"] == ["SKR 2027"]


def test_a_third_editor_in_the_meantime_is_a_conflict_again(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?")
    theirs(office, "fees", source=["SKR 2027"])
    both = fields(anna.post("/entries/fees/edit", data=form).text)
    theirs(office, "fees", source=["SKR 2028"])
    assert anna.post("/entries/fees/edit", data={**both, "do": "save"}).status_code == 409
    assert entry_data(text_of(office.kb), "fees")["source"] == ["SKR 2028"]


def test_an_answer_that_was_removed_meanwhile_can_be_published_again(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "complaint", answer_sv="Skriv till {provider.email.complaints}.")
    (office.kb / "faq.yaml").write_text(removed(text_of(office.kb), "complaint"), encoding="utf-8")
    answer = anna.post("/entries/complaint/edit", data=form)
    assert answer.status_code == 409
    assert "Någon har tagit bort svaret" in answer.text
    again = {**fields(answer.text), "do": "save", "read_today": "1"}
    assert again["kind"] == "new"
    done = anna.post("/entries/new", data=again)
    assert done.status_code == 200, plain(done.text)
    assert "Skriv till" in entry_data(text_of(office.kb), "complaint")["answer"]["sv"]


def test_a_file_that_somebody_broke_by_hand_takes_nothing_and_says_where_to_mend(
    office: Clinic, anna: TestClient
) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?")
    broken = text_of(office.kb).replace("  - id: midwives", "  - id: midwives\n  topic: [", 1)
    (office.kb / "faq.yaml").write_text(broken, encoding="utf-8")
    answer = anna.post("/entries/fees/edit", data=form)
    assert answer.status_code == 422
    page = plain(answer.text)
    assert "kb/faq.yaml:" in page
    assert "Rätta det här först" in page
    assert 'value="Vad kostar vården?"' in html.unescape(answer.text)
    assert text_of(office.kb) == broken


def test_an_answer_saved_beside_somebodys_mistake_is_not_said_to_be_live(office: Clinic, anna: TestClient) -> None:
    text = text_of(office.kb)
    (office.kb / "faq.yaml").write_text(text.replace("owner: nurses", "owner: nobody", 1), encoding="utf-8")
    page = saved(anna, "fees", filled(office, "fees", question_sv="Vad kostar vården?"))
    assert "svarar som förut tills de är rättade" in page
    assert "Vad kostar vården?" in text_of(office.kb)


def test_hostile_words_stay_words(office: Clinic, anna: TestClient) -> None:
    hostile = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>"
    form = filled(office, "fees", question_sv=hostile, seen="!!python/object/apply:os.system ['true']")
    for address, headers in (("/entries/fees/edit", {}), ("/entries/look", HTMX)):
        page = anna.post(address, data=form, headers=headers).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_an_edit_without_a_commit_is_saved_and_says_so(
    office: Clinic, anna: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?")
    office.git("checkout", "--quiet", "--detach")
    page = saved(anna, "fees", form)
    assert "Sparat, men ändringen kom inte med i historiken" in page
    assert entry_data(text_of(office.kb), "fees")["question"]["sv"] == "Vad kostar vården?"


def test_after_saving_one_sees_what_the_change_does(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", question_sv="Vad kostar vården?")
    answer = anna.post("/entries/fees/edit", data=form, follow_redirects=False)
    token = answer.headers["location"].partition("?edit=")[2]
    assert EFFECTS.edit(token)
    page = anna.get(answer.headers["location"]).text
    assert f'hx-get="/entries/fees/effect/{token}"' in page
    assert 'hx-get="/entries/fees/effect/' not in anna.get("/entries/fees?edit=0123456789abcdef").text


def test_what_an_edit_would_do_is_said_only_of_what_can_be_read(office: Clinic, anna: TestClient) -> None:
    form = filled(office, "fees", owner="nobody")
    assert "går inte att jämföra" in anna.post("/entries/effect", data=form, headers=HTMX).text
    assert "finns inte kvar" in anna.get("/entries/fees/effect/0123456789abcdef", headers=HTMX).text


def theirs(office: Clinic, entry_id: str, **fields: object) -> None:
    """Let somebody else change an answer."""
    data = {**entry_data(text_of(office.kb), entry_id), **fields}
    save(office.kb, lambda text: changed(text, entry_id, data), editor=CARIN, message="Ändra")


def fields(page: str) -> dict[str, object]:
    """Return what the form of a page would send, but for the button."""
    form = page[page.index('action="/entries/') :]
    found: dict[str, object] = {}
    for tag in re.finditer(TAGS, form, re.DOTALL):
        name = re.search(r'\bname="([^"]+)"', tag[0])
        if not name or ('type="checkbox"' in tag[0] and " checked" not in tag[0]):
            continue
        chosen = re.search(r'value="([^"]*)" selected', tag[0]) if tag[0].startswith("<select") else None
        value = re.search(r'\bvalue="([^"]*)"', tag[0])
        text = tag["text"] if tag[0].startswith("<textarea") else chosen[1] if chosen else value[1] if value else ""
        if name[1] in ("offer", "link_sv", "link_en", "link_url"):
            found.setdefault(name[1], []).append(html.unescape(text))  # type: ignore[attr-defined]
        else:
            found[name[1]] = html.unescape(text)
    return found
