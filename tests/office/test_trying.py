"""Try a question: what it would come to, what is shown of it, and that it leaves no trace."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from clinic import EDITOR, READER, Clinic
from searching import HTMX, ask, lasting_office, reply_in, searching, text_of
from starlette.testclient import TestClient

from office import tryout
from office.tryout import LONGEST
from vardlots.knowledge.editing import entry_data
from vardlots.settings import Settings, settings

FEES = "Vad kostar det att söka vård hos er?"
NEW = "har ni nagra avgifter for tandstallning xyz"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """An office that nobody changes."""
    with lasting_office(tmp_path_factory.mktemp("trying")) as made:
        yield made


@pytest.fixture(scope="module")
def ann(lasting: Clinic) -> TestClient:
    return lasting.browser(EDITOR)


@pytest.fixture(scope="module")
def bob(lasting: Clinic) -> TestClient:
    return lasting.browser(READER)


def phrasings(office: Clinic, entry: str) -> list[str]:
    data = entry_data((office.kb / "faq.yaml").read_text(encoding="utf-8"), entry)
    return [*data["also_asked"]["sv"], *data["also_asked"]["en"]]


def test_a_question_that_is_known_is_answered_as_a_patient_would_see_it(ann: TestClient, lasting: Clinic) -> None:
    page = ask(ann, FEES)
    knowledge = lasting.app.state.office.shelf.reading().knowledge
    reply = reply_in(page)
    assert (reply["kind"], reply["topic"]) == ("faq", "fees")
    assert tuple(reply["paragraphs"]) == knowledge.answer("fees", "sv")
    assert f"Assistenten svarar på ”{FEES}”" in text_of(page)
    assert "Frågan är redan ett sätt att fråga" in text_of(page)


def test_why_is_told_with_the_likeliest_entries_what_is_closest_and_the_thresholds(
    ann: TestClient, lasting: Clinic
) -> None:
    page = ask(ann, "kostar det att prata med en läkare")
    assert 3 <= page.count("<meter") <= 5
    assert 'href="/entries/fees"' in page
    said = text_of(page)
    assert "Närmaste text i svaret:" in said
    assert "talar starkt för" in said
    limits = lasting.app.state.office.shelf.ranker.plain.limits
    for limit in (limits.suggest, limits.answer, limits.certain):
        assert f"{limit:.0%}".replace("%", " %") in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "språkmodellens åsikt" in said


def test_what_is_out_of_scope_is_not_answered(ann: TestClient, lasting: Clinic) -> None:
    outside = yaml.safe_load((lasting.kb / "out_of_scope.yaml").read_text(encoding="utf-8"))["questions"]["sv"][0]
    page = ask(ann, outside)
    assert reply_in(page)["kind"] == "fallback"
    assert "säger att den inte kan svara" in text_of(page)


def test_an_alarm_comes_before_any_answer(ann: TestClient) -> None:
    page = ask(ann, "jag vill inte leva längre, jag tänker ta mitt liv")
    assert reply_in(page)["kind"] == "emergency"
    assert "Assistenten larmar." in text_of(page)
    assert "självmordstankar" in text_of(page)
    assert "/try/add" not in page


def test_without_the_safety_net_the_page_says_that_it_cannot_tell(
    ann: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def torn() -> None:
        raise FileNotFoundError("the words of a patient")

    monkeypatch.setattr(tryout, "safety_net", torn)
    page = ask(ann, FEES)
    assert reply_in(page)["kind"] == "faq"
    assert "går det inte att se om frågan skulle bli ett larm" in text_of(page)
    assert "FileNotFoundError" in caplog.text
    assert "words of a patient" not in caplog.text


def test_the_language_is_heard_and_can_be_chosen(ann: TestClient) -> None:
    english = ask(ann, "how much does it cost to see a doctor")
    assert reply_in(english)["language"] == "en"
    assert "Frågan läses som engelska." in text_of(english)
    assert reply_in(ask(ann, FEES))["language"] == "sv"
    assert reply_in(ask(ann, FEES, spoken="en"))["language"] == "en"
    assert reply_in(ask(ann, FEES, spoken="de"))["language"] == "sv"


def test_another_page_may_send_a_question_and_gets_the_whole_page(ann: TestClient) -> None:
    page = ann.post("/try", data={"question": FEES, "language": "en"})
    assert page.text.count("<html") == 1
    assert page.text.count('id="outcome"') == 1
    assert f">{FEES}</textarea>" in page.text
    assert reply_in(page.text)["language"] == "en"
    assert '<option value="en" selected>' in page.text


def test_a_piece_tells_the_outcome_where_screen_readers_listen(ann: TestClient) -> None:
    page = ask(ann, FEES)
    assert "<html" not in page
    assert page.count('<div id="outcome" hx-swap-oob="innerHTML">') == 1


def test_a_question_in_the_address_is_not_read(ann: TestClient) -> None:
    page = ann.get("/try", params={"question": FEES, "q": FEES})
    assert FEES not in page.text
    assert "<vardlots-preview" not in page.text


def test_nothing_said_asks_nothing(ann: TestClient) -> None:
    for nothing in ("", "  ", "?!", "🙂"):
        page = ask(ann, nothing)
        assert "<vardlots-preview" not in page
        assert "Skriv en fråga" in text_of(page)


def test_who_points_a_person_out_sees_how_the_assistant_reads_it(ann: TestClient) -> None:
    page = ask(ann, "jag heter som jag heter, 19811218-9876, vad kostar ett besök")
    assert "9876" not in page
    assert "[personnummer]" in text_of(page)
    assert "/try/add" not in page
    assert "kan inte läggas till" in text_of(page)


def test_what_is_typed_is_escaped(ann: TestClient) -> None:
    bad = "</script><script>alert(1)</script> vad kostar det"
    for page in (ask(ann, bad), ann.post("/try", data={"question": bad}).text):
        assert "<script>alert" not in page
        assert page.count("</script>") == page.count("<script")


def test_a_message_longer_than_a_patient_may_write_is_cut(ann: TestClient) -> None:
    page = ann.post("/try", data={"question": f"vad kostar det {'x' * LONGEST} slutet"})
    assert page.status_code == 200
    assert "slutet" not in page.text


def test_nothing_typed_is_stored_or_logged(
    ann: TestClient, lasting: Clinic, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    word = "xylofonbesvär"
    ask(ann, f"hjälper ni till med {word}")
    ann.post("/try", data={"question": f"hjälper ni till med {word}"})
    assert word not in caplog.text
    assert ann.cookies
    assert not [one for one in ann.cookies.values() if word in one]
    here: Settings = lasting.here
    kept = [here.var, settings().var / "vectors", here.kb.parent]
    files = [path for folder in kept for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert files
    assert not [path for path in files if word.encode() in path.read_bytes()]


def test_who_only_reads_may_try_but_not_add(bob: TestClient) -> None:
    page = ask(bob, "kostar det att prata med en läkare")
    assert "/try/add" not in page
    answer = bob.post("/try/add", data={"question": NEW, "language": "sv", "entry": "fees"})
    assert answer.status_code == 403


def test_the_page_gets_ready_before_the_first_question(bob: TestClient) -> None:
    assert bob.post("/try/ready").status_code == 204


def test_the_page_speaks_english_too(bob: TestClient) -> None:
    page = bob.post("/try", data={"question": FEES}, headers={**HTMX, "Accept-Language": "en"})
    assert "The assistant answers" in text_of(page.text)


def test_a_question_is_added_as_a_way_to_ask_and_counts_at_once(office: Clinic, anna: TestClient) -> None:
    searching(office)
    data = {"question": NEW, "spoken": "", "language": "sv", "entry": "fees"}
    page = anna.post("/try/add", data=data, headers=HTMX).text
    assert NEW in phrasings(office, "fees")
    assert (
        office.git("log", "-1", "--format=%an %s", "--", "kb/faq.yaml") == "Anna Ek Lägg till ett sätt att fråga: fees"
    )
    assert "Tillagt som sätt att fråga" in text_of(page)
    assert 'href="/entries/fees?edit=' in page
    assert reply_in(page)["topic"] == "fees"
    before = (office.kb / "faq.yaml").read_bytes()
    anna.post("/try/add", data=data)
    assert (office.kb / "faq.yaml").read_bytes() == before


def test_nothing_is_added_that_would_make_a_mistake_or_point_a_person_out(office: Clinic, anna: TestClient) -> None:
    searching(office)
    before = (office.kb / "faq.yaml").read_bytes()

    def add(question: str, entry: str = "fees") -> str:
        data = {"question": question, "language": "sv", "entry": entry}
        return text_of(anna.post("/try/add", data=data, headers=HTMX).text)

    midwives = phrasings(office, "midwives")[0]
    assert "då skulle det bli fel" in add(midwives)
    assert "uppgifter som pekar ut någon" in add("ring 070-123 45 67 om priset")
    assert "gick inte att spara" in add(NEW, "no-such-entry")
    assert (office.kb / "faq.yaml").read_bytes() == before


def test_files_with_an_error_are_told_and_the_last_good_version_answers(office: Clinic, anna: TestClient) -> None:
    searching(office)
    faq = office.kb / "faq.yaml"
    good = faq.read_text(encoding="utf-8")
    faq.write_text("entries: [", encoding="utf-8")
    assert "går inte att prova" in text_of(ask(anna, FEES))
    faq.write_text(good, encoding="utf-8")
    assert reply_in(ask(anna, FEES))["kind"] == "faq"
    faq.write_text("entries: [", encoding="utf-8")
    page = ask(anna, FEES)
    assert reply_in(page)["kind"] == "faq"
    assert "senaste version som var rätt" in text_of(page)
