"""What says that a sign is not here and now: "no", "years ago", "what if", "in a film I saw"."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import takewhile

from spacy.tokens import Doc

from vardlots.safety.lemmas import END
from vardlots.safety.red_flags import CONTEXTS, Context

BEFORE, LIST = 3, 14
"""How many words a negation reaches forward: in a clause, and along a list that ends in "or"."""
AFTER = 3
"""Within how many words after a sign "no longer" ends it."""
PAUSE = "pause"
"""The group that the signs between words stand for, a comma for instance: no word of the file has it."""


class Contexts:
    """The contexts of one message; made of its tokens' groups."""

    def __init__(self, doc: Doc) -> None:
        self._groups = [_groups(token.lemma_, token.is_punct) for token in doc]
        ends = [place for place, groups in enumerate(self._groups) if END in groups]
        starts = [0, *(end + 1 for end in ends)]
        self._sentences = [range(*bounds) for bounds in zip(starts, [*ends, len(doc)], strict=True)]
        self._ends = ends

    def sentence(self, at: int) -> range:
        """Return the places of the sentence that a place stands in."""
        return self._sentences[bisect_left(self._ends, at)]

    def has(self, places: Iterable[int], group: str) -> bool:
        """Say whether a word of a group stands at one of the places."""
        return any(group in self._groups[place] for place in places)

    def of(self, words: Sequence[int]) -> Context | None:
        """Return the first context that the words of a sign stand in, or None: they are here and now."""
        return next((name for name in CONTEXTS if self._stands_in(name, words)), None)

    def _stands_in(self, name: Context, words: Sequence[int]) -> bool:
        sentence = self.sentence(words[0])
        if name == "negated":
            return self._negated(sentence, words)
        if name == "past":
            return self._past(sentence, words)
        if name == "hypothetical":
            return self._asked(sentence, words)
        return self.has(sentence, name)

    def _past(self, sentence: range, words: Sequence[int]) -> bool:
        """Tell "ten years ago" from "had": the first is past unless "now" stands in the sign's own clause."""
        if self.has(sentence, "past") or self.has(sentence, "<year>"):
            return not self.has(self._clause(sentence, words), "now")
        return self.has(self._clause(sentence, words), "was") and not self.has(sentence, "now")

    def _clause(self, sentence: range, words: Sequence[int]) -> range:
        before = list(takewhile(self._goes_on, range(min(words) - 1, sentence.start - 1, -1)))
        after = list(takewhile(self._goes_on, range(max(words) + 1, sentence.stop)))
        return range(min(words) - len(before), max(words) + 1 + len(after))

    def _asked(self, sentence: range, words: Sequence[int]) -> bool:
        """Find a question about what might be, with no comma between it and the sign."""
        before = takewhile(lambda at: PAUSE not in self._groups[at], range(min(words) - 1, sentence.start - 1, -1))
        return self.has([*before, *range(min(words), max(words))], "hypothetical")

    def _negated(self, sentence: range, words: Sequence[int]) -> bool:
        first, last = min(words), max(words)
        between = [place for place in range(first, last) if place not in words]
        clause = list(takewhile(self._goes_on, range(first - 1, sentence.start - 1, -1)))
        after = takewhile(self._goes_on, range(last + 1, min(last + 1 + AFTER, sentence.stop)))
        return (
            self.has([*between, *clause[:BEFORE]], "negated")
            or self.has(after, "no-longer")
            or self._ends_in_no(last, sentence)
            or self._in_a_list(sentence, first)
        )

    def _goes_on(self, place: int) -> bool:
        """Say whether a clause goes on at a place: what is said before "but" says nothing of what is said after it."""
        return not self._groups[place] & {PAUSE, "but"}

    def _ends_in_no(self, last: int, sentence: range) -> bool:
        """Find "svimmade inte": a negation right after the sign, and nothing after it that it could belong to."""
        following = self._groups[last + 2] if last + 2 < sentence.stop else {PAUSE}
        return last + 1 < sentence.stop and "negated" in self._groups[last + 1] and bool(following & {PAUSE, "but"})

    def _in_a_list(self, sentence: range, first: int) -> bool:
        """Find "inga kramper, ingen yrsel eller bröstsmärta": an "or" between the sign and a negation before it."""
        reach = range(max(sentence.start, first - LIST), first)
        inside = list(takewhile(lambda place: "but" not in self._groups[place], reversed(reach)))
        stop = next((place for place in inside if "negated" in self._groups[place]), None)
        return stop is not None and self.has(range(stop, first), "or")


def _groups(lemma: str, mark: bool) -> frozenset[str]:
    return frozenset({*lemma.split(), PAUSE} if mark else lemma.split())
