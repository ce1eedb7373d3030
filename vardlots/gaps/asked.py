"""The different questions that were kept, and what today's knowledge base makes of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from vardlots.gaps.clusters import Matrix, likeness, opinions_of, vectors_of
from vardlots.gaps.wording import wording_of
from vardlots.knowledge import Knowledge
from vardlots.knowledge.whole import plain
from vardlots.retrieval.encoder import Encoder, Vectors
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.retriever import Ranking, Retriever
from vardlots.usage.questions import Kept

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True)
class Asked:
    """A text with everyone who asked it, the newest first, its vector without the wording, and its ranking.

    Nobody asked the example of a decision.
    """

    text: str
    questions: tuple[Kept, ...]
    vector: Vectors
    ranking: Ranking

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.questions)


@dataclass(frozen=True)
class Together:
    """Texts that are compared with each other. A row of `alike` says how alike one is to each."""

    asked: tuple[Asked, ...]
    alike: Matrix

    def central(self, group: Sequence[int]) -> list[int]:
        """Return the places of a group, the most central first: the one most like all that was asked in it."""
        often = np.array([self.asked[place].count for place in group])
        means = self.alike[np.ix_(group, group)] @ often
        return [group[at] for at in np.argsort(-means, kind="stable")]


def different(questions: Sequence[Kept], most: int) -> list[tuple[Kept, ...]]:
    """Return questions by their text, case and punctuation aside; of more than `most` texts those asked the latest."""
    newest = sorted(questions, key=lambda one: (one.created, one.id), reverse=True)
    texts: dict[str, list[Kept]] = {}
    for one in newest:
        texts.setdefault(plain(one.text), []).append(one)
    return [tuple(same) for same in list(texts.values())[:most]]


def ask(texts: Sequence[str], same: Sequence[Sequence[Kept]], retriever: Retriever, encoder: Encoder) -> list[Asked]:
    """Ask today's knowledge base each text, which these kept questions share; it knows both languages as one."""
    if not texts:
        return []
    tidied = [tidy(text) for text in texts]
    vectors = vectors_of(tidied, encoder)
    meant = wording_of(retriever).without(vectors)
    rows = zip(tidied, same, meant, retriever.ask_all(tidied, vectors), strict=True)
    return [Asked(text, tuple(questions), vector, ranking) for text, questions, vector, ranking in rows]


def still_open(question: Kept, ranking: Ranking, knowledge: Knowledge) -> bool:
    """Tell whether a question is still not answered well.

    One that got no good answer is open until the knowledge base answers it with certainty; one whose answer did not
    help, until a person has looked at that answer on a later day.
    """
    if question.how != "unhelpful":
        return not (ranking.decision == "answer" and ranking.certain)
    entry = knowledge.entries.get(question.entry or "")
    return not entry or entry.reviewed <= _day(question.created)


def together(asked: Sequence[Asked]) -> Together:
    """Compare texts with each other."""
    if not asked:
        return Together((), np.zeros((0, 0)))
    vectors = np.array([one.vector for one in asked])
    return Together(tuple(asked), likeness(vectors, opinions_of([one.ranking for one in asked])))


def _day(moment: datetime) -> date:
    return moment.astimezone(STOCKHOLM).date()
