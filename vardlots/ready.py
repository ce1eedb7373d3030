"""Say where to go once both processes answer; then wait, so that the supervisor keeps all three together."""

import os
import signal
import time
import urllib.error
import urllib.request

PATIENCE = 120.0
"""Seconds that the processes may take to start before this says what to look at."""


def answers(url: str) -> bool:
    """Return whether a GET on the address succeeds."""
    try:
        with urllib.request.urlopen(url, timeout=1) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def main() -> None:
    """Wait for the assistant and the action server, print the addresses, and sleep."""
    address = f"http://localhost:{os.environ.get('VARDLOTS_PORT', '5005')}"
    actions = f"http://127.0.0.1:{os.environ.get('VARDLOTS_ACTIONS_PORT', '5055')}"
    print("Starting the assistant …", flush=True)  # noqa: T201
    started = time.monotonic()
    waiting = [f"{address}/webhooks/rest/", f"{actions}/health"]
    while waiting and time.monotonic() - started < PATIENCE:
        time.sleep(0.3)
        waiting = [url for url in waiting if not answers(url)]
    print(_message(address, waiting, time.monotonic() - started), flush=True)  # noqa: T201
    signal.pause()


def _message(address: str, waiting: list[str], seconds: float) -> str:
    if waiting:
        return f"\n  Still no answer from {' and '.join(waiting)}. Look for an error above; is the port taken?\n"
    return (
        f"\n  Vårdlots is ready, after {seconds:.0f} seconds."
        f"\n\n  Talk to it:  {address}"
        f"\n  REST:        POST {address}/webhooks/rest/webhook"
        '  {"sender": "me", "message": "Hej!"}'
        "\n  Stop:        Ctrl-C\n"
    )


if __name__ == "__main__":
    main()
