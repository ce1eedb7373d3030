"""The table of what editors decided about gaps, so that none is proposed twice."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vardlots.database import Utc
from vardlots.store import Base


class GapDecision(Base):
    """What an editor decided: accepted (into `entry`) or dismissed. It holds nothing that anybody wrote.

    `questions` is JSON: the ids of its questions, of some of them as examples, and of the one that it is called by
    (`vardlots.gaps.decisions`); their words are in `kept_questions` alone, as long as they may be. `meaning` is JSON,
    what they are about, in numbers (`vardlots.gaps.meaning`).
    """

    __tablename__ = "gap_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision: Mapped[str] = mapped_column(String(12))
    entry: Mapped[str | None] = mapped_column(String(60))
    questions: Mapped[str] = mapped_column(Text)
    meaning: Mapped[str | None] = mapped_column(Text)
    editor: Mapped[str] = mapped_column(String(254))
    moment: Mapped[datetime] = mapped_column(Utc)
