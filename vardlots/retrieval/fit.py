"""Fit the ranker on the knowledge base's own tests, and say how good it is on questions it was not fitted on.

What it learns from:
- `must_match` of every entry: never among the phrasings, so they are honest questions;
- every phrasing of `also_asked`, scored as if it had not been written;
- `kb/out_of_scope.yaml`, scored as if neither it nor its translation had been written: no entry is right;
- `must_not_match`: that entry is wrong, whatever else is right.

Whatever is reported, and the thresholds, come from cross-validation: each question is judged by weights that were
fitted without it. Rasa's opinions must be as honest: on what it was trained on, those of a model that had not seen it.

Thresholds: `suggest` is the lowest that holds back `HELD_BACK` of the questions out of scope, so that no more questions
in scope are lost than that costs. `answer` is the lowest from which at least `RIGHT` of the answers to questions in
scope are right, `also_asked` and `must_match` counting the same, and never below `LIKELIER`, from which an answer is
more likely right than wrong: a wrong answer costs more trust than a tap on a suggestion.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from vardlots.errors import KnowledgeError
from vardlots.knowledge import Knowledge
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.ranker import MOST_SUGGESTED, Linear, Ranker, Weights, chosen
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.samples import Opinions, Scored, measure, samples_of
from vardlots.retrieval.signals import SCOPE, WHICH, Matrix

HELD_BACK = 0.95
RIGHT = 0.9
LIKELIER = 0.5
FOLDS = 5
DECAY = 1.0
IN_SCOPE = 0.8
"""How much of what people ask is taken to be in scope, for probabilities to mean what they say."""

UNFITTED = Ranker(Weights(Linear((), (), (), ()), Linear((), (), (), ())))


def fit_ranker(
    knowledge: Knowledge, encoder: Encoder, opinions: Opinions | None = None, today: date | None = None
) -> Ranker:
    """Fit both sets of weights; the one with opinions only when there are any.

    Raises:
        KnowledgeError: when the knowledge base has no tests, or nothing out of scope, to learn from.
    """
    retriever = Retriever(knowledge, encoder, UNFITTED)
    samples = list(samples_of(retriever))
    counts = {kind: sum(sample.kind == kind for sample in samples) for kind in ("must", "asked", "outside", "never")}
    if not counts["must"] or not counts["outside"]:
        raise KnowledgeError(
            f"the fit needs both must_match and questions out of scope, not {counts['must']} and {counts['outside']}"
        )
    said = {tidy(text): intents for text, intents in (opinions or {}).items()}
    heard = [sample for sample in samples if sample.text in said]
    return Ranker(
        plain=_fit(measure(samples, retriever, encoder), opinions=False),
        with_intents=_fit(measure(heard, retriever, encoder, said), opinions=True) if heard else None,
        fitted_on={
            "date": (today or date.today()).isoformat(),
            "knowledge": knowledge.version,
            "encoder": encoder.name,
            "entries": len(knowledge.entries),
            "questions": counts,
            "questions_with_opinions": len(heard),
        },
    )


def _fit(scored: Scored, opinions: bool) -> Weights:
    judged = cross_validate(scored, opinions)
    suggest, answer = thresholds(judged)
    weights = replace(regress(scored, opinions), answer=round(answer, 4), suggest=round(suggest, 4))
    return replace(weights, fit=quality(judged, weights))


def cross_validate(scored: Scored, opinions: bool) -> Scored:
    """Judge each question by weights fitted without it; the same question is always in the same fold."""
    folds = np.array([crc32(sample.text.encode()) % FOLDS for sample in scored.samples])
    scope, shares = scored.scope.copy(), scored.shares.copy()
    for fold in np.unique(folds):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        weights = regress(scored.take(inside), opinions)
        scope[outside] = weights.in_scope(scored.signals[outside])
        shares[outside] = weights.shares(scored.signals[outside])
    return replace(scored, scope=scope, shares=shares)


def regress(scored: Scored, opinions: bool) -> Weights:
    """Fit which entry is right, and whether any is."""
    return Weights(_which(scored, opinions), _scope(scored, opinions))


def _which(scored: Scored, opinions: bool) -> Linear:
    """Fit a conditional logit: the right entry of each question is as likely as can be, the wrong one as unlikely.

    No weight may be negative. Authors word the phrasings of one entry unlike each other, and a fit that is free to do
    so learns from them that closeness speaks against an entry, which of a stranger's question is not true.
    """
    picked = Linear(chosen(WHICH, opinions), (), (), ())
    known, never = scored.of("must", "asked"), scored.of("never")
    rows = picked.of(known.signals)
    mean, scale = rows.mean(axis=(0, 1)), rows.std(axis=(0, 1)) + 1e-9
    right, wrong = (rows - mean) / scale, (picked.of(never.signals) - mean) / scale
    counts = balanced([sample.kind for sample in known.samples])

    def loss(weight: Matrix) -> tuple[float, Matrix]:
        good, good_slope = _log_share(right, known.right, weight)
        bad, bad_slope = _log_share(wrong, never.right, weight)
        others = np.maximum(1 - np.exp(bad), 1e-9)
        total = -counts @ good - np.log(others).sum() + DECAY / 2 * weight @ weight
        return total, -counts @ good_slope + (np.exp(bad) / others) @ bad_slope + DECAY * weight

    start, bounds = np.ones(len(mean)), [(0, None)] * len(mean)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return replace(picked, weight=_rounded(found.x), mean=_rounded(mean), scale=_rounded(scale))


def _log_share(signals: Matrix, places: npt.NDArray[np.int64], weight: Matrix) -> tuple[Matrix, Matrix]:
    """Return the log of the share of one entry a question, and its slope along each weight."""
    totals = signals @ weight
    totals -= totals.max(axis=1, keepdims=True)
    shares = np.exp(totals) / np.exp(totals).sum(axis=1, keepdims=True)
    own = np.arange(len(signals)), places
    return np.log(shares[own]), signals[own] - np.einsum("qe,qes->qs", shares, signals)


def _scope(scored: Scored, opinions: bool) -> Linear:
    """Fit a logistic regression on the highest value of each signal; in scope or not counts as `IN_SCOPE` says."""
    picked = Linear(chosen(SCOPE, opinions), (), (), ())
    judged = scored.of("must", "asked", "outside")
    inside = judged.right >= 0
    rows = picked.of(judged.signals.max(axis=1))
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    counts = balanced([sample.kind for sample in judged.samples])
    for group, share in ((inside, IN_SCOPE), (~inside, 1 - IN_SCOPE)):
        counts[group] *= share * len(rows) / max(counts[group].sum(), 1e-9)
    model = LogisticRegression(C=1 / DECAY, max_iter=1000).fit((rows - mean) / scale, inside, sample_weight=counts)
    bias = round(float(model.intercept_[0]), 6)
    return replace(picked, weight=_rounded(model.coef_[0]), mean=_rounded(mean), scale=_rounded(scale), bias=bias)


def balanced(kinds: Sequence[str]) -> Matrix:
    """Return how much each question counts, so that every kind counts the same and they add up to their number."""
    sizes = Counter(kinds)
    return np.array([len(kinds) / len(sizes) / sizes[kind] for kind in kinds])


def thresholds(scored: Scored) -> tuple[float, float]:
    """Return the probability of being in scope from which to suggest, and the score from which to answer."""
    suggest = float(np.quantile(scored.of("outside").scope, HELD_BACK, method="higher")) + 1e-4
    known = scored.of("must", "asked")
    best, right, counts = known.best, known.ranks == 0, balanced([sample.kind for sample in known.samples])
    order = np.argsort(-best, kind="stable")
    share = np.cumsum((right * counts)[order]) / np.cumsum(counts[order])
    good = np.flatnonzero(share >= RIGHT)
    return suggest, max(LIKELIER, float(best[order][good[-1]])) if len(good) else 1.0


def quality(scored: Scored, weights: Weights) -> dict[str, Any]:
    """Return the figures of cross-validated questions at the weights' thresholds."""
    outside, never = scored.of("outside"), scored.of("never")
    answered = (never.scope >= weights.suggest) & (never.best >= weights.answer)
    return {
        "must_match": _found(scored.of("must"), weights),
        **{f"must_match_{language}": _found(scored.of("must", language=language), weights) for language in LANGUAGES},
        "also_asked": _found(scored.of("asked"), weights),
        "out_of_scope": {"questions": len(outside.samples), "held_back": _share(outside.scope < weights.suggest)},
        "must_not_match": {
            "questions": len(never.samples),
            "not_answered": _share(~(answered & (never.ranks == 0))),
        },
    }


def _found(scored: Scored, weights: Weights) -> Mapping[str, float]:
    ranks, kept = scored.ranks, scored.scope >= weights.suggest
    answered = kept & (scored.best >= weights.answer)
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


def _share(hits: npt.NDArray[np.bool_]) -> float:
    return round(float(hits.mean()), 4) if len(hits) else 0.0


def _rounded(values: Matrix) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
