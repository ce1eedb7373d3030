"""Two people changed the same answer: what each of them did, and both put together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal, get_args

from office.answers.forms import Excuse, Fields, Row, changed_fields, lines

Who = Literal["both", "merged", "theirs", "mine", "same"]
Kind = Literal["kept", "gone", "new"]

LISTS = ("also_asked_sv", "also_asked_en", "must_match_sv", "must_match_en", "must_not_match", "source")
"""The fields with a line each: of these, what both have added and removed counts."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text that was kept, taken away or put in."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """A field that was changed, and by whom; `both` are two changes of a text, `merged` two of a list.

    `theirs` and `mine` are marked against what I began with; of a list, only the lines that differ.
    """

    field: str
    who: Who
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]


def merged(seen: Fields, mine: Fields, theirs: Fields) -> Fields:
    """Return their version with my changes; where both changed the same text, it is mine."""
    found = theirs
    for name in changed_fields(seen, mine):
        before, my, their = getattr(seen, name), getattr(mine, name), getattr(theirs, name)
        put_together = _lines if name in LISTS else _excuses if name == "allow" else _mine
        both: dict[str, Any] = {name: put_together(before, my, their)}
        found = replace(found, **both)
    return replace(found, read_today=mine.read_today)


def differences(seen: Fields, mine: Fields, theirs: Fields, names: Mapping[str, str] | None = None) -> list[Difference]:
    """Return the fields that either changed, those first that both did; `names` are those of choices."""
    found = []
    for name in dict.fromkeys([*changed_fields(seen, mine), *changed_fields(seen, theirs)]):
        before, my, their = getattr(seen, name), getattr(mine, name), getattr(theirs, name)
        mark = marked_lines if name in (*LISTS, "allow") else marked
        was, has, makes = (shown(value, names) for value in (before, their, my))
        found.append(Difference(name, _who(name, before, my, their), mark(was, has), mark(was, makes)))
    return sorted(found, key=lambda one: get_args(Who).index(one.who))


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """Return a text with what differs from another marked, word by word."""
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("kept", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece("gone", "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Piece("new", "".join(new[j1:j2])))
    return tuple(found)


def marked_lines(before: str, after: str) -> tuple[Piece, ...]:
    """Return the lines of a list that differ from another, each marked, without those that were kept."""
    old, new = lines(before), lines(after)
    gone = [Piece("gone", line) for line in old if line not in new]
    fresh = [Piece("new", line) for line in new if line not in old]
    found = [piece for one in (*gone, *fresh) for piece in (one, Piece("kept", "\n"))]
    return tuple(found[:-1])


def shown(value: str | Sequence[str | Row | Excuse], names: Mapping[str, str] | None = None) -> str:
    """Return the value of a field as text, a line each where it is a list; a choice by its name."""
    called = names or {}
    if isinstance(value, str):
        return called.get(value, value)
    return "\n".join(_line(one, called) for one in value)


def _line(one: str | Row | Excuse, called: Mapping[str, str]) -> str:
    if isinstance(one, Row):
        return f"{one.sv} · {one.en} · {one.url}"
    return f"{called.get(one.rule, one.rule)}: {one.because}" if isinstance(one, Excuse) else called.get(one, one)


def _who(name: str, before: object, my: object, their: object) -> Who:
    if my == their:
        return "same"
    if before == their:
        return "mine"
    if before == my:
        return "theirs"
    return "merged" if name in (*LISTS, "allow") else "both"


def _mine(_before: object, my: object, _their: object) -> object:
    return my


def _excuses(before: Sequence[Excuse], my: Sequence[Excuse], their: Sequence[Excuse]) -> tuple[Excuse, ...]:
    """Put together two lists of excuses: theirs, but for the rules of which I changed the reason, or took it back."""
    was, mine, found = ({one.rule: one for one in several} for several in (before, my, their))
    for rule in {**was, **mine}:
        if was.get(rule) != mine.get(rule):
            found.pop(rule, None)
            found |= {rule: mine[rule]} if rule in mine else {}
    return tuple(found.values())


def _lines(before: str, my: str, their: str) -> str:
    """Put together two lists: theirs, without what I took away, and with what I put in."""
    was, mine = lines(before), lines(my)
    kept = [line for line in lines(their) if line in mine or line not in was]
    return "\n".join([*kept, *(line for line in mine if line not in was and line not in kept)])


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
