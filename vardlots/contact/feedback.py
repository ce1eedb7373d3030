"""What people thought of an answer: the clinic's way to see which ones do not help."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from vardlots.contact.tables import Feedback
from vardlots.replies import Language
from vardlots.store import transaction


@dataclass(frozen=True)
class Verdict:
    """How often the answer about a topic helped, and how often it did not."""

    topic: str | None
    helpful: int
    unhelpful: int


def give_feedback(url: str, helpful: bool, language: Language, now: datetime, *, topic: str | None = None) -> None:
    """Store whether an answer helped. The question is kept elsewhere, where it may be: see `vardlots.usage`.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        session.add(Feedback(helpful=helpful, topic=topic, language=language, created=now))


def verdicts(url: str) -> list[Verdict]:
    """Count what people thought, the topics that helped least often first."""
    unhelpful = func.sum(case((Feedback.helpful, 0), else_=1))
    query = select(Feedback.topic, func.count() - unhelpful, unhelpful).group_by(Feedback.topic)
    with transaction(url) as session:
        rows = session.execute(query.order_by(unhelpful.desc(), Feedback.topic)).all()
    return [Verdict(topic, int(good), int(bad)) for topic, good, bad in rows]
