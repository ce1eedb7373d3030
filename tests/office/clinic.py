"""An office to test: a knowledge base of its own under git, an empty database, and accounts."""

import atexit
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from argon2 import PasswordHasher
from knowledge import lasting_copy
from starlette.applications import Starlette
from starlette.testclient import TestClient

from office.app import create_app
from vardlots.editors import accounts
from vardlots.settings import ROOT, Settings
from vardlots.store import engine

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)
PASSWORD = "lingon blåbär hjortron"
EDITOR, READER = "anna@klinik.example", "bo@klinik.example"


@dataclass(frozen=True)
class Clinic:
    """Everything that an office needs, in one folder."""

    here: Settings
    app: Starlette

    @property
    def kb(self) -> Path:
        """The folder of the knowledge base."""
        return self.here.kb

    def browser(self, email: str | None = None) -> TestClient:
        """Return a client that follows redirects as a browser does, logged in if an address is given."""
        client = TestClient(self.app, base_url="http://office.example", headers={"Sec-Fetch-Site": "same-origin"})
        client.headers["Accept-Language"] = "sv"
        if email:
            data = {"email": email, "password": PASSWORD}
            assert client.post("/login", data=data, follow_redirects=False).status_code == 303
        return client

    def git(self, *words: str) -> str:
        """Run git in the knowledge base's repository."""
        return git(self.kb.parent, *words)


def clinic(folder: Path) -> Clinic:
    """Make an office with one who edits and one who reads: a copy of one that was made before, for that is quick."""
    shutil.copytree(_first(), folder, dirs_exist_ok=True)
    return Clinic(_settings(folder), create_app(_settings(folder)))


@cache
def _first() -> Path:
    place = TemporaryDirectory(prefix="office-")
    atexit.register(place.cleanup)
    folder = Path(place.name)
    lasting_copy(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "Server")
    git(folder, "config", "user.email", "server@klinik.example")
    git(folder, "add", "kb")
    git(folder, "commit", "--quiet", "--message=Begin")
    url = _settings(folder).database_url
    with pytest.MonkeyPatch.context() as patched:  # a quick hash: hundreds of tests log in
        patched.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        accounts.add(url, EDITOR, "Anna Ek", PASSWORD, NOW, may_edit=True)
        accounts.add(url, READER, "Bo Lind", PASSWORD, NOW)
    engine(url).dispose()  # what is still in the log beside it goes into the file
    return folder


def _settings(folder: Path) -> Settings:
    url = f"sqlite:///{folder / 'office.db'}"
    return Settings(kb=folder / "kb", encoder=str(ROOT / "models" / "encoder"), database_url=url, var=folder / "var")


def git(folder: Path, *words: str) -> str:
    """Run git, and return what it prints."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
