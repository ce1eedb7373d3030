"""Words that somebody meant: which known words a misspelt one is near."""

from collections import defaultdict
from collections.abc import Iterable

ONE_TYPO, TWO_TYPOS = 5, 9
"""The letters that a word must have to be known with one typo, and with two."""


class Typos:
    """Find the known words that a word may be a typo of; the first letter is taken for right."""

    def __init__(self, words: Iterable[str]) -> None:
        self._near: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= ONE_TYPO:
                for form in _shortened(word, allowed(word)):
                    self._near[form].append(word)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the nearest known words: those with the fewest typos, none when all have too many."""
        if len(word) < ONE_TYPO:
            return ()
        candidates = {known for form in _shortened(word, allowed(word)) for known in self._near.get(form, ())}
        steps = {known: typos(word, known) for known in candidates if known[0] == word[0]}
        fits = {known: count for known, count in steps.items() if count <= min(allowed(word), allowed(known))}
        return tuple(sorted(known for known, count in fits.items() if count == min(fits.values())))


def allowed(word: str) -> int:
    """Return how many typos a word of its length may have."""
    return 0 if len(word) < ONE_TYPO else 1 if len(word) < TWO_TYPOS else 2


def typos(one: str, other: str) -> int:
    """Count the typos between two words: a letter missing, added, wrong, or two swapped (Damerau, 1964)."""
    before, row = list[int](), list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, above, row = row, before, [at]
        for to, wanted in enumerate(other, 1):
            steps = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                steps = min(steps, above[to - 2] + 1)
            row.append(steps)
    return row[-1]


def _shortened(word: str, letters: int) -> set[str]:
    """Return the word with up to so many letters left out: words near each other have one of these in common."""
    forms = {word}
    for _ in range(letters):
        forms |= {form[:at] + form[at + 1 :] for form in forms for at in range(len(form))}
    return forms
