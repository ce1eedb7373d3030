"""Each test signs its buttons with a secret of its own, outside the project."""

import logging

import pytest


@pytest.fixture(autouse=True)
def own_var(tmp_path, monkeypatch):
    """Keep what the channel writes out of the project's folder."""
    monkeypatch.setenv("VARDLOTS_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("VARDLOTS_SECRET", raising=False)


@pytest.fixture(autouse=True)
def same_levels():
    """Take back the level that a socket.io server sets on the loggers of the whole process."""
    yield
    for name in ("socketio.server", "engineio.server"):
        logging.getLogger(name).setLevel(logging.NOTSET)
