"""Which tests an environment can run, and what all of them share."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("rasa") else ["components", "channels"]

pytest_plugins = ["migrated"] if find_spec("alembic") else []
