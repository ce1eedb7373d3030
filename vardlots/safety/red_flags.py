"""The red flags of `kb/safety.yaml`: groups of words, and the signs made of them.

A sign names groups. `chest + pain` is found where a word of each stands near the other, in one sentence, in any order;
`young & <fever>` where each stands somewhere in the message; `die + want ! joke` not where a word of the group after
the exclamation mark stands in the same sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml

from vardlots.errors import KnowledgeError
from vardlots.safety.kinds import KINDS, Kind

Context = Literal["negated", "past", "hypothetical", "told"]
CONTEXTS: tuple[Context, ...] = get_args(Context)
"""What says that a sign is not here and now; the first that fits counts."""
HELPERS = ("was", "now", "but", "or", "no-longer")
"""The other groups of `context`: see `vardlots.safety.contexts`."""
BUILT_IN = ("<fever>", "<young>", "<year>", "<short>")
"""Groups that no list could hold: a temperature, an age under three months, a year gone by, a message of few words."""
GROUP = r"(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|<[a-z]+>)"
SIGN = re.compile(rf"{GROUP}(?: [+&] {GROUP})*(?: ! {GROUP})*")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Pattern:
    """A sign, taken apart: groups that stand near each other, several times over, and those that must not be there."""

    near: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()

    @classmethod
    def parse(cls, sign: str) -> "Pattern":
        """Read a sign as it is written.

        Raises:
            ValueError: when it is not groups joined by `+`, `&` and `!`.
        """
        if not SIGN.fullmatch(sign):
            raise ValueError(f"{sign!r} is no sign; write groups joined by ' + ', ' & ' or ' ! '")
        parts, *unless = sign.split(" ! ")
        return cls(tuple(tuple(part.split(" + ")) for part in parts.split(" & ")), tuple(unless))

    @property
    def needed(self) -> frozenset[str]:
        """The groups that must all be there."""
        return frozenset(group for part in self.near for group in part)

    @property
    def groups(self) -> frozenset[str]:
        """Every group that is named."""
        return self.needed.union(self.unless)


@dataclass(frozen=True)
class RedFlag:
    """A danger: its kind, its signs, and the contexts in which it is one all the same."""

    id: str
    kind: Kind
    signs: tuple[Pattern, ...]
    even_if: tuple[Context, ...] = ()


@dataclass(frozen=True)
class RedFlags:
    """What stands in the file: the words of each group, contexts among them, and the red flags."""

    words: Mapping[str, tuple[str, ...]]
    ordinary: tuple[str, ...]
    flags: tuple[RedFlag, ...]


def read_red_flags(path: Path) -> RedFlags:
    """Read a file of red flags.

    Raises:
        KnowledgeError: when it is not readable, or a sign names a group that is not there.
    """
    try:
        found = _red_flags(yaml.load(path.read_text(encoding="utf-8-sig"), Loader=LOADER))
    except (OSError, yaml.YAMLError, UnicodeDecodeError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{path.name} cannot be read: {error}; run `vardlots kb check`") from error
    for flag in found.flags:
        for group in sorted({group for sign in flag.signs for group in sign.groups}):
            if group not in found.words and group not in BUILT_IN:
                raise KnowledgeError(f"{path.name}: {flag.id}: no group is called {group}; run `vardlots kb check`")
    return found


def _red_flags(data: Mapping[str, Any]) -> RedFlags:
    context = {name: data["context"][name] for name in (*CONTEXTS, *HELPERS)}
    words = {str(name): _both(lists) for name, lists in {**data["words"], **context}.items()}
    return RedFlags(words, _both(data["ordinary"]), tuple(_flag(row) for row in data["red_flags"]))


def _both(lists: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words of both languages: people mix them."""
    words = tuple(str(word) for language in ("sv", "en") for word in lists.get(language) or ())
    if not words:
        raise ValueError("a group has no words")
    return words


def _flag(row: Mapping[str, Any]) -> RedFlag:
    if row["kind"] not in KINDS or not row["signs"]:
        raise ValueError(f"{row['id']}: kind must be one of {', '.join(KINDS)}, and some sign must be there")
    even_if = row.get("even_if") or ()
    if not set(even_if) <= set(CONTEXTS):
        raise ValueError(f"{row['id']}: even_if names contexts: {', '.join(CONTEXTS)}")
    signs = tuple(Pattern.parse(str(sign)) for sign in row["signs"])
    return RedFlag(str(row["id"]), cast(Kind, row["kind"]), signs, tuple(even_if))
