"""The benchmark of retrieval: its baselines and its arithmetic are right, and what is missing is said."""

import json
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from retrieval_desk import knowledge
from tiny import TinyEncoder

from bench.questions import Question
from bench.retrieval import data, encoders, latency, plots, rasa, report, similarity
from bench.retrieval.__main__ import DATA, Bench
from bench.retrieval.bm25 import BM25
from bench.retrieval.calibration import Judged, calibration_error, coverage, reliability, risk
from bench.retrieval.clinic import System, hits, rows
from bench.retrieval.clock import Clock
from bench.retrieval.paired import Paired, compare
from bench.retrieval.phrased import Phrased, by_bm25, by_cosine, phrased
from bench.statistics import Share
from bench.tables import Missing, Table, read, shown

TEXTS = ("vad kostar ett läkarbesök", "boka tid hos barnmorska", "recept på medicin")
ABOUT = {
    "date": "2026-11-22T10:00+01:00",
    "cores": 2,
    "memory_gib": 24,
    "system": "Linux",
    "load": [0.5],
    "encoder": "tiny",
}


# tables


def test_a_table_has_a_cell_for_each_column():
    with pytest.raises(ValueError, match="1 rows do not have 2 cells"):
        Table("T", ["a", "b"], [["1", "2"], ["1"]])


def test_a_table_is_read_as_it_was_written(tmp_path):
    table = Table("Title", ["a", "b"], [["1", "2"]], "Note.", ABOUT, {"curve": [[0.0, 1.0]]})
    table.write(tmp_path / "deep" / "table.json")
    assert read(tmp_path / "deep" / "table.json") == table


def test_a_table_of_somebody_else_needs_four_things_only(tmp_path):
    path = tmp_path / "ablation.json"
    path.write_text(json.dumps({"title": "T", "columns": ["a"], "rows": [[0.5]], "note": "N."}), encoding="utf-8")
    assert read(path).markdown() == "#### T\n\n| a |\n| --- |\n| 0.5 |\n\nN."


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"title": "T", "columns": ["a", "b"], "rows": [["1"]]}, "1 rows do not have 2 cells"),
        ({"title": "T", "columns": ["a"], "lines": []}, "not a table of results"),
    ],
)
def test_what_is_no_table_is_refused(body, said, tmp_path):
    path = tmp_path / "scale.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read(path)


def test_a_table_says_where_and_with_what_it_was_measured():
    text = Table("T", ["a"], [["1"]], "N.", ABOUT).markdown()
    assert text.endswith(
        "N. Encoder `tiny`. Measured 2026-11-22 10:00+01:00, 2 cores, 24 GiB, Linux, load before the run 0.5."
    )


def test_a_share_is_shown_with_its_interval():
    assert shown(Share(81, 263)) == "0.308 (0.26–0.37)"
    assert shown(Share(0, 0)) == "–"


# paired tests


@pytest.mark.parametrize(
    ("won", "lost", "p"), [(8, 1, 0.0390625), (1, 8, 0.0390625), (5, 5, 1.0), (0, 0, 1.0), (6, 0, 0.03125)]
)
def test_mcnemars_exact_test_has_the_binomial_p(won, lost, p):
    assert Paired(won, lost).p == pytest.approx(p)


def test_only_questions_that_one_alone_got_right_count():
    paired = compare([True, True, False, False, True], [True, False, True, False, False])
    assert paired == Paired(2, 1)
    assert str(paired) == "+2 −1, p = 1.0000"
    assert str(Paired(30, 1)) == "+30 −1, p < 0.0001"


def test_systems_that_were_asked_different_questions_cannot_be_compared():
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        compare([True, False], [True])


# baselines


def test_bm25_is_the_published_formula():
    index = BM25(["a b", "a c c", "d"], "words")
    lengths, average = (2, 3, 1), 2.0
    idf = np.log1p((3 - 1 + 0.5) / (1 + 0.5))
    expected = [0.0, idf * 2 * 2.5 / (2 + 1.5 * (1 - 0.75 + 0.75 * lengths[1] / average)), 0.0]
    assert index.scores("c") == pytest.approx(expected)
    assert index.scores("c c C") == pytest.approx(expected)


def test_bm25_knows_nothing_of_strange_words():
    assert BM25(TEXTS, "words").scores("xyzzy").tolist() == [0.0, 0.0, 0.0]


def test_character_ngrams_find_a_part_of_a_compound():
    assert BM25(TEXTS, "words").scores("läkare").max() == 0
    assert BM25(TEXTS, "characters").scores("läkare").argmax() == 0


def test_entries_are_ranked_by_their_best_phrasing_each_once():
    given_ = Phrased(("a", "b", "c", "d"), ("fees", "midwives", "fees", "app"))
    assert given_.ranked(np.array([0.1, 0.5, 0.9, 0.5])) == ["fees", "midwives", "app"]


