"""Give Swedish back its å, ä and ö: many people type without them, and the encoder then loses the word.

A word is restored when the clinic's own, well-spelt Swedish texts know it with diacritics more
often than without. Messages that have an å, ä or ö of their own, and English ones, stay as they are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from vardlots.entities.fold import fold
from vardlots.language import LanguageModel, samples
from vardlots.replies import Language

WORD = re.compile(r"[^\W\d_]+")
SWEDISH = re.compile(r"[åäö]", re.IGNORECASE)


class Spelling:
    """Restore diacritics word by word; `forms` maps a folded word to the spelling to use."""

    def __init__(self, forms: Mapping[str, str], language: LanguageModel) -> None:
        self._forms = forms
        self._language = language

    @classmethod
    def train(cls, texts: Iterable[tuple[str, Language]]) -> "Spelling":
        """Learn the words of the Swedish texts that have diacritics somewhere: those are well spelt."""
        labelled = list(texts)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for text, language in labelled:
            if language == "sv" and SWEDISH.search(text):
                for word in WORD.findall(text.lower()):
                    counts[fold(word)][word] += 1
        commonest = {plain: spellings.most_common(1)[0][0] for plain, spellings in counts.items()}
        return cls({plain: word for plain, word in commonest.items() if plain != word}, LanguageModel.train(labelled))

    def restore(self, text: str) -> str:
        """Return the text with the diacritics that a Swede would have written."""
        if SWEDISH.search(text) or self._language.hear(text).name != "sv":
            return text
        return WORD.sub(lambda word: self._forms.get(word.group().lower(), word.group()), text)


@cache
def spelling(kb: Path) -> Spelling:
    """Return the spelling learnt from a knowledge base, once a process."""
    return Spelling.train(samples(kb))
