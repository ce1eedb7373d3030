"""Run migrations on the connection that `vardlots.store.migrate` hands over, one process at a time."""

from alembic import context
from sqlalchemy import Connection

# a table counts for autogenerate once its module is imported
from vardlots.booking import tables as _appointments  # noqa: F401
from vardlots.contact import tables as _contact  # noqa: F401
from vardlots.editors import tables as _editors  # noqa: F401
from vardlots.gaps import tables as _gaps  # noqa: F401
from vardlots.sms import tables as _sms  # noqa: F401
from vardlots.store import Base
from vardlots.usage import tables as _usage  # noqa: F401

LOCK = 7_230_114
"""Any number, as long as nothing else in the database uses it."""


def lock(connection: Connection) -> None:
    """Make other processes that start at the same moment wait until this one has migrated."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


connection = context.config.attributes["connection"]
lock(connection)
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
