"""A Matrix homeserver to try the assistant in: made once, in a folder, with a patient, two members of staff and a room.

python -m bench.matrix_demo prepare FOLDER PORT     make it, unless it is there
python -m bench.matrix_demo show FOLDER PORT        say how to log in, once everything answers
"""

import json
import secrets
import shutil
import signal
import sys
import time
from pathlib import Path

import httpx

from bench.homeserver import NAME, Homeserver
from bench.server import answers
from vardlots.matrix.registration import Registration

PEOPLE = {"patient": "Anna Patient", "maria": "Maria", "ahmed": "Ahmed"}
STAFF = ("maria", "ahmed")
ROOM = "staff"
TIMEOUT = 60.0


def main(words: list[str]) -> None:
    """Do what the words say."""
    what, folder, port = words[0], Path(words[1]), int(words[2])
    if what == "prepare":
        prepare(folder, port, words[3])
    else:
        show(folder, port, words[3])


def prepare(folder: Path, port: int, assistant: str) -> None:
    """Make homeserver, users and staff room in a folder; one that is there already is left as it is."""
    logins = folder / "logins.json"
    if logins.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)  # one that was not finished
    registration = Registration.new(assistant)
    registration.write(folder / "vardlots.yaml")
    homeserver = Homeserver(folder / "synapse", port, (folder / "vardlots.yaml",))
    try:
        homeserver.server.wait()
        passwords = {name: secrets.token_urlsafe(6) for name in PEOPLE}
        tokens = {name: homeserver.register(name, password).token for name, password in passwords.items()}
        with httpx.Client(base_url=f"{homeserver.url}/_matrix/client/v3", timeout=TIMEOUT, trust_env=False) as client:
            _settle(client, registration, tokens)
    finally:
        homeserver.server.stop()
    logins.touch(0o600)
    logins.write_text(json.dumps(passwords), encoding="utf-8")


def _settle(client: httpx.Client, registration: Registration, tokens: dict[str, str]) -> None:
    """Give people their names, and staff their room, with the assistant invited."""

    def call(method: str, path: str, token: str, body: dict[str, object]) -> None:
        client.request(method, path, json=body, headers={"Authorization": f"Bearer {token}"}).raise_for_status()

    ours = {"type": "m.login.application_service", "username": registration.localpart, "inhibit_login": True}
    call("POST", "/register", registration.as_token, ours)
    for name, token in tokens.items():
        call("PUT", f"/profile/@{name}:{NAME}/displayname", token, {"displayname": PEOPLE[name]})
    invited = [f"@{name}:{NAME}" for name in (registration.localpart, *STAFF[1:])]
    room = {"room_alias_name": ROOM, "name": "Kliniken", "preset": "private_chat", "invite": invited}
    call("POST", "/createRoom", tokens[STAFF[0]], room)
    for name in STAFF[1:]:
        call("POST", f"/join/%23{ROOM}:{NAME}", tokens[name], {})


def show(folder: Path, port: int, assistant: str) -> None:
    """Wait until everything answers, say how to log in, and sleep."""
    waiting = [f"{assistant}/webhooks/rest/", f"http://127.0.0.1:{port}/health"]
    while waiting:
        time.sleep(0.3)
        waiting = [url for url in waiting if not answers(url)]
    passwords = json.loads((folder / "logins.json").read_text(encoding="utf-8"))
    users = "\n".join(
        f"    @{name}:{NAME}   password {password}   {'staff' if name in STAFF else 'writes to the assistant'}"
        for name, password in passwords.items()
    )
    text = f"""
  The assistant answers in Matrix. Log in with a client such as Element:

    homeserver   http://localhost:{port}   (not matrix.org: choose “Edit” beside it)
{users}

  As the patient: start a chat with @vardlots:{NAME}, with encryption off.
  As staff: open the room “Kliniken” (#{ROOM}:{NAME}); each patient who wants a person is a thread in it.
  Both at once: two browsers, or a private window. Staff's hours stand in kb/people.yaml.

  Everything is kept in {folder}; remove that folder to begin anew.
  Stop:  Ctrl-C
"""
    print(text, flush=True)  # noqa: T201
    signal.pause()


if __name__ == "__main__":
    main(sys.argv[1:])
