"""The questions whose right answer is known, and what the desk does with all of them."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import yaml

from vardlots.errors import KnowledgeError
from vardlots.knowledge import Knowledge
from vardlots.language import LOADER, LanguageModel
from vardlots.replies import LANGUAGES
from vardlots.retrieval.compare import Asked, Known, Outcome
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import Key, says_something, tidy
from vardlots.retrieval.ranker import MOST_SUGGESTED, Ranker
from vardlots.retrieval.retriever import Ranking, Retriever, encode_new
from vardlots.retrieval.signals import Question

NOTHING = Outcome("hold_back", (), 0.0)
"""What becomes of a question that says nothing."""


def own_questions(knowledge: Knowledge, language: LanguageModel) -> Iterator[Known]:
    """Yield the tests that entries have of their own; `language` hears which one a `must_not_match` is in."""
    for entry in knowledge.entries.values():
        for name in LANGUAGES:
            for text in entry.must_match.get(name):
                yield Known(text, name, "must_match", entry.id, frozenset({entry.id}))
        for text in entry.must_not_match:
            yield Known(text, language.hear(text).name, "must_not_match", entry.id)


def development_of(written: bytes, name: str) -> Iterator[Known]:
    """Yield the questions of a file like `bench/dev/questions.yaml`.

    Not those that start a task: Rasa tells them, and retrieval has no say.

    Raises:
        KnowledgeError: when the file, called `name`, is not one of questions.
    """
    try:
        rows: list[dict[str, Any]] = yaml.load(written, Loader=LOADER)["questions"]
        for row in rows:
            if not row.get("intent"):
                accepted = frozenset({row["entry"], *row.get("also", ())} - {None})
                yield Known(row["text"], row["language"], "development", row["entry"], accepted)
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{name}: these are no questions ({type(error).__name__}: {error})") from error


def ask_all(known: Sequence[Known], retriever: Retriever, ranker: Ranker, encoder: Encoder) -> list[Asked]:
    """Ask every question of the retriever, without Rasa's opinion.

    All are measured together, which takes a tenth of the time, unless there are too many texts to compare them with.
    """
    if retriever.words:
        return [Asked(one, outcome_of(retriever.ask(one.text, one.language))) for one in known]
    texts = [tidy(one.text) for one in known]
    keys: list[Key] = [("question", text) for text in texts if says_something(text)]
    if not keys:
        return [Asked(one, NOTHING) for one in known]
    vectors = encode_new(encoder, keys, retriever.vectors)
    asked = list(vectors)
    signals = retriever.evidence.measure([Question(text, vectors[kind, text]) for kind, text in asked])
    scope, shares = ranker.plain.in_scope(signals), ranker.plain.shares(signals)
    ids = tuple(retriever.knowledge.entries)
    outcomes: dict[str, Outcome] = {}
    for (_, text), inside, row in zip(asked, scope.tolist(), shares, strict=True):
        best = np.argsort(-row, kind="stable")[:MOST_SUGGESTED]
        score = inside * float(row[best[0]])
        decision = ranker.plain.decide(inside, score)
        sure = inside if decision == "hold_back" else score
        outcomes[text] = Outcome(decision, tuple(ids[at] for at in best), sure)
    return [Asked(one, outcomes.get(text, NOTHING)) for one, text in zip(known, texts, strict=True)]


def outcome_of(ranking: Ranking) -> Outcome:
    """Return what a ranking comes to."""
    sure = ranking.best.score if ranking.best and ranking.decision != "hold_back" else ranking.scope
    return Outcome(ranking.decision, tuple(one.entry_id for one in ranking.suggestions), sure)


def closest(text: str, entry: str, retriever: Retriever, encoder: Encoder) -> str:
    """Return the text of an entry that is closest in meaning to a question: mostly why it is found."""
    place = tuple(retriever.knowledge.entries).index(entry)
    own = [phrasing for phrasing in retriever.phrasings if phrasing.owner == place]
    cosines = retriever.vectors.rows([phrasing.key for phrasing in own]) @ encoder.encode([tidy(text)])[0]
    return own[int(np.argmax(cosines))].text
