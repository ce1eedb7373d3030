"""The outbox: every text message, before it is handed over, and what has become of it since."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vardlots.database import Utc
from vardlots.store import Base

State = Literal["queued", "sending", "sent", "failed", "withdrawn"]
QUEUED: State = "queued"
SENDING: State = "sending"
SENT: State = "sent"
FAILED: State = "failed"
WITHDRAWN: State = "withdrawn"


class OutboxMessage(Base):
    """A text message; key and serial together are there once, so that the same message is made once.

    `appointment` and `sequence` name the appointment, as it then was, that a message is about. `claim` is whose turn
    it is to deliver. `unsure` when the gateway may have taken the message without our knowing: ask it before trying
    again. `error` is a code, never what a gateway wrote: that may repeat the number.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (
        UniqueConstraint("key", "serial", name="uq_outbox_messages_key_serial"),
        Index("ix_outbox_messages_state_next_try", "state", "next_try"),
        Index("ix_outbox_messages_appointment", "appointment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120))
    serial: Mapped[int] = mapped_column(default=1)
    recipient: Mapped[str] = mapped_column(String(20), index=True)
    text: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(10))
    appointment: Mapped[str | None] = mapped_column(String(32))
    sequence: Mapped[int | None]
    next_try: Mapped[datetime | None] = mapped_column(Utc)
    give_up: Mapped[datetime | None] = mapped_column(Utc)
    attempts: Mapped[int] = mapped_column(default=0)
    first_try: Mapped[datetime | None] = mapped_column(Utc)
    claimed: Mapped[datetime | None] = mapped_column(Utc)
    claim: Mapped[str | None] = mapped_column(String(32))
    unsure: Mapped[bool] = mapped_column(default=False)
    gateway_id: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(40))
    changed: Mapped[datetime | None] = mapped_column(Utc)
