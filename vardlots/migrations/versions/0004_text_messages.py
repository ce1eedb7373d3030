"""Text messages become an outbox: how far each has come, when it is tried next, and which appointment it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def columns() -> tuple[sa.Column, ...]:
    """Return what is added."""
    return (
        # what is there was handed over in the same transaction that wrote it
        sa.Column("kind", sa.String(20), nullable=False, server_default="app_link"),
        sa.Column("language", sa.String(2), nullable=False, server_default="sv"),
        sa.Column("state", sa.String(10), nullable=False, server_default="sent"),
        sa.Column("appointment", sa.String(32)),
        sa.Column("sequence", sa.Integer),
        sa.Column("next_try", sa.DateTime),
        sa.Column("give_up", sa.DateTime),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("first_try", sa.DateTime),
        sa.Column("claimed", sa.DateTime),
        sa.Column("claim", sa.String(32)),
        sa.Column("unsure", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("gateway_id", sa.String(64)),
        sa.Column("error", sa.String(40)),
        sa.Column("changed", sa.DateTime),
    )


def upgrade() -> None:
    """Add the columns; messages from before were sent, or never were to be."""
    with op.batch_alter_table("outbox_messages") as table:
        for column in columns():
            table.add_column(column)
    op.execute("UPDATE outbox_messages SET changed = created")
    op.create_index("ix_outbox_messages_state_next_try", "outbox_messages", ["state", "next_try"])
    op.create_index("ix_outbox_messages_appointment", "outbox_messages", ["appointment"])


def downgrade() -> None:
    """Drop them again, with what they hold."""
    op.drop_index("ix_outbox_messages_appointment", "outbox_messages")
    op.drop_index("ix_outbox_messages_state_next_try", "outbox_messages")
    with op.batch_alter_table("outbox_messages") as table:
        for column in reversed(columns()):
            table.drop_column(column.name)
