"""However vectors are kept, the nearest are found; what is taken out is gone, and no version changes another."""

import json
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vardlots.retrieval.index import ClusteredIndex, DenseIndex, Without
from vardlots.retrieval.known import KnownVectors, Limits
from vardlots.retrieval.segment import Home, Segment

DIM = 8
SMALL = Limits(exact=30, beside=8, gone=0.3)
"""Few enough for a test to have every kind. So few clusters are all looked through, so nothing may be missed."""


def vector(number):
    """Return the one vector of an id, or of a question."""
    drawn = np.random.default_rng(number).standard_normal(DIM)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


def vectors(ids):
    return np.array([vector(int(number)) for number in ids], dtype=np.float32).reshape(-1, DIM)


def rising(ids):
    return np.array(sorted(ids), dtype=np.int64)


def known(ids=(), home=None, limits=SMALL):
    return KnownVectors.empty(home or Home.for_now("tiny"), DIM, limits).having(rising(ids), vectors)


def nearest(ids, question, k):
    """Return what a search ought to find, by comparing with everything."""
    cosines = vectors(rising(ids)) @ question
    return rising(ids)[np.argsort(-cosines, kind="stable")[:k]]


def check(version, ids):
    """Hold a version against what it should have."""
    assert len(version) == len(ids)
    assert version.ids.tolist() == sorted(ids)
    question = vector(-1 % 2**32)
    found, cosines = version.search(question, 5)
    assert found.tolist() == nearest(ids, question, 5).tolist()
    assert cosines == pytest.approx(vectors(found) @ question, abs=1e-6)
    assert np.array_equal(version.rows(found), vectors(found))


# the kinds of index


def test_clusters_find_the_nearest():
    ids = rising(range(100, 400))
    clusters = ClusteredIndex.build(ids, vectors(ids))
    hits = [set(clusters.search(vector(q), 20)) >= set(nearest(ids, vector(q), 10)) for q in range(50)]
    assert np.mean(hits) == 1


def test_clusters_pass_over_what_is_gone():
    ids = rising(range(300))
    clusters = ClusteredIndex.build(ids, vectors(ids))
    gone = np.sort(clusters.search(vector(7), 3))
    assert vector(7) is not None
    assert 7 in gone
    assert not set(clusters.search(vector(7), 50, Without(gone))) & set(gone)


def test_clusters_give_all_they_have_when_asked_for_more():
    ids = rising(range(40))
    assert sorted(ClusteredIndex.build(ids, vectors(ids)).search(vector(1), 100)) == ids.tolist()


def test_clusters_change_and_are_read_back(tmp_path):
    ids = rising(range(60))
    clusters = ClusteredIndex.build(ids, vectors(ids))
    clusters.change(rising([1, 2]), rising([1000]), vectors([1000]))
    clusters.write(tmp_path / "clusters")
    read = ClusteredIndex.read(tmp_path / "clusters")
    assert len(read) == 59
    assert read.search(vector(1000), 1).tolist() == [1000]
    assert 1 not in read.search(vector(1), 10)


def test_clusters_are_outgrown_when_there_are_many_more():
    ids = rising(range(100))
    clusters = ClusteredIndex.build(ids, vectors(ids))
    assert not clusters.outgrown
    more = rising(range(1000, 1400))
    clusters.change(rising([]), more, vectors(more))
    assert clusters.outgrown


def test_another_index_of_faiss_is_no_clusters(tmp_path):
    (tmp_path / "clusters").write_bytes(b"IxFI" + bytes(100))
    with pytest.raises(RuntimeError):
        ClusteredIndex.read(tmp_path / "clusters")


def test_no_vectors_are_an_index_too():
    assert len(DenseIndex(np.zeros((0, DIM), dtype=np.float32))) == 0
    assert known().search(vector(1), 3)[0].tolist() == []


# versions


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.integers(0, 80), max_size=70), min_size=1, max_size=8))
def test_any_history_ends_as_a_fresh_build_does(history):
    version, versions = known(), []
    for ids in history:
        version = version.having(rising(ids), vectors)
        versions.append((version, ids))
    for one, ids in versions:  # the older ones, too: nothing that came later may show in them
        check(one, ids)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 80)), st.data())
def test_single_entries_come_and_go(start, data):
    version, ids = known(start), set(start)
    for _ in range(10):
        gone = data.draw(st.sets(st.sampled_from(sorted(ids)), max_size=5)) if ids else set()
        new = data.draw(st.sets(st.integers(0, 80), max_size=5)) - ids
        version = version.changed(rising(gone), rising(new), vectors)
        ids = (ids - gone) | new
        check(version, ids)


def test_the_kind_follows_the_size():
    version = known(range(30))
    assert not version.clustered
    version = version.having(rising(range(31)), vectors)
    assert version.clustered
    assert version.having(rising(range(25)), vectors).clustered  # or an edit a day would make a segment a day
    assert not version.having(rising(range(15)), vectors).clustered


