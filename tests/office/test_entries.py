"""The list of answers, and the page of one."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
import yaml
from clinic import READER, Clinic, clinic
from forms_sent import count, plain
from kept_questions import SMOKING, gaps_of, keep
from searching import searching
from starlette.testclient import TestClient

from office.answers.listing import FEWEST_SAID
from office.pages.entries import MORE
from vardlots.knowledge.editing import added, entry_data

HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """An office that these tests only look at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VARDLOTS_SECRET", "for tests alone")
        yield clinic(tmp_path_factory.mktemp("standing"))


@pytest.fixture(scope="module")
def reader(standing: Clinic) -> TestClient:
    """Somebody who only reads there."""
    return standing.browser(READER)


def shown(page: str) -> list[str]:
    """Return the ids of the answers in a list, in its order."""
    return re.findall(r'<th scope="row"><a href="/entries/([^"]+)"', page)


def test_every_answer_is_listed_by_its_question_in_the_readers_language(standing: Clinic, reader: TestClient) -> None:
    page = reader.get("/entries")
    assert shown(page.text) == [entry["id"] for entry in yaml.safe_load(faq(standing))["entries"]]
    assert "Har ni barnmorskor?" in page.text
    assert "Do you have midwives working for you?" in reader.get("/entries", headers={"Accept-Language": "en"}).text


def test_words_are_found_in_both_languages_with_and_without_dots(reader: TestClient) -> None:
    for words in ("barnmorska", "MIDWIFE", "midwives", "forlossning"):
        assert "midwives" in shown(reader.get("/entries", params={"q": words}).text), words
    assert "opening-hours" in shown(reader.get("/entries", params={"q": "oppet helgen"}).text)
    assert shown(reader.get("/entries", params={"q": "öppet helgen"}).text) == shown(
        reader.get("/entries", params={"q": "oppet HELGEN"}).text
    )


def test_all_words_must_fit_and_nothing_found_is_said(reader: TestClient) -> None:
    page = reader.get("/entries", params={"q": "barnmorska xyzzy"})
    assert shown(page.text) == []
    assert "Inget svar passar in." in page.text


