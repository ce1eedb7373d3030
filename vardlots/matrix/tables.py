"""The table of Matrix events: which came, and which of them are done. Ids only, never a word."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table

from vardlots.database import Utc

METADATA = MetaData()

EVENTS = Table(
    "matrix_events",
    METADATA,
    Column("event_id", String(255), primary_key=True),
    Column("room_id", String(255), nullable=False),
    Column("received", Utc, nullable=False),
    Column("place", Integer, nullable=False),
    Column("answered", Utc),
    Index("ix_matrix_events_answered", "answered"),
    Index("ix_matrix_events_room_id", "room_id"),
)
"""`place` orders the events of one moment; `answered` is when nothing was left to do about an event."""
