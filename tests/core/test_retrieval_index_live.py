"""A large knowledge base is searched by shortlist, follows its files by the difference, and never mixes versions."""

import threading
import time
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from retrieval_desk import OUTSIDE, TESTS, TOPICS, entries, entry, knowledge, ranker, write
from tiny import TinyEncoder

from vardlots.knowledge import LiveKnowledge, read_knowledge
from vardlots.retrieval.encoder import REMEMBERED, RememberingEncoder, SpeltEncoder
from vardlots.retrieval.known import Limits
from vardlots.retrieval.lexical import CharNgrams, Rarity
from vardlots.retrieval.phrasings import phrasings_of
from vardlots.retrieval.retriever import LiveRetriever, Retriever
from vardlots.retrieval.shortlist import Breadth, Shortlist, Words
from vardlots.retrieval.signals import Evidence, Question
from vardlots.retrieval.vectors import TextVectors, id_of
from vardlots.retrieval.vocabulary import Vocabulary

LARGE = Limits(whole=10, exact=20, beside=10, gone=0.3)
"""So that the small knowledge base of the tests is treated as a large one."""
EVERYTHING = Breadth(texts=1_000, entries=1_000, listed=1_000)


def keys_of(phrasings):
    return [phrasing.key for phrasing in phrasings]


def question(text, **more):
    return Question(text, TinyEncoder().encode([text])[0], **more)


def shortlist(breadth, limits=LARGE, known=None):
    known = known or knowledge()
    phrasings = phrasings_of(known)
    vectors = TextVectors.of(keys_of(phrasings), TinyEncoder(), limits=limits)
    topics = [one.topic for one in known.entries.values()]
    return Shortlist(phrasings, vectors, topics, Words.of(phrasings, known.ordinary), breadth)


@pytest.fixture(scope="module")
def large():
    return Retriever(knowledge(), TinyEncoder(), ranker(), limits=LARGE)


# the shortlist


@pytest.mark.parametrize("recent", [(), (3, 1)])
@pytest.mark.parametrize("asked", ["vad kostar ett besok", "can I talk to a midwife", "pizza", "zzz"])
def test_a_shortlist_of_everything_is_the_whole_evidence(asked, recent):
    phrasings = phrasings_of(knowledge())
    vectors = TinyEncoder().encode([phrasing.text for phrasing in phrasings])
    topics = [one.topic for one in knowledge().entries.values()]
    whole = Evidence(phrasings, vectors, topics, knowledge().ordinary)
    places, signals = shortlist(EVERYTHING).signals(question(asked, recent=recent))
    assert sorted(places) == list(range(len(topics)))
    assert signals == pytest.approx(whole.signals(question(asked, recent=recent))[places], abs=1e-5)


def test_the_entries_are_those_near_the_question():
    places, signals = shortlist(Breadth(texts=12, entries=3, listed=2)).signals(question("kan jag få läkarintyg"))
    assert 3 <= len(places) == len(signals) <= 6  # three by meaning, and those by spelling that are others
    assert places[0] == list(knowledge().entries).index("sick-note")


def test_what_was_talked_about_is_always_among_them():
    places, _ = shortlist(Breadth(texts=5, entries=1, listed=1)).signals(question("öppettider", recent=(4,)))
    assert 4 in places


def test_there_is_more_than_one_entry_to_suggest():
    """The nearest two texts are of one entry, and of none that could be suggested beside it."""
    places, _ = shortlist(Breadth(texts=2, entries=24, listed=2)).signals(question("öppettider"))
    assert len(places) >= 3


def test_a_question_that_only_the_outside_is_near_still_gets_entries():
    places, signals = shortlist(Breadth(texts=1, entries=2, listed=2)).signals(question(OUTSIDE["sv"][0]))
    assert places
    assert np.isfinite(signals).all()


@pytest.mark.parametrize(("topic", "asked"), [(topic, test) for topic, tests in TESTS.items() for test in tests])
def test_a_large_knowledge_base_finds_the_entry(large, topic, asked):
    assert large.ask(asked, "sv").best.entry_id == topic


@pytest.mark.parametrize("asked", [text for texts in OUTSIDE.values() for text in texts])
def test_a_large_knowledge_base_holds_back(large, asked):
    assert large.ask(asked, "sv").decision == "hold_back"


def test_a_small_knowledge_base_is_compared_whole():
    small = Retriever(knowledge(), TinyEncoder(), ranker())
    ranking = small.ask("öppettider", "sv")
    assert {candidate.entry_id for candidate in ranking.candidates} == set(TOPICS)
    assert small.words is None


def test_a_knowledge_base_with_nothing_outside_can_be_large(tmp_path):
    folder = write(tmp_path / "kb", entries())
    (folder / "out_of_scope.yaml").unlink()
    retriever = Retriever(read_knowledge(folder), TinyEncoder(), ranker(), limits=LARGE)
    assert retriever.ask("öppettider", "sv").best.entry_id == "opening-hours"


