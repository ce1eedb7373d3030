"""`vardlots matrix register`: write the file by which a Matrix homeserver and the assistant know each other."""

from pathlib import Path
from typing import Annotated

import typer

from vardlots.matrix.registration import Registration
from vardlots.settings import settings

Where = Annotated[
    Path | None, typer.Option("--file", help="The file to write; var/matrix.yaml if left out.", show_default=False)
]
Url = Annotated[str, typer.Option("--url", help="Where the homeserver reaches the assistant.")]
User = Annotated[str, typer.Option("--user", help="The assistant's name on the homeserver, without @ and server.")]


def register(url: Url = "http://127.0.0.1:5005", user: User = "vardlots", file: Where = None) -> None:
    """Write a registration with new tokens, for its owner's eyes only, and say what to do with it."""
    path = (file or settings().var / "matrix.yaml").resolve()
    Registration.new(url, user).write(path)
    typer.echo(
        f"Written: {path}\n\n"
        "1. In the homeserver's homeserver.yaml, where it must be able to read the file:\n\n"
        f"     app_service_config_files:\n       - {path}\n\n"
        "   Then start the homeserver again.\n\n"
        "2. For the assistant, before it is started:\n\n"
        f"     VARDLOTS_MATRIX_REGISTRATION={path}\n"
        "     VARDLOTS_MATRIX_HOMESERVER=http://127.0.0.1:8008   (where it reaches the homeserver)\n"
        "     VARDLOTS_MATRIX_STAFF_ROOM='#staff:example.com'    (if staff answer in a room)\n\n"
        f"Patients write to @{user}:<the homeserver's name>, in a room without encryption."
    )
