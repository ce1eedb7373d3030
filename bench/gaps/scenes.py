"""Scenes to find gaps in: a knowledge base without some of its entries, and questions with what they are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bench.questions import Question, read_questions
from vardlots.gaps.clusters import CERTAIN, OPINION, SOFTENED, Matrix, likeness, opinions_of, vectors_of
from vardlots.gaps.wording import wording_of
from vardlots.knowledge import Knowledge, Phrasings
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder, Vectors
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.ranker import Ranker
from vardlots.retrieval.retriever import Candidate, Ranking, Retriever
from vardlots.retrieval.samples import measure, samples_of

HIDDEN = 3
"""One of so many entries is hidden."""
OUTSIDE = 60
"""Questions out of scope in a scene, which are taken out of the knowledge base's list."""


@dataclass(frozen=True)
class Scene:
    """Questions, the hidden entries, and the retrieval without these."""

    questions: tuple[Question, ...]
    hidden: frozenset[str]
    retriever: Retriever
    encoder: Encoder

    @cached_property
    def vectors(self) -> Vectors:
        """The questions' vectors."""
        return vectors_of([tidy(one.text) for one in self.questions], self.encoder)

    @cached_property
    def rankings(self) -> list[Ranking]:
        """What the retrieval makes of each question."""
        return self.retriever.ask_all([one.text for one in self.questions], self.vectors)

    @cached_property
    def meant(self) -> Vectors:
        """The vectors without their wording."""
        return wording_of(self.retriever).without(self.vectors)

    @cached_property
    def unsure(self) -> list[int]:
        """The places of the questions that are not answered with certainty: those that may be gaps."""
        return [place for place, one in enumerate(self.rankings) if not (one.certain and one.decision == "answer")]

    def alike(self, opinion: float = OPINION, certain: float = CERTAIN) -> Matrix:
        """Return how alike any two questions are."""
        return likeness(self.meant, opinions_of(self.rankings, SOFTENED, certain), opinion)

    def alike_as_worded(self, opinion: float) -> Matrix:
        """Return how alike any two questions are by the vectors as they come from the encoder."""
        return likeness(self.vectors, opinions_of(self.rankings, SOFTENED, 0.0), opinion)


def to_fit_on(knowledge: Knowledge, encoder: Encoder, ranker: Ranker, seeds: Sequence[int]) -> Iterator[Scene]:
    """Yield scenes of the knowledge base's own phrasings: some of many for hidden entries, tests for the others."""
    for seed in seeds:
        rng = np.random.default_rng(seed)
        hidden, outside = _hidden(knowledge, rng), _outside(knowledge, rng)
        asked = [
            one
            for entry in knowledge.entries.values()
            for one in _some(_own(knowledge, entry.id, entry.id in hidden), rng)
        ]
        yield Scene((*asked, *outside), hidden, _without(knowledge, encoder, ranker, hidden, outside), encoder)


def left_out(knowledge: Knowledge, encoder: Encoder, ranker: Ranker) -> dict[str, list[Ranking]]:
    """Return what is made of each phrasing of an entry as if it had not been written, where that is not certain."""
    retriever, weights = Retriever(knowledge, encoder, ranker), ranker.plain
    samples = [one for one in samples_of(retriever) if one.kind == "asked"]
    signals = measure(samples, retriever, encoder).signals
    names, found = list(knowledge.entries), dict[str, list[Ranking]]()
    for sample, scope, shares in zip(samples, weights.in_scope(signals), weights.shares(signals), strict=True):
        likely = sorted(zip(names, shares.tolist(), strict=True), key=lambda one: -one[1])
        ranking = Ranking("suggest", float(scope), tuple(Candidate(name, float(scope) * of, of) for name, of in likely))
        if ranking.candidates[0].score < weights.limits.certain:
            found.setdefault(names[sample.right], []).append(ranking)
    return found


def to_judge_on(knowledge: Knowledge, encoder: Encoder, ranker: Ranker, seeds: Sequence[int]) -> Iterator[Scene]:
    """Yield scenes of questions that nothing was fitted on: the development questions, whose answers are single."""
    questions = tuple(one for one in read_questions() if one.group != "task" and not one.also)
    for seed in seeds:
        hidden = _hidden(knowledge, np.random.default_rng(seed))
        yield Scene(questions, hidden, _without(knowledge, encoder, ranker, hidden, ()), encoder)


def _hidden(knowledge: Knowledge, rng: np.random.Generator) -> frozenset[str]:
    names = sorted(knowledge.entries)
    return frozenset(rng.choice(names, len(names) // HIDDEN, replace=False).tolist())


def _outside(knowledge: Knowledge, rng: np.random.Generator) -> list[Question]:
    listed = [Question(text, name) for name in LANGUAGES for text in knowledge.out_of_scope.get(name)]
    return [listed[at] for at in rng.choice(len(listed), min(OUTSIDE, len(listed)), replace=False)]


def _own(knowledge: Knowledge, name: str, hidden: bool) -> list[Question]:
    entry = knowledge.entries[name]
    texts = entry.also_asked if hidden else entry.must_match
    return [Question(text, language, name) for language in LANGUAGES for text in texts.get(language)]


def _some(questions: Sequence[Question], rng: np.random.Generator) -> list[Question]:
    """Return as many as people might ask: mostly some seven, seldom very many."""
    many = int(np.clip(rng.lognormal(2, 0.8), 1, len(questions)))
    return [questions[at] for at in rng.choice(len(questions), many, replace=False)]


def _without(
    knowledge: Knowledge, encoder: Encoder, ranker: Ranker, hidden: frozenset[str], outside: Sequence[Question]
) -> Retriever:
    entries = {name: entry for name, entry in knowledge.entries.items() if name not in hidden}
    gone = {one.text for one in outside}
    kept = {name: tuple(text for text in knowledge.out_of_scope.get(name) if text not in gone) for name in LANGUAGES}
    less = replace(knowledge, entries=entries, follow_ups=(), out_of_scope=Phrasings(sv=kept["sv"], en=kept["en"]))
    return Retriever(less, encoder, ranker)