def test_baselines_get_every_phrasing_and_find_entries_by_it():
    given_ = phrased(knowledge())
    assert len(given_.texts) == 30
    assert set(given_.entries) == set(knowledge().entries)
    questions = ["sjukintyg", "opening hours"]
    for rankings in (
        by_bm25(given_, questions, "words"),
        by_bm25(given_, questions, "characters"),
        by_cosine(given_, questions, TinyEncoder()),
    ):
        assert [ranking[0] for ranking in rankings] == ["sick-note", "opening-hours"]
        assert all(sorted(ranking) == sorted(knowledge().entries) for ranking in rankings)


def test_a_response_selector_learns_every_phrasing_and_has_a_response_an_entry():
    files = rasa.training_data(knowledge(), phrased(knowledge()))
    blocks = yaml.safe_load(files["nlu.yml"])["nlu"]
    assert {block["intent"] for block in blocks} == {f"faq/{entry}" for entry in knowledge().entries}
    assert sum(block["examples"].count("- ") for block in blocks) == 30
    domain = yaml.safe_load(files["domain.yml"])
    assert set(domain["responses"]) == {f"utter_faq/{entry}" for entry in knowledge().entries}
    assert domain["intents"] == ["faq"]


# encoders


def test_a_list_of_texts_is_encoded_once(tmp_path):
    inner = TinyEncoder()
    first = encoders.KeptEncoder(inner, tmp_path).encode(TEXTS)
    again = encoders.KeptEncoder(inner, tmp_path).encode(TEXTS)
    assert np.array_equal(first, again)
    assert inner.encoded == list(TEXTS)
    encoders.KeptEncoder(inner, tmp_path).encode(TEXTS, "answer")
    assert len(inner.encoded) == 6


def test_a_single_question_is_never_kept(tmp_path):
    encoders.KeptEncoder(TinyEncoder(), tmp_path).encode(["jag heter Anna"])
    assert not list(tmp_path.iterdir())


def test_a_missing_encoder_or_teacher_is_named(tmp_path):
    with pytest.raises(Missing, match=r"no encoder in .*nowhere"):
        encoders.ours(str(tmp_path / "nowhere"), tmp_path)
    with pytest.raises(Missing, match=r"all-MiniLM-L6-v2: .*nowhere is not there"):
        encoders.teacher(tmp_path / "nowhere", tmp_path)


# the clinic's questions

QUESTIONS = (
    Question("Gäller frikort?", "sv", "exemption-card", ("medicine-card",)),
    Question("What does it cost?", "en", "fees"),
    Question("Vad kostar det?", "sv", "fees"),
)


def test_any_accepted_entry_among_the_first_is_a_hit():
    rankings = [["medicine-card", "fees"], ["app", "fees"], ["app", "fees"]]
    assert hits(rankings, QUESTIONS, 1, "sv") == [True, False]
    assert hits(rankings, QUESTIONS, 2, "sv") == [True, True]
    assert hits(rankings, QUESTIONS, 1, "en") == [False]


def test_ours_is_compared_with_every_system_that_could_be_asked():
    right = [["exemption-card"], ["fees"], ["fees"]]
    wrong = [["fees"], ["app"], ["fees"]]
    ours, theirs, none = rows([System("ours", right), System("b", wrong), System("c", None, "not there")], QUESTIONS)
    assert ours[-2:] == ["", ""]
    assert theirs[-2:] == ["+1 −0, p = 1.0000", "+1 −0, p = 1.0000"]
    assert none[:2] == ["c", "skipped: not there"]
    assert {len(row) for row in (ours, theirs, none)} == {7}


# calibration


def judged(probability, right, given_=True):
    return Judged(probability, given_, right)


def test_a_probability_that_comes_true_has_no_error():
    assert calibration_error([judged(0.75, True)] * 3 + [judged(0.75, False)]) == pytest.approx(0)
    assert calibration_error([judged(1.0, False)]) == pytest.approx(1)
    mixed = [judged(0.9, True)] * 2 + [judged(0.2, True)] * 2
    assert calibration_error(mixed) == pytest.approx((0.1 + 0.8) / 2)


def test_the_surest_come_first_on_the_risk_curve():
    assert risk([judged(0.1, False), judged(0.9, True), judged(0.5, False)]) == pytest.approx([0, 1 / 2, 2 / 3])


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_risk_is_a_share_and_ends_at_the_share_wrong(pairs):
    risks = risk([judged(*pair) for pair in pairs])
    assert all(0 <= value <= 1 for value in risks)
    assert risks[-1] == pytest.approx(sum(not right for _, right in pairs) / len(pairs))


def test_bands_count_the_answers_that_were_given():
    answers = [judged(0.9, True)] * 9 + [judged(0.9, False), judged(0.9, False, given_=False), judged(1.0, True)]
    table = reliability({"dev": answers}, "")
    (row,) = table.rows
    assert row[1] == row[2] == "–"
    assert row[3].endswith("of 10")
    assert row[3].startswith("0.90 ")
    assert row[4].endswith("of 1")
    assert table.curves["dev"] == [(0.9083, 0.8333)]


def test_coverage_tells_how_much_can_be_answered_at_a_low_risk():
    table = coverage({"dev": [judged(0.9, True)] * 19 + [judged(0.1, False)]}, "")
    assert table.rows[0] == ["dev", "20", "0.050", "0.0025", "0.0025", "1.000"]
    assert table.curves["dev"][-1] == (1.0, 0.05)


