"""Whether an answer's probability means what it says, and what holding back buys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.questions import Question
from bench.retrieval.desk import Desk, heard, held_out
from bench.statistics import share
from bench.tables import Missing, Table
from vardlots.retrieval.fit import cross_validate
from vardlots.retrieval.retriever import Ranking
from vardlots.retrieval.samples import Kind, measure, samples_of

BANDS = ((0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.0))
BINS = 10
RISK = 0.05

ANSWERS = (
    "Of the answers that were given with a probability in the band: how many are right (95 % interval), and of how "
    "many. The last column is the expected calibration error over all questions, answered or not, in {bins} bins of "
    "equal width (Naeini et al. 2015). The development questions are those of `bench/dev/` with an answer ({faq}) and "
    "out of scope ({outside}), none of which anything was fitted on; an answer to a question out of scope is wrong. "
    "The knowledge base's own questions were each judged by weights that were fitted without them: `must_match` with "
    "`out_of_scope`, and `also_asked`, each phrasing as if it had not been written (its author saw the others and "
    "tried to be unlike them, so that it is harder than a stranger's). The fit takes 80 % of what people ask to be in "
    "scope, the development questions hold {inside:.0f} %. Weights: {weights}."
)
COVERAGE = (
    "All questions in order of the best answer's probability. Risk: the share of wrong answers among those answered; "
    "coverage: the share answered. The area under the curve is the mean risk over all coverages; the best possible is "
    "what it would be if every wrong answer came last (Geifman et al. 2019)."
)


@dataclass(frozen=True)
class Judged:
    """The best answer to a question: its probability, whether it was given, and whether it is right."""

    probability: float
    given: bool
    right: bool


Sources = Mapping[str, Sequence[Judged]]


def tables(desk: Desk, work: Path) -> dict[str, Table]:
    """Return the table of reliability, and that of risk and coverage."""
    questions, _ = held_out("faq", "outside")
    faq = sum(question.group == "faq" for question in questions)
    sources, skipped = _sources(desk, questions, work)
    note = ANSWERS.format(
        bins=BINS, faq=faq, outside=len(questions) - faq, inside=100 * faq / len(questions), weights=desk.weights
    )
    return {"calibration": reliability(sources, note + skipped), "coverage": coverage(sources, COVERAGE + skipped)}


def reliability(sources: Sources, note: str) -> Table:
    """Return a row a source: how many answers of each band are right."""
    heads = [f"{low:.2f}–{high:.2f}" for low, high in BANDS]
    rows = [
        [name, *(_band(judged, *band) for band in BANDS), f"{calibration_error(judged):.3f}"]
        for name, judged in sources.items()
    ]
    curves = {name: _points(judged) for name, judged in sources.items()}
    return Table("What an answer's probability is worth", ["questions", *heads, "ECE"], rows, note, curves=curves)


def coverage(sources: Sources, note: str) -> Table:
    """Return a row a source: the area under its risk–coverage curve, and how much can be answered at a low risk."""
    head = ("questions", "n", "risk when all are answered", "area under the curve", "best possible")
    rows, curves = [], {}
    for name, judged in sources.items():
        risks = risk(judged)
        best = risk([Judged(one.right, True, one.right) for one in judged])
        below = max((at + 1 for at, value in enumerate(risks) if value <= RISK), default=0) / len(risks)
        means = [f"{float(np.mean(values)):.4f}" for values in (risks, best)]
        rows.append([name, str(len(risks)), f"{risks[-1]:.3f}", *means, f"{below:.3f}"])
        curves[name] = [((at + 1) / len(risks), round(float(value), 4)) for at, value in enumerate(risks)]
    return Table("Risk and coverage", [*head, f"coverage at a risk of {RISK}"], rows, note, curves=curves)


def calibration_error(judged: Sequence[Judged]) -> float:
    """Return the mean distance of probability and share right, over bins weighted by their size."""
    said, right = np.array([one.probability for one in judged]), np.array([one.right for one in judged])
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    return float(
        sum((bins == at).sum() * abs(said[bins == at].mean() - right[bins == at].mean()) for at in np.unique(bins))
        / len(judged)
    )


def risk(judged: Sequence[Judged]) -> list[float]:
    """Return the share wrong among the surest one, two, … all."""
    order = sorted(judged, key=lambda one: -one.probability)
    wrong = np.cumsum([not one.right for one in order])
    return [float(value) for value in wrong / np.arange(1, len(order) + 1)]


def _band(judged: Sequence[Judged], low: float, high: float) -> str:
    counted = share(one.right for one in judged if one.given and low <= one.probability < high + (high == 1.0))
    if not counted.of:
        return "–"
    return f"{counted.value:.2f} ({counted.interval[0]:.2f}–{counted.interval[1]:.2f}) of {counted.of}"


def _points(judged: Sequence[Judged]) -> list[tuple[float, float]]:
    """Return (mean probability, share right) of each bin that holds ten or more."""
    bins: dict[int, list[Judged]] = {}
    for one in judged:
        bins.setdefault(min(int(one.probability * BINS), BINS - 1), []).append(one)
    return [
        (
            round(float(np.mean([one.probability for one in row])), 4),
            round(float(np.mean([one.right for one in row])), 4),
        )
        for _, row in sorted(bins.items())
        if len(row) >= BINS
    ]


def _sources(desk: Desk, questions: Sequence[Question], work: Path) -> tuple[Sources, str]:
    makers: Mapping[str, Callable[[], Sequence[Judged]]] = {
        "development, without Rasa": lambda: _judged(desk.ask(questions), questions),
        "development, with Rasa": lambda: _judged(desk.ask(questions, heard(desk, questions, work)), questions),
        "`must_match` and out of scope": lambda: _own(desk, "must", "outside"),
        "`also_asked`": lambda: _own(desk, "asked"),
    }
    sources, skipped = {}, ""
    for name, make in makers.items():
        try:
            sources[name] = make()
        except Missing as missing:
            skipped += f" Skipped, {name}: {missing}."
    return sources, skipped


def _judged(rankings: Sequence[Ranking], questions: Sequence[Question]) -> list[Judged]:
    return [
        Judged(ranking.best.score, ranking.decision == "answer", ranking.best.entry_id in question.accepted)
        for ranking, question in zip(rankings, questions, strict=True)
        if ranking.best
    ]


def _own(desk: Desk, *kinds: Kind) -> list[Judged]:
    """Return what cross-validated weights make of the knowledge base's own questions."""
    scored = cross_validate(measure(list(samples_of(desk.retriever)), desk.retriever, desk.encoder), opinions=False).of(
        *kinds
    )
    given = [
        desk.ranker.plain.decide(scope, best) == "answer" for scope, best in zip(scored.scope, scored.best, strict=True)
    ]
    right = (scored.right >= 0) & (scored.shares.argmax(axis=1) == scored.right)
    rows = zip(scored.best.tolist(), given, right.tolist(), strict=True)
    return [Judged(*row) for row in rows]
