"""The parts that compare: spelling, vectors, words, the classifier, the memory of vectors."""

import numpy as np
import pytest
from retrieval_desk import knowledge
from tiny import TinyEncoder

from vardlots.retrieval.classifier import KernelClassifier
from vardlots.retrieval.encoder import RememberingEncoder
from vardlots.retrieval.fit import UNFITTED
from vardlots.retrieval.index import DenseIndex
from vardlots.retrieval.lexical import CharNgrams, both_spellings
from vardlots.retrieval.phrasings import LONGEST, OUTSIDE, phrasings_of, says_something, tidy
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.signals import MEANING, Question, log_odds
from vardlots.retrieval.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def evidence():
    return Retriever(knowledge(), TinyEncoder(), UNFITTED).evidence


def question(text, **more):
    return Question(text, TinyEncoder().encode([text])[0], **more)


def column(signals, name):
    return signals[:, list(MEANING).index(name)]


def test_the_tiny_encoder_gives_unit_vectors():
    vectors = TinyEncoder().encode(["läkarintyg", "lakarintyg", "app"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert vectors[0] @ vectors[1] > 0.9 > vectors[0] @ vectors[2]
    assert TinyEncoder().encode([]).shape == (0, 64)


def test_spelling_sees_through_missing_dots_compounds_and_typos():
    texts = ["kan jag få läkarintyg", "ladda ner appen", "öppettider"]
    spelling = CharNgrams(texts)
    for typed, meant in (("lakarintyg", 0), ("intyg", 0), ("läkarintig", 0), ("OPPETTID", 2), ("apen", 1)):
        assert spelling.scores(typed).argmax() == meant, typed


def test_a_text_is_most_like_itself():
    spelling = CharNgrams(["frikort", "högkostnadsskydd"])
    assert spelling.scores("frikort")[0] == pytest.approx(1, abs=1e-6)
    assert spelling.scores("zzz").tolist() == [0, 0]


def test_a_row_is_the_vectorizers_own():
    spelling = CharNgrams(["kan jag få läkarintyg", "ladda ner appen", "öppettider"])
    for text in ("lakarintyg appen appen", "öppet", "zzz", ""):
        own = spelling.rows @ spelling._vectorizer.transform([text]).T
        assert spelling.scores(text) == pytest.approx(own.toarray()[:, 0], abs=1e-6), text


def test_a_folded_copy_is_added_only_where_it_differs():
    assert both_spellings("App") == "app"
    assert both_spellings("Läkare") == "läkare lakare"


def test_the_index_finds_exactly_the_nearest():
    vectors = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)
    index = DenseIndex(vectors)
    places, cosines = index.search(vectors[7], 3)
    expected = vectors @ vectors[7]
    assert places.tolist() == np.argsort(-expected)[:3].tolist()
    assert cosines == pytest.approx(np.sort(expected)[::-1][:3], rel=1e-5)
    assert index.scores(vectors[7]) == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_the_index_gives_what_it_has():
    assert len(DenseIndex(np.eye(2, dtype=np.float32)).search(np.array([1, 0], dtype=np.float32), 10)[0]) == 2


def test_leaving_out_is_the_same_as_never_having_seen():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(30, 4))
    kernel = np.exp(-((points[:, None] - points) ** 2).sum(axis=2))
    classes, trust = rng.integers(0, 3, 30).tolist(), rng.choice([0.3, 1.0], 30).tolist()
    everything = KernelClassifier(kernel, classes, 3, trust)
    rest = [at for at in range(30) if at not in (4, 9)]
    without = KernelClassifier(kernel[np.ix_(rest, rest)], [classes[at] for at in rest], 3, [trust[at] for at in rest])
    assert everything.left_out([4, 9]) == pytest.approx(without.scores(kernel[4, rest]), rel=1e-3, abs=1e-4)


def test_known_words_are_familiar_and_others_strange():
    words = Vocabulary(["hur förnyar jag recept", "recept på nätet", "hur mår du"])
    known, odd = words.know("förnya recept"), words.know("förnya netflix")
    assert (known.strange, odd.strange) == (0, 1)
    assert known.familiar == pytest.approx(1)
    assert 0 < odd.familiar < 1
    assert words.know("recept").telling < words.know("nätet").telling


def test_a_text_does_not_know_itself():
    words = Vocabulary(["hur förnyar jag recept", "recept på nätet"])
    assert words.know("recept på nätet", own=1).strange == 2
    assert words.know("").familiar == 0


def test_no_opinion_leaves_its_signals_out(evidence):
    without, heard = evidence.signals(question("app")), evidence.signals(question("app", intents={"faq_fees": 0.9}))
    assert without.shape == (6, len(MEANING) - 2)
    assert heard.shape == (6, len(MEANING))
    assert heard[:, :-2].tolist() == without.tolist()
    assert column(heard, "intent").argmax() == list(knowledge().entries).index("fees")


def test_out_of_scope_and_fallback_speak_together(evidence):
    heard = evidence.signals(question("app", intents={"out_of_scope": 0.3, "nlu_fallback": 0.4}))
    assert column(heard, "intent_outside") == pytest.approx(log_odds(0.7))


def test_a_phrasing_left_out_is_no_longer_its_own_best(evidence):
    places = {phrasing.text: at for at, phrasing in enumerate(phrasings_of(knowledge()))}
    seen, fresh = question("gravid", seen=(places["gravid"],)), question("gravid")
    own = list(knowledge().entries).index("midwives")
    for name in ("dense_best", "lexical_best", "class_score"):
        assert column(evidence.signals(seen), name)[own] < column(evidence.signals(fresh), name)[own], name


def test_log_odds_stay_finite():
    assert log_odds(0) == pytest.approx(-log_odds(1))
    assert log_odds(0.5) == 0


def test_every_text_of_the_knowledge_base_is_compared_with():
    found = phrasings_of(knowledge())
    parts = [phrasing.part for phrasing in found]
    assert parts.count("asked") == 30
    assert parts.count("answer") == 12
    assert {phrasing.owner for phrasing in found if phrasing.part == "outside"} == {OUTSIDE}
    assert not any(phrasing.text == "vad är priset för ett läkarbesök" for phrasing in found)


def test_a_question_is_tidied():
    assert tidy("  la\u0308kare \n nu ") == "läkare nu"
    assert len(tidy("ord " * 10_000)) <= LONGEST
    assert len(tidy("x" * 100_000)) <= LONGEST + 1
    assert [says_something(text) for text in ("", "🤒", "?!", "a", "1177")] == [False, False, False, True, True]


def test_vectors_of_the_knowledge_base_are_remembered(tmp_path):
    first = RememberingEncoder(TinyEncoder(), tmp_path).encode(["frikort", "öppettider"])
    inner = TinyEncoder()
    again = RememberingEncoder(inner, tmp_path)
    assert again.encode(["öppettider", "frikort"]).tolist() == first[::-1].tolist()
    assert inner.encoded == []


def test_a_single_question_is_never_kept(tmp_path):
    RememberingEncoder(TinyEncoder(), tmp_path).encode(["jag mår inte bra"])
    assert list(tmp_path.iterdir()) == []


def test_a_broken_memory_is_begun_anew(tmp_path):
    (tmp_path / "tiny.npz").write_bytes(b"PK\x03\x04 half a file")
    assert RememberingEncoder(TinyEncoder(), tmp_path).encode(["a", "b"]).shape == (2, 64)
    assert RememberingEncoder(TinyEncoder(), tmp_path).encode([]).shape == (0, 64)
