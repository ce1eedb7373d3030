"""Swedish or English, also in two words, without diacritics, and mixed."""

import json

import pytest

from vardlots.language import CLIP, SURE, LanguageModel, model_of, ngrams, samples, words_of
from vardlots.settings import ROOT

SWEDISH = [
    "hej", "tack", "vad kostar det", "jag vill boka en tid", "lakare imorgon", "jag kan inte logga in",
    "hur lang tid ar det att vanta", "min dotter har feber", "avboka", "behover jag remiss", "ar ni oppna pa sondag",
    "nej, Skåne", "ja tack", "vet inte", "hur förnyar man recept", "barnmorska", "får man frikort här",
]  # fmt: skip
ENGLISH = [
    "hello", "thanks", "how much is it", "I want to book a time", "doctor tomorrow", "can't log in", "my son is ill",
    "how long do I have to wait", "cancel it please", "do I need a referral", "are you open on Sunday", "yes please",
    "I don't know", "how do I renew a prescription", "midwife", "who can see my health record",
]  # fmt: skip


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return model_of(ROOT / "kb")


@pytest.mark.parametrize("text", SWEDISH)
def test_swedish_is_heard_with_and_without_diacritics(model, text):
    assert model.hear(text).name == "sv"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_heard(model, text):
    assert model.hear(text).name == "en"


def test_case_does_not_matter(model):
    assert model.hear("VAD KOSTAR DET").name == "sv"
    assert model.hear("WHAT DOES IT COST").name == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how do I log in with BankID", "en"),
        ("what is frikort", "en"),
        ("I live in Västra Götaland, what does it cost", "en"),
        ("kan jag få appen till min iPhone", "sv"),
        ("jag vill ha en second opinion av läkaren", "sv"),
        ("My doctor at the vårdcentral wrote a remiss for me", "en"),
    ],
)
def test_a_loan_word_does_not_outvote_the_sentence(model, text, language):
    assert model.hear(text).name == language


@pytest.mark.parametrize("text", ["Vad kostar ett läkarbesök?", "What does a visit to the doctor cost?"])
def test_a_sentence_is_sure(model, text):
    heard = model.hear(text)
    assert heard.sure
    assert heard.confidence > 0.95


@pytest.mark.parametrize(
    "text", ["", "   ", "0701740605", "🤒", "?!", "34", "123 456", "https://www.example.com/hello"]
)
def test_without_words_nothing_is_sure(model, text):
    heard = model.hear(text)
    assert (heard.sure, heard.confidence) == (False, 0.5)


@pytest.mark.parametrize("text", ["ok", "Stockholm", "BankID", "app"])
def test_a_word_of_both_languages_settles_nothing(model, text):
    assert not model.hear(text).sure


def test_addresses_and_placeholders_say_nothing(model):
    assert model.hear("hej@tallkliniken.example").confidence == 0.5
    assert model.hear("{provider.name}").confidence == 0.5


def test_one_word_says_at_most_so_much(model):
    assert model.hear("sjuksköterskeexpeditionen").confidence <= 1 / (1 + 2.718281828**-CLIP) + 1e-6


def test_a_long_text_is_cut_not_refused(model):
    assert model.hear("vad kostar det " * 100_000).name == "sv"


def test_weights_survive_json(model):
    again = LanguageModel(**json.loads(json.dumps(model.as_dict(), ensure_ascii=False)))
    assert [again.hear(text) for text in SWEDISH + ENGLISH] == [model.hear(text) for text in SWEDISH + ENGLISH]


def test_the_json_form_of_what_was_heard(model):
    heard = model.hear("Vad kostar ett läkarbesök?").as_dict()
    assert json.loads(json.dumps(heard)) == heard
    assert set(heard) == {"name", "confidence", "sure"}


def test_a_model_learns_the_words_it_is_shown():
    toy = LanguageModel.train([("fika kaka", "sv"), ("coffee cake", "en")])
    assert toy.hear("fika").name == "sv"
    assert toy.hear("coffee").name == "en"
    assert not toy.hear("zzz").sure


def test_sure_means_the_odds_that_it_says():
    toy = LanguageModel({"<a>": SURE, "<b>": SURE - 0.01, "<c>": -SURE})
    assert (toy.hear("a").sure, toy.hear("b").sure) == (True, False)
    assert (toy.hear("c").name, toy.hear("c").sure) == ("en", True)


def test_samples_are_what_stands_below_a_language(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "x.yaml").write_text(
        "a: {sv: [ett, två], en: {b: one}}\nc: ingen\nsv: {d: tre}\n", encoding="utf-8"
    )
    assert list(samples(tmp_path)) == [("ett", "sv"), ("två", "sv"), ("one", "en"), ("tre", "sv")]


def test_words_and_their_parts():
    assert words_of("Hej, it's 34 år!") == ["hej", "it's", "år"]
    assert list(ngrams("å")) == ["<", "å", ">", "<å", "å>", "<å>"]
    assert list(ngrams("abcd"))[-1] == "abcd>"


@pytest.mark.parametrize("reference", ["77T-CR9", "FGM-V9V", "k7m-4qx", "9V3KCQ", "4CF-4F6"])
def test_a_booking_reference_is_in_no_language(model, reference):
    assert not model.hear(reference).sure


def test_what_only_looks_like_a_reference_is_still_heard(model):
    assert model.hear("min 14-åring behöver hjälp").name == "sv"
    assert model.hear("is my 14-year-old allowed").name == "en"
