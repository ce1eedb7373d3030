"""Words by spaCy: tokens that keep `{`, `-` and numbers as a person means them, in both languages."""

from functools import cache
from typing import Any, Dict, List

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

from vardlots.entities.fold import fold


@cache
def pipeline() -> Language:
    """Return the one spaCy pipeline of the process: Swedish tokenisation serves both languages."""
    return spacy.blank("sv")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyTokens(Tokenizer):
    """Split messages with spaCy; a token's lemma is its folded form, so that "läkare" meets "lakare"."""

    @staticmethod
    def required_packages() -> List[str]:
        """Return the packages this component needs."""
        return ["spacy"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the defaults that Rasa's tokenizers share."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the tokens of a message's attribute, with their places in the text."""
        doc = pipeline()(message.get(attribute))
        return [Token(token.text, token.idx, lemma=fold(token.text)) for token in doc if token.text.strip()]
