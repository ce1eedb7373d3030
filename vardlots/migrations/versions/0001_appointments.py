"""Appointments, and the time they claim."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("clinician", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("start", sa.DateTime, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("holder", sa.String(255)),
        sa.Column("held_until", sa.DateTime),
        sa.Column("reference", sa.String(7), unique=True),
        sa.Column("phone", sa.String(16)),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("changed", sa.DateTime, nullable=False),
    )
    op.create_index("ix_appointments_phone", "appointments", ["phone"])
    op.create_index("ix_appointments_clinician_start", "appointments", ["clinician", "start"])
    op.create_index("ix_appointments_status_held_until", "appointments", ["status", "held_until"])
    op.create_table(
        "claims",
        sa.Column("clinician", sa.String(40), primary_key=True),
        sa.Column("cell", sa.DateTime, primary_key=True),
        sa.Column("appointment", sa.String(32), sa.ForeignKey("appointments.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_claims_appointment", "claims", ["appointment"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("claims")
    op.drop_table("appointments")