def test_a_search_is_escaped(reader: TestClient) -> None:
    page = reader.get("/entries", params={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text
    assert page.status_code == 200


def test_a_script_gets_the_rows_alone_and_how_many_they_are(reader: TestClient) -> None:
    page = reader.get("/entries", params={"q": "barnmorska"}, headers=HTMX)
    assert "<html" not in page.text
    assert 'hx-swap-oob="innerHTML:#count"' in page.text
    back = reader.get("/entries", headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in back.text


def test_who_owns_an_answer_filters(standing: Clinic, reader: TestClient) -> None:
    entries = yaml.safe_load(faq(standing))["entries"]
    theirs = [entry["id"] for entry in entries if entry["owner"] == "nurses"]
    assert shown(reader.get("/entries", params={"owner": "nurses"}).text) == theirs


def test_an_answer_past_its_review_and_one_with_an_error_are_found(office: Clinic, bo: TestClient) -> None:
    text = faq(office).replace("reviewed: 2026-11-22", "reviewed: 2020-01-01", 1)
    data = entry_data(text, "midwives")
    write(office, text)
    assert shown(bo.get("/entries", params={"show": "due"}).text) == ["fees"]
    assert "Försenat" in bo.get("/entries", params={"show": "due"}).text
    first = data["also_asked"]["sv"][0]
    write(office, text.replace(f"        - {data['must_match']['sv'][0]}\n", f"        - {first}\n"))
    assert shown(bo.get("/entries", params={"show": "errors"}).text) == ["midwives"]
    assert "1 fel" in plain(bo.get("/entries", params={"show": "errors"}).text)


def test_without_counts_nothing_looks_like_a_fact(reader: TestClient) -> None:
    page = reader.get("/entries").text
    assert "Det finns ingen statistik än" in page
    assert "Frågor i veckan" not in page
    assert "Får inga frågor" not in page


def test_figures_stand_in_the_list_and_put_it_in_order(office: Clinic, bo: TestClient) -> None:
    now = datetime.now(timezone.utc) - timedelta(hours=1)
    count(office, "answered", "fees", 20, now)
    count(office, "answered", "midwives", 60, now)
    count(office, "unhelpful", "fees", FEWEST_SAID, now)
    count(office, "helpful", "midwives", FEWEST_SAID, now)
    page = bo.get("/entries", params={"sort": "asked", "down": "1"})
    assert shown(page.text)[:2] == ["midwives", "fees"]
    assert "100 % (5)" in plain(page.text)
    assert shown(bo.get("/entries", params={"show": "least"}).text) == ["fees"]
    assert not {"fees", "midwives"} & set(shown(bo.get("/entries", params={"show": "never"}).text))
    entry = plain(bo.get("/entries/fees").text)
    assert "Frågor i veckan 5,0" in entry
    assert "Sa att det inte hjälpte 5" in entry


def test_a_heading_turns_its_order_round(reader: TestClient) -> None:
    page = reader.get("/entries", params={"sort": "due"}).text
    assert 'aria-sort="ascending"' in page
    assert 'href="/entries?sort=due&amp;down=1"' in page
    first = shown(page)[0]
    assert first in ("high-cost-protection", "medicine-card")  # those that are read every three months
    assert shown(reader.get("/entries", params={"sort": "due", "down": "1"}).text)[0] not in (first, "fees")


def test_nonsense_in_the_address_is_the_list_as_it_is(reader: TestClient) -> None:
    odd = {"show": "x", "sort": "y", "most": "-3", "down": "maybe", "owner": ""}
    assert shown(reader.get("/entries", params=odd).text) == shown(reader.get("/entries").text)


def test_many_answers_are_shown_some_at_a_time(office: Clinic, bo: TestClient) -> None:
    text = faq(office)
    copy = entry_data(text, "complaint")
    for number in range(MORE):
        asked = {language: [f"{one} {number}" for one in copy["also_asked"][language]] for language in ("sv", "en")}
        question = {language: f"{one} {number}" for language, one in copy["question"].items()}
        tests = {language: [f"{one} {number}" for one in copy["must_match"][language]] for language in ("sv", "en")}
        text = added(
            text, {**copy, "id": f"more-{number}", "question": question, "also_asked": asked, "must_match": tests}
        )
    write(office, text)
    page = bo.get("/entries")
    assert len(shown(page.text)) == MORE
    more = re.search(r'id="more" href="([^"]+)"', page.text)
    assert more
    assert len(shown(bo.get(more[1].replace("&amp;", "&")).text)) > MORE


def test_files_that_cannot_be_read_are_told_with_where_to_mend_them(office: Clinic, bo: TestClient) -> None:
    write(office, faq(office).replace("owner: finance", "owner: nobody", 1))
    page = bo.get("/entries")
    assert page.status_code == 503
    assert 'href="/entries/fees"' in page.text
    assert bo.get("/entries/fees").status_code == 200  # somebody may want to mend it
    write(office, faq(office).replace("question:", "question: {", 1))
    for address in ("/entries", "/entries/fees"):
        page = bo.get(address)
        assert page.status_code == 503
        assert "kb/faq.yaml:" in page.text


def test_an_answer_is_shown_as_patients_see_it_in_both_languages(reader: TestClient) -> None:
    page = reader.get("/entries/fees").text
    assert page.count("<vardlots-preview ") == 2
    assert "H\\u00f6gst 200 kr." in page
    assert "{fees.ceiling.amount}" not in page
    assert "Work out my fee" in page


def test_an_answer_cannot_break_out_of_its_preview(office: Clinic, bo: TestClient) -> None:
    hostile = "</script><script>alert(1)</script>"
    write(office, faq(office).replace("Högst {fees.ceiling.amount} kr.", f"{hostile} Högst.", 1))
    page = bo.get("/entries/fees").text
    assert hostile not in page
    assert "\\u003c/script\\u003e" in page


def test_who_only_reads_has_nothing_to_press(office: Clinic, bo: TestClient) -> None:
    for address in ("/entries", "/entries/fees", "/drafts", "/"):
        page = bo.get(address).text
        assert "Ändra svaret" not in page
        assert "Jag har läst svaret" not in page
        assert "/entries/new" not in page
    for address in ("/entries/fees/edit", "/entries/new"):
        assert bo.get(address).status_code == 403
    for address in (
        "/entries/fees/edit",
        "/entries/new",
        "/entries/fees/reviewed",
        "/entries/look",
        "/drafts/x/discard",
    ):
        assert bo.post(address, data={"do": "save"}).status_code == 403
    assert office.git("status", "--porcelain", "kb") == ""


def test_an_answer_that_was_read_is_reviewed_today_and_the_history_says_who_did_it(
    office: Clinic, anna: TestClient
) -> None:
    write(office, faq(office).replace("reviewed: 2026-11-22", "reviewed: 2020-01-01", 1))
    office.git("commit", "--quiet", "--all", "--message=Old")
    page = anna.get("/entries/fees").text
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest
    answer = anna.post("/entries/fees/reviewed", data={"digest": digest[1]})
    assert "Svaret är granskat i dag" in answer.text
    assert str(entry_data(faq(office), "fees")["reviewed"]) == datetime.now().date().isoformat()
    assert office.git("log", "-1", "--format=%an %ae") == "Anna Ek anna@klinik.example"
    history = plain(anna.get("/entries/fees/history", headers=HTMX).text)
    assert "Anna Ek: Granska fees: svaret stämmer" in history


def test_an_answer_that_somebody_changed_meanwhile_is_not_approved_unread(office: Clinic, anna: TestClient) -> None:
    digest = re.search(r'name="digest" value="(\w+)"', anna.get("/entries/fees").text)
    assert digest
    write(office, faq(office).replace("Högst {fees", "Numera högst {fees", 1))
    before = faq(office)
    assert "Läs det en gång till" in anna.post("/entries/fees/reviewed", data={"digest": digest[1]}).text
    assert faq(office) == before


def test_an_answer_that_there_is_not_is_told_kindly(anna: TestClient) -> None:
    for address in ("/entries/nope", "/entries/nope/edit"):
        assert anna.get(address).status_code == 404
    assert anna.get("/entries/nope/history", headers=HTMX).status_code == 200


def test_the_first_page_says_what_needs_somebody(office: Clinic, bo: TestClient) -> None:
    assert "Inget behöver dig just nu" in bo.get("/").text
    write(office, faq(office).replace("reviewed: 2026-11-22", "reviewed: 2020-01-01", 1))
    now = datetime.now(timezone.utc) - timedelta(hours=1)
    count(office, "unhelpful", "midwives", FEWEST_SAID, now)
    page = bo.get("/").text
    assert "Ett svar skulle ha lästs igenom" in page
    assert 'href="/entries/fees"' in page
    assert "Svar som sällan hjälper: 1" in page
    assert 'href="/entries/midwives"' in page
    assert "Inget behöver dig" not in page


def test_gaps_that_are_known_are_named_on_the_first_page(office: Clinic) -> None:
    keep(searching(office), SMOKING)
    reader = office.browser(READER)
    assert "6 frågor från patienter" in reader.get("/").text
    gaps_of(reader)
    page = reader.get("/").text
    assert re.search(r'<a href="/gaps/\d+">[^<]*rök', page)
    assert "6 frågor<" in page


def faq(office: Clinic) -> str:
    return (office.kb / "faq.yaml").read_text(encoding="utf-8")


def write(office: Clinic, text: str) -> None:
    (office.kb / "faq.yaml").write_text(text, encoding="utf-8")
