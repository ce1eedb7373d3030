"""The diary's tables. An appointment claims its clinician's time in small cells, and a cell has one owner."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vardlots.database import Utc
from vardlots.store import Base

HELD, BOOKED, CANCELLED = "held", "booked", "cancelled"


class AppointmentRow(Base):
    """A time that somebody holds, has booked, or has cancelled."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_phone", "phone"),
        Index("ix_appointments_clinician_start", "clinician", "start"),
        Index("ix_appointments_status_held_until", "status", "held_until"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    status: Mapped[str] = mapped_column(String(10))
    clinician: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    start: Mapped[datetime] = mapped_column(Utc)
    minutes: Mapped[int]
    holder: Mapped[str | None] = mapped_column(String(255))
    held_until: Mapped[datetime | None] = mapped_column(Utc)
    reference: Mapped[str | None] = mapped_column(String(7), unique=True)
    phone: Mapped[str | None] = mapped_column(String(16))
    sequence: Mapped[int] = mapped_column(default=0)
    changed: Mapped[datetime] = mapped_column(Utc)


class ClaimRow(Base):
    """Five minutes of one clinician's time. The primary key is what makes double booking impossible.

    It holds between appointments of different lengths too, which one start time a row would not.
    """

    __tablename__ = "claims"

    clinician: Mapped[str] = mapped_column(String(40), primary_key=True)
    cell: Mapped[datetime] = mapped_column(Utc, primary_key=True)
    appointment: Mapped[str] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)
