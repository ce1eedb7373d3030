"""Deliver text messages until told to stop: `python -m vardlots.sms`.

Rasa's credentials may be named, where they are not the project's own: they say whether replies are read.
"""

import logging
import signal
import sys
import threading
from pathlib import Path

from vardlots.errors import VardlotsError
from vardlots.settings import settings
from vardlots.sms.gateways import Gateway, gateway
from vardlots.sms.incoming import CREDENTIALS, replies_are_read
from vardlots.sms.table import rules
from vardlots.sms.worker import Worker


def main(*words: str) -> int:
    """Start, unless the configuration is wrong: then say what to write, and return 1."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    here = settings()
    try:
        rules()
        through = gateway(here.sms)
    except VardlotsError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    print(started(through), flush=True)  # noqa: T201
    Worker(here.database_url, through, replies_are_read(Path(*words) if words else CREDENTIALS)).run(stop)
    return 0


def started(through: Gateway | None) -> str:
    """Return the line that says who delivers."""
    if through is None:
        return "Text messages are made and kept, not sent: VARDLOTS_SMS names no gateway."
    return f"Text messages are sent through {through.name}."


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
