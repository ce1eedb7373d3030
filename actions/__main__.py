"""Start the action server on loopback: `python -m actions`.

One process, not rasa_sdk's primary and worker: the retrieval model would be loaded twice.
"""

import logging
import os
import sys
import warnings
from contextlib import suppress
from datetime import datetime, timezone

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.answer import desk
from actions.status import Status, add_status
from actions.usage import usage
from vardlots.errors import StoreUnavailable
from vardlots.settings import settings
from vardlots.sms.errors import WrongGateway
from vardlots.sms.gateways import gateway
from vardlots.store import engine
from vardlots.triage.complaints import recogniser
from vardlots.triage.table import triage
from vardlots.usage.consent import days_kept, keeping

HOST, PORT = "127.0.0.1", 5055


def main() -> None:
    """Load what answers need, then serve."""
    started = datetime.now(timezone.utc)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("rasa_sdk", "sanic", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message="(?s).*rasa and rasa_sdk might not be compatible")  # tried: they are
    with suppress(StoreUnavailable):  # it may be back when it is needed; Rasa's process cannot make the tables
        engine(settings().database_url)
    try:
        gateway(settings().sms)
        keeping()
        days_kept()
    except (WrongGateway, ValueError) as error:  # better said now than to the first who asks for something
        sys.exit(str(error))
    status = Status(desk(), started)
    if triage().enabled:
        recogniser()
    executor = ActionExecutor()
    executor.register_package("actions")
    app = create_app(executor, cors_origins=[])
    add_status(app, status)
    status.watch.start()
    usage.start(settings().database_url)
    try:
        app.run(
            host=os.environ.get("VARDLOTS_ACTIONS_HOST", HOST),
            port=int(os.environ.get("VARDLOTS_ACTIONS_PORT", PORT)),
            single_process=True,
            access_log=False,
            motd=False,
        )
    finally:
        usage.stop()  # what was counted in the last seconds


if __name__ == "__main__":
    main()
