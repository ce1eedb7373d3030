"""What the office says to the people who work in it, from `office/words/`, in both languages."""

from functools import cache
from pathlib import Path
from typing import Protocol

from vardlots.phrases import Phrases, read_phrases
from vardlots.replies import Language

FOLDER = Path(__file__).parent / "words"


class Say(Protocol):
    """Return the text of a key in the language of a page, its `{values}` filled in."""

    def __call__(self, key: str, **values: object) -> str: ...


@cache
def words() -> Phrases:
    """Return every sentence of the office by its dotted key."""
    return read_phrases(FOLDER)


def speaker(language: Language) -> Say:
    """Return what templates call `say`."""

    def say(key: str, **values: object) -> str:
        return words().title(key, language, **values)

    return say