# similarity and latency


def test_a_translation_is_found_when_it_is_nearest():
    share = similarity.found(["ett", "två", "tre"], ["ett", "tvaa", "xyzzy"], TinyEncoder())
    assert (share.hits, share.of) == (2, 3)


def test_likeness_is_a_rank_correlation():
    pairs = [
        data.Pair("jag vill boka", "jag vill boka", 5),
        data.Pair("jag vill boka", "jag vill avboka", 3),
        data.Pair("boka", "qqq", 0),
    ]
    assert similarity.correlation(pairs, TinyEncoder()) == pytest.approx(1)


def test_what_is_left_of_a_question_is_the_whole_without_its_parts():
    parts = Clock([1.0, 2.0], [1.0, 1.0]), Clock([2.0, 2.0], [1.0, 2.0])
    left = latency.rest(Clock([5.0, 7.0], [4.0, 4.0]), *parts)
    assert left == Clock([2.0, 3.0], [2.0, 1.0])
    assert latency.together(*parts) == Clock([3.0, 4.0], [2.0, 3.0])
    assert latency.row("the rest", left) == ["the rest", "2.00", "3.00", "3.00", "1.00"]


# data that may not be there


@pytest.mark.parametrize("reader", [data.tatoeba, data.sts, data.swefaq, data.hint3, data.clinc150])
def test_data_that_are_not_there_are_named(reader, tmp_path):
    with pytest.raises(Missing, match=f"{tmp_path}.* is not there"):
        reader(tmp_path)


def test_questions_out_of_scope_are_read_as_such(tmp_path):
    folder = tmp_path / "hint3"
    folder.mkdir()
    for part in ("train", "test"):
        (folder / f"curekart_{part}.csv").write_text('sentence,label\n"hi, you",NO_NODES_DETECTED\nbuy,ORDER\n')
    assert data.hint3(tmp_path)["test"] == data.Asked(["hi, you", "buy"], [data.OUTSIDE, "ORDER"])


def test_clinc150_has_its_questions_out_of_scope_in_every_part(tmp_path):
    (tmp_path / "clinc150").mkdir()
    parts = {name: [["hi", "greet"]] for name in ("train", "val", "test")}
    parts |= {f"oos_{name}": [["sky", "oos"]] for name in ("train", "val", "test")}
    (tmp_path / "clinc150" / "data_full.json").write_text(json.dumps(parts))
    assert data.clinc150(tmp_path)["val"] == data.Asked(["hi", "sky"], ["greet", data.OUTSIDE])


def test_nothing_is_loaded_before_it_is_needed(tmp_path):
    home = Bench(tmp_path, str(tmp_path / "nowhere"), None, tmp_path)
    with pytest.raises(Missing, match="no encoder"):
        _ = home.encoder


def test_public_data_are_looked_for_beside_the_project():
    assert (DATA.parent.name, DATA.name) == ("shared", "bench")


# the report


@pytest.fixture
def tables():
    curve = {"dev": [(0.5, 0.4), (0.9, 0.9)]}
    return {
        "clinic": Table("Clinic", ["a"], [["1"]], "N.", ABOUT),
        "calibration": Table("Worth", ["a"], [["2"]], "N.", ABOUT, curve),
    }


def test_the_section_goes_between_its_marks_and_leaves_the_rest_alone(tables, tmp_path):
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Figures\n\nBefore.\n\n{report.START}\nold\n{report.END}\n\nAfter.\n", encoding="utf-8")
    written = report.write(tables, tmp_path)
    once = page.read_text(encoding="utf-8")
    report.write(tables, tmp_path)
    assert page.read_text(encoding="utf-8") == once
    assert once.startswith("# Figures\n\nBefore.\n")
    assert once.endswith(f"{report.END}\n\nAfter.\n")
    assert "old" not in once
    assert "![What the best answer's probability is worth](figures/retrieval-calibration.svg)" in once
    assert [path.name for path in written] == ["benchmarks.md", "retrieval-calibration.svg"]


def test_a_page_without_marks_gets_the_section_at_its_end(tables, tmp_path):
    page = tmp_path / "benchmarks.md"
    page.write_text("# Figures\n", encoding="utf-8")
    report.write(tables, tmp_path)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# Figures\n\n{report.START}\n")
    assert text.endswith(f"{report.END}\n")


def test_tables_that_others_wrote_stand_in_their_place(tables, tmp_path):
    for name, table in {**tables, "ablation": Table("Ablation", ["a"], [["3"]])}.items():
        table.write(tmp_path / f"{name}.json")
    (tmp_path / "notes.json").write_text("{}")
    assert list(report.stored(tmp_path)) == ["clinic", "ablation", "calibration"]


def test_a_drawn_figure_is_the_same_each_time(tables, tmp_path):
    first, second = (plots.draw(tables, tmp_path / name)[0].read_bytes() for name in ("a", "b"))
    assert first == second
    assert b"<svg" in first[:800]


def test_every_picture_belongs_to_a_table():
    assert set(plots.PICTURES) <= set(report.ORDER)
    assert isinstance(DATA, Path)
