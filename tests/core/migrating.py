"""A database to migrate there and back."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from vardlots.store import MIGRATIONS


def move(engine: Engine, to: str, back: bool = False) -> None:
    """Bring the schema up to a migration, or back down to one."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, to)
