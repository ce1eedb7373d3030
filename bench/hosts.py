"""Other people's sites: pages at other addresses than the assistant's, for tests and measurements of its chat."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

CLINIC, STRANGER = "clinic.test", "stranger.test"
"""Names that the browser finds on this machine: a site that may talk to the assistant, and one that may not."""


class Hosts:
    """One small server with the pages that it is given; every name leads there."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._pages: dict[str, tuple[bytes, Mapping[str, str]]] = {"/favicon.ico": (b"icon", {})}

    def origin(self, name: str = "localhost") -> str:
        """Return the origin of a site."""
        return f"http://{name}:{self.port}"

    def serve(self, body: str, *, name: str = "localhost", lang: str = "sv", head: str = "", **headers: str) -> str:
        """Serve a page and return its address; a header's underscores are dashes."""
        path = f"/{len(self._pages)}"
        start = f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>Sidan</title>{head}</head>"
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self._pages[path] = f"{start}{body}</html>".encode(), {"Content-Type": "text/html; charset=utf-8", **named}
        return self.origin(name) + path

    def serve_file(self, content: bytes, kind: str = "text/javascript") -> str:
        """Serve a file and return its address."""
        path = f"/{len(self._pages)}"
        self._pages[path] = content, {"Content-Type": kind}
        return self.origin() + path

    def page(self, path: str) -> tuple[bytes, Mapping[str, str]] | None:
        """Return a page and its headers."""
        return self._pages.get(path)


@contextmanager
def serving() -> Iterator[Hosts]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, headers = hosts.page(self.path) or (b"", {})
            self.send_response(200 if body else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hosts = Hosts(server.server_port)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield hosts
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def tag(assistant: str, attributes: str = "") -> str:
    """Return the line that the embedding guide gives."""
    script = f'<script type="module" src="{assistant}/widget/vardlots-chat.js"></script>'
    return f"{script}<vardlots-chat {attributes}></vardlots-chat>"
