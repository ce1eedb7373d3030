"""Whether a held-out question is one that the assistant has seen."""

import re
from collections.abc import Iterable, Sequence

from bench.questions import Question

_MARKUP = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_SIGNS = re.compile(r"[^\w\s]|_")


def bare(text: str) -> str:
    """Return the words alone: case folded, without punctuation and without Rasa's entity markup."""
    return " ".join(_SIGNS.sub(" ", _MARKUP.sub(r"\1", text)).casefold().split())


def split(questions: Iterable[Question], trained: Iterable[str]) -> tuple[Sequence[Question], Sequence[Question]]:
    """Return (held out, seen): which questions are, word for word, none or one of the trained texts."""
    known = {bare(text) for text in trained}
    held_out: list[Question] = []
    seen: list[Question] = []
    for question in questions:
        (seen if bare(question.text) in known else held_out).append(question)
    return held_out, seen
