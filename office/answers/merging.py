"""Two people changed the same answer: what each of them did, and both put together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal, get_args

from office.answers.forms import Excuse, Fields, Row, changed_fields, lines

Who = Literal["both", "excuse", "merged", "theirs", "mine", "same"]
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
    """A field that was changed, and by whom.

    Two changes are `both` where they are of one text, `excuse` where of one excuse, `merged` where of a list.

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
        who = _who(name, before, my, their)
        if name == "allow":
            was, has, makes = (_reasons(value, names) for value in (before, their, my))
            found.append(Difference(name, who, marked_reasons(was, has), marked_reasons(was, makes)))
            continue
        mark = marked_lines if name in LISTS else marked
        old, new, mine_now = (shown(value, names) for value in (before, their, my))
        found.append(Difference(name, who, mark(old, new), mark(old, mine_now)))
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


def marked_reasons(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Piece, ...]:
    """Return the excuses that differ from others, a line each: what is excused, and what differs in the reason."""
    found: list[Piece] = []
    for what in dict.fromkeys([*before, *after]):
        old, new = before.get(what), after.get(what)
        if old == new:
            continue
        if old is None or new is None:
            line = [Piece("gone", f"{what}: {old}") if new is None else Piece("new", f"{what}: {new}")]
        else:
            line = [Piece("kept", f"{what}: "), Piece("gone", old), Piece("kept", " "), Piece("new", new)]
        found += [*([Piece("kept", "\n")] if found else []), *line]
    return tuple(found)


def shown(value: str | Sequence[str | Row], names: Mapping[str, str] | None = None) -> str:
    """Return the value of a field as text, a line each where it is a list; a choice by its name."""
    called = names or {}
    if isinstance(value, str):
        return called.get(value, value)
    return "\n".join(_line(one, called) for one in value)


def _line(one: str | Row, called: Mapping[str, str]) -> str:
    return f"{one.sv} · {one.en} · {one.url}" if isinstance(one, Row) else called.get(one, one)


def _reasons(excuses: Sequence[Excuse], names: Mapping[str, str] | None) -> dict[str, str]:
    """Return the reasons by what they excuse, as it is called."""
    return {(names or {}).get(one.rule, one.rule): one.because for one in excuses}


def _who(name: str, before: Any, my: Any, their: Any) -> Who:
    if my == their:
        return "same"
    if before == their:
        return "mine"
    if before == my:
        return "theirs"
    if name == "allow":
        return "excuse" if _same_excuse(before, my, their) else "merged"
    return "merged" if name in LISTS else "both"


def _same_excuse(before: Sequence[Excuse], my: Sequence[Excuse], their: Sequence[Excuse]) -> bool:
    """Tell whether both changed the excuse from the same rule, each in another way."""
    was, mine, theirs = ({one.rule: one.because for one in several} for several in (before, my, their))
    values = [(was.get(rule), mine.get(rule), theirs.get(rule)) for rule in {**was, **mine, **theirs}]
    return any(len(set(three)) == 3 for three in values)


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
