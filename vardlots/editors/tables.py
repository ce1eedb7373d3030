"""The tables of the office's accounts, and of who is logged in with one."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
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


class SessionRow(Base):
    """A login that has not ended: the digest of its token, never the token. It goes with its account."""

    __tablename__ = "office_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), ForeignKey("editors.email", ondelete="CASCADE"), index=True)
    created: Mapped[datetime] = mapped_column(Utc)
    seen: Mapped[datetime] = mapped_column(Utc)
    expires: Mapped[datetime] = mapped_column(Utc, index=True)