# words and n-grams by the difference


def test_a_few_texts_are_weighed_as_among_the_many():
    many = [phrasing.text for phrasing in phrasings_of(knowledge())]
    few = many[5:20]
    among, whole = CharNgrams(few, Rarity.of(many)), CharNgrams(many)
    asked = ["vad kostar lakarbesök", "läkar intyg", "zzz", ""]
    assert among.scores(asked) == pytest.approx(whole.scores(asked)[:, 5:20], abs=1e-6)
    assert among.likeness() == pytest.approx(whole.likeness()[5:20, 5:20], abs=1e-6)


def test_words_follow_by_the_difference(tmp_path):
    first = phrasings_of(knowledge())
    second = phrasings_of(read_knowledge(write(tmp_path / "kb", [*entries()[2:], NEW])))
    followed, anew = Words.of(first, ()).following(second, ()), Words.of(second, ())
    assert followed.texts == anew.texts
    assert np.array_equal(followed.rarity.of_buckets, anew.rarity.of_buckets)
    plain = Vocabulary([phrasing.text for phrasing in second if phrasing.owner >= 0])
    for asked in ("vad kostar ett läkarbesök", "parkering", "var kan jag parkera cykeln", "kanelbullar", ""):
        assert followed.vocabulary.know(asked) == anew.vocabulary.know(asked) == plain.know(asked)


def test_other_ordinary_words_are_counted_anew():
    phrasings = phrasings_of(knowledge())
    changed = Words.of(phrasings, ("hej",)).following(phrasings, ("hej", "tack"))
    assert changed.vocabulary.know("tack").strange == 0
    assert Words.of(phrasings, ("hej",)).vocabulary.know("tack").strange == 1


# the vectors of texts

NEW = entry("parking", ("var kan jag parkera", "parkering", "p-plats", "parking", "where to park"), ("bil", "my bike"))


class Diacritics:
    """A spelling that restores one word."""

    def restore(self, text):
        return text.replace("lakare", "läkare")


def test_texts_that_are_read_alike_share_a_vector():
    spelt = SpeltEncoder(TinyEncoder(), Diacritics())
    assert id_of(("question", "lakare"), spelt) == id_of(("question", "läkare"), spelt)
    assert id_of(("question", "lakare"), TinyEncoder()) != id_of(("question", "läkare"), TinyEncoder())
    assert id_of(("answer", "läkare"), spelt) != id_of(("question", "läkare"), spelt)
    vectors = TextVectors.of([("question", "lakare"), ("question", "läkare")], spelt)
    assert len(vectors) == 2
    assert len(vectors.known) == 1


def test_ids_are_the_same_in_every_process():
    assert id_of(("question", "läkare"), TinyEncoder()) == 974720768539509641
    assert 0 <= id_of(("answer", ""), TinyEncoder()) < 2**63


@pytest.mark.parametrize("limits", [Limits(), LARGE])
def test_vectors_are_the_encoders_own(limits):
    keys = keys_of(phrasings_of(knowledge()))
    vectors = TextVectors.of(keys, TinyEncoder(), limits=limits)
    assert np.array_equal(vectors.rows(keys), TinyEncoder().encode([text for _, text in keys]))
    assert dict(vectors).keys() == set(keys)
    assert ("question", "never written") not in vectors


def test_the_next_process_encodes_only_what_is_new(tmp_path):
    folder, var = write(tmp_path / "kb", entries()), tmp_path / "var"
    Retriever(read_knowledge(folder), TinyEncoder(), ranker(), folder=var, limits=LARGE)
    encoder = TinyEncoder()
    write(folder, [*entries(), NEW])
    retriever = Retriever(read_knowledge(folder), encoder, ranker(), folder=var, limits=LARGE)
    assert "p-plats" in encoder.encoded
    assert "vad kostar ett besök" not in encoder.encoded
    assert retriever.ask("var kan jag parkera bilen", "sv").best.entry_id == "parking"


def test_another_encoders_vectors_are_not_taken(tmp_path):
    keys = keys_of(phrasings_of(knowledge()))
    TextVectors.of(keys, TinyEncoder(), tmp_path, LARGE)
    other = TinyEncoder()
    other.name = "other"
    TextVectors.of(keys, other, tmp_path, LARGE)
    assert len(set(other.encoded)) == len(set(keys))


def test_too_many_texts_are_not_remembered_twice(tmp_path):
    memory = RememberingEncoder(TinyEncoder(), tmp_path)
    memory.encode([str(number) for number in range(REMEMBERED + 1)])
    assert list(tmp_path.iterdir()) == []


