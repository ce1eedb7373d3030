"""What to do about a gap: more ways to ask for an entry that there is, another answer in it, or a new entry."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vardlots.retrieval.retriever import Ranking

FEWEST = 5
"""Similar questions, below which nothing is proposed: few are chance."""
ENOUGH = 0.35
"""The mean probability, from where on an entry is taken to be right; `python -m bench.gaps fit` tries others."""

Kind = Literal["phrasing", "answer", "new_entry"]
"""`phrasing`: an entry answers this, but is not found with certainty. `answer`: it is found, and does not help."""
MOSTLY = 0.5


@dataclass(frozen=True)
class Proposal:
    """What to do: add phrasings to `entry`, mend its answer, or write a new entry, and then `entry` is None.

    `share` is that of the questions which rank the likeliest entry first.
    """

    kind: Kind
    entry: str | None
    share: float


def propose(
    rankings: Sequence[Ranking], often: Sequence[int], unhelpful: float = 0.0, enough: float = ENOUGH
) -> Proposal | None:
    """Propose what to do about questions that were ranked, each of them asked so many times; None for too few.

    `unhelpful` is the share of those that were answered, and the answer did not help.
    """
    asked = sum(often)
    if asked < FEWEST:
        return None
    likely = _likely(rankings, often)
    entry = max(likely, key=lambda name: likely[name], default=None)
    share = sum(count for one, count in zip(rankings, often, strict=True) if one.best and one.best.entry_id == entry)
    if entry is None or likely[entry] < enough * asked:
        return Proposal("new_entry", None, share / asked)
    return Proposal("answer" if unhelpful > MOSTLY else "phrasing", entry, share / asked)


def _likely(rankings: Sequence[Ranking], often: Sequence[int]) -> dict[str, float]:
    """Return the sum of each entry's probabilities."""
    likely: dict[str, float] = defaultdict(float)
    for ranking, count in zip(rankings, often, strict=True):
        for one in ranking.candidates:
            likely[one.entry_id] += one.score * count
    return likely
