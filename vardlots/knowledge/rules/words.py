"""The words of a question that tell it from another, without its small words, its case and its diacritics."""

import re
from functools import lru_cache
from unicodedata import combining, normalize

WORD = re.compile(r"\w+")


def telling(text: str, small: frozenset[str]) -> tuple[str, ...]:
    """Return the words that say something, in order; all of them where none does."""
    words = words_of(text)
    return tuple(filter(None, map(_telling(small).__getitem__, words))) or tuple(map(fold, words))


class _Telling(dict[str, str]):
    """Words without diacritics, a small one as nothing: a knowledge base says the same few thousand over and over."""

    def __init__(self, small: frozenset[str]) -> None:
        self._small = small

    def __missing__(self, word: str) -> str:
        told = self[word] = "" if word in self._small else fold(word)
        return told


@lru_cache(maxsize=8)
def _telling(small: frozenset[str]) -> _Telling:
    return _Telling(small)


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