def test_a_full_memory_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("vardlots.retrieval.encoder.REMEMBERED", 3)
    memory, inner = RememberingEncoder(TinyEncoder(), tmp_path), TinyEncoder()
    memory.encode(["a", "b"])
    assert memory.encode(["b", "c", "d"]).tolist() == TinyEncoder().encode(["b", "c", "d"]).tolist()
    assert RememberingEncoder(inner, tmp_path).encode(["d", "c", "b"]).shape == (3, 64)
    assert inner.encoded == []


# swapping while serving


def versioned(number):
    """Return entries whose ids and texts say of which version they are."""
    return [
        {**row, "id": f"{row['id']}-v{number}", "also_asked": {"sv": [f"{row['id']} i version {number}"]}}
        for row in entries()
    ]


@contextmanager
def serving(ask, stop):
    """Keep three threads asking."""
    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def wait_for(served, ids):
    """Wait until the version with these entries serves; a file that is read while it is written is read again."""
    while set(served.settle().knowledge.entries) != ids:
        time.sleep(0.01)


@pytest.mark.parametrize("limits", [Limits(), LARGE])
def test_every_answer_belongs_to_one_version(tmp_path, limits):
    folder = write(tmp_path / "kb", versioned(0))
    served = LiveRetriever(LiveKnowledge(folder, every=0), TinyEncoder(), ranker(), tmp_path / "var", limits)
    seen, wrong, stop = set(), [], threading.Event()

    def ask():
        while not stop.is_set():
            for asked in ("öppettider", "kan jag få läkarintyg", "version 3"):
                retriever = served.current()
                ids = {candidate.entry_id for candidate in retriever.ask(asked, "sv").candidates}
                versions = {one.rsplit("-v", 1)[1] for one in ids}
                if len(versions) != 1 or not ids <= set(retriever.knowledge.entries):
                    wrong.append(ids)
                seen.update(versions)

    with serving(ask, stop):
        for number in range(1, 6):
            write(folder, versioned(number))
            wait_for(served, {row["id"] for row in versioned(number)})
    assert not wrong
    assert len(seen) > 1


def test_no_question_waits_for_a_reading_and_the_next_version_comes_by_itself(tmp_path, monkeypatch):
    folder = write(tmp_path / "kb", versioned(0))
    served, reading, may_read = (
        LiveRetriever(LiveKnowledge(folder, every=0), TinyEncoder(), ranker()),
        threading.Event(),
        threading.Event(),
    )
    since = served.since

    def slow(folder):
        reading.set()
        may_read.wait()
        return read_knowledge(folder)

    monkeypatch.setattr("vardlots.knowledge.live.read_knowledge", slow)
    write(folder, versioned(1))
    assert served.current().ask("öppettider", "sv").best.entry_id == "opening-hours-v0"
    assert reading.wait(20)
    assert served.preparing
    assert served.current().ask("öppettider", "sv").best.entry_id == "opening-hours-v0"
    may_read.set()
    assert "opening-hours-v1" in served.settle().knowledge.entries
    assert not served.preparing
    assert served.since > since


@pytest.mark.parametrize("limits", [Limits(), LARGE])
def test_a_mended_answer_is_said_before_the_version_is_ready(tmp_path, limits):
    """What is found changes when everything is ready; what is said need not wait for that."""
    folder, encoder = write(tmp_path / "kb", entries()), TinyEncoder()
    served = LiveRetriever(LiveKnowledge(folder, every=0), encoder, ranker(), tmp_path / "var", limits)
    before, said, encode = served.current(), [], encoder.encode
    rows = entries()
    rows[0]["answer"]["sv"] = "Det är gratis sedan i går."

    def slow(texts, kind="question"):
        said.append((served._retriever.knowledge.answer("fees", "sv"), served.preparing))
        return encode(texts, kind)

    encoder.encode = slow
    write(folder, rows)
    after = served.settle()
    assert said[0] == (("Det är gratis sedan i går.",), True)
    assert before.knowledge.answer("fees", "sv") != after.knowledge.answer("fees", "sv")
    assert any("gratis sedan" in phrasing.text for phrasing in after.phrasings)


def test_other_entries_are_not_said_by_a_version_that_cannot_find_them():
    first = Retriever(knowledge(), TinyEncoder(), ranker())
    other = replace(knowledge(), entries=dict(list(knowledge().entries.items())[1:]))
    assert first.saying(other) is None
    assert first.saying(replace(knowledge(), version="another")).knowledge.version == "another"


def test_the_next_version_knows_what_a_first_one_would(tmp_path):
    first = Retriever(knowledge(), TinyEncoder(), ranker())
    later = read_knowledge(write(tmp_path / "kb", [*entries(), NEW]))
    follows, anew = (Retriever(later, TinyEncoder(), ranker(), before) for before in (first, None))
    for asked in ("parkera cykeln", "vad kostar ett besök"):
        assert follows.ask(asked, "sv") == anew.ask(asked, "sv")
