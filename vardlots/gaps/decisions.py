"""What editors decided about gaps: kept, so that what was dismissed is not proposed again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select, update

from vardlots.gaps.tables import GapDecision
from vardlots.store import transaction
from vardlots.usage.questions import AT_ONCE
from vardlots.usage.tables import KeptQuestion

Decided = Literal["accepted", "dismissed"]

EXAMPLES = 5
"""Questions that a decision keeps, by which later ones of the same meaning are known again."""


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a gap; `entry` is where its questions went, if anywhere."""

    id: int
    decision: Decided
    name: str
    entry: str | None
    examples: tuple[str, ...]
    editor: str
    moment: datetime


def decide(
    url: str,
    decision: Decided,
    name: str,
    examples: Sequence[str],
    questions: Sequence[int],
    editor: str,
    now: datetime,
    entry: str | None = None,
) -> None:
    """Note a decision, and settle its questions by their ids, both or neither.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    kept = {"examples": list(examples[:EXAMPLES]), "questions": list(questions)}
    row = GapDecision(
        decision=decision,
        name=name,
        entry=entry,
        examples=json.dumps(kept, ensure_ascii=False),
        editor=editor,
        moment=now,
    )
    with transaction(url) as session:
        session.add(row)
        for these in _parts(questions):
            settled = update(KeptQuestion).where(KeptQuestion.id.in_(these))
            session.execute(settled.values(settled=decision, settled_entry=entry))


def decisions(url: str) -> list[Decision]:
    """Return every decision, the newest first.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        rows = session.scalars(select(GapDecision).order_by(GapDecision.moment.desc(), GapDecision.id.desc()))
        return [_decision(row) for row in rows]


def reopen(url: str, decision_id: int) -> bool:
    """Forget a decision: its questions are open again, those that are still kept. Tell whether there was one.

    What was written into `kb/` stays: git has the way back.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        row = session.get(GapDecision, decision_id)
        if row is None:
            return False
        for these in _parts(json.loads(row.examples)["questions"]):
            settled = update(KeptQuestion).where(KeptQuestion.id.in_(these), KeptQuestion.settled == row.decision)
            session.execute(settled.values(settled=None, settled_entry=None))
        session.delete(row)
    return True


def _parts(ids: Sequence[int]) -> list[list[int]]:
    return [list(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE)]


def _decision(row: GapDecision) -> Decision:
    examples = tuple(json.loads(row.examples)["examples"])
    return Decision(row.id, cast(Decided, row.decision), row.name, row.entry, examples, row.editor, row.moment)
