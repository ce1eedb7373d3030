"""Numbers from 0 to 120, in digits or in Swedish and English words."""

from functools import cache

from vardlots.entities.fold import fold
from vardlots.entities.words import choice, vocabulary

HIGHEST = 120


@cache
def number_words() -> dict[str, int]:
    """Return every number word, folded and without spaces or hyphens, with its value."""
    table = vocabulary()["numbers"]
    small = {_key(word): value for value, words in table["small"].items() for word in words}
    tens = {_key(word): value for value, words in table["tens"].items() for word in words}
    units = {word: value for word, value in small.items() if 1 <= value <= 9}
    joined = {ten + unit: high + low for ten, high in tens.items() for unit, low in units.items()}
    return {**small, **tens, **joined}


@cache
def number_pattern(articles: bool = True) -> str:
    """Return a pattern for a number; without `articles`, a lone "en" or "one" is none."""
    table = vocabulary()["numbers"]
    small = [word for words in table["small"].values() for word in words]
    if not articles:
        small = [word for word in small if word not in table["articles"]]
    tens = choice(word for words in table["tens"].values() for word in words)
    units = choice(word for value in range(1, 10) for word in table["small"][value])
    return rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|(?:{tens})(?:[\s-]?(?:{units}))?|{choice(small)})"


def number(folded: str) -> float | None:
    """Read a number that `number_pattern` matched; None when it is above 120 or no number."""
    try:
        value = float(folded.replace(",", "."))
    except ValueError:
        word = number_words().get(_key(folded))
        return None if word is None else float(word)
    return value if value <= HIGHEST else None


def _key(word: str) -> str:
    return fold(word).replace(" ", "").replace("-", "")
