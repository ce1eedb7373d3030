"""Which phrasings are chosen, and what is written when a gap is accepted or dismissed."""

from pathlib import Path

import pytest
from kept import DOGS, NOW, PARKING, kept
from retrieval_desk import OUTSIDE, TESTS, TOPICS, knowledge, ranker
from small_repository import git, repository
from tiny import TinyEncoder

from vardlots.errors import KnowledgeError
from vardlots.gaps.accepting import accept, dismiss, draft_of, id_for
from vardlots.gaps.decisions import decisions
from vardlots.gaps.gaps import Gap, find_gaps
from vardlots.gaps.phrasings import LONGEST, Left, Phrasings, choose, held_out_texts
from vardlots.knowledge import read_knowledge
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.repository import Editor
from vardlots.retrieval.retriever import Retriever
from vardlots.settings import ROOT
from vardlots.usage.questions import keep_question, open_questions, settled_questions

KARIN = Editor("Karin Ek", "karin@tall.example")
QUESTIONS = ROOT / "bench" / "dev" / "questions.yaml"


def gap_of(texts) -> Gap:
    questions = tuple(kept(texts))
    return Gap("1", texts[0][0], ("parkering", "mottagning"), len(questions), questions, {}, NOW, NOW, None)


def chosen(texts, entry: str | None = "fees", **more) -> Phrasings:
    return choose(gap_of(texts), knowledge(), TinyEncoder(), entry, **more)


def why(texts, **more) -> list[tuple[str, str]]:
    return [(left.text, left.why) for left in chosen(texts, **more).left]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'gaps.db'}"


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    return repository(tmp_path / "repository")


def real_gap(url: str, texts=PARKING) -> Gap:
    for text, language in texts:
        keep_question(url, text, language, "held_back", NOW)
    retriever = Retriever(knowledge(), TinyEncoder(), ranker())
    (gap,) = find_gaps(open_questions(url), [], retriever, TinyEncoder(), at_least=1)
    return gap


def test_a_few_central_phrasings_are_chosen_in_each_language():
    found = chosen([("parkera bilen", "sv"), ("ställa husvagnen", "sv"), ("where to leave a caravan", "en")])
    assert found.sv == ("parkera bilen", "ställa husvagnen")
    assert found.en == ("where to leave a caravan",)
    assert chosen([*DOGS, *PARKING], most=1).sv == (DOGS[0][0],)


def test_one_language_may_be_chosen():
    found = chosen([("parkera bilen", "sv"), ("where to leave a caravan", "en")], languages=("en",))
    assert (found.sv, found.en) == ((), ("where to leave a caravan",))


def test_what_the_entry_has_or_what_was_just_chosen_is_not_added_twice():
    asked = TOPICS["fees"][1]
    assert why([(f"{asked}?", "sv")]) == [(f"{asked}?", "known")]
    assert why([(TOPICS["fees"][0].upper(), "sv")]) == [(TOPICS["fees"][0].upper(), "known")]
    assert chosen([("parkera bilen", "sv"), ("parkera bilen!", "sv"), ("Parkera  bilen", "sv")]).sv == (
        "parkera bilen",
    )


@pytest.mark.parametrize("text", [TESTS["fees"][0], TESTS["midwives"][0], "boka hotell i Paris", OUTSIDE["sv"][0]])
def test_a_test_is_no_phrasing(text):
    assert why([(text, "sv")]) == [(text, "test")]


def test_what_another_entry_is_asked_by_stays_there():
    text = TOPICS["midwives"][1]
    assert why([(text, "sv")]) == [(text, "elsewhere")]
    assert why([(text, "sv")], entry=None) == [(text, "elsewhere")]


def test_masked_and_long_questions_are_no_phrasings():
    long = "x" * (LONGEST + 1)
    assert why([("ring mig på [telefonnummer]", "sv"), (long, "sv")]) == [
        ("ring mig på [telefonnummer]", "masked"),
        (long, "long"),
    ]


def test_a_development_question_is_never_added_and_it_is_said():
    held_out = held_out_texts(QUESTIONS)
    assert len(held_out) > 400
    text = "Hur mkt tar ni betalt?"
    assert why([(text, "sv")], held_out=held_out) == [(text, "held_out")]
    assert chosen([(text, "sv")]).sv == (text,), "only because it is held out"


