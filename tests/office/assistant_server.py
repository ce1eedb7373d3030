"""An assistant that tells a status and nothing else, on loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from vardlots.serving import Serving


@dataclass
class Said:
    """What it answers: the status, or with `body` something else; at `address` it is asked."""

    serving: Serving
    address: str = ""
    body: bytes | None = None
    code: int = 200

    def changed(self, **values: object) -> None:
        """Answer with a status in which something is otherwise."""
        self.serving = replace(self.serving, **values)  # type: ignore[arg-type]


def serving(version: str) -> Serving:
    """Return the status of an assistant that serves a version, and has just looked at the files."""
    now = datetime.now(timezone.utc)
    return Serving(version, 60, 2310, now - timedelta(days=2), now - timedelta(days=3), now + timedelta(hours=1))


@contextmanager
def assistant(version: str) -> Iterator[Said]:
    """Answer at `/status` until the block ends."""
    said = Said(serving(version))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(said.serving.as_dict()).encode() if said.body is None else said.body
            self.send_response(said.code if self.path == "/status" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:  # nothing to read in the tests' output
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        said.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield said
        server.shutdown()
        thread.join()
