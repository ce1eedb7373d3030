"""What to do about a gap: more ways to ask for an entry that there is, another answer in it, or a new entry."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from vardlots.retrieval.retriever import Ranking

FEWEST = 5
"""Similar questions, below which nothing is proposed: few are chance."""
ENOUGH = 0.2
"""The likelihood, from where on an entry is taken to be the right one; `python -m bench.gaps` tries others.

It is that of the mean log-odds, which one question that an entry is far from pulls down more than a mean would be.
"""
FLOOR = 1e-4
"""What an entry that is far from a question is likely at least."""

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
    if entry is None or likely[entry] < enough:
        return Proposal("new_entry", None, share / asked)
    return Proposal("answer" if unhelpful > MOSTLY else "phrasing", entry, share / asked)


def _likely(rankings: Sequence[Ranking], often: Sequence[int]) -> dict[str, float]:
    """Return how likely each entry answers all of them: the probability of the mean log-odds."""
    scores = [{one.entry_id: one.score for one in ranking.candidates} for ranking in rankings]
    names = dict.fromkeys(name for one in scores for name in one)
    odds = {
        name: sum(count * _log_odds(one.get(name, 0.0)) for one, count in zip(scores, often, strict=True)) / sum(often)
        for name in names
    }
    return {name: 1 / (1 + math.exp(-mean)) for name, mean in odds.items()}


def _log_odds(likely: float) -> float:
    bound = min(max(likely, FLOOR), 1 - FLOOR)
    return math.log(bound / (1 - bound))
