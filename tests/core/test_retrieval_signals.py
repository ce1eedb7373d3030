"""The parts that compare: spelling, vectors, words, the classifier, the memory of vectors."""

import numpy as np
import pytest
from retrieval_desk import knowledge
from sklearn.feature_extraction.text import TfidfVectorizer
from tiny import TinyEncoder

from vardlots.retrieval.classifier import KernelClassifier
from vardlots.retrieval.encoder import RememberingEncoder
from vardlots.retrieval.fit import UNFITTED
from vardlots.retrieval.index import DenseIndex
from vardlots.retrieval.lexical import CharNgrams, fold, ngrams
from vardlots.retrieval.phrasings import LONGEST, OUTSIDE, phrasings_of, says_something, tidy
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.signals import MEANING, RECENCY, Evidence, Question, log_odds
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


def scores(spelling, text):
    return spelling.scores([text])[0]


def test_spelling_sees_through_missing_dots_compounds_and_typos():
    texts = ["kan jag få läkarintyg", "ladda ner appen", "öppettider"]
    spelling = CharNgrams(texts)
    for typed, meant in (("lakarintyg", 0), ("intyg", 0), ("läkarintig", 0), ("OPPETTID", 2), ("apen", 1)):
        assert scores(spelling, typed).argmax() == meant, typed


def test_a_compound_written_apart_is_more_alike_than_its_parts_are():
    spelling = CharNgrams(["läkarintyg", "läkare", "intyg om vård"])
    assert scores(spelling, "läkar intyg").argmax() == 0
    assert scores(spelling, "läkar intyg")[0] > scores(spelling, "läkar och intyg")[0]


def test_a_text_is_most_like_itself():
    spelling = CharNgrams(["frikort", "högkostnadsskydd"])
    assert scores(spelling, "frikort")[0] == pytest.approx(1, abs=1e-6)
    assert scores(spelling, "zzz").tolist() == [0, 0]
    assert scores(spelling, "").tolist() == [0, 0]


def test_texts_are_as_alike_as_scikit_learn_says():
    texts = ["get a sick note", "download the app", "app app store", "a"]
    reference = TfidfVectorizer(
        analyzer=lambda text: [gram for word in set(text.split()) for gram in set(ngrams(word))],
        sublinear_tf=True,
    )
    rows = reference.fit_transform([" ".join(dict.fromkeys(text.split())) for text in texts])
    ours = CharNgrams([" ".join(dict.fromkeys(text.split())) for text in texts])
    assert ours.likeness() == pytest.approx((rows @ rows.T).toarray(), abs=1e-5)


def test_the_ngrams_of_a_word_are_those_of_char_wb():
    analyzer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()
    for word in ("a", "app", "läkarintyg"):
        assert sorted(ngrams(word)) == sorted(analyzer(word))


def test_diacritics_and_case_go():
    assert fold("Läkare på Öland") == "Lakare pa Oland"
    assert scores(CharNgrams(["LÄKARE", "app"]), "läkare")[0] == pytest.approx(1, abs=1e-6)


def test_the_index_finds_exactly_the_nearest():
    vectors = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)
    index = DenseIndex(vectors)
    places, cosines = index.search(vectors[7], 3)
    expected = vectors @ vectors[7]
    assert places.tolist() == np.argsort(-expected)[:3].tolist()
    assert cosines == pytest.approx(np.sort(expected)[::-1][:3], rel=1e-5)


def test_the_index_gives_what_it_has():
    assert len(DenseIndex(np.eye(2, dtype=np.float32)).search(np.array([1, 0], dtype=np.float32), 10)[0]) == 2


def test_leaving_out_is_the_same_as_never_having_seen():
    rng = np.random.default_rng(1)
    points = rng.normal(size=(30, 4))
    kernel = np.exp(-((points[:, None] - points) ** 2).sum(axis=2))
    classes, trust = rng.integers(0, 3, 30).tolist(), rng.choice([0.3, 1.0], 30).tolist()
    everything = KernelClassifier(kernel, classes, 3, trust, inverse=True)
    rest = [at for at in range(30) if at not in (4, 9)]
    without = KernelClassifier(kernel[np.ix_(rest, rest)], [classes[at] for at in rest], 3, [trust[at] for at in rest])
    assert everything.scores(kernel[4], [4, 9]) == pytest.approx(without.scores(kernel[4, rest]), rel=1e-3, abs=1e-4)
    stranger = rng.random(30)
    assert everything.scores(stranger, [4, 9]) == pytest.approx(without.scores(stranger[rest]), rel=1e-3, abs=1e-4)


