"""What editors decided about gaps: kept, so that what was dismissed is not proposed again.

A decision has no words of its own. Its questions are in `kept_questions`, and there they are forgotten in their time;
then the decision knows what it was about by numbers (`vardlots.gaps.meaning`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from vardlots.gaps.meaning import Meaning, from_json, to_json
from vardlots.gaps.tables import GapDecision
from vardlots.store import transaction
from vardlots.usage.questions import AT_ONCE
from vardlots.usage.tables import KeptQuestion

Decided = Literal["accepted", "dismissed"]

EXAMPLES = 5
"""Questions by which later ones of the same meaning are known again."""


@dataclass(frozen=True)
class About:
    """The questions that a decision is about, by their ids: all, some as examples, and the one that names the gap."""

    questions: tuple[int, ...]
    examples: tuple[int, ...] = ()
    name: int | None = None


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a gap; `entry` is where its `asked` questions went, if anywhere.

    `name` is empty and `examples` are fewer once those questions are forgotten: `whole` says that none is. `meaning` is
    None for a gap that is too small to be remembered by.
    """

    id: int
    decision: Decided
    name: str
    entry: str | None
    examples: tuple[str, ...]
    editor: str
    moment: datetime
    asked: int = 0
    whole: bool = True
    meaning: Meaning | None = None

    def remembered(self, encoder: str) -> Meaning | None:
        """Return the numbers that stand for its words where some are forgotten; None by another encoder."""
        known = self.meaning is not None and self.meaning.encoder == encoder
        return self.meaning if known and not self.whole else None


def decide(
    url: str,
    decision: Decided,
    about: About,
    editor: str,
    now: datetime,
    entry: str | None = None,
    meaning: Meaning | None = None,
) -> None:
    """Note a decision, and settle its questions, both or neither.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    held = {"all": about.questions, "examples": about.examples[:EXAMPLES], "name": about.name}
    row = GapDecision(
        decision=decision,
        entry=entry,
        questions=json.dumps(held),
        meaning=to_json(meaning) if meaning else None,
        editor=editor,
        moment=now,
    )
    with transaction(url) as session:
        session.add(row)
        for these in _parts(about.questions):
            settled = update(KeptQuestion).where(KeptQuestion.id.in_(these))
            session.execute(settled.values(settled=decision, settled_entry=entry))


def decisions(url: str) -> list[Decision]:
    """Return every decision, the newest first, with the words that are still kept.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    with transaction(url) as session:
        rows = session.scalars(select(GapDecision).order_by(GapDecision.moment.desc(), GapDecision.id.desc())).all()
        held = [_held(row) for row in rows]
        known = _texts(session, {one for about in held for one in (*about.examples, about.name) if one is not None})
        return [_decision(row, about, known) for row, about in zip(rows, held, strict=True)]


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
        for these in _parts(_held(row).questions):
            settled = update(KeptQuestion).where(KeptQuestion.id.in_(these), KeptQuestion.settled == row.decision)
            session.execute(settled.values(settled=None, settled_entry=None))
        session.delete(row)
    return True


def _parts(ids: Iterable[int]) -> list[list[int]]:
    every = list(ids)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]


def _held(row: GapDecision) -> About:
    held: Mapping[str, Any] = json.loads(row.questions)
    return About(tuple(held["all"]), tuple(held["examples"]), held["name"])


def _texts(session: Session, ids: Iterable[int]) -> Mapping[int, str]:
    """Return the words of the questions that are not forgotten, by their ids."""
    rows: list[KeptQuestion] = []
    for these in _parts(ids):
        rows += session.scalars(select(KeptQuestion).where(KeptQuestion.id.in_(these)))
    return {row.id: row.text for row in rows}


def _decision(row: GapDecision, about: About, texts: Mapping[int, str]) -> Decision:
    examples = tuple(texts[one] for one in about.examples if one in texts)
    return Decision(
        id=row.id,
        decision=cast(Decided, row.decision),
        name=texts.get(about.name, "") if about.name is not None else "",
        entry=row.entry,
        examples=examples,
        editor=row.editor,
        moment=row.moment,
        asked=len(about.questions),
        whole=len(examples) == len(about.examples),
        meaning=from_json(row.meaning) if row.meaning else None,
    )
