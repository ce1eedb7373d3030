"""The figures of an answer, so that those of two languages can be compared: 1 400 is 1,400, and 5 pm is 17."""

import re
from collections.abc import Iterator, Mapping

from vardlots.knowledge.rules.contacts import PHONE
from vardlots.replies import Language

ELSEWHERE = re.compile(r"\{[^{}]*\}|https?://\S+")
FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,:\s]\d+)*")
THOUSANDS = re.compile(r"\d{1,3}(?:[,\s]\d{3})+")
AFTERNOON = re.compile(r"\s?pm\b", re.IGNORECASE)

_NAMES: Mapping[Language, str] = {
    "sv": "noll:födsel:födseln:nyfödd:nyfödda en:ett:första två:andra:båda:dubbla tre:tredje fyra:fjärde fem:femte "
    "sex:sjätte sju:sjunde åtta:åttonde nio:nionde tio:tionde elva:elfte tolv:tolfte",
    "en": "zero:birth:newborn:newborns one:first:once two:second:both:twice:double three:third four:fourth "
    "five:fifth six:sixth seven:seventh eight:eighth nine:ninth ten:tenth eleven:eleventh twelve:twelfth",
}
WORDS: Mapping[Language, Mapping[str, str]] = {
    language: {word: str(number) for number, words in enumerate(names.split()) for word in words.split(":")}
    for language, names in _NAMES.items()
}


def figures(text: str) -> dict[str, str]:
    """Return the figures of a text as both languages would have them, each with how it is written there.

    Phone numbers are no figures: `hard-coded-contact` tells of them.
    """
    plain = PHONE.sub(" ", ELSEWHERE.sub(" ", text))
    return {_figure(part, bool(AFTERNOON.match(plain, end))): part for part, end in _parts(plain)}


def in_words(text: str, language: Language) -> set[str]:
    """Return the figures up to 12 that a text has in words: three is 3."""
    names = WORDS[language]
    return {names[word] for word in re.findall(r"[a-zåäö]+", text.lower()) if word in names}


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """Yield each number with where it ends; `1 400` is one number, `17 18` are two."""
    for found in FIGURE.finditer(text):
        if THOUSANDS.fullmatch(found[0]):
            yield found[0], found.end()
        else:
            yield from ((part[0], found.start() + part.end()) for part in re.finditer(r"\S+", found[0]))


def _figure(text: str, afternoon: bool) -> str:
    if THOUSANDS.fullmatch(text):
        return re.sub(r"[,\s]", "", text)
    # half past eight is 8.30 in one language and 8:30 in the other, and decimals have a comma or a point
    whole, *rest = re.split(r"[.,:]", text)
    hour = int(whole) % 12 + 12 if afternoon else int(whole)
    return ".".join([str(hour), *(part for part in rest if part != "00")])
