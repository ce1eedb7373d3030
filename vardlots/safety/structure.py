"""The signs of danger that a message's words make, each here and now or in a context that says otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

from vardlots.follow import Followed
from vardlots.safety.contexts import Contexts
from vardlots.safety.kinds import Kind
from vardlots.safety.lemmas import END, Lemmas, Lexicon
from vardlots.safety.red_flags import CONTEXTS, HELPERS, Context, Pattern, RedFlags, read_red_flags
from vardlots.settings import ROOT, settings

GAP = 4
"""The words that may stand between two groups of a sign."""
JOINED = re.compile(r"(?<=\w)[-‑–/](?=\w)")
Words = tuple[int, ...]


@dataclass(frozen=True)
class Sign:
    """A red flag in a message, the words that show it, and what says that it is not here and now (None: nothing)."""

    red_flag: str
    kind: Kind
    words: tuple[str, ...]
    context: Context | None


class Structure:
    """Find red flags by their signs; built once, it reads any number of messages."""

    def __init__(self, flags: RedFlags) -> None:
        self._tokens = spacy.blank("sv")  # serves both languages
        contexts = {*CONTEXTS, *HELPERS}
        self._lemmas = Lemmas(Lexicon(flags.words, flags.ordinary, contexts), contexts)
        self._needed = [(flag, sign, sign.needed) for flag in flags.flags for sign in flag.signs]
        self._matchers: dict[tuple[str, ...], Matcher] = {}

    def find(self, text: str) -> tuple[Sign, ...]:
        """Return the red flags of a message, each once a context, in the order of the file."""
        doc = self._lemmas(self._tokens(JOINED.sub(" ", text)))
        there = {group for token in doc for group in token.lemma_.split()}
        contexts, found = Contexts(doc), dict[tuple[str, Context | None], Sign]()
        for flag, sign, needed in self._needed:
            if needed <= there:
                for words, context in self._read(doc, sign, contexts):
                    here = None if context in flag.even_if else context
                    shown = tuple(doc[at].text for at in words)
                    found.setdefault((flag.id, here), Sign(flag.id, flag.kind, shown, here))
        return tuple(found.values())

    def _read(self, doc: Doc, sign: Pattern, contexts: Contexts) -> Iterator[tuple[Words, Context | None]]:
        """Yield where a sign stands, and in which contexts: every part of it must be somewhere."""
        parts = [list(self._part(doc, part, sign, contexts)) for part in sign.near]
        if all(parts):
            # a part that is here and now anywhere in the message counts as such
            best = [min(part, key=lambda one: one[1] is not None) for part in parts]
            context = next((context for _, context in best if context), None)
            yield tuple(at for words, _ in best for at in words), context
            if len(parts) == 1:
                yield from parts[0]

    def _part(
        self, doc: Doc, part: tuple[str, ...], sign: Pattern, contexts: Contexts
    ) -> Iterator[tuple[Words, Context | None]]:
        for words in dict.fromkeys(self._places(doc, part)):
            sentence = contexts.sentence(words[0])
            if not any(contexts.has(sentence, group) for group in sign.unless):
                yield words, contexts.of(words)

    def _places(self, doc: Doc, part: tuple[str, ...]) -> Iterator[Words]:
        found: Any = self._matcher(part)(doc, with_alignments=True)  # spaCy's types know no fourth value
        for _, start, end, aligned in found:
            yield tuple(at for at, place in zip(range(start, end), aligned, strict=True) if place % (GAP + 1) == 0)

    def _matcher(self, part: tuple[str, ...]) -> Matcher:
        """Return the matcher of groups near each other; made when first needed."""
        if part not in self._matchers:
            matcher = Matcher(self._tokens.vocab)
            matcher.add(" + ".join(part), [_pattern(order) for order in permutations(part)])
            self._matchers[part] = matcher
        return self._matchers[part]


def structure() -> Structure:
    """Return the signs of `kb/safety.yaml` as they are now: an edit counts within a second, a wrong one not at all."""
    return _followed(settings().kb / "safety.yaml").current()


@cache
def _followed(path: Path) -> Followed[Structure]:
    """Follow a knowledge base's own file; one that has none is read with the project's."""
    own = path if path.is_file() else ROOT / "kb" / path.name
    return Followed(lambda: [own], lambda _before: Structure(read_red_flags(own)))


def _pattern(groups: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the spaCy pattern of groups in this order, up to `GAP` words of one sentence between each and the next."""
    gap = [{"LEMMA": {"REGEX": f"^(?!.* {END} )"}, "OP": "?"}] * GAP
    pattern: list[dict[str, Any]] = []
    for group in groups:
        pattern += [*(gap if pattern else ()), {"LEMMA": {"REGEX": f" {re.escape(group)} "}}]
    return pattern
