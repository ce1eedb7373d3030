"""The page at `/`: a place to talk to the assistant in a browser."""

from pathlib import Path
from typing import Any, Dict, Optional

from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

FOLDER = Path(__file__).parent / "static"
TYPES = {"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"


class PageBlueprint(Blueprint):
    """A blueprint that also answers at `/`, where Rasa's own greeting would stand.

    Rasa adds its route before any channel comes, and Sanic refuses a second one: so the page is
    served from a middleware of the application.
    """

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes, and the page in front of them."""
        super().register(app, options)
        app.register_middleware(serve, "request")


async def serve(request: Request) -> Optional[HTTPResponse]:
    """Return the page or one of its files; None lets the request go on to its route."""
    name = "index.html" if request.path == "/" else request.path.lstrip("/")
    path = FOLDER / name
    if request.method not in ("GET", "HEAD") or path.parent != FOLDER or not path.is_file():
        return None
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
    return response.text(
        path.read_text(encoding="utf-8"), content_type=TYPES[path.suffix.lstrip(".")], headers=headers
    )
