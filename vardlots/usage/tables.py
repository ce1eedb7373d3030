"""The tables of what the assistant is used for. None of them knows who wrote anything."""

from datetime import datetime

from sqlalchemy import Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vardlots.database import Utc
from vardlots.store import Base


class KeptQuestion(Base):
    """A question that was not answered well, masked, without its sender.

    `how` is what became of it: doubt (answered, unsure), suggested, held_back, or unhelpful (the person said so).
    `entry` is the likeliest entry then, `score` how likely. `settled` is what an editor did about it (accepted,
    dismissed), with the entry that answers it now in `settled_entry`.
    """

    __tablename__ = "kept_questions"
    __table_args__ = ({"sqlite_autoincrement": True},)
    # the id of a question that is forgotten is never given to a later one: decisions know their questions by it

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    how: Mapped[str] = mapped_column(String(12))
    entry: Mapped[str | None] = mapped_column(String(60))
    score: Mapped[float | None] = mapped_column(Float)
    created: Mapped[datetime] = mapped_column(Utc, index=True)
    settled: Mapped[str | None] = mapped_column(String(12), index=True)
    settled_entry: Mapped[str | None] = mapped_column(String(60))


class Tally(Base):
    """How often something happened within an hour, by what it was about and in which language; no words."""

    __tablename__ = "tallies"

    hour: Mapped[datetime] = mapped_column(Utc, primary_key=True)
    what: Mapped[str] = mapped_column(String(24), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), primary_key=True, default="")
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    count: Mapped[int]
