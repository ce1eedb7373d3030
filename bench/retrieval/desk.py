"""The assistant's own retrieval, ready to be asked, and the development questions to ask it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import overlap
from bench.questions import Question, read_questions, trained_texts
from bench.retrieval import rasa
from bench.tables import Missing
from vardlots.errors import KnowledgeError
from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.retrieval.encoder import Encoder, SpeltEncoder, name_of
from vardlots.retrieval.fit import fit_ranker
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.ranker import FILE, Ranker, read_ranker
from vardlots.retrieval.retriever import Ranking, Retriever
from vardlots.settings import ROOT, settings
from vardlots.spelling import spelling

Opinions = Sequence[Mapping[str, float]]


@dataclass(frozen=True)
class Desk:
    """Knowledge base, encoder and weights that belong together; `weights` says where the weights come from."""

    knowledge: Knowledge
    encoder: Encoder
    ranker: Ranker
    retriever: Retriever
    weights: str

    def ask(self, questions: Sequence[Question], opinions: Opinions | None = None) -> list[Ranking]:
        """Return the ranking of each question, with Rasa's opinions where there are any."""
        heard: Sequence[Mapping[str, float] | None] = opinions or [None] * len(questions)
        asked = zip(questions, heard, strict=True)
        return [self.retriever.ask(question.text, question.language, intents) for question, intents in asked]


def desk(encoder: Encoder) -> Desk:
    """Return the desk with the weights of `kb/retrieval.json`, or with fresh ones when those are of another encoder."""
    here = settings()
    knowledge, spelt = read_knowledge(here.kb), SpeltEncoder(encoder, spelling(here.kb))
    ranker, weights = _stored(here.kb / FILE), f"the weights of `kb/{FILE}`"
    if ranker is None or (ranker.fitted_on["encoder"], ranker.fitted_on["knowledge"]) != (
        encoder.name,
        knowledge.version,
    ):
        ranker, weights = (
            fit_ranker(knowledge, spelt, _known_opinions(encoder)),
            "weights fitted for this run, as `make fit` does",
        )
    return Desk(knowledge, spelt, ranker, Retriever(knowledge, spelt, ranker), weights)


def opinions_on_texts(desk: Desk) -> Mapping[str, Mapping[str, float]] | None:
    """Return what the Rasa model makes of the knowledge base's own questions; None when it uses another encoder."""
    known = _known_opinions(desk.encoder)
    return {tidy(text): intents for text, intents in known.items()} if known else None


def held_out(*groups: str) -> tuple[list[Question], int]:
    """Return the development questions of some groups that nothing was trained on, and how many were left out."""
    chosen = [question for question in read_questions() if question.group in groups]
    questions, seen = overlap.split(chosen, trained_texts(ROOT))
    return list(questions), len(seen)


def heard(desk: Desk, questions: Sequence[Question], work: Path) -> Opinions:
    """Return Rasa's opinions on the questions.

    Raises:
        Missing: when there is no Rasa model, or its encoder is not the one that is measured.
    """
    if desk.encoder.name != name_of(settings().encoder):
        raise Missing("Rasa's opinions: the Rasa model uses another encoder")
    if desk.ranker.with_intents is None:
        raise Missing("Rasa's opinions: there are no weights for them, `make fit` fits them")
    return rasa.opinions([question.text for question in questions], work)


def _stored(path: Path) -> Ranker | None:
    try:
        return read_ranker(path)
    except KnowledgeError:
        return None


def _known_opinions(encoder: Encoder) -> Mapping[str, Mapping[str, float]] | None:
    here = settings()
    path = here.models / "opinions.json"
    if encoder.name != name_of(here.encoder):
        return None
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
