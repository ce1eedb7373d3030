"""What may stand in `kb/style.yaml`: the word lists and limits by which `vardlots kb check` judges how answers read.

The assistant never reads the file. Its languages are called `swedish` and `english`: whatever stands below `sv` and
`en` teaches the assistant to tell the languages apart, and words that answers should avoid must not.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from vardlots.knowledge.content import read
from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.models import Day, Edited, Text, Texts, said
from vardlots.replies import Language


class Limits(Edited):
    """How long things may be before somebody is asked to shorten them."""

    sentence: int = said("Words in a sentence.", "Ord i en mening.", ge=5, le=60, default=25)
    paragraph: int = said("Words in a paragraph.", "Ord i ett stycke.", ge=20, le=300, default=75)
    answer: int = said("Words in an answer.", "Ord i ett svar.", ge=40, le=1000, default=160)
    lix: int = said("Readability (LIX) of an answer.", "Läsbarhet (LIX) för ett svar.", ge=20, le=70, default=45)


class Promises(Edited):
    """What sounds like a promise, and the words before it that make it none."""

    words: tuple[Text, ...] = said("What sounds like a promise.", "Det som låter som ett löfte.", default=())
    unless: tuple[Text, ...] = said("Words before it that take it back.", "Ord före som tar tillbaka det.", default=())


class Words(Edited):
    """The limits and lists of one language. In a list, a star ends a word that may go on: erhåll*."""

    limits: Limits = said("How long things may be.", "Hur långt något får vara.", default=Limits())
    jargon: dict[Text, Text] = said(
        "Words that few people use, and what to say instead.", "Ord som få använder, och vad man skriver i stället.",
        default={},
    )  # fmt: skip
    abbreviations: dict[Text, Text] = said(
        "Abbreviations, and what they stand for.", "Förkortningar, och vad de står för.", default={}
    )
    promises: Promises = said("What an answer must not promise.", "Vad ett svar inte får lova.", default=Promises())
    small_words: tuple[Text, ...] = said(
        "Words that do not tell one question from another, any number a line.",
        "Ord som inte skiljer en fråga från en annan, hur många som helst på en rad.",
        default=(),
    )

    @cached_property
    def small(self) -> frozenset[str]:
        """The small words, in lower case."""
        return frozenset(word for line in self.small_words for word in line.casefold().split())


class Style(Edited):
    """The whole of `kb/style.yaml`."""

    source: Texts = said("Where the lists come from.", "Var listorna kommer ifrån.", min_length=1, default=("none",))
    valid_from: Day | None = said("From when the file counts.", "Från när filen gäller.", default=None)
    reviewed: Day | None = said("When a person last read it.", "När någon senast läste den.", default=None)
    swedish: Words = said("For texts in Swedish.", "För texter på svenska.", default=Words())
    english: Words = said("For texts in English.", "För texter på engelska.", default=Words())

    def of(self, language: Language) -> Words:
        """Return the limits and lists of a language."""
        return self.swedish if language == "sv" else self.english


def read_style(folder: Path) -> Style:
    """Read the style of a folder (`kb/`): the plain limits while there is no such file, or one that is wrong.

    What is wrong with it is told where the other tables are checked.
    """
    try:
        _source, style, _found = read(folder / "style.yaml", Style)
    except BadFile:
        return Style()
    return style or Style()


class Finder:
    """Find the words and phrases of a list in texts; a star ends a word that may go on."""

    def __init__(self, phrases: Iterator[str] | list[str]) -> None:
        listed = sorted(phrases, key=len, reverse=True)
        # in small letters, as the texts are made: then the search passes over most of a list at a glance
        patterns = [_pattern(_small(phrase)) for phrase in listed]
        self._each = [(re.compile(pattern), phrase) for pattern, phrase in zip(patterns, listed, strict=True)]
        self._any = re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})")

    def find(self, text: str) -> Iterator[tuple[int, str, str]]:
        """Yield where each stands, as it is written there, and as it is listed; values in braces are passed over."""
        shown = re.sub(r"\{[^{}]*\}", lambda found: " " * len(found[0]), text)
        for found in self._any.finditer(_small(shown)):
            written = shown[found.start() : found.end()]
            yield found.start(), written, next(name for form, name in self._each if form.fullmatch(found[0]))


def _small(text: str) -> str:
    """Return a text in small letters, every letter in its place: a few letters become two, and stay as they are."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _pattern(phrase: str) -> str:
    words = (re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in phrase.split())
    pattern = r"\s+".join(words)
    # a full stop or a percent sign ends a phrase by itself
    return pattern + (r"(?!\w)" if re.search(r"\w$", phrase.rstrip("*")) else "")