def test_a_classifier_says_when_it_cannot_leave_out():
    plain = KernelClassifier(np.eye(2), [0, 1], 2, [1.0, 1.0])
    assert plain.scores(np.array([1.0, 0.0])).argmax() == 0
    with pytest.raises(ValueError, match="inverse"):
        plain.scores(np.array([1.0, 0.0]), [0])


def test_known_words_are_familiar_and_others_strange():
    words = Vocabulary(["hur förnyar jag recept", "recept på nätet", "hur mår du"])
    known, odd = words.know("förnya recept"), words.know("förnya netflix")
    assert (known.strange, odd.strange) == (0, 1)
    assert known.familiar == pytest.approx(1)
    assert 0 < odd.familiar < 1
    assert words.know("recept").telling < words.know("nätet").telling


@pytest.mark.parametrize("text", ["priserna", "PRIS", "frikrot", "frikort", "läkre", "lakare"])
def test_a_word_is_known_in_another_form_and_with_a_letter_wrong(text):
    words = Vocabulary(["vad är priset", "frikort", "läkare"])
    assert words.know(text).strange == 0


@pytest.mark.parametrize("text", ["pizza", "frisyr", "lärare", "bil", "prins"])
def test_a_word_for_something_else_is_strange(text):
    assert Vocabulary(["vad är priset", "frikort", "läkaren", "bild"]).know(text).strange == 1


def test_ordinary_words_are_neither_strange_nor_telling():
    words = Vocabulary(["låna bankid"], ["förresten kan jag", "min sambo"])
    plain, wordy = words.know("låna bankid"), words.know("Förresten, kan jag låna min sambos bankid?")
    assert (wordy.familiar, wordy.strange, wordy.telling) == (plain.familiar, plain.strange, plain.telling)
    assert words.know("förresten pizza").strange == 1


def test_a_question_is_the_vaguer_the_less_it_names():
    words = Vocabulary(["vad kostar recept"], ["och för barn", "vad är det"])
    vague = [words.know(text).vague for text in ("och för barn?", "vad är recept", "recept på pizza", "")]
    assert vague == [1, 1 / 2, 1 / 4, 0]


def test_a_text_does_not_know_itself():
    words = Vocabulary(["hur förnyar jag recept", "recept på nätet", "recepten"])
    assert words.know("recept på nätet", own=[1]).strange == 2
    assert words.know("recept på nätet", own=[0, 1, 2]).strange == 3
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


def test_the_newest_topic_counts_most_and_more_the_vaguer_the_question(evidence):
    places = {entry: at for at, entry in enumerate(knowledge().entries)}
    about = [places[name] for name in ("fees", "complaint", "midwives")]
    vague = question("och för", recent=(places["fees"], places["complaint"], places["fees"]))
    clear = question("och för app", recent=(places["fees"],))
    assert column(evidence.signals(vague), "recent")[about].tolist() == [1, 0.5, 0]
    assert column(evidence.signals(clear), "recent")[about].tolist() == [0.5, 0, 0]
    assert not any(column(evidence.signals(question("och för")), name).any() for name in RECENCY)


def test_entries_of_the_same_intent_are_kin():
    phrasings, vectors = (
        phrasings_of(knowledge()),
        TinyEncoder().encode([one.text for one in phrasings_of(knowledge())]),
    )
    together = Evidence(phrasings, vectors, ["faq_fees", "faq_fees", "b", "c", "d", "e"])
    row = together.signals(question("och", recent=(0,)))
    assert column(row, "recent_kin").tolist() == [0.5, 0.5, 0, 0, 0, 0]


def test_questions_together_get_what_each_gets_alone(evidence):
    asked = [question("gravid"), question("öppettider i helgen", recent=(1,)), question("zzz")]
    together = evidence.measure(asked)
    for one, row in zip(asked, together, strict=True):
        assert evidence.signals(one) == pytest.approx(row, abs=1e-5)


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
