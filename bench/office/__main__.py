"""`python -m bench.office`: take the pictures of the office anew, on a copy of the knowledge base."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from bench.browser import chromium
from bench.office import pictures, sample
from bench.server import Server, free_port
from vardlots.cli.single import run
from vardlots.settings import ROOT


def photograph() -> None:
    """Take the pictures in docs/figures anew."""
    with office() as address, chromium() as browser:
        for file in pictures.take(browser, address, ROOT / "docs" / "figures"):
            typer.echo(f"{file.relative_to(ROOT)} written")


@contextmanager
def office() -> Iterator[str]:
    """Serve an office with made-up weeks behind it, in a folder of its own, and give its address."""
    with TemporaryDirectory(prefix="office-") as place:
        folder, port = Path(place), free_port()
        shutil.copytree(ROOT / "kb", folder / "kb")
        for words in (["init", "--quiet"], ["add", "kb"], [*_ANYBODY, "commit", "--quiet", "--message=Begin"]):
            subprocess.run(["git", *words], cwd=folder, check=True)
        url = f"sqlite:///{folder / 'office.db'}"
        sample.fill(url, datetime.now(timezone.utc))
        environment = {
            "VARDLOTS_KB": str(folder / "kb"),
            "VARDLOTS_VAR": str(folder / "var"),
            "VARDLOTS_DATABASE_URL": url,
            "VARDLOTS_OFFICE_PORT": str(port),
        }
        health = f"http://127.0.0.1:{port}/login"
        server = Server("office", [sys.executable, "-m", "office"], health, folder / "office.log", environment)
        try:
            server.wait()
            yield health.removesuffix("/login")
        finally:
            server.stop()


_ANYBODY = ("-c", "user.name=Server", "-c", "user.email=server@klinik.example")

if __name__ == "__main__":
    run(photograph, "python -m bench.office")