def test_only_what_no_version_had_is_made():
    made = []

    def make(ids):
        made.extend(ids.tolist())
        return vectors(ids)

    version = known(range(60)).having(rising(range(1, 61)), make)
    assert made == [60]
    assert version.having(rising(range(61)), make).ids.tolist() == list(range(61))
    assert made == [60]


def test_a_small_change_leaves_the_segment_as_it_is(tmp_path):
    home = Home(tmp_path, "tiny")
    version = known(range(60), home)
    before = home.about.read_bytes()
    version = version.having(rising(range(3, 65)), vectors)
    assert home.about.read_bytes() == before
    version.having(rising(range(3, 75)), vectors)
    assert home.about.read_bytes() != before


def test_an_unknown_id_has_no_vector():
    for size in (20, 60):
        with pytest.raises(KeyError, match="999"):
            known(range(size)).rows(rising([1, 999]))


def test_threads_that_search_see_one_version_each():
    """Every version holds the ids of one block only, so an answer from two versions would show."""
    blocks = [range(start, start + 60) for start in range(0, 600, 60)]
    serving, wrong, stop = [known(blocks[0])], [], threading.Event()

    def search():
        number = 0
        while not stop.is_set():
            number += 1
            version = serving[0]
            found, _ = version.search(vector(number), 20)
            if len(found) != 20 or len({int(one) // 60 for one in found}) != 1:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for block in blocks * 2:
        serving[0] = serving[0].having(rising(block), vectors)
    stop.set()
    for thread in threads:
        thread.join()
    assert not wrong


# on disk


def segment_of(home):
    return home.segment(json.loads(home.about.read_text(encoding="utf-8"))["segment"])


def test_the_next_process_finds_the_vectors(tmp_path):
    home = Home(tmp_path, "org/model")
    known(range(60), home)
    again = KnownVectors.open(Home(tmp_path, "org/model"), DIM, SMALL)
    check(again, range(60))
    check(again.having(rising(range(5, 66)), vectors), range(5, 66))


def test_an_old_segment_is_removed_and_still_serves_who_has_it(tmp_path):
    home = Home(tmp_path, "tiny")
    first = known(range(60), home)
    second = first.having(rising(range(200)), vectors)
    assert sorted(tmp_path.iterdir()) == sorted([home.about, segment_of(home)])
    check(first, range(60))
    check(second, range(200))


def test_what_a_dead_process_left_is_removed_in_time(tmp_path):
    home = Home(tmp_path, "tiny")
    old, young = home.segment("0" * 16), home.segment("1" * 16)
    for path in (old, young):
        path.mkdir()
    import os

    os.utime(old, (0, 0))
    known(range(60), home)
    assert not old.exists()
    assert young.exists()


@pytest.mark.parametrize("file", ["ids", "vectors", "clusters"])
@pytest.mark.parametrize("damage", ["bit", "short", "long", "empty", "missing"])
def test_a_damaged_file_is_made_anew(tmp_path, file, damage, caplog):
    home = Home(tmp_path, "tiny")
    known(range(60), home)
    path = segment_of(home) / file
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.unlink()
    if damage != "missing":
        path.write_bytes({"bit": bytes(body), "short": body[:-8], "long": body + bytes(8), "empty": b""}[damage])
    assert Segment.open(home, DIM) is None
    check(KnownVectors.open(home, DIM, SMALL).having(rising(range(60)), vectors), range(60))
    check(KnownVectors.open(home, DIM, SMALL), range(60))
    assert damage == "missing" or "made anew" in caplog.text


@pytest.mark.parametrize(
    "change",
    [
        {"format": 0},
        {"encoder": "another"},
        {"dim": 4},
        {"count": 59},
        {"count": "many"},
        {"segment": "../../elsewhere"},
        {"segment": 7},
        {"digests": {}},
        {"digests": []},
    ],
)
def test_a_foreign_segment_is_not_used(tmp_path, change):
    home = Home(tmp_path, "tiny")
    known(range(60), home)
    about = json.loads(home.about.read_text(encoding="utf-8"))
    home.about.write_text(json.dumps(about | change), encoding="utf-8")
    assert Segment.open(home, DIM) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", "{}"])
def test_a_broken_pointer_is_not_followed(tmp_path, text):
    home = Home(tmp_path, "tiny")
    home.about.write_text(text, encoding="utf-8")
    assert Segment.open(home, DIM) is None
    check(known(range(60), home), range(60))


def test_a_pointer_cannot_have_another_folder_removed(tmp_path):
    home, other = Home(tmp_path / "index", "tiny"), tmp_path / "other"
    home.folder.mkdir()
    other.mkdir()
    home.about.write_text(json.dumps({"segment": "/../../other"}), encoding="utf-8")
    known(range(60), home)
    assert other.exists()


def test_a_folder_that_cannot_be_written_costs_speed_only(tmp_path, caplog):
    (tmp_path / "file").write_text("", encoding="utf-8")
    check(known(range(60), Home(tmp_path / "file" / "index", "tiny")), range(60))
    assert "stay in memory" in caplog.text


def test_a_home_for_now_does_not_outlive_its_vectors():
    version = known(range(60))
    folder = Path(version._home.folder)
    assert folder.exists()
    del version
    assert not folder.exists()
