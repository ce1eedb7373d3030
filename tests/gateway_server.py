"""A gateway on loopback that speaks as 46elks and as Twilio do, and misbehaves as real ones may."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD, SENDER = "u-1", "a-password", "+46766861000"


@dataclass
class Sent:
    """A message that the gateway took."""

    id: str
    to: str
    text: str
    sender: str
    at: datetime


@dataclass
class Desk:
    """What the gateway has taken, and how it will answer: `next` holds misbehaviours, each for one POST.

    A number is that status; "drop" takes the message and closes the connection; "hang" takes it and does not answer
    until `released`; "lost" answers 500 having taken it.
    """

    url: str = ""
    sent: list[Sent] = field(default_factory=list)
    next: list[Any] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    code: int | None = None
    asked: int = 0
    lookups_fail: bool = False
    released: threading.Event = field(default_factory=threading.Event)
    taken: threading.Event = field(default_factory=threading.Event)
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What arrived: to whom, and what."""
        return [(one.to, one.text) for one in self.sent]


@contextmanager
def a_gateway() -> Iterator[Desk]:
    """Serve one on a free port."""
    desk = Desk()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"desk": desk}))
    server.daemon_threads = True
    desk.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        desk.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    desk: Desk
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Take a message."""
        form = {name: values[0] for name, values in parse_qs(self._body()).items()}
        how = self.desk.next.pop(0) if self.desk.next else 200
        self.desk.asked += 1
        if not self._allowed():
            return self._answer(401, {})
        twilio = self._twilio()
        names = ("To", "Body", "From") if twilio else ("to", "message", "from")
        to, text, sender = (form.get(name, form.get("MessagingServiceSid", "")) for name in names)
        if how in (200, "drop", "hang", "lost"):
            name = f"{'SM' if twilio else 's'}{len(self.desk.sent):032x}"
            self.desk.sent.append(Sent(name, to, text, sender, self.desk.now()))
            self.desk.taken.set()
        if how == "hang":
            self.desk.released.wait(30)
        if how in ("drop", "hang"):
            self.close_connection = True
            return None
        if how == "lost":
            return self._answer(500, {})
        if how != 200:
            return self._answer(how, {"code": self.desk.code, "message": f"bad number {to}"})
        return self._answer(201 if twilio else 200, self._row(self.desk.sent[-1]))

    def do_GET(self) -> None:
        """Tell what was sent, the newest first."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if self.desk.lookups_fail:
            return self._answer(503, {})
        if not self._allowed():
            return self._answer(401, {})
        to = query.get("To") or query.get("to")
        rows = [self._row(one) for one in reversed(self.desk.sent) if one.to == to]
        return self._answer(200, {"messages": rows} if self._twilio() else {"data": rows})

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def _twilio(self) -> bool:
        return "/Accounts/" in self.path

    def _row(self, one: Sent) -> dict[str, Any]:
        if self._twilio():
            return {"sid": one.id, "to": one.to, "body": one.text, "direction": "outbound-api", "from": one.sender,
                    "date_created": format_datetime(one.at)}  # fmt: skip
        return {"id": one.id, "to": one.to, "message": one.text, "direction": "outgoing", "from": one.sender,
                "created": one.at.replace(tzinfo=None).isoformat()}  # fmt: skip

    def _allowed(self) -> bool:
        expected = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {expected}"

    def _body(self) -> str:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**self.desk.headers, "Content-Length": str(len(raw))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)
