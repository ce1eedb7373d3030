"""Questions find their entries, nonsense finds none, and a saved entry is found without a fit."""

import pytest
from retrieval_desk import OUTSIDE, TESTS, entries, entry, knowledge, opinions, ranker, write
from tiny import TinyEncoder

from vardlots.knowledge import LiveKnowledge
from vardlots.retrieval.fit import fit_ranker
from vardlots.retrieval.known import LIMITS, Limits
from vardlots.retrieval.retriever import LiveRetriever, Retriever

NEW = entry("parking", ("var kan jag parkera", "parkering", "p-plats", "parking", "where to park"), ("bil", "my bike"))


@pytest.fixture(scope="module")
def desk():
    return Retriever(knowledge(), TinyEncoder(), ranker())


@pytest.mark.parametrize(("topic", "question"), [(topic, test) for topic, tests in TESTS.items() for test in tests])
def test_a_question_finds_its_entry(desk, topic, question):
    assert desk.ask(question, "sv").best.entry_id == topic


def test_a_ranking_is_every_entry_once_the_likeliest_first(desk):
    ranking = desk.ask("vad kostar det", "sv")
    scores = [candidate.score for candidate in ranking.candidates]
    assert {candidate.entry_id for candidate in ranking.candidates} == set(TESTS)
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) == pytest.approx(ranking.scope)
    assert ranking.suggestions == ranking.candidates[:3]


def test_the_reasons_add_up_to_the_ranking(desk):
    ranking = desk.ask("öppettider", "sv", why=True)
    totals = [sum(signal.adds for signal in candidate.signals) for candidate in ranking.candidates]
    assert totals == sorted(totals, reverse=True)
    assert {signal.name for signal in ranking.scope_signals} >= {"familiar", "strange", "outside_class"}


def test_a_written_phrasing_is_answered(desk):
    assert desk.ask("Pris läkarbesök", "sv").decision == "answer"


@pytest.mark.parametrize("question", [text for texts in OUTSIDE.values() for text in texts])
def test_a_listed_question_out_of_scope_is_held_back(desk, question):
    assert desk.ask(question, "sv").decision == "hold_back"


@pytest.mark.parametrize("question", ["", "   \n", "?", "🤒", "👩‍⚕️🤰", "!!! …"])
def test_nothing_said_is_held_back(desk, question):
    ranking = desk.ask(question, "sv")
    assert (ranking.decision, ranking.candidates, ranking.best) == ("hold_back", (), None)


def test_an_emoji_beside_words_does_not_hide_them(desk):
    assert desk.ask("sjukintyg 🤒🤒", "sv").best.entry_id == "sick-note"


def test_missing_dots_do_not_hide_a_word(desk):
    assert desk.ask("lakarintyg", "sv").best.entry_id == "sick-note"


def test_a_very_long_question_keeps_its_beginning_and_its_end(desk):
    story = "jag har undrat länge " * 5_000
    assert desk.ask(f"{story} kan jag få läkarintyg, ett sjukintyg", "sv").best.entry_id == "sick-note"
    assert desk.ask(f"ladda ner appen, hämta appen {story}", "sv").best.entry_id == "download-app"


def test_rasas_opinion_is_ignored_by_a_ranker_that_was_fitted_without(desk):
    plain = desk.ask("vad kostar det", "sv")
    assert desk.ask("vad kostar det", "sv", {"faq_midwives": 1.0}) == plain


def test_rasas_opinion_moves_a_ranker_that_was_fitted_with_it():
    fitted = fit_ranker(knowledge(), TinyEncoder(), opinions())
    desk = Retriever(knowledge(), TinyEncoder(), fitted)
    question = "hur gör jag"
    without = {c.entry_id: c.share for c in desk.ask(question, "sv").candidates}
    heard = desk.ask(question, "sv", {"faq_midwives": 0.97})
    assert heard.best.entry_id == "midwives"
    assert heard.best.share > without["midwives"]


def test_an_intent_that_rasa_never_heard_of_does_no_harm():
    fitted = fit_ranker(knowledge(), TinyEncoder(), opinions())
    desk = Retriever(knowledge(), TinyEncoder(), fitted)
    assert desk.ask("öppettider", "sv", {"tap_dance": 1.0}).best.entry_id == "opening-hours"


def test_a_saved_entry_is_found_without_a_fit(tmp_path):
    folder, encoder = write(tmp_path / "kb", entries()), TinyEncoder()
    served = LiveRetriever(LiveKnowledge(folder, every=0), encoder, ranker())
    before = served.ask("var kan jag parkera bilen", "sv")
    encoder.encoded.clear()
    write(folder, [*entries(), NEW])
    served.settle()
    after = served.ask("var kan jag parkera bilen", "sv")
    assert "parking" not in {candidate.entry_id for candidate in before.candidates}
    assert after.best.entry_id == "parking"
    assert after.decision == "answer"
    assert "vad kostar ett besök" not in encoder.encoded
    assert "p-plats" in encoder.encoded


def test_the_version_at_hand_answers_while_the_next_is_made(tmp_path):
    folder = write(tmp_path / "kb", entries())
    served = LiveRetriever(LiveKnowledge(folder, every=0), TinyEncoder(), ranker())
    first = served.current()
    write(folder, [*entries(), NEW])
    assert served.ask("öppettider", "sv").best.entry_id == "opening-hours"
    assert served.settle() is not first
    assert served.settle() is served.current()


def test_a_broken_file_changes_nothing(tmp_path):
    folder = write(tmp_path / "kb", entries())
    served = LiveRetriever(LiveKnowledge(folder, every=0), TinyEncoder(), ranker())
    first = served.current()
    (folder / "faq.yaml").write_text("entries: [", encoding="utf-8")
    assert served.settle() is first


def test_one_entry_alone_can_be_asked(tmp_path):
    (only,) = [row for row in entries() if row["id"] == "fees"]
    served = LiveRetriever(LiveKnowledge(write(tmp_path / "kb", [only])), TinyEncoder(), ranker())
    assert [candidate.entry_id for candidate in served.ask("vad kostar det", "sv").candidates] == ["fees"]


@pytest.mark.parametrize("limits", [LIMITS, Limits(whole=10)], ids=["whole", "shortlist"])
def test_many_questions_are_ranked_as_each_alone(limits):
    retriever, texts = Retriever(knowledge(), TinyEncoder(), ranker(), limits=limits), [TESTS["fees"][0], "?!", "pizza"]
    together = retriever.ask_all(texts, TinyEncoder().encode(texts))
    for text, ranking in zip(texts, together, strict=True):
        alone = retriever.ask(text, "sv")
        assert (ranking.decision, ranking.certain) == (alone.decision, alone.certain)
        assert [one.entry_id for one in ranking.candidates[:3]] == [one.entry_id for one in alone.candidates[:3]]
        assert ranking.scope == pytest.approx(alone.scope)
    assert retriever.ask_all([], TinyEncoder().encode([])) == []
