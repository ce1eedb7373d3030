"""Words by spaCy, each with its place in the text and its folded form."""

import pytest
from nlu import a_message
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT

from components.tokens import SpacyTokens


def tokens(text: str) -> "list[Token]":
    (message,) = SpacyTokens(SpacyTokens.get_default_config()).process([a_message(text)])
    return message.get(TOKENS_NAMES[TEXT])


@pytest.mark.parametrize(
    "text",
    [
        "Hej, vad kostar det?",
        "Jag är 34 år  och bor i Malmö",
        "my reference is K7M-4QX.",
        "ring +46 70 174 06 05 tack",
        "läkare\tpå måndag kl. 14.30",
        "🤒 39 graders feber",
    ],
)
def test_every_token_stands_where_it_says(text):
    found = tokens(text)
    assert found
    assert all(text[token.start : token.end] == token.text for token in found)


def test_no_word_is_lost_and_blanks_are_no_words():
    text = "  Vad   kostar\n\nett besök "
    assert [token.text for token in tokens(text)] == ["Vad", "kostar", "ett", "besök"]


def test_a_lemma_is_folded_so_that_missing_diacritics_do_not_matter():
    assert [token.lemma for token in tokens("Läkare på Åland")] == ["lakare", "pa", "aland"]
    assert [token.lemma for token in tokens("LAKARE")] == [tokens("läkare")[0].lemma]


def test_words_of_both_languages_are_split_at_signs():
    assert [token.text for token in tokens("fee?")] == ["fee", "?"]
    assert [token.text for token in tokens("(avgift)")] == ["(", "avgift", ")"]
