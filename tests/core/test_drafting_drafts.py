"""What a page answers becomes drafts: named, in its language, with the clinic's values by their paths."""

import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from knowledge_folder import make, whole

from vardlots.drafting.drafts import drafted, slug
from vardlots.drafting.forms import Asked
from vardlots.drafting.page import Page
from vardlots.drafting.prose import PageLink
from vardlots.knowledge.drafts import FILE, START, read_drafts
from vardlots.knowledge.models import KEBAB, Draft

ID = re.compile(KEBAB)


def page(*asked, **fields):
    values = {"name": "faq.html", "title": "Frågor", "address": "", "language": "sv", "form": "headings"} | fields
    return Page(asked=asked, **values)


def drafts(folder, *asked, **fields):
    return [one.new for one in drafted(page(*asked, **fields), folder).drafts]


def test_a_draft_says_where_it_comes_from_and_when(tmp_path):
    saved = tmp_path / "faq.html"
    saved.write_text("x")
    os.utime(saved, (1_795_000_000, 1_795_000_000))
    plan = drafted(page(Asked("Kan jag få tolk?", "Ja.")), make(tmp_path), saved)
    (made,) = plan.drafts
    assert made.new == {
        "id": "kan-jag-fa-tolk",
        "question": {"sv": "Kan jag få tolk?"},
        "answer": {"sv": "Ja."},
        "source": ["Frågor, faq.html, 2026-11-18"],
    }
    assert Draft.model_validate(made.new).id == made.id
    assert [change.place for change in made.changes] == ["question.sv", "answer.sv"]


def test_the_address_of_the_page_is_its_name(tmp_path):
    (draft,) = drafts(make(tmp_path), Asked("Tolk?", "Ja."), address="https://tall.example/faq")
    assert draft["source"][0].startswith("Frågor, https://tall.example/faq, 20")


def test_the_clinics_own_addresses_and_pages_are_written_by_their_paths(tmp_path):
    text = "Mejla hej@tall.example, eller KONTO@tall.example. Annars x@y.example.\n\nAppen: https://tall.example/app/"
    links = (PageLink("Appen", "https://tall.example/app"), PageLink("Annat", "https://y.example/"))
    (draft,) = drafts(make(tmp_path), Asked("Hur når jag er?", text, links))
    assert draft["answer"]["sv"] == (
        "Mejla {provider.email.support}, eller {provider.email.account}. Annars x@y.example."
        "\n\nAppen: {provider.pages.app}"
    )
    assert [link["url"] for link in draft["links"]] == ["{provider.pages.app}", "https://y.example/"]
    assert draft["links"][0]["title"] == {"sv": "Appen"}


def test_a_phone_number_is_known_however_it_is_written(tmp_path):
    provider = 'name: T\nemail: {support: hej@tall.example}\npages: {app: "https://tall.example/app"}\n'
    folder = make(tmp_path, provider=f"{provider}phone: 08-465 004 00\n", fees="ceiling: {amount: 200}\n")
    (draft,) = drafts(folder, Asked("Nummer?", "Ring +46 8 465 00 400 eller 08-123 456 78."))
    assert draft["answer"]["sv"] == "Ring {provider.phone} eller 08-123 456 78."


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("en", ("sv", "Hur får jag kvitto?", "Det finns i appen efter besöket.")),
        ("sv", ("en", "How do I get a receipt?", "It is in the app after your visit.")),
    ],
)
def test_the_language_is_heard_and_where_it_is_not_the_page_says(said, other, tmp_path):
    heard, *texts = other
    clear, unclear = drafts(whole(tmp_path), Asked(*texts), Asked("BankID?", "OK."), language=said)
    assert list(clear["question"]) == list(clear["answer"]) == [heard]
    assert list(unclear["question"]) == [said]


def test_a_question_that_is_asked_already_is_left_out(tmp_path):
    folder = make(tmp_path)
    (folder / FILE).write_text(f"{START}  - id: tolk\n    question: {{sv: Kan jag få tolk?}}\n", encoding="utf-8")
    asked = [Asked(text, "Ja.") for text in ("Vad kostar det?", "kostar det nåt", "kan jag få tolk", "Nytt?")]
    plan = drafted(page(*asked, others=("En till?",)), folder)
    assert [one.new["question"]["sv"] for one in plan.drafts] == ["Nytt?"]
    assert plan.left_out == ("Vad kostar det?", "kostar det nåt", "kan jag få tolk", "En till?")


def test_names_are_never_taken_twice(tmp_path):
    asked = [Asked(text, "Ja.") for text in ("Fees?", "Fees!", "Tolk?", "tolk…")]
    assert [one["id"] for one in drafts(make(tmp_path), *asked)] == ["fees-2", "fees-3", "tolk", "tolk-2"]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Hur avbokar jag en läkartid på Åland?", "avbokar-lakartid-aland"),
        ("Får jag?", "far-jag"),
        ("112?", "question-112"),
        ("?!", "question"),
        ("日本語?", "question"),
        ("Smörgåsbord & Ærø, straße", "smorgasbord-aro-strasse"),
        ("a" * 60, "a" * 40),
        ("Vaccination mot fästingburen encefalit för vuxna", "vaccination-mot-fastingburen-encefalit"),
    ],
)
def test_a_name_has_the_telling_words_in_ascii(question, name):
    assert slug(question, {"hur", "jag", "en", "på", "får"}, ()) == name


@given(st.text(max_size=80))
def test_a_name_is_always_one_that_may_stand_in_the_file(question):
    assert ID.fullmatch(slug(question, {"hur"}, ("question",)))


def test_what_is_made_can_be_saved_and_read(tmp_path):
    folder = make(tmp_path)
    plan = drafted(page(Asked("Kan jag: få #tolk?", "Ja.\n\n- en: två\n\n= tre"), Asked("Och nu?", "Nej.")), folder)
    (folder / FILE).write_text(plan.add_drafts(START), encoding="utf-8")
    assert [one.question.sv for one in read_drafts(folder).drafts] == ["Kan jag: få #tolk?", "Och nu?"]
