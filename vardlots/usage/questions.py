"""Questions that were not answered well: kept masked and without a sender, for editors, and only for a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from sqlalchemy import delete, select, update

from vardlots.privacy import mask
from vardlots.replies import Language
from vardlots.store import transaction
from vardlots.usage.consent import days_kept
from vardlots.usage.tables import KeptQuestion

How = Literal["doubt", "suggested", "held_back", "unhelpful"]
"""What became of a question: answered but unsure, a "did you mean", no answer, or an answer that did not help."""
HOWS: tuple[How, ...] = get_args(How)
Settled = Literal["accepted", "dismissed"]

LONGEST = 300
"""Letters kept of a question."""
AT_ONCE = 500
"""Ids in one statement; databases have a limit."""


@dataclass(frozen=True)
class Kept:
    """A question as it was kept: `entry` is the likeliest entry then, `score` how likely it was."""

    id: int
    text: str
    language: Language
    how: How
    entry: str | None
    score: float | None
    created: datetime


@dataclass(frozen=True)
class Gathered:
    """A question that an editor accepted, with the entry that answers it now (None: nobody said which)."""

    question: Kept
    entry: str | None


def keep_question(
    url: str,
    text: str,
    language: Language,
    how: How,
    now: datetime,
    *,
    entry: str | None = None,
    score: float | None = None,
) -> None:
    """Keep a question, masked first and then cut; of one that says nothing, nothing is kept.

    It does not ask whether that is allowed: see `vardlots.usage.consent`.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    masked = " ".join(mask(text).split())[:LONGEST].rstrip()
    if not any(letter.isalnum() for letter in masked):
        return
    with transaction(url) as session:
        session.add(KeptQuestion(text=masked, language=language, how=how, entry=entry, score=score, created=now))


def open_questions(url: str, since: datetime | None = None) -> list[Kept]:
    """Return what nobody has settled yet, the newest first.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    query = select(KeptQuestion).where(KeptQuestion.settled.is_(None))
    if since is not None:
        query = query.where(KeptQuestion.created >= since)
    with transaction(url) as session:
        rows = session.scalars(query.order_by(KeptQuestion.created.desc(), KeptQuestion.id.desc())).all()
        return [_kept(row) for row in rows]


def settle(url: str, ids: Iterable[int], settled: Settled, entry: str | None = None) -> None:
    """Note what an editor did about some questions; `entry` is the one that answers them now.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    wanted = sorted(set(ids))
    with transaction(url) as session:
        for start in range(0, len(wanted), AT_ONCE):
            these = KeptQuestion.id.in_(wanted[start : start + AT_ONCE])
            session.execute(update(KeptQuestion).where(these).values(settled=settled, settled_entry=entry))


def settled_questions(url: str) -> list[Gathered]:
    """Return the accepted questions with the entries that answer them now, the newest first.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    query = select(KeptQuestion).where(KeptQuestion.settled == "accepted")
    with transaction(url) as session:
        rows = session.scalars(query.order_by(KeptQuestion.created.desc(), KeptQuestion.id.desc())).all()
        return [Gathered(_kept(row), row.settled_entry) for row in rows]


def forget_old(url: str, now: datetime) -> int:
    """Delete every question that is older than `VARDLOTS_QUESTION_DAYS`, settled or not; return how many went.

    Raises:
        StoreUnavailable: when the database does not answer.
        ValueError: when the variable holds no number of days above 0.
    """
    limit = now - timedelta(days=days_kept())
    with transaction(url) as session:
        old = select(KeptQuestion.id).where(KeptQuestion.created < limit)
        gone = session.scalars(delete(KeptQuestion).where(KeptQuestion.id.in_(old)).returning(KeptQuestion.id)).all()
    return len(gone)


def _kept(row: KeptQuestion) -> Kept:
    language, how = cast(Language, row.language), cast(How, row.how)
    return Kept(row.id, row.text, language, how, row.entry, row.score, row.created)
