"""New databases as copies of one that the migrations made: hundreds of tests want an empty one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from vardlots import store


@pytest.fixture(scope="session", autouse=True)
def _migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the migrations make the first SQLite database; the others begin as a copy, and are migrated as ever."""
    first = tmp_path_factory.mktemp("migrated") / "first.db"
    store.engine(f"sqlite:///{first}").dispose()  # what is still in the log beside it goes into the file
    migrate = store.migrate

    def from_a_copy(target: Engine) -> None:
        path = Path(target.url.database or "")
        if target.dialect.name == "sqlite" and path.parent.is_dir() and not path.exists():
            shutil.copyfile(first, path)
        migrate(target)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "migrate", from_a_copy)
        yield