def test_without_development_questions_nothing_is_held_out(tmp_path):
    assert held_out_texts(tmp_path / "none.yaml") == frozenset()
    (tmp_path / "wrong.yaml").write_text("questions: [1]", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"wrong\.yaml: these are no questions"):
        held_out_texts(tmp_path / "wrong.yaml")


def test_accepting_adds_the_phrasings_and_settles_the_questions(url, kb):
    gap = real_gap(url)
    saved = accept(url, kb, gap, Phrasings(sv=("parkering vid mottagningen",)), editor=KARIN, entry="opening-hours")
    assert "parkering vid mottagningen" in read_knowledge(kb).entries["opening-hours"].also_asked.sv
    assert git(kb, "log", "-1", "--format=%H %an <%ae>") == f"{saved.commit} Karin Ek <karin@tall.example>"
    assert git(kb, "log", "-1", "--format=%s") == "Let opening-hours be asked for in 1 more way, as patients do"
    assert open_questions(url) == []
    assert {one.entry for one in settled_questions(url)} == {"opening-hours"}
    (one,) = decisions(url)
    assert (one.decision, one.entry, one.editor) == ("accepted", "opening-hours", "karin@tall.example")
    assert set(one.examples) <= {text for text, _ in PARKING}


def test_accepting_without_phrasings_writes_nothing_and_says_who_answers(url, kb):
    before = (kb / "faq.yaml").read_bytes()
    saved = accept(url, kb, real_gap(url), Phrasings(), editor=KARIN, entry="fees")
    assert (saved.commit, (kb / "faq.yaml").read_bytes()) == (None, before)
    assert {one.entry for one in settled_questions(url)} == {"fees"}


def test_a_draft_begins_with_the_questions(url, kb):
    gap = real_gap(url)
    found = choose(gap, knowledge(), TinyEncoder())
    accept(url, kb, gap, found, editor=KARIN, draft="parking")
    (draft,) = read_drafts(kb).drafts
    assert draft.id == "parking"
    assert (draft.question.sv, draft.question.en) == (found.sv[0], "parking parkering mottagningen")
    assert draft.also_asked.sv == found.sv[1:]
    assert [one.entry for one in decisions(url)] == ["parking"]


def test_a_refused_edit_settles_nothing(url, kb):
    gap, before = real_gap(url), (kb / "faq.yaml").read_bytes()
    with pytest.raises(KnowledgeError):
        accept(url, kb, gap, Phrasings(sv=(TOPICS["midwives"][1],)), editor=KARIN, entry="fees")
    assert (kb / "faq.yaml").read_bytes() == before
    assert (len(open_questions(url)), decisions(url)) == (gap.count, [])


def test_what_to_do_must_be_said(url, kb):
    gap = gap_of(PARKING)
    for what in ({}, {"entry": "fees", "draft": "parking"}):
        with pytest.raises(ValueError, match="name an entry or a draft"):
            accept(url, kb, gap, Phrasings(), editor=KARIN, **what)


def test_a_draft_needs_a_question():
    with pytest.raises(KnowledgeError, match="no question that could be a phrasing"):
        draft_of(gap_of(PARKING), Phrasings(left=(Left("x", "sv", "long"),)), "parking")


def test_a_dismissal_is_remembered(url):
    gap = real_gap(url)
    dismiss(url, gap, KARIN, NOW)
    (one,) = decisions(url)
    assert (one.decision, one.name, one.entry, one.moment) == ("dismissed", gap.name, None, NOW)
    assert open_questions(url) == []


def test_an_id_is_made_of_telling_words_and_never_taken():
    gap = gap_of(PARKING)
    assert id_for(gap, ()) == "parkering-mottagning"
    assert id_for(gap, {"parkering-mottagning", "parkering-mottagning-2"}) == "parkering-mottagning-3"


@pytest.mark.parametrize(("words", "name", "made"), [(("öl", "får"), "?", "ol-far"), ((), "hur är det", "ar-det-hur")])
def test_an_id_is_plain_letters(words, name, made):
    gap = gap_of(PARKING)
    assert id_for(Gap("1", name, words, 1, gap.questions, {}, NOW, NOW, None), ()) == made


def test_an_id_of_no_words_is_still_one():
    assert id_for(Gap("1", "?", (), 1, (), {}, NOW, NOW, None), {"gap"}) == "gap-2"
