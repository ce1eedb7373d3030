"""What each part of the retrieval brings: everything is fitted again without it.

Every row is judged by cross-validation on the knowledge base's own questions, as `vardlots kb fit` judges its weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.retrieval.desk import Desk, opinions_on_texts
from bench.tables import Table
from vardlots.cli.fit import out_of_scope
from vardlots.knowledge import Entry, Knowledge, Localized, Phrasings
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.fit import UNFITTED, cross_validate
from vardlots.retrieval.quality import HELD_BACK, IN_SCOPE, balanced, counted, thresholds
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.samples import Opinions, Sample, Scored, elsewhere, measure, samples_of
from vardlots.retrieval.signals import MEANING, RECENCY
from vardlots.settings import ROOT

BINS = 10

PARTS: Mapping[str, Sequence[str]] = {
    "meaning: closest phrasings by their vectors": ("dense_best", "dense_few"),
    "spelling: closest phrasings by their n-grams": ("lexical_best", "lexical_few"),
    "the classifier": ("class_score", "outside_class"),
    "the answers' sentences": ("answer",),
    "known and strange words": ("familiar", "strange", "telling"),
    "what was talked about": RECENCY,
}
"""What is left out, and the signals that it gives."""
ONLY: Mapping[str, Sequence[str]] = {
    "meaning alone": ("dense_best", "dense_few"),
    "spelling alone": ("lexical_best", "lexical_few"),
    "the classifier alone": ("class_score", "outside_class"),
}
"""What is used by itself, and the signals that it gives."""

COLUMNS = (
    *("", "must_match: recall@1", "recall@3", "also_asked: recall@1", "recall@3", "follow-ups: recall@1"),
    *("in scope held back", "out of scope, unlisted, held back", "log loss", "Brier", "ECE"),
)
NOTE = (
    "Each row is fitted anew and judged by five-fold cross-validation on the knowledge base's own questions: {must} of "
    "`must_match`, {asked} phrasings of `also_asked` (each as if it had not been written), {outside} "
    "listed and {elsewhere} other questions out of scope, and {follow} follow-ups after the answer that they follow. "
    "Held back: the share of questions in scope that is lost when {held:.0%} of those on the list are held back, and "
    "the share of those on no list that is held back then. Log loss: of the right entry, or of “none”. Brier score and "
    "expected calibration error ({bins} bins of equal width): of the best answer's probability of being right. In "
    "these, `must_match` and `also_asked` count the same, and {scope:.0%} of all is in scope. {opinions}"
)


@dataclass(frozen=True)
class Bare:
    """The knowledge base, measured in full and without a part of its texts."""

    knowledge: Knowledge
    encoder: Encoder
    opinions: Opinions | None
    outside: Sequence[str] = ()

    def full(self) -> Scored:
        """Return every question with its signals."""
        retriever = Retriever(self.knowledge, self.encoder, UNFITTED)
        return self._measured(self._samples(retriever), retriever)

    def without_outside(self) -> Scored:
        """Return the same when no list says what is out of scope; the questions of the list are asked all the same."""
        samples = self._samples(Retriever(self.knowledge, self.encoder, UNFITTED))
        unlisted = [replace(sample, seen=()) if sample.right < 0 else sample for sample in samples]
        bare = replace(self.knowledge, out_of_scope=Phrasings())
        return self._measured(unlisted, Retriever(bare, self.encoder, UNFITTED))

    def one_language(self) -> Scored:
        """Return the same when each question is compared with texts in its own language only."""
        parts = [self._in(language) for language in LANGUAGES]
        both = [np.concatenate(arrays) for arrays in zip(*((p.signals, p.scope, p.shares) for p in parts), strict=True)]
        return Scored([sample for part in parts for sample in part.samples], *both)

    def _in(self, language: Language) -> Scored:
        entries = {name: _in_language(entry, language) for name, entry in self.knowledge.entries.items()}
        outside = Phrasings(**{language: self.knowledge.out_of_scope.get(language)})
        bare = replace(self.knowledge, entries=entries, out_of_scope=outside)
        retriever = Retriever(bare, self.encoder, UNFITTED)
        return self._measured([one for one in self._samples(retriever) if one.language == language], retriever)

    def _samples(self, retriever: Retriever) -> list[Sample]:
        return [*samples_of(retriever), *elsewhere(self.outside, retriever, self.encoder)]

    def _measured(self, samples: Sequence[Sample], retriever: Retriever) -> Scored:
        if self.opinions is not None:
            samples = [sample for sample in samples if sample.text in self.opinions]
        return measure(samples, retriever, self.encoder, self.opinions)


def ablation(desk: Desk) -> Table:
    """Fit with everything, without each part, and with a part alone."""
    bare = Bare(desk.knowledge, desk.encoder, opinions_on_texts(desk), out_of_scope(ROOT / "data" / "nlu"))
    full, heard = bare.full(), bare.opinions is not None
    rows = [row("everything", full, heard)]
    rows += [row(f"without {name}", full, heard, names) for name, names in PARTS.items()]
    if heard:
        rows.append(row("without Rasa's opinion on the intent", full, False))
    rows.append(row("without the list of what is out of scope", bare.without_outside(), heard))
    rows.append(row("without texts in the other language", bare.one_language(), heard))
    rows += [row(name, full, False, [one for one in MEANING if one not in names]) for name, names in ONLY.items()]
    counts = {kind: len(full.of(kind).samples) for kind in ("must", "asked", "outside", "elsewhere", "follow")}
    said = "“Everything” has Rasa's opinion on the intent." if heard else "Rasa was not asked for an opinion."
    note = NOTE.format(**counts, held=HELD_BACK, bins=BINS, scope=IN_SCOPE, opinions=said)
    return Table("What each part brings", COLUMNS, rows, note)


def row(name: str, scored: Scored, opinions: bool, without: Sequence[str] = ()) -> list[str]:
    """Return a row of the table: cross-validated figures of a fit without some signals."""
    judged = cross_validate(scored, opinions, without)
    limits, known = thresholds(judged), judged.of("must", "asked")
    follow = judged.of("follow")
    ranks = [judged.of("must").ranks, judged.of("asked").ranks, follow.take(np.flatnonzero(follow.right >= 0)).ranks]
    found = [(ranks[0] < 1).mean(), (ranks[0] < 3).mean(), (ranks[1] < 1).mean(), (ranks[1] < 3).mean()]
    lost = balanced([one.kind for one in known.samples]) @ (known.scope < limits.suggest) / len(known.samples)
    held = (judged.of("elsewhere").scope < limits.suggest).mean() if judged.of("elsewhere").samples else np.nan
    shares = [*found, (ranks[2] < 1).mean() if len(ranks[2]) else np.nan, lost, held]
    return [name, *(f"{value:.3f}" for value in (*shares, *losses(judged)))]


def losses(judged: Scored) -> tuple[float, float, float]:
    """Return log loss, Brier score and expected calibration error."""
    asked = judged.of("must", "asked", "outside", "elsewhere")
    inside, counts = asked.right >= 0, counted(asked) / len(asked.samples)
    own = asked.shares[np.arange(len(inside)), asked.right]
    likely = np.where(inside, asked.scope * own, 1 - asked.scope)
    right = inside & (asked.shares.argmax(axis=1) == asked.right)
    brier = counts @ (asked.best - right) ** 2
    return -float(counts @ np.log(np.maximum(likely, 1e-12))), float(brier), calibration(asked.best, right, counts)


def calibration(said: npt.NDArray[np.floating], right: npt.NDArray[np.bool_], counts: Any) -> float:
    """Return the distance of the probability said from the share right, on average over bins of equal width."""
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    return float(sum(abs(counts[bins == at] @ (said - right)[bins == at]) for at in np.unique(bins)) / counts.sum())


def _in_language(entry: Entry, language: Language) -> Entry:
    kept = {"question": entry.question, "answer": entry.answer}
    texts = {name: Localized(**{language: text.in_language(language)}) for name, text in kept.items()}
    asked = Phrasings(**{language: entry.also_asked.get(language)})
    return entry.model_copy(update={**texts, "also_asked": asked})
