"""Pages as clinics have them, and as browsers save them: their questions, in whatever way they are marked."""

from pathlib import Path

import pytest

from vardlots.drafting import page as pages
from vardlots.drafting.forms import FORMS
from vardlots.drafting.page import Page, is_page, read_page
from vardlots.drafting.prose import PageLink
from vardlots.knowledge import BadFile

PAGES = Path(__file__).parent / "pages"


def read(name: str, form: str = "") -> Page:
    return read_page(f"{name}.html", (PAGES / f"{name}.html").read_bytes(), form)


def answers(page: Page) -> dict[str, list[str]]:
    """Return the paragraphs of the answers, by their questions."""
    return {one.question: one.answer.split("\n\n") for one in page.asked}


def one_page(body: str, coding: str = "utf-8", head: str = "") -> Page:
    return read_page("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode(coding))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_recognised(form):
    assert read(form).form == form


def test_headings_that_ask_are_answered_by_what_follows():
    page = read("headings")
    assert (page.title, page.address, page.language) == (
        "Frågor och svar – Tallkliniken", "https://tall.example/fragor", "sv",
    )  # fmt: skip
    assert answers(page) == {
        "Kan jag få ett kvitto på mitt besök?": [
            "Ja. Kvittot finns i appen efter besöket.",
            "Hittar du det inte? Mejla hej@tall.example.",
        ],
        "Hur delar jag upp betalningen": ["1. Öppna fakturan.", "2. Tryck på Dela upp.", "4. Välj hur många månader."],
        "Kan jag få tolk?": [
            "Ja, säg till när du bokar.\nDet kostar inget.",
            "Tolk på teckenspråk",
            "Boka minst tre dagar\N{NO-BREAK SPACE}före.",
        ],
    }
    assert page.asked[0].links == (PageLink("appen", "https://tall.example/app"),)


def test_what_opens_at_a_tap_is_read_whether_it_is_open_or_not():
    page = read("details")
    assert answers(page) == {
        "How do I bring an interpreter?": [
            "Tell us when you book.", "- Spoken languages", "- Arabic", "- Somali", "- Sign language",
        ],
        "Can my partner join the video call?": ["Yes. Send them the link from the app."],
        "Show more": ["Nothing to see."],
    }  # fmt: skip
    assert page.asked[1].links == (PageLink("the link", "https://tall.example/en/app#link"),)
    assert page.language == "en"


def test_terms_and_what_is_said_of_them():
    assert answers(read("dl")) == {
        "Hur ansluter jag till videosamtalet?": ["Öppna appen fem minuter före.", "Tryck på Anslut."],
        "Behöver jag kamera?": ["Ja, eller en telefon med kamera."],
        "Öppet": ["Alla dagar"],
    }


def test_where_few_are_questions_only_those_are_taken():
    terms = "".join(f"<dt>{term}</dt><dd>{term.lower()}.</dd>" for term in ("Telefon", "Adress", "Går det?"))
    assert answers(one_page(f"<dl>{terms}</dl>")) == {"Går det?": ["går det?."]}


def test_marked_questions_need_no_question_mark():
    assert answers(read("microdata")) == {
        "Vaccin mot fästingar": ["Vi vaccinerar inte.", "Vårdcentralen gör det."],
        "Kan ni förnya glasögonrecept?": ["Nej, en optiker gör det."],
    }


def test_data_for_search_engines_is_read_as_text():
    page = read("json-ld")
    assert answers(page) == {
        "Hur laddar jag ner mitt röntgensvar?": ["I appen, under Svar.", "- Tryck på pilen", "- Spara", "Till appen"],
        "Ger ni vård utomlands?": ["Nej.", "Ring +46 771 11 77 00 (fees.ceiling.amount)."],
    }
    assert page.asked[0].links == (PageLink("Till appen", "https://tall.example/app"),)
    assert page.others == ("Kan jag ändra mitt namn?",)


def test_another_form_may_be_asked_for():
    assert list(answers(read("json-ld", "headings"))) == ["Ger ni vård utomlands?", "Kan jag ändra mitt namn?"]
    with pytest.raises(BadFile, match="no questions and answers"):
        read("json-ld", "dl")


def test_panels_are_read_though_they_are_hidden():
    assert answers(read("accordion")) == {
        "Hur byter jag språk i appen?": ["Tryck på flaggan."],
        "Sparas videosamtalet?": ["Nej, aldrig."],
    }


def test_broken_html_is_read_as_far_as_it_goes():
    found = answers(read("broken"))
    assert found["Kan jag byta läkare?"] == ["Ja. Säg till när du bokar & välj en annan.", "- Ring", "- Skriv"]
    assert found["Hur får jag svar"][0].startswith("Inom < 3 dagar.")


@pytest.mark.parametrize("name", ["none"])
def test_a_page_without_questions_is_told_with_what_to_do(name):
    with pytest.raises(BadFile) as bad:
        read(name)
    (found,) = bad.value.findings
    assert (found.file, found.rule) == ("none.html", "no-questions")
    assert "spreadsheet" in found.fix
    assert "kalkylblad" in found.sv


@pytest.mark.parametrize(
    ("coding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),
        ("cp1252", "ISO-8859-1"),
        ("cp1252", "no-such-coding"),
        ("cp1252", ""),
        ("utf-16", ""),
    ],
)
def test_a_page_is_decoded_as_it_is_not_as_it_says(coding, said):
    page = one_page("<h2>Får jag åka?</h2><p>Ja – “ofta”, för 5 €.</p>", coding, f'<meta charset="{said}">')
    assert answers(page) == {"Får jag åka?": ["Ja – “ofta”, för 5 €."]}


@pytest.mark.parametrize("data", [b"MIME-Version: 1.0\r\n", b"From: <Saved by Blink>\r\nSubject: x"])
def test_a_page_saved_as_one_file_is_refused_kindly(data):
    with pytest.raises(BadFile, match="HTML only"):
        read_page("a.mhtml", data)


def test_a_page_of_five_megabytes_is_read():
    picture = f'<img src="data:image/png;base64,{"A" * 100_000}">'
    page = one_page(f"{picture * 50}<script>{'x' * 1000}</script><h2>Går det bra?</h2><p>Ja.</p>{picture}")
    assert answers(page) == {"Går det bra?": ["Ja."]}


def test_a_page_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_BYTES", 10)
    with pytest.raises(BadFile, match="larger than"):
        one_page("")


def test_more_questions_than_anybody_reads_are_refused():
    with pytest.raises(BadFile, match="more than 500"):
        one_page("".join(f"<h2>Fråga {number}?</h2><p>Ja.</p>" for number in range(501)))


def test_a_page_that_nests_without_end_is_read():
    deep = "<div>" * 3000 + "<h2>Hur djupt?</h2><p>Så.</p>" + "</div>" * 3000
    assert answers(one_page(deep)) == {"Hur djupt?": ["Så."]}
    with pytest.raises(BadFile, match="no questions"):
        one_page(f'<script type="application/ld+json">{"[" * 100_000}</script>')


@pytest.mark.parametrize(
    "part", ["<!-- x ", "<a ", "<a x='", "<![CDATA[", "<?", "</", "<title>", "&", "<ul><li>", "<h2>Hur?"]
)
def test_a_page_that_never_ends_what_it_begins_is_done_with_soon(part):
    page = one_page(f"<h2>Går det?</h2><p>Ja.</p>{part * 3000}")
    assert page.asked[0].question == "Går det?"


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "#top", "", "ftp://x", "//[", "app"])
def test_links_that_lead_nowhere_from_outside_are_left_out(href):
    assert one_page(f"<h2>Vart?</h2><p>Dit: <a href='{href}'>länk</a></p>").asked[0].links == ()


def test_nothing_of_an_answer_is_html_and_no_value_is_filled_in():
    body = (
        "<h2>Vad sägs?</h2><p>&lt;script&gt;alert(1)&lt;/script&gt; {provider.email.support}<img src=x onerror=y></p>"
    )
    assert answers(one_page(body)) == {"Vad sägs?": ["<script>alert(1)</script> (provider.email.support)"]}


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", b"", True),
        ("-", b"\xef\xbb\xbf <!DOCTYPE html>", True),
        ("-", b"<div>", True),
        ("a.csv", b"id,field", False),
        ("a.xlsx", b"PK\x03\x04", False),
    ],
)
def test_a_page_is_told_from_a_spreadsheet(name, data, expected):
    assert is_page(name, data) is expected
