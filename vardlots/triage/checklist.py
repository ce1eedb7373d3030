"""What a text says to the list of red flags: none of them, some, these, or not known. In doubt it is asked again."""

import re
from collections.abc import Sequence

from vardlots.replies import LANGUAGES
from vardlots.triage.answers import CONTRAST, NEGATED, after_no, plain, yes_or_no
from vardlots.triage.case import SOME, UNKNOWN, Unknown
from vardlots.triage.rows import Complaint, RedFlag

Flags = tuple[str, ...] | Unknown

_STEM = 5
"""Letters by which two words are taken for one."""
_SHORTEST = 4
"""Words shorter than this tell no flag from another."""
_HALF = 0.5
"""Without a "ja", a text names a flag when it shares this much of its own words, or of the flag's."""
_EMPTY = frozenset(
    [
        "eller",
        "inte",
        "inga",
        "inget",
        "svart",
        "mycket",
        "stark",
        "starka",
        "kraftig",
        "kraftigt",
        "plotslig",
        "plotsligt",
        "blir",
        "blivit",
        "finns",
        "kanns",
        "nagot",
        "stammer",
        "detta",
        "denna",
        "dessa",
        "bara",
        "lite",
        "aven",
        "ocksa",
        "varit",
        "honom",
        "henne",
        "hela",
        "that",
        "with",
        "have",
        "cannot",
        "trouble",
        "severe",
        "sudden",
        "hard",
        "feels",
        "very",
        "from",
        "than",
        "more",
        "also",
        "having",
        "been",
        "when",
        "something",
        "this",
        "them",
        "those",
        "just",
        "really",
        "some",
        "none",
    ]
)
"""Words that tell no flag from another, folded."""
_ALL = r"\b(?:alla|allt|allihop|bada|samtliga|all|both|everything)\b"
_NUMBERED = r"\W*(?:(?:nr|nummer|number|ja|yes|den|det|the|punkt)\W*)*(?P<n>\d(?:\W*(?:och|and|,|&)\W*\d)*)\W*"


def checked(text: str, complaint: Complaint) -> Flags | None:
    """Return the red flags that a text says hold, or `UNKNOWN`; None when it is no clear answer to their list.

    A bare "ja" is `SOME`. A "nej" counts only when nothing after it may name a flag.
    """
    flags, said, answer = complaint.red_flags, plain(text), yes_or_no(text)
    if answer == UNKNOWN:
        return UNKNOWN
    if answer is False:
        return _denied(after_no(text), complaint)
    numbered = re.fullmatch(_NUMBERED, said)
    if numbered:
        places = [int(digit) - 1 for digit in re.findall(r"\d", numbered["n"])]
        return tuple(flags[at].id for at in places) if all(0 <= at < len(flags) for at in places) else None
    if re.search(_ALL, said) and (answer or len(said.split()) <= 3):
        return (SOME,)
    named = _named(said, complaint, least=0.0 if answer else _HALF)
    if named and not answer and _turned(said, [flag for flag in flags if flag.id in named]):
        return None
    return named or ((SOME,) if answer else None)


def _denied(rest: str, complaint: Complaint) -> Flags | None:
    """Return what comes after a "nej": nothing that matters, something that holds all the same, or nothing clear."""
    contrast = re.search(rf"\b(?:{CONTRAST})\b(?P<rest>.*)", rest)
    if contrast:
        return _named(contrast["rest"], complaint, _HALF) or None
    clear = re.search(rf"\b(?:{NEGATED})\b", rest) or not _named(rest, complaint, _HALF)
    return () if clear else None


def _turned(said: str, flags: Sequence[RedFlag]) -> bool:
    """Say whether a text denies what it names: "han har inte svårt att andas", but not "kissar inte" of that flag."""
    denies = re.compile(rf"\b(?:{NEGATED})\b")
    return bool(denies.search(said)) and not any(denies.search(text) for flag in flags for text in _asked(flag))


def _named(said: str, complaint: Complaint, least: float) -> tuple[str, ...]:
    """Return the flags that share the most words with a text, in either language, and at least this share of them."""
    common = _words(" ".join(plain(complaint.name.in_language(language)) for language in LANGUAGES))
    words = _words(said) - common
    shared = {
        flag.id: max((_shared(words, _words(text) - common, least) for text in _asked(flag)), default=0)
        for flag in complaint.red_flags
    }
    most = max(shared.values(), default=0)
    return tuple(name for name, count in shared.items() if count == most) if most else ()


def _shared(words: set[str], flag: set[str], least: float) -> int:
    """Return how many words are in both, 0 when they are too small a part of each."""
    both = len(words & flag)
    return both if both and max(both / len(words), both / len(flag)) >= least else 0


def _asked(flag: RedFlag) -> list[str]:
    return [plain(flag.ask.in_language(language)) for language in LANGUAGES]


def _words(said: str) -> set[str]:
    """Return the beginnings of the words that tell one thing from another."""
    return {word[:_STEM] for word in re.findall(r"\w+", said) if len(word) >= _SHORTEST and word not in _EMPTY}
