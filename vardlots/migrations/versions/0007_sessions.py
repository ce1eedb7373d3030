"""Logins to the office are rows: office_sessions. gap_decisions knows its questions by their ids, and has no words."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEPT = sa.table("kept_questions", sa.column("id"), sa.column("text"))
BEFORE = sa.table("gap_decisions", sa.column("id"), sa.column("name"), sa.column("examples"))
AFTER = sa.table("gap_decisions", sa.column("id"), sa.column("questions"))


def upgrade() -> None:
    """Begin the table, and let decisions find their words where they are forgotten in time."""
    op.create_table(
        "office_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("email", sa.String(254), sa.ForeignKey("editors.email", ondelete="CASCADE"), nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False),
        sa.Column("expires", sa.DateTime, nullable=False),
    )
    op.create_index("ix_office_sessions_email", "office_sessions", ["email"])
    op.create_index("ix_office_sessions_expires", "office_sessions", ["expires"])
    op.add_column("gap_decisions", sa.Column("questions", sa.Text, nullable=False, server_default="{}"))
    op.add_column("gap_decisions", sa.Column("meaning", sa.Text))
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":  # which would give the id of a question that is gone to a later one
        unused = {"sqlite_autoincrement": True}
        with op.batch_alter_table("kept_questions", recreate="always", table_kwargs=unused):
            pass
    for row in connection.execute(sa.select(BEFORE)).all():
        _set(connection, row.id, AFTER, questions=_by_id(connection, row.name, json.loads(row.examples)))
    with op.batch_alter_table("gap_decisions") as decisions:
        decisions.drop_column("name")
        decisions.drop_column("examples")
        decisions.alter_column("questions", server_default=None)


def downgrade() -> None:
    """Drop the table: everybody logs in again. Decisions get the words back that are still kept."""
    op.drop_table("office_sessions")
    op.add_column("gap_decisions", sa.Column("name", sa.Text, nullable=False, server_default=""))
    op.add_column("gap_decisions", sa.Column("examples", sa.Text, nullable=False, server_default="{}"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(AFTER)).all():
        held = json.loads(row.questions)
        texts = _texts(connection, held["all"])
        examples = {"examples": [texts[one] for one in held["examples"] if one in texts], "questions": held["all"]}
        _set(connection, row.id, BEFORE, name=texts.get(held["name"], ""), examples=examples)
    with op.batch_alter_table("gap_decisions") as decisions:
        decisions.drop_column("questions")
        decisions.drop_column("meaning")
        decisions.alter_column("name", server_default=None)
        decisions.alter_column("examples", server_default=None)


def _by_id(connection: sa.Connection, name: str, held: dict[str, Any]) -> dict[str, Any]:
    """Return which questions a decision is about, by ids alone; words whose question is gone go now."""
    ids = {text: one for one, text in sorted(_texts(connection, held["questions"]).items())}
    examples = [ids[text] for text in held["examples"] if text in ids]
    return {"all": held["questions"], "examples": examples, "name": ids.get(name)}


def _texts(connection: sa.Connection, ids: list[int]) -> dict[int, str]:
    return {
        row.id: row.text for one in ids for row in connection.execute(sa.select(KEPT).where(KEPT.c.id == one)).all()
    }


def _set(connection: sa.Connection, number: int, table: sa.TableClause, **values: Any) -> None:
    texts = {name: one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for name, one in values.items()}
    connection.execute(sa.update(table).where(table.c.id == number).values(**texts))
