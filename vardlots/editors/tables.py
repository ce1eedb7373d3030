"""The table of the office's accounts."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vardlots.database import Utc
from vardlots.store import Base


class EditorRow(Base):
    """One of the clinic's people: reads everything in the office, and changes it if `may_edit`."""

    __tablename__ = "editors"

    email: Mapped[str] = mapped_column(String(254), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(Text)
    may_edit: Mapped[bool]
    created: Mapped[datetime] = mapped_column(Utc)
