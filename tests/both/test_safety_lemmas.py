"""Words for the safety net: looked up as spelt, without dots, by their stem, with typos, and as phrases."""

import pytest
import spacy

from vardlots.safety.lemmas import Lemmas, Lexicon
from vardlots.safety.numbers import values
from vardlots.safety.typos import Typos, typos

WORDS = {
    "chest": ["bröst", "bröstet", "bröstkorg*", "ribcage"],
    "pain": ["ont", "värken", "smärt*"],
    "die": ["dö", "dog"],
    "shock": ["anafyla*", "anafylaktisk chock"],
    "unable": ["kan inte", "can't"],
    "negated": ["inte", "varken"],
}
LEXICON = Lexicon(WORDS, ["brister"], {"negated"})


def read(text: str) -> list[tuple[str, str]]:
    doc = Lemmas(LEXICON, {"negated"})(spacy.blank("sv")(text))
    return [(token.text, token.lemma_.strip()) for token in doc]


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("bröstet", "chest"),
        ("BRÖSTET", "chest"),
        ("brostet", "chest"),
        ("bröstkorgen", "chest"),
        ("smärtor", "pain"),
        ("bröööst", "chest"),
        ("brösttet", "chest"),
        ("brötset", "chest"),
        ("bröstkrogen", "chest"),
        ("dö", "die"),
    ],
)
def test_a_word_is_known_however_it_is_typed(word, group):
    assert group in LEXICON.groups(word)


@pytest.mark.parametrize("word", ["do", "on", "ond", "brister", "frostet", "bank", "ribbon", ""])
def test_other_words_are_not(word):
    assert LEXICON.groups(word) == frozenset()


def test_a_word_listed_with_its_dots_is_not_the_one_without():
    assert LEXICON.groups("värken") == {"pain"}
    assert LEXICON.groups("varken") == {"pain", "negated"}


def test_words_of_a_context_are_known_only_as_they_are_spelt():
    assert "negated" not in LEXICON.groups("vaerken") | LEXICON.groups("varkenn")


def test_no_negates_nothing_outside_its_phrase():
    assert read("kan inte andas, inte ont") == [
        ("kan", "unable"), ("inte", ""), ("andas", ""), (",", ""), ("inte", "negated"), ("ont", "pain"),
    ]  # fmt: skip


def test_a_sentence_ends_and_a_short_message_is_marked():
    assert read("ont. bröst!") == [("ont", "<short> pain"), (".", "end"), ("bröst", "chest"), ("!", "end")]
    assert "<short>" not in dict(read("en två tre fyra fem ont"))["en"]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("ont", "ont", 0), ("otn", "ont", 1), ("on", "ont", 1), ("oont", "ont", 1), ("ond", "ont", 1), ("abc", "xyz", 3)],
)
def test_typos_are_counted(one, other, count):
    assert typos(one, other) == typos(other, one) == count


def test_longer_words_may_have_more_typos_and_the_nearest_counts():
    known = Typos(["chest", "cheese", "breathing", "ont"])
    assert known.near("chesst") == ("chest",)
    assert known.near("chesse") == ("cheese",)
    assert known.near("braethign") == ("breathing",)
    assert known.near("onnt") == known.near("shest") == ()


@pytest.mark.parametrize("text", ["38,5", "38.1 i rumpan", "39 grader", "40° nu", "100.8f", "feber pa 39", "41,2"])
def test_a_fever_is_a_number(text):
    assert [group for *_, group in values(text)] == ["<fever>"]


@pytest.mark.parametrize("text", ["37,9", "38.5 kg", "vecka 39", "39 kr", "138,5", "38,5 kr", "39 ar"])
def test_other_numbers_are_none(text):
    assert not [group for *_, group in values(text) if group == "<fever>"]


@pytest.mark.parametrize(
    "text",
    ["hon ar 5 veckor", "6 week old", "my two month old", "nyfodd", "newborn", "bebis 2 manader", "10 dagar gammal"],
)
def test_under_three_months_is_young(text):
    assert "<young>" in {group for *_, group in values(text)}


@pytest.mark.parametrize(
    "text", ["hon ar 5 ar", "6 month old", "for 5 veckor sedan", "he is 8 weeks gone", "i 2 veckor", "v 34", "12 ar"]
)
def test_older_or_no_age_is_not(text):
    assert "<young>" not in {group for *_, group in values(text)}


def test_a_year_gone_by_is_no_price():
    assert [group for *_, group in values("stroke 2019")] == ["<year>"]
    assert list(values("det kostar 2019 kr")) == []
