"""In: what a file that comes back would do, and what is written of it."""

import html

from clinic import EDITOR, Clinic
from exchanging import PAGE, agreed, answer, brought_in, corrected, kept, made, plain, taken_out
from starlette.testclient import TestClient

from office.answers.files import find
from office.exchange.takein import LONGEST, place_name
from office.words import speaker
from vardlots.sheets.rows import COLUMNS, FIELDS

SV, EN = speaker("sv"), speaker("en")


def test_a_changed_text_is_shown_before_and_after(office: Clinic, anna: TestClient) -> None:
    before = answer(office, "fees")
    first = before.split()[0]
    shown = brought_in(anna, corrected(anna, ("fees", "answer", before.replace(first, "Alltså", 1))))
    assert shown.status_code == 200
    assert "Svar som ändras: 1 (texter: 1). Nya utkast: 0." in plain(shown)
    assert "<h4>Svar på svenska</h4>" in shown.text
    assert f"<del>{html.escape(first)}</del>" in shown.text
    assert "<ins>Alltså</ins>" in shown.text
    assert answer(office, "fees") == before


def test_an_untouched_file_changes_nothing(anna: TestClient) -> None:
    shown = brought_in(anna, anna.get("/exchange/file?which=all").content, "svar.xlsx")
    assert "Det finns inget att skriva" in plain(shown)
    assert "Skriv in ändringarna" not in plain(shown)


def test_what_somebody_changed_since_is_left_alone_and_named(office: Clinic, anna: TestClient) -> None:
    data = corrected(anna, ("fees", "answer", "Gammalt."), ("midwives", "answer", "Nytt från filen."))
    agreed(anna, brought_in(anna, corrected(anna, ("fees", "answer", "Nyare."))))
    shown = brought_in(anna, data)
    assert "Någon har ändrat de här svaren sedan de hämtades ut" in plain(shown)
    assert '<a href="/entries/fees">' in shown.text.partition("<form")[2].partition('class="plan"')[0]
    agreed(anna, shown)
    assert (answer(office, "fees"), answer(office, "midwives")) == ("Nyare.", "Nytt från filen.")


def test_comments_and_missing_rows_are_told(anna: TestClient) -> None:
    rows = taken_out(anna)
    rows[0]["note"] = "Är det <b>rätt</b>?"
    shown = brought_in(anna, made([*rows[:40], rows[-1]]))
    assert f"inte finns i den nu: {len(rows) - 41}" in plain(shown)
    assert "Är det <b>rätt</b>?" in plain(shown)
    assert "<b>" not in shown.text


def test_what_a_file_says_is_only_text(anna: TestClient) -> None:
    attack = "<script>alert(1)</script>"
    shown = brought_in(anna, corrected(anna, ("fees", "answer", attack)), f"{attack}.csv")
    assert "<script>alert" not in shown.text
    assert attack in html.unescape(shown.text)


def test_long_texts_are_not_compared_word_by_word(anna: TestClient) -> None:
    long = "a b " * LONGEST
    shown = brought_in(anna, corrected(anna, ("fees", "answer", long)))
    assert f"<ins>{long.strip()}</ins>" in shown.text


