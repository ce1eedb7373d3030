"""Each test signs its buttons with a secret of its own, outside the project."""

import pytest


@pytest.fixture(autouse=True)
def own_var(tmp_path, monkeypatch):
    """Keep what the channel writes out of the project's folder."""
    monkeypatch.setenv("VARDLOTS_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("VARDLOTS_SECRET", raising=False)
