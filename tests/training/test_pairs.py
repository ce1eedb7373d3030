"""Pairs are read, cleaned, counted and capped; test sentences never come through."""

import gzip
import json
from pathlib import Path

import pytest

from tests.training.tiny import HEADER, PAIRS, write_corpus
from training.held_out import held_out
from training.pairs import (
    LONGEST,
    NATURAL,
    Pair,
    Sources,
    TrainingError,
    choose,
    clean,
    paragraphs,
    read_corpus,
    read_own,
    usable,
)
from training.steps import HERE

SOURCES = Sources.read(HERE / "sources.yaml")
NOTHING: frozenset[str] = frozenset()


def test_a_machine_s_swedish_is_told_from_a_person_s() -> None:
    assert SOURCES.kind("City-of-Helsinki__anything", machine=False) == "natural"
    assert SOURCES.kind("unheard_of", machine=True) == "machine"
    assert SOURCES.kind("unheard_of", machine=False) == "software"
    assert SOURCES.kind("unicode-org__cldr-json", machine=False) == "left_out"


def test_only_the_wanted_licences_are_read(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "pairs.tsv")
    with corpus.open("a", encoding="utf-8") as file:
        file.write("ntrex\tunclear\t\tVem vet?\tWho knows?\n")
    assert len(list(read_corpus(corpus, "all", SOURCES))) == len(PAIRS)
    permissive = [pair for _, pair in read_corpus(corpus, "permissive", SOURCES)]
    assert {pair.source for pair in permissive} == {"ntrex"}


def test_a_gzipped_corpus_is_read_too(tmp_path: Path) -> None:
    plain = write_corpus(tmp_path / "pairs.tsv")
    packed = tmp_path / "pairs.tsv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_corpus(packed, "all", SOURCES)) == list(read_corpus(plain, "all", SOURCES))


def test_a_wrong_file_is_told_where_it_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="not there"):
        list(read_corpus(tmp_path / "none.tsv", "all", SOURCES))
    odd = tmp_path / "odd.tsv"
    odd.write_text("sv\ten\nhej\thello\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="columns"):
        list(read_corpus(odd, "all", SOURCES))
    odd.write_text(HEADER + "ntrex\tpermissive\t\tbara svenska\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"odd\.tsv:2: 4 fields"):
        list(read_corpus(odd, "all", SOURCES))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Klicka på <b>Spara</b>  nu", "Klicka på Spara nu"),
        ("Hej {{name}}, se https://example.org/a", "Hej , se"),
        ("a\u030akla hem", "åkla hem"),
        ("&quot;Tack&quot; &amp; hej", 'Tack" & hej'),
    ],
)
def test_markup_is_cleaned_away(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("sv", "en", "good"),
    [
        ("Boka en tid", "Book an appointment", True),
        ("Ja", "A whole long sentence that says very much more than that", False),
        ("%1 / %2 (3)", "%1 of %2 (3)", False),
        ("Kuukausimaksu", "Kuukausimaksu on euroa ä", False),
        ("Finns det en närakut i Malmö?", "Is there an urgent care clinic in Malmö?", True),
        ("Debian GNU/Linux", "Debian GNU/Linux", False),
        ("ord " * 61, "word " * 61, False),
    ],
)
def test_only_what_can_be_a_translation_is_used(sv: str, en: str, good: bool) -> None:
    assert usable(Pair(sv, en, "ntrex")) is good


def test_repeated_and_held_out_pairs_are_dropped_whatever_their_case() -> None:
    pairs = [
        ("natural", Pair("Hur bokar jag en tid?", "How do I book?", "ntrex")),
        ("natural", Pair("HUR BOKAR JAG EN TID", "How do I book", "ntrex")),
        ("natural", Pair("Var ligger apoteket?", "Where is the pharmacy?", "ntrex")),
    ]
    kept, fate = choose(pairs, SOURCES, frozenset({"whereisthepharmacy"}), seed=1)
    assert [pair.sv for pair in kept] == ["Hur bokar jag en tid?"]
    assert (fate["seen before"], fate["test sentence"], fate["kept"]) == (1, 1, 1)


def test_a_source_is_capped_and_keeps_sentences_before_words() -> None:
    small = Sources({"software": {"weight": 1, "cap": 2}}, {})
    texts = [
        ("Spara", "Save"),
        ("Spara filen nu", "Save the file now"),
        ("Öppna", "Open"),
        ("Stäng allt nu", "Close it all"),
    ]
    kept, _ = choose((("software", Pair(sv, en, "x")) for sv, en in texts), small, NOTHING, seed=1)
    assert [pair.en for pair in kept] == ["Save the file now", "Close it all"]


def test_sentences_in_a_row_of_one_natural_source_make_paragraphs() -> None:
    said = [("Hon går hem nu.", "She goes home now."), ("Han är kvar.", "He stays."), ("Det är sent.", "It is late.")]
    rows = [Pair(sv, en, "ntrex", NATURAL) for sv, en in said]
    other = Pair("Vi ses i morgon.", "See you tomorrow.", "udhr", NATURAL)
    word = Pair("Spara", "Save", "ntrex", NATURAL)
    (text,) = paragraphs([rows[0], word, rows[1], other, rows[2]])
    assert (text.sv, text.en) == ("Hon går hem nu. Han är kvar.", "She goes home now. He stays.")
    long = [Pair(f"Mening {'ord ' * 20}slut.", f"Sentence {'word ' * 20}end.", "ntrex", NATURAL)] * 8
    assert all(len(text.sv.split()) <= LONGEST for text in paragraphs(long))


def test_every_format_of_test_data_is_held_out(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"x": [["Hur lång är kön idag?", "label"]]}), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"question": "Varför är himlen blå?"}\n', encoding="utf-8")
    (tmp_path / "c.tsv").write_text("5.0\tEn man spelar gitarr\tA man plays guitar\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text('"Do you ship, to Canada?",SHIPPING\n', encoding="utf-8")
    (tmp_path / "e.swe").write_text("Jag såg en hund idag.\n", encoding="utf-8")
    (tmp_path / "f.yaml").write_text("questions:\n  - text: Kan jag få ett intyg?\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("Detta är ingen testmening alls\n", encoding="utf-8")
    assert held_out([tmp_path]) == {
        "hurlångärkönidag", "varförärhimlenblå", "enmanspelargitarr", "amanplaysguitar",
        "doyoushiptocanada", "jagsågenhundidag", "kanjagfåettintyg",
    }  # fmt: skip


def test_the_project_s_own_pairs_are_many_and_well_formed() -> None:
    domain = [pair for _, pair in read_own(HERE / "domain", "own", SOURCES)]
    own = domain + [pair for _, pair in read_own(HERE / "everyday", "everyday", SOURCES)]
    assert len(domain) >= 3000
    assert all(usable(pair) for pair in own), [pair for pair in own if not usable(pair)][:3]
    assert len({pair.sv.casefold() for pair in own}) >= 0.995 * len(own)


def test_a_field_too_many_in_an_own_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("sv\ten\nhej\thello\tagain\n", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"a\.tsv:2"):
        list(read_own(tmp_path, "own", SOURCES))
