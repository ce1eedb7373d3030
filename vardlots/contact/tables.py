"""The tables for reaching people: messages sent, requests for a person, and what people thought of answers."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vardlots.database import Utc
from vardlots.store import Base


class OutboxMessage(Base):
    """A text message that was handed over for delivery; `serial` counts those with the same `key`."""

    __tablename__ = "outbox_messages"
    __table_args__ = (UniqueConstraint("key", "serial", name="uq_outbox_messages_key_serial"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120))
    serial: Mapped[int]
    recipient: Mapped[str] = mapped_column(String(20), index=True)
    text: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Utc)


class HandOver(Base):
    """A person's request that somebody at the clinic gets in touch."""

    __tablename__ = "hand_overs"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    contact: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2))
    topic: Mapped[str | None] = mapped_column(String(60))
    summary: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Utc)


class Feedback(Base):
    """Whether an answer helped, with the masked question; it holds nothing about who said so."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    helpful: Mapped[bool]
    topic: Mapped[str | None] = mapped_column(String(60), index=True)
    language: Mapped[str] = mapped_column(String(2))
    question: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Utc)