def test_in_english(anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Nytt.")))
    again = anna.post("/language", data={"language": "en", "to": shown.url.path})
    assert "Answers that change: 1 (texts: 1). New drafts: 0." in plain(again)
    assert "<h4>Answer in Swedish</h4>" in again.text


def test_every_field_has_a_name_that_people_know() -> None:
    for field in FIELDS:
        assert place_name(field, SV) != field, field
        assert place_name(f"{field} 2", EN) == f"{place_name(field, EN)} 2" or field == "links"
    assert place_name("also_asked.sv 3", SV) == "Sätt att fråga på svenska 3"
    assert place_name("also_asked.en +", SV) == "Sätt att fråga på engelska"
    assert place_name("also_asked sv 3", SV) == "Sätt att fråga på svenska 3"
    assert place_name("links 2 url", SV) == "Länk 2: adress"
    assert place_name("links + sv", EN) == "New link: text in swedish"
    assert place_name("något annat helt", SV) == "något annat helt"


def test_one_commit_by_the_editor_and_the_file_is_forgotten(office: Clinic, anna: TestClient) -> None:
    commits = int(office.git("rev-list", "--count", "HEAD"))
    rows = taken_out(anna)
    next(row for row in rows if (row["id"], row["field"]) == ("fees", "answer"))["sv"] = "Ett bättre svar."
    rows.append({**dict.fromkeys(COLUMNS, ""), "id": "receipts", "field": "question", "sv": "Får jag kvitto?"})
    shown = brought_in(anna, made(rows))
    assert len(kept(office)) == 1
    done = agreed(anna, shown)
    assert "Sparat. Ändrade svar: 1. Nya utkast: 1." in plain(done)
    assert "/entries/fees/effect/" in done.text
    assert answer(office, "fees") == "Ett bättre svar."
    assert find(office.kb, "receipts", "drafts.yaml")
    assert int(office.git("rev-list", "--count", "HEAD")) == commits + 1
    assert office.git("log", "-1", "--format=%an %ae %s") == f"Anna Ek {EDITOR} Läs in svar.csv"
    assert office.git("log", "-1", "--format=%b") == "fees, receipts"
    assert not office.git("status", "--porcelain", "kb")
    assert not kept(office)


def test_a_skipped_answer_stays_as_it_is(office: Clinic, anna: TestClient) -> None:
    before = answer(office, "fees")
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Fel."), ("midwives", "answer", "Rätt.")))
    agreed(anna, shown, leave=["fees"])
    assert (answer(office, "fees"), answer(office, "midwives")) == (before, "Rätt.")


def test_who_skips_everything_is_told_so(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Fel.")))
    again = agreed(anna, shown, leave=["fees"])
    assert again.status_code == 422
    assert "Du har hoppat över allt" in plain(again)
    assert 'value="fees" checked' in again.text
    assert len(kept(office)) == 1


def test_only_what_was_shown_is_written(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Ur filen."), ("midwives", "answer", "Också.")))
    agreed(anna, brought_in(anna, corrected(anna, ("fees", "answer", "Mellan."))))
    again = agreed(anna, shown)
    assert again.status_code == 409
    assert "Någon har ändrat i svaren medan du läste" in plain(again)
    assert (answer(office, "fees"), answer(office, "midwives") == "Också.") == ("Mellan.", False)
    agreed(anna, again)
    assert (answer(office, "fees"), answer(office, "midwives")) == ("Mellan.", "Också.")


def test_what_would_make_the_files_wrong_is_refused_and_can_be_skipped(office: Clinic, anna: TestClient) -> None:
    before = (office.kb / "faq.yaml").read_bytes()
    shown = brought_in(
        anna, corrected(anna, ("fees", "answer", "Se {provider.finns.inte}."), ("midwives", "answer", "Bra."))
    )
    refused = agreed(anna, shown)
    assert refused.status_code == 422
    assert "Inget är skrivet, för det här skulle bli fel" in plain(refused)
    said = refused.text.partition('<a href="/entries/fees">')[2].partition("<h4>")[0]
    assert "Det finns inget värde som heter {provider.finns.inte}" in html.unescape(said)
    assert (office.kb / "faq.yaml").read_bytes() == before
    agreed(anna, refused, leave=["fees"])
    assert answer(office, "midwives") == "Bra."


def test_sent_twice_it_is_written_once(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "En gång.")))
    agreed(anna, shown)
    commits = office.git("rev-list", "--count", "HEAD")
    assert "Filen finns inte kvar här" in plain(agreed(anna, shown))
    assert office.git("rev-list", "--count", "HEAD") == commits


def test_without_git_it_is_saved_and_said_so(office: Clinic, anna: TestClient) -> None:
    (office.kb.parent / ".git").rename(office.kb.parent / "gone")
    done = agreed(anna, brought_in(anna, corrected(anna, ("fees", "answer", "Ändå sparat."))))
    assert "Sparat, men utan någon notering i historiken. Ändrade svar: 1." in plain(done)
    assert answer(office, "fees") == "Ändå sparat."


def test_cancelled_nothing_is_written_or_kept(office: Clinic, anna: TestClient) -> None:
    before = (office.kb / "faq.yaml").read_bytes()
    shown = brought_in(anna, corrected(anna, ("fees", "answer", "Nej.")))
    assert "Inget är ändrat" in plain(anna.post(f"{shown.url.path}/drop"))
    assert not kept(office)
    assert (office.kb / "faq.yaml").read_bytes() == before
    assert "Filen finns inte kvar här" in plain(anna.get(shown.url.path))


def test_a_web_page_becomes_drafts_and_leads_to_them(office: Clinic, anna: TestClient) -> None:
    shown = brought_in(anna, PAGE.encode(), "fragor.html")
    assert "Nya utkast: 2" in plain(shown)
    assert "Får jag ett kvitto på mitt besök?" in plain(shown)
    done = agreed(anna, shown)
    assert done.url.path == "/drafts"
    assert "Sparat. Nya utkast: 2." in plain(done)
    assert "Kan jag få ett intyg till skolan?" in plain(done)
    assert office.git("log", "-1", "--format=%s") == "Läs in fragor.html"
    again = brought_in(anna, PAGE.encode(), "fragor.html")
    assert "Alla frågor på sidan finns redan" in plain(again)
    assert "Frågor på sidan som inte blir utkast" in plain(again)
