"""Text made plain before dates and times are looked for: lower case, no å ä ö, slips of the finger mended."""
# ruff: noqa: E501  (a pattern is read, and compared with its neighbours, on one line)

import re
from difflib import get_close_matches
from functools import lru_cache

WEEKDAYS: dict[str, int] = {
    word: number
    for number, words in enumerate((
        "mandag mandagen mandagar mon monday mondays", "tisdag tisdagen tisdagar tis tue tues tuesday tuesdays",
        "onsdag onsdagen onsdagar ons wed weds wednesday wednesdays",
        "torsdag torsdagen torsdagar tors thu thur thurs thursday thursdays",
        "fredag fredagen fredagar fre fri friday fridays", "lordag lordagen lordagar lor saturday saturdays",
        "sondag sondagen sondagar sunday sundays",
    ))
    for word in words.split()
}  # fmt: skip
MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate((
        "januari january jan", "februari february feb", "mars march", "april apr", "maj may", "juni june jun",
        "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct", "november nov",
        "december dec",
    ), start=1)
    for word in words.split()
}  # fmt: skip
NUMBERS: dict[str, int] = {
    word: number
    for number, words in enumerate((
        "en ett one a an", "tva two", "tre three", "fyra four", "fem five", "sex six", "sju seven", "atta eight",
        "nio nine", "tio ten", "elva eleven", "tolv twelve",
    ), start=1)
    for word in words.split()
} | {"tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19, "tjugo": 20,
     "par": 2, "couple of": 2}  # fmt: skip
LONG_WORDS = sorted(
    {word for word in (*WEEKDAYS, *MONTHS) if len(word) >= 6}
    | {"imorgon", "overmorgon", "tomorrow", "formiddag", "eftermiddag", "afternoon", "weekend", "morning", "evening"}
)

_PLAIN = str.maketrans("åäæöøéèü–—‑’´`", "aaaooeeu---'''")
_KNOWN = {"someday", "mandat", "kommer", "together", "marginal", "warning", "having", "meaning", "sommar", "formaga"}
_SPELLINGS = (
    (r"\bi\s*(?:mor+(?:g|r)?[oa]n|morrn|moron|mrogn|mogron)\b|\bimor(?:r)?n\b", "imorgon"),
    (r"\bi\s*over\s*(?:morgon|morn)\b|\bover\s*(?:morgon|morn)\b", "overmorgon"),
    (r"\b(?:the )?day after tom+or+ow\b", "overmorgon"),
    (r"\btom+or+ow\b|\btmrw\b|\btmr\b|\b2moro\b|\btomoz\b", "imorgon"),
    (r"\bi\s?dag\b|\btoday\b", "idag"),
    (r"\bi\s?kvall\b|\btonight\b|\bthis evening\b", "idag kvall"),
    (r"\bklockan\b|\bklocka\b|\bkl\.", "kl"),
    (r"\bfm\b", "formiddag"), (r"\bem\b", "eftermiddag"),
    (r"\bo'?\s?clock\b", " "),
    (r"\bnxt\b|\bnasta\b|\bkommande\b|\bfoljande\b|\bnext\b", "next"),
    (r"\b(\d{1,2})\s?:e\b|\b(\d{1,2})\s?(?:st|nd|rd|th)\b", r"\1\2 "),
)  # fmt: skip
_NOISE = (
    r"[\w.+-]+@[\w.-]+",  # e-mail
    r"(?<![\w:.])\+?\d[\d\s()-]{7,}\d(?![\w:.])(?<!\d-\d\d-\d\d)",  # a phone number
    r"\b(?:gravid|pregnant|havande)\b.*?\b(?:vecka|week|v\.?) ?\d+|\bweek \d+ of (?:my |the )?pregnancy|\b\d+ (?:weeks?|veckor) (?:pregnant|gravid)",
    r"\b\d+\s*(?:ars?|arig\w*|years?|yrs?|yo|man(?:aders?)?|months?|kr|kronor|sek|%|procent|percent|grader\w*|degrees?|mg|kg|ml)\b",
    r"\b(?:for|sedan|sen|since|under|i flera|for about)\s+(?:i\s+|the\s+|last\s+)*(?:\w+\s+)?"
    r"(?:dagars?|veckors?|vecka|manad|manader|days?|weeks?|months?)(?:\s+(?:sedan|sen|ago|nu|now))?\b",  # for two days, för en vecka sedan
    r"\b(?:\w+\s+)?(?:days?|weeks?|months?|hours?|dag|dagar|vecka|veckor|timme|timmar|manad|manader)\s+(?:ago|sedan|sen)\b",
    r"\bi\s+(?:\d+|\w+)\s+(?:dagar|veckor|dygn|timmar|manader)\b",  # i två dagar: how long it has lasted
    r"\b(?:sedan|since|sen|anda sedan)\s+(?:i\s+)?(?:last\s+)?\w*(?:dags?|day|gar|kvall|night|morse)\b",
    r"\b(?:forra|last|i forra|past)\s+(?:veckan|vecka|week|\w+day|\w+dagen|helgen|weekend|night|month|manaden)\b",
    r"\bi\s+\w+dags\b|\bi\s?gar(?:\s?kvall)?\b|\byesterday\b|\bi\s?forrgar\b|\bi\s?morse\b|\bi helgen som var\b",
)  # fmt: skip


def normalise(text: str) -> str:
    """Return a text in the one plain form that the date and time patterns are written for."""
    plain = " ".join(text.lower().translate(_PLAIN).split())
    for pattern in _NOISE[:2]:
        plain = re.sub(pattern, " ; ", plain)
    plain = re.sub(r"[a-z]{5,}", lambda word: mended(word.group()), plain)
    for pattern, instead in _SPELLINGS:
        plain = re.sub(pattern, instead, plain)
    for pattern in _NOISE[2:]:
        plain = re.sub(pattern, " ; ", plain)
    return " ".join(plain.split())


@lru_cache(maxsize=2048)
def mended(word: str) -> str:
    """Return the word of the calendar that a long word is a slip of, or the word itself."""
    if word in _KNOWN or word in WEEKDAYS or word in MONTHS or len(word) < 6 or word.endswith("dags"):
        return word
    close = get_close_matches(word, LONG_WORDS, n=5, cutoff=0.82)
    return next((right for right in close if right[0] == word[0] and abs(len(right) - len(word)) <= 1), word)


def number(word: str) -> int | None:
    """Read a small number, as digits or as a word of either language."""
    return int(word) if word.isdigit() else NUMBERS.get(word)


def one_of(words: object) -> str:
    """Return a pattern for any of the words, longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"  # type: ignore[call-overload]
