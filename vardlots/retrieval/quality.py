"""How good weights are on questions that they were not fitted on, and the thresholds that follow from it.

Thresholds: `suggest` is the lowest that holds back `HELD_BACK` of the list of what is out of scope, so that no more
questions in scope are lost than that costs. `answer` is the lowest from which at least `RIGHT` of the answers to
questions in scope are right, `also_asked` and `must_match` counting the same, and never below `LIKELIER`, from which an
answer is more likely right than wrong: a wrong answer costs more trust than a tap on a suggestion. `certain` is the
lowest from which at least `SURE` of all answers are, any answer to a question out of scope being wrong: such an answer
stands alone, without the next best questions beside it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import floor
from typing import Any

import numpy as np
import numpy.typing as npt

from vardlots.replies import LANGUAGES
from vardlots.retrieval.ranker import MOST_SUGGESTED, Thresholds
from vardlots.retrieval.samples import Scored
from vardlots.retrieval.signals import Matrix

HELD_BACK = 0.95
RIGHT = 0.9
SURE = 0.97
LIKELIER = 0.5
IN_SCOPE = 0.7
"""How much of what people ask is taken to be in scope, for probabilities to mean what they say.

No list can tell. Of what a shop's chatbot was really asked, 46 % was in scope (curekart of HINT3, Arora et al. 2020).
"""


def balanced(kinds: Sequence[str]) -> Matrix:
    """Return how much each question counts, so that every kind counts the same and they add up to their number."""
    sizes = Counter(kinds)
    return np.array([len(kinds) / len(sizes) / sizes[kind] for kind in kinds])


def counted(scored: Scored) -> Matrix:
    """Return how much each question counts: every kind the same, and in scope or not as `IN_SCOPE` says.

    They add up to their number, unless all are in scope, or none is.
    """
    inside = scored.right >= 0
    counts = np.zeros(len(inside))
    for group, share in ((inside, IN_SCOPE), (~inside, 1 - IN_SCOPE)):
        kinds = [scored.samples[at].kind for at in np.flatnonzero(group).tolist()]
        counts[group] = balanced(kinds) * share * len(inside) / max(len(kinds), 1)
    return counts


def thresholds(scored: Scored) -> Thresholds:
    """Return the probability of being in scope from which to suggest, and the scores from which to answer."""
    suggest = float(np.quantile(scored.of("outside").scope, HELD_BACK, method="higher")) + 1e-4
    answer = max(LIKELIER, _right_from(scored.of("must", "asked"), RIGHT))
    certain = max(answer, _right_from(scored.of("must", "asked", "outside", "elsewhere"), SURE))
    return Thresholds(round(suggest, 4), floor(answer * 1e4) / 1e4, floor(certain * 1e4) / 1e4)


def _right_from(scored: Scored, share: float) -> float:
    """Return the lowest score from which this share of the answers is right."""
    best, right, counts = scored.best, (scored.right >= 0) & (scored.ranks == 0), counted(scored)
    order = np.argsort(-best, kind="stable")
    good = np.flatnonzero(np.cumsum((right * counts)[order]) / np.cumsum(counts[order]) >= share - 1e-9)
    return float(best[order][good[-1]]) if len(good) else 1.0


def quality(scored: Scored, limits: Thresholds) -> dict[str, Any]:
    """Return the figures of cross-validated questions at the thresholds."""
    never = scored.of("never")
    answered = (never.scope >= limits.suggest) & (never.best >= limits.answer)
    figures = {
        "must_match": _found(scored.of("must"), limits),
        **{f"must_match_{language}": _found(scored.of("must", language=language), limits) for language in LANGUAGES},
        "also_asked": _found(scored.of("asked"), limits),
        "out_of_scope": _held(scored.of("outside"), limits),
        "out_of_scope_unlisted": _held(scored.of("elsewhere"), limits),
        "must_not_match": {
            "questions": len(never.samples),
            "not_answered": _share(~(answered & (never.ranks == 0))),
        },
    }
    return figures | (_in_conversation(scored, limits) if scored.of("follow").samples else {})


def _in_conversation(scored: Scored, limits: Thresholds) -> dict[str, Any]:
    """Return the figures of questions after an answer: those that follow up on it, and those that do not."""
    follow, alone, turned = (scored.of(kind) for kind in ("follow", "alone", "turned"))
    return {
        "follow_up": _found(follow.take(np.flatnonzero(follow.right >= 0)), limits),
        "follow_up_alone": _found(alone.take(np.flatnonzero(alone.right >= 0)), limits),
        "follow_up_out_of_scope": _held(follow.take(np.flatnonzero(follow.right < 0)), limits),
        "new_topic": _found(turned, limits),
    }


def _found(scored: Scored, limits: Thresholds) -> Mapping[str, float]:
    ranks, kept = scored.ranks, scored.scope >= limits.suggest
    answered = kept & (scored.best >= limits.answer)
    suggested = kept & ~answered
    return {
        "questions": len(ranks),
        "recall_at_1": _share(ranks == 0),
        "recall_at_3": _share(ranks < MOST_SUGGESTED),
        "held_back": _share(~kept),
        "suggested": _share(suggested),
        "answered": _share(answered),
        "answers_right": _share(ranks[answered] == 0),
        "right_shown": _share((answered & (ranks == 0)) | (suggested & (ranks < MOST_SUGGESTED))),
    }


def _held(scored: Scored, limits: Thresholds) -> Mapping[str, float]:
    return {"questions": len(scored.samples), "held_back": _share(scored.scope < limits.suggest)}


def _share(hits: npt.NDArray[np.bool_]) -> float:
    return round(float(hits.mean()), 4) if len(hits) else 0.0
