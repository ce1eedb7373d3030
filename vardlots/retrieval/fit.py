"""Fit the ranker on the knowledge base's own tests, and say how good it is on questions it was not fitted on.

What it learns from:
- `must_match` of every entry: never among the phrasings, so they are honest questions;
- every phrasing of `also_asked`, scored as if it had not been written;
- `kb/out_of_scope.yaml`, scored as if neither it nor its translation had been written: no entry is right;
- what else is out of scope, by other hands and on no list, such as Rasa's examples of it: strangers' questions are less
  alike than those of one list, and a fit on that alone is too sure of what is in scope;
- `must_not_match`: that entry is wrong, whatever else is right;
- `kb/follow_ups.yaml`, after the answers that they follow, and `must_match` after some other answer: how much it counts
  what was talked about. These weights are fitted last, on top of the others: entries gain by them only after an answer.

Whatever is reported, and the thresholds, come from cross-validation: each question is judged by weights that were
fitted without it. Rasa's opinions must be as honest: on what it was trained on, those of a model that had not seen it.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from zlib import crc32

import numpy as np

from vardlots.errors import KnowledgeError
from vardlots.knowledge import Knowledge
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.logit import Choices, conditional, logistic
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.quality import balanced, counted, quality, thresholds
from vardlots.retrieval.ranker import Linear, Ranker, Weights, chosen
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.samples import ASKED, Opinions, Scored, elsewhere, measure, samples_of
from vardlots.retrieval.signals import RECENCY, SCOPE, WHICH, Matrix

FOLDS = 5
NOTHING = Linear((), (), (), ())
UNFITTED = Ranker(Weights(NOTHING, NOTHING))


def fit_ranker(
    knowledge: Knowledge,
    encoder: Encoder,
    opinions: Opinions | None = None,
    today: date | None = None,
    outside: Sequence[str] = (),
) -> Ranker:
    """Fit both sets of weights; the one with opinions only when there are any.

    `outside` are questions out of scope that the knowledge base does not list.

    Raises:
        KnowledgeError: when the knowledge base has no tests, or nothing out of scope, to learn from.
    """
    retriever = Retriever(knowledge, encoder, UNFITTED)
    samples = [*samples_of(retriever), *elsewhere(outside, retriever, encoder)]
    counts = Counter(sample.kind for sample in samples)
    if not counts["must"] or not counts["outside"]:
        raise KnowledgeError(
            f"the fit needs both must_match and questions out of scope, not {counts['must']} and {counts['outside']}"
        )
    said = {tidy(text): intents for text, intents in (opinions or {}).items()}
    heard = [sample for sample in samples if sample.text in said]
    return Ranker(
        plain=fit_weights(measure(samples, retriever, encoder), opinions=False),
        with_intents=fit_weights(measure(heard, retriever, encoder, said), opinions=True) if heard else None,
        fitted_on={
            "date": (today or date.today()).isoformat(),
            "knowledge": knowledge.version,
            "encoder": encoder.name,
            "entries": len(knowledge.entries),
            "questions": {kind: counts[kind] for kind in ASKED},
            "questions_with_opinions": sum(sample.kind in ASKED for sample in heard),
        },
    )


def fit_weights(scored: Scored, opinions: bool, without: Collection[str] = ()) -> Weights:
    """Fit one set, without some signals perhaps, with its thresholds and figures."""
    judged = cross_validate(scored, opinions, without)
    limits = thresholds(judged)
    return replace(regress(scored, opinions, without), limits=limits, fit=quality(judged, limits))


def cross_validate(scored: Scored, opinions: bool, without: Collection[str] = ()) -> Scored:
    """Judge each question by weights fitted without it; the same question is always in the same fold."""
    folds = np.array([crc32(sample.group.encode()) % FOLDS for sample in scored.samples])
    scope, shares = scored.scope.copy(), scored.shares.copy()
    for fold in np.unique(folds):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        weights = regress(scored.take(inside), opinions, without)
        scope[outside] = weights.in_scope(scored.signals[outside])
        shares[outside] = weights.shares(scored.signals[outside])
    return replace(scored, scope=scope, shares=shares)


def regress(scored: Scored, opinions: bool, without: Collection[str] = ()) -> Weights:
    """Fit which entry is right, then what it gains from having been talked about; and whether any entry is."""
    names = [name for name in chosen(WHICH, opinions) if name not in without]
    alone = _which(scored, [name for name in names if name not in RECENCY])
    recent = _recent(scored, alone, [name for name in names if name in RECENCY])
    scope = _scope(scored, [name for name in chosen(SCOPE, opinions) if name not in without])
    return Weights(_together(names, alone, recent), scope)


def _which(scored: Scored, names: list[str]) -> Linear:
    """Fit which entry is right."""
    known, never = scored.of("must", "asked"), scored.of("never")
    made = _scaled(names, Linear.picked(names, known.signals))
    return _weighted(made, conditional(_choices(made, known), _choices(made, never)))


def _recent(scored: Scored, alone: Linear, names: list[str]) -> Linear:
    """Fit how much an entry gains from having been talked about; nothing, where no follow-up was written.

    These signals stay as they are, neither centred nor scaled: they add nothing to an entry for which they are zero.
    """
    size = len(names)
    made = Linear(tuple(names), (0.0,) * size, (0.0,) * size, (1.0,) * size)
    known = scored.of("follow", "turned")
    known = known.take(np.flatnonzero(known.right >= 0))
    if not known.samples or not names:
        return made
    base, nobody = alone.total(known.signals), known.take(np.zeros(0, dtype=int))
    return _weighted(made, conditional(_choices(made, known, base), _choices(made, nobody, base[:0])))


def _scope(scored: Scored, names: list[str]) -> Linear:
    """Fit whether any entry is right, from the highest value of each signal.

    Follow-ups are among the questions, as vague ones, in scope and out: what was before them makes no difference here.
    """
    judged = scored.of("must", "asked", "follow", "outside", "elsewhere")
    highest = judged.signals.max(axis=1)
    made = _scaled(names, Linear.picked(names, highest))
    return _weighted(made, *logistic(made.scaled(highest), judged.right >= 0, counted(judged)))


def _choices(made: Linear, scored: Scored, base: Matrix | None = None) -> Choices:
    values = made.scaled(scored.signals)
    counts = balanced([sample.kind for sample in scored.samples])
    return Choices(values, scored.right, np.zeros(values.shape[:2]) if base is None else base, counts)


def _scaled(names: list[str], values: Matrix) -> Linear:
    """Return unweighted signals that are centred, and scaled to unit variance."""
    axes = tuple(range(values.ndim - 1))
    return Linear(tuple(names), (0.0,) * len(names), _rounded(values.mean(axes)), _rounded(values.std(axes) + 1e-6))


def _weighted(made: Linear, weight: Matrix, bias: float = 0.0) -> Linear:
    return replace(made, weight=_rounded(weight), bias=round(bias, 6))


def _together(names: list[str], *parts: Linear) -> Linear:
    """Join sums of signals into one, with its signals in the usual order."""
    rows = {
        name: row for part in parts for name, *row in zip(part.signals, part.weight, part.mean, part.scale, strict=True)
    }
    weight, mean, scale = (tuple(rows[name][column] for name in names) for column in range(3))
    return Linear(tuple(names), weight, mean, scale, sum(part.bias for part in parts))


def _rounded(values: Matrix) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
