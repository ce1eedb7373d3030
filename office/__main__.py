"""Serve the office: `python -m office`, on loopback unless told otherwise."""

import logging
import os

import uvicorn

from office.app import create_app
from vardlots.settings import settings

HOST, PORT = "127.0.0.1", 5056


def main() -> None:
    """Serve until stopped. Addresses of pages are not logged: a search may hold a patient's words."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    secure = os.environ.get("VARDLOTS_OFFICE_URL", "").startswith("https://")
    uvicorn.run(
        create_app(settings(), secure=secure),
        host=os.environ.get("VARDLOTS_OFFICE_HOST", HOST),
        port=int(os.environ.get("VARDLOTS_OFFICE_PORT", PORT)),
        access_log=False,
        log_level="warning",
        server_header=False,
    )


if __name__ == "__main__":
    main()
