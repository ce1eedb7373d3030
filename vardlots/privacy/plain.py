"""A text as a masker reads it: one kind of digit, space and dash, and nothing invisible in between."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TAKEN = "\x00"
"""Stands where something was found; no pattern matches it, and no plain text holds it."""

_INVISIBLE = frozenset({"Cc", "Cf", "Mn", "Me"})
_WORD = re.compile(r"[^\W_]+")
_ALMOST_DIGITS = re.compile(r"[0-9oOlI]+")
_LOOKS_LIKE = str.maketrans("oOlI", "0011")


@dataclass(frozen=True)
class Plain:
    """A text folded for reading; `places` says which character of the original each of its characters is."""

    text: str
    places: range | list[int]

    @classmethod
    def of(cls, text: str) -> "Plain":
        """Fold a text. The letters O and l count as 0 and 1 in a word of nothing but these and digits."""
        if text.isascii() and text.isprintable():
            return cls(_with_digits(text), range(len(text)))
        folded = [(sign, place) for place, char in enumerate(text) for sign in _fold(char)]
        return cls(_with_digits("".join(sign for sign, _ in folded)), [place for _, place in folded])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text stands in the original."""
        return self.places[start], self.places[end - 1] + 1

    def without(self, spans: Iterable[tuple[int, int]]) -> "Plain":
        """Return the same with stretches, in order and apart, taken out of sight."""
        parts, done = [], 0
        for start, end in spans:
            parts += [self.text[done:start], TAKEN * (end - start)]
            done = end
        return Plain("".join([*parts, self.text[done:]]), self.places)


def _fold(char: str) -> Iterator[str]:
    """Yield what a character reads as: nothing, or one or more plain ones."""
    category = unicodedata.category(char)
    digit = unicodedata.digit(char, None)
    if digit is not None:
        yield str(digit)
    elif char in "\n\r\v\f\x85\u2028\u2029":
        yield "\n"
    elif char == "\t" or category == "Zs":
        yield " "
    elif category == "Pd" or char in "\u2212\u2043\u02d7":
        yield "-"
    elif category not in _INVISIBLE:
        yield from (sign for sign in unicodedata.normalize("NFKC", char) if sign.isprintable())


def _with_digits(text: str) -> str:
    return _WORD.sub(_read, text)


def _read(word: re.Match[str]) -> str:
    """Read `9OO1O1` and `l99001` as numbers, and leave every other word as it is."""
    signs = word.group()
    number = _ALMOST_DIGITS.fullmatch(signs) and any(sign.isdigit() for sign in signs)
    return signs.translate(_LOOKS_LIKE) if number else signs
