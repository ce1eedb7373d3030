"""An office to test: a knowledge base of its own under git, an empty database, and accounts."""

import subprocess
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from knowledge import lasting_copy
from starlette.applications import Starlette
from starlette.testclient import TestClient

from office.app import create_app
from vardlots.editors import accounts
from vardlots.settings import ROOT, Settings

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
            answer = client.post("/login", data={"email": email, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
        return client

    def git(self, *words: str) -> str:
        """Run git in the knowledge base's repository."""
        return git(self.kb.parent, *words)


def clinic(folder: Path) -> Clinic:
    """Make an office with one who edits and one who reads."""
    kb = lasting_copy(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "Server")
    git(folder, "config", "user.email", "server@klinik.example")
    git(folder, "add", "kb")
    git(folder, "commit", "--quiet", "--message=Begin")
    url = f"sqlite:///{folder / 'office.db'}"
    here = Settings(kb=kb, encoder=str(ROOT / "models" / "encoder"), database_url=url, var=folder / "var")
    accounts.add(url, EDITOR, "Anna Ek", PASSWORD, NOW, may_edit=True)
    accounts.add(url, READER, "Bo Lind", PASSWORD, NOW)
    return Clinic(here, create_app(here))


def git(folder: Path, *words: str) -> str:
    """Run git, and return what it prints."""
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
