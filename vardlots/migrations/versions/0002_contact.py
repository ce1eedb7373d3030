"""Tables for reaching people: outbox_messages, hand_overs, feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("recipient", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.UniqueConstraint("key", "serial", name="uq_outbox_messages_key_serial"),
    )
    op.create_index("ix_outbox_messages_recipient", "outbox_messages", ["recipient"])
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reference", sa.String(12), nullable=False, unique=True),
        sa.Column("contact", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("topic", sa.String(60)),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
    )
    op.create_index("ix_hand_overs_contact", "hand_overs", ["contact"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("topic", sa.String(60)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("question", sa.Text),
        sa.Column("created", sa.DateTime, nullable=False),
    )
    op.create_index("ix_feedback_topic", "feedback", ["topic"])


def downgrade() -> None:
    """Drop them again, with what they hold."""
    for table in ("feedback", "hand_overs", "outbox_messages"):
        op.drop_table(table)
