"""Requests for a person: what somebody needs to know to answer, and nothing that identifies beyond the contact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from vardlots.booking.references import new_reference
from vardlots.contact.tables import HandOver
from vardlots.privacy import mask
from vardlots.replies import Language
from vardlots.store import transaction

MESSAGES = 5
"""So many of the person's last messages say what it is about."""
LONGEST = 200
"""Letters kept of each of them."""
SAME_REQUEST = timedelta(minutes=10)
"""A request from the same contact about the same topic within this time is the same one, sent twice."""

_LABEL = re.compile(r"\[[a-zåäö-]+\]")


@dataclass(frozen=True)
class Request:
    """What a person wants help with: where to answer, in which language, and what was said last."""

    contact: str
    language: Language
    topic: str | None = None
    said: tuple[str, ...] = ()


def hand_over(url: str, request: Request, now: datetime) -> str:
    """Store a request and return its reference; the same request sent twice is stored once.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        known = _same_request(session, request, now)
        if known:
            return known
        reference = f"F-{new_reference()}"
        session.add(_row(request, reference, now))
    return reference


def summarise(said: Sequence[str]) -> str:
    """Return the last messages, a line each, shortened, with what identifies a person masked.

    A message of nothing else (the phone number that was asked for) is left out.
    """
    masked = (" ".join(mask(text).split()) for text in said)
    lines = [line for line in masked if re.search(r"\w", _LABEL.sub("", line))][-MESSAGES:]
    return "\n".join(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…" for line in lines)


def requests(url: str, most: int = 50) -> list[HandOver]:
    """Return the latest requests, newest first."""
    with transaction(url) as session:
        rows = session.scalars(select(HandOver).order_by(HandOver.id.desc()).limit(most)).all()
        session.expunge_all()
    return list(rows)


def _same_request(session: Session, request: Request, now: datetime) -> str | None:
    """Return the reference of the same request, if it was made a moment ago."""
    return session.scalar(
        select(HandOver.reference)
        .where(HandOver.contact == request.contact, HandOver.topic.is_not_distinct_from(request.topic))
        .where(HandOver.created > now - SAME_REQUEST)
        .order_by(HandOver.id.desc())
    )


def _row(request: Request, reference: str, now: datetime) -> HandOver:
    return HandOver(
        reference=reference,
        contact=request.contact,
        language=request.language,
        topic=request.topic,
        summary=summarise(request.said),
        created=now,
    )
