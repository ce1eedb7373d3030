"""The page at `/`: a place to talk to the assistant in a browser."""

from pathlib import Path
from typing import Any, Dict, Optional

from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

FOLDER = Path(__file__).parent / "static"
TYPES = {"html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
FILES = {path.name: path for path in FOLDER.iterdir() if path.suffix[1:] in TYPES}
"""What may be asked for; a name that a request makes up never becomes a path."""
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
    path = FILES.get("index.html" if request.path == "/" else request.path[1:])
    if path is None or request.method not in ("GET", "HEAD"):
        return None
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
    return response.text(path.read_text(encoding="utf-8"), content_type=TYPES[path.suffix[1:]], headers=headers)
