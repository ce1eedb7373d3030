"""The words of a question that tell it from another, without its small words, its case and its diacritics."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

WORD = re.compile(r"\w+")


@lru_cache(maxsize=200_000)
def telling(text: str, small: frozenset[str]) -> tuple[str, ...]:
    """Return the words that say something, in order; all of them where none does."""
    words = words_of(text)
    return tuple(map(fold, [word for word in words if word not in small])) or tuple(map(fold, words))


def letters(text: str) -> tuple[str, ...]:
    """Return every word as it is typed without diacritics."""
    return tuple(map(fold, words_of(text)))


def words_of(text: str) -> list[str]:
    """Return the words in lower case, an apostrophe in one left out."""
    return WORD.findall(text.casefold().replace("'", "").replace("’", "").replace("_", " "))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word without diacritics."""
    return word if word.isascii() else "".join(sign for sign in normalize("NFD", word) if not combining(sign))
