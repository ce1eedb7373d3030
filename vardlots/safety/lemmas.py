"""What the words of a message mean: a pipeline step that writes the groups of each word as its token's lemma.

A word is looked up as it is written, then without dots, then by its longest stem, then as a typo of a longer word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from spacy.tokens import Doc

from vardlots.entities.fold import fold
from vardlots.safety.numbers import values
from vardlots.safety.typos import ONE_TYPO, Typos

STAR = "*"
"""What ends a stem."""
END = "end"
"""The group of what ends a sentence."""
SHORT = 3
"""A word with dots and so few letters is known only with them: `dö` is not `do`."""
FEW = 4
"""The words of a message that says nothing but the danger: `hjärtinfarkt?`"""
LONGEST = 8
"""The most words of a phrase."""
STEM = 8
"""The letters that a stem must have to be known with a typo."""
ENDS = re.compile(r"[.!?…]+|\s*\n\s*")
RUN = re.compile(r"(.)\1{2,}")
NONE: frozenset[str] = frozenset()


class Lexicon:
    """Look words up: which groups each belongs to.

    `ordinary` words are nobody's typo, and a word of a group in `strict` is known only as it is spelt.
    """

    def __init__(
        self, words: Mapping[str, Iterable[str]], ordinary: Iterable[str] = (), strict: Iterable[str] = ()
    ) -> None:
        self._written: dict[str, set[str]] = defaultdict(set)
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._stems: dict[str, set[str]] = defaultdict(set)
        self._phrases: dict[tuple[str, str], list[tuple[list[str], str]]] = defaultdict(list)
        self._ordinary = {fold(word) for word in ordinary}
        for group, entries in words.items():
            for entry in entries:
                self._add(group, entry.lower())
        self._strict = frozenset(strict)
        self._typos = Typos(self._forgiven(self._exact))
        self._stem_typos = Typos(stem for stem in self._forgiven(self._stems) if len(stem) >= STEM)
        self._longest = max(map(len, self._stems), default=0)

    def groups(self, word: str) -> frozenset[str]:
        """Return the groups of a word."""
        plain = fold(word)
        found = self._dotted(word.lower(), plain) or self._known(plain) or self._known(RUN.sub(r"\1", plain))
        if not found and len(plain) >= ONE_TYPO and plain.isalpha() and plain not in self._ordinary:
            found = self._misspelt(plain) - self._strict
        return frozenset(found)

    def phrases(self, plain: list[str]) -> Iterator[tuple[int, str]]:
        """Yield for each phrase at the start of some folded words how many of them it takes, and its group."""
        for second in (plain[1], STAR) if len(plain) > 1 else ():
            for phrase, group in self._phrases.get((plain[0], second), ()):
                if _begins(plain, phrase):
                    yield len(phrase), group

    def _add(self, group: str, entry: str) -> None:
        plain = fold(entry).replace("-", " ")  # as messages are read
        if " " in plain:
            phrase = plain.split()
            self._phrases[phrase[0], STAR if phrase[1].endswith(STAR) else phrase[1]].append((phrase, group))
        elif plain.endswith(STAR):
            self._stems[plain[:-1]].add(group)
        else:
            self._written[entry].add(group)
            if len(plain) > SHORT or plain == entry:
                self._exact[plain].add(group)

    def _dotted(self, word: str, plain: str) -> set[str]:
        """Return the groups of a word that is listed with its very dots: then `värken` is not `varken`."""
        if word == plain or word not in self._written:
            return set()
        return self._written[word] | (self._known(plain) - self._exact.get(plain, NONE))

    def _forgiven(self, entries: Mapping[str, set[str]]) -> Iterator[str]:
        return (entry for entry, groups in entries.items() if any(group not in self._strict for group in groups))

    def _known(self, plain: str) -> set[str]:
        found = set(self._exact.get(plain, ()))
        for length in range(1, min(len(plain), self._longest) + 1):
            found |= self._stems.get(plain[:length], NONE)
        return found

    def _misspelt(self, plain: str) -> set[str]:
        found = {group for known in self._typos.near(plain) for group in self._exact[known]}
        lengths = range(min(len(plain), self._longest), STEM - 1, -1)
        stems = (self._stem_typos.near(plain[:length]) for length in (() if found else lengths))
        return found or {group for stem in next(filter(None, stems), ()) for group in self._stems[stem]}


class Lemmas:
    """Write what each token of a document means: the names of its groups with a space around each, or nothing."""

    def __init__(self, lexicon: Lexicon, contexts: Iterable[str] = ()) -> None:
        self._lexicon = lexicon
        self._contexts = frozenset(contexts)

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with its lemmas."""
        found = self._read(doc)
        for start, end, group in values(fold(doc.text)):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                found[span.start].add(group)
        if found and sum(token.is_alpha for token in doc) <= FEW:
            found[0].add("<short>")
        for token, groups in zip(doc, found, strict=True):
            token.lemma_ = f" {' '.join(sorted(groups))} "
        return doc

    def _read(self, doc: Doc) -> list[set[str]]:
        """Return the groups of each token; "not" inside a phrase belongs to the phrase, and negates nothing else."""
        words = [token.text for token in doc]
        plain = [fold(word) for word in words]
        found = [set(self._one(word)) for word in words]
        for at in range(len(words)):
            for length, group in self._lexicon.phrases(plain[at : at + LONGEST]):
                if group not in self._contexts:
                    for groups in found[at : at + length]:
                        groups -= self._contexts
                found[at].add(group)
        return found

    def _one(self, word: str) -> Iterable[str]:
        return {END} if ENDS.fullmatch(word) else self._lexicon.groups(word)


def _begins(words: list[str], phrase: list[str]) -> bool:
    """Say whether words begin with a phrase, whose words but the first may end in a star."""
    return len(words) >= len(phrase) and all(
        word.startswith(part[:-1]) if part.endswith(STAR) else word == part
        for word, part in zip(words, phrase, strict=False)
    )
