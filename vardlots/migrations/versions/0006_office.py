"""What the office shows: kept_questions, tallies, gap_decisions, editors; questions leave feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; questions whose answers did not help are kept in one place with the others."""
    op.create_table(
        "kept_questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("how", sa.String(12), nullable=False),
        sa.Column("entry", sa.String(60)),
        sa.Column("score", sa.Float),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("settled", sa.String(12)),
        sa.Column("settled_entry", sa.String(60)),
    )
    op.create_index("ix_kept_questions_created", "kept_questions", ["created"])
    op.create_index("ix_kept_questions_settled", "kept_questions", ["settled"])
    op.create_table(
        "tallies",
        sa.Column("hour", sa.DateTime, primary_key=True),
        sa.Column("what", sa.String(24), primary_key=True),
        sa.Column("topic", sa.String(60), primary_key=True),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "gap_decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("decision", sa.String(12), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("entry", sa.String(60)),
        sa.Column("examples", sa.Text, nullable=False),
        sa.Column("editor", sa.String(254), nullable=False),
        sa.Column("moment", sa.DateTime, nullable=False),
    )
    op.create_table(
        "editors",
        sa.Column("email", sa.String(254), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("may_edit", sa.Boolean, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
    )
    op.execute(
        "INSERT INTO kept_questions (text, language, how, entry, created) "
        "SELECT question, language, 'unhelpful', topic, created FROM feedback "
        "WHERE question IS NOT NULL AND helpful = false"
    )
    with op.batch_alter_table("feedback") as feedback:
        feedback.drop_column("question")


def downgrade() -> None:
    """Drop them again, with what they hold; feedback has room for a question again, and none."""
    op.add_column("feedback", sa.Column("question", sa.Text))
    for table in ("editors", "gap_decisions", "tallies", "kept_questions"):
        op.drop_table(table)
