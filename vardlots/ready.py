"""Say where to go once every process answers; then wait, so that the supervisor keeps them together."""

import os
import signal
import time
import urllib.error
import urllib.request

from vardlots.editors.accounts import there_are_any
from vardlots.errors import StoreUnavailable
from vardlots.settings import settings

PATIENCE = 120.0
"""Seconds that the processes may take to start before this says what to look at."""
FIRST = "  (nobody can log in yet: .venv/bin/vardlots editors add YOUR@ADDRESS --may-edit)"
"""What the address of the office is followed by until somebody has an account."""


def answers(url: str) -> bool:
    """Return whether a GET on the address succeeds."""
    try:
        with urllib.request.urlopen(url, timeout=1) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def main() -> None:
    """Wait for the assistant, the action server and the office, print the addresses, and sleep."""
    address = f"http://localhost:{os.environ.get('VARDLOTS_PORT', '5005')}"
    actions = f"http://127.0.0.1:{os.environ.get('VARDLOTS_ACTIONS_PORT', '5055')}"
    office = f"http://localhost:{os.environ.get('VARDLOTS_OFFICE_PORT', '5056')}"
    print("Starting the assistant …", flush=True)  # noqa: T201
    started = time.monotonic()
    waiting = [f"{address}/webhooks/rest/", f"{actions}/health", f"{office}/login"]
    while waiting and time.monotonic() - started < PATIENCE:
        time.sleep(0.3)
        waiting = [url for url in waiting if not answers(url)]
    shown = os.environ.get("VARDLOTS_OFFICE_URL", "").rstrip("/") or office
    print(message(address, shown, waiting, time.monotonic() - started, somebody()), flush=True)  # noqa: T201
    signal.pause()


def somebody() -> bool:
    """Return whether anybody has an account in the office; yes, where the database does not say."""
    try:
        return there_are_any(settings().database_url)
    except StoreUnavailable:
        return True


def message(address: str, office: str, waiting: list[str], seconds: float, accounts: bool) -> str:
    """Return what to print: where to go, or what does not answer; and how to make the office's first account."""
    if waiting:
        return f"\n  Still no answer from {' and '.join(waiting)}. Look for an error above; is the port taken?\n"
    return (
        f"\n  Vårdlots is ready, after {seconds:.0f} seconds."
        f"\n\n  Talk to it:  {address}"
        f"\n  REST:        POST {address}/webhooks/rest/webhook"
        '  {"sender": "me", "message": "Hej!"}'
        f"\n  Office:      {office}{'' if accounts else FIRST}"
        "\n  Stop:        Ctrl-C\n"
    )


if __name__ == "__main__":
    main()
