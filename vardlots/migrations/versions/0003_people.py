"""Tables for people behind the assistant: people_cases, people_events, people_pushes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "people_cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reference", sa.String(12), nullable=False, unique=True),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("topic", sa.String(60)),
        sa.Column("about", sa.String(200)),
        sa.Column("why", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("thread", sa.String(255)),
        sa.Column("taken_by", sa.String(255)),
        sa.Column("name", sa.String(120)),
        sa.Column("opened", sa.DateTime, nullable=False),
        sa.Column("taken", sa.DateTime),
        sa.Column("spoken", sa.DateTime, nullable=False),
        sa.Column("told", sa.DateTime),
        sa.Column("closed", sa.DateTime),
        sa.Column("closed_by", sa.String(10)),
    )
    for column in ("conversation", "thread", "state"):
        op.create_index(f"ix_people_cases_{column}", "people_cases", [column])
    op.create_table(
        "people_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case", sa.Integer, sa.ForeignKey("people_cases.id", ondelete="CASCADE"), nullable=False),
        sa.Column("moment", sa.DateTime, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("who", sa.String(255)),
    )
    op.create_index("ix_people_events_case", "people_events", ["case"])
    op.create_table(
        "people_pushes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case", sa.Integer, sa.ForeignKey("people_cases.id", ondelete="CASCADE"), nullable=False),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("source", sa.String(255), unique=True),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_people_pushes_case", "people_pushes", ["case"])
    op.create_index("ix_people_pushes_conversation", "people_pushes", ["conversation"])


def downgrade() -> None:
    """Drop them again, with what they hold."""
    for table in ("people_pushes", "people_events", "people_cases"):
        op.drop_table(table)
