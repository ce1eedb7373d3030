"""The tables of conversations that people at the clinic were asked into. None of them holds what a patient wrote."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from vardlots.database import Utc

METADATA = MetaData()

CASES = Table(
    "people_cases",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reference", String(12), nullable=False, unique=True),
    Column("conversation", String(255), nullable=False),
    Column("language", String(2), nullable=False),
    Column("topic", String(60)),
    Column("about", String(200)),
    Column("why", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("thread", String(255)),
    Column("taken_by", String(255)),
    Column("name", String(120)),
    Column("opened", Utc, nullable=False),
    Column("taken", Utc),
    Column("spoken", Utc, nullable=False),
    Column("told", Utc),
    Column("closed", Utc),
    Column("closed_by", String(10)),
    Index("ix_people_cases_conversation", "conversation"),
    Index("ix_people_cases_thread", "thread"),
    Index("ix_people_cases_state", "state"),
)
"""A case. `about` is the topic's question, as staff know it. `spoken`: when anybody last wrote in it; `told`: when the
patient was told that nobody has come yet.
"""

EVENTS = Table(
    "people_events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case", Integer, ForeignKey("people_cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("moment", Utc, nullable=False),
    Column("what", String(20), nullable=False),
    Column("who", String(255)),
)
"""The audit trail: what happened to a case and which member of staff did it; never a word of what was said."""

PUSHES = Table(
    "people_pushes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("case", Integer, ForeignKey("people_cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("conversation", String(255), nullable=False, index=True),
    Column("source", String(255), unique=True),
    Column("reply", Text, nullable=False),
    Column("created", Utc, nullable=False),
    sqlite_autoincrement=True,  # a page asks for what came after a number: none is given out twice
)
"""What was said to a patient unasked, as JSON of a reply, for a page that was away then.

`source`: the id of the member of staff's message that it is, so that one delivered twice is said once.
"""
