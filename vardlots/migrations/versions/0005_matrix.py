"""The table of Matrix events: matrix_events."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it."""
    op.create_table(
        "matrix_events",
        sa.Column("event_id", sa.String(255), primary_key=True),
        sa.Column("room_id", sa.String(255), nullable=False),
        sa.Column("received", sa.DateTime, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("answered", sa.DateTime),
    )
    op.create_index("ix_matrix_events_answered", "matrix_events", ["answered"])
    op.create_index("ix_matrix_events_room_id", "matrix_events", ["room_id"])


def downgrade() -> None:
    """Drop it again, with what it holds."""
    op.drop_table("matrix_events")
