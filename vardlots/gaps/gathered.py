"""Patients' own questions whose answer an editor has named: known questions, for as long as they are kept."""

from collections.abc import Collection, Sequence

from vardlots.database import is_made
from vardlots.errors import StoreUnavailable
from vardlots.gaps.clusters import vectors_of
from vardlots.knowledge.whole import plain
from vardlots.retrieval.compare import Asked, Known
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.questions import outcome_of
from vardlots.retrieval.retriever import Retriever
from vardlots.usage.questions import settled_questions


def gathered(url: str, without: Collection[str] = ()) -> tuple[Known, ...]:
    """Return the questions that were accepted, each once, as they are answered by the entry that was named last.

    `without` are ids to leave out, such as those of drafts, which nothing answers with yet. Without a database there
    are none.
    """
    if not is_made(url):
        return ()
    try:
        accepted = settled_questions(url)
    except StoreUnavailable:
        return ()
    known: dict[str, Known] = {}
    for one in accepted:
        if one.entry and one.entry not in without:
            kept = one.question
            asked = Known(kept.text, kept.language, "gathered", one.entry, frozenset({one.entry}))
            known.setdefault(plain(kept.text), asked)
    return tuple(known.values())


def ask_gathered(known: Sequence[Known], retriever: Retriever, encoder: Encoder) -> list[Asked]:
    """Ask every question of the retriever; no vector of a patient's words is written down."""
    texts = [tidy(one.text) for one in known]
    rankings = retriever.ask_all(texts, vectors_of(texts, encoder))
    return [Asked(one, outcome_of(ranking)) for one, ranking in zip(known, rankings, strict=True)]
