"""The table of what editors decided about gaps, so that none is proposed twice."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vardlots.database import Utc
from vardlots.store import Base


class GapDecision(Base):
    """What an editor decided: accepted (into `entry`) or dismissed.

    `examples` is JSON: some of its questions, by which later ones of the same meaning are known again, and the ids of
    all of them (`vardlots.gaps.decisions`).
    """

    __tablename__ = "gap_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(Text)
    entry: Mapped[str | None] = mapped_column(String(60))
    examples: Mapped[str] = mapped_column(Text)
    editor: Mapped[str] = mapped_column(String(254))
    moment: Mapped[datetime] = mapped_column(Utc)
