"""An assistant that says whatever a test wants, where the real one stands: what if its answers were hostile?"""

import json
import re
from typing import Any

from playwright.sync_api import BrowserContext, Route

SESSION = "sham"
NO_WEBSOCKETS = """
window.WebSocket = class extends WebSocket {
  constructor(address, protocols) { super(address.replace("/socket.io/", "/no-such-place/"), protocols) }
};
"""
"""A proxy that lets no websocket through: the browser asks for one, and is refused."""


class Sham:
    """Answers for the assistant, over HTTP, on pages that are opened from now on; its sockets are shut."""

    def __init__(self, context: BrowserContext) -> None:
        self.asked: list[dict[str, Any]] = []
        self.messages: Any = []
        context.add_init_script(NO_WEBSOCKETS)
        context.route(re.compile("/socket.io/"), lambda route: route.abort())
        context.route("**/widget/session", lambda route: self._fulfil(route, {"session_id": SESSION}))
        context.route("**/widget/message", self._answer)

    def says(self, custom: Any) -> None:
        """Answer with this from now on, as `custom` and in plain text."""
        paragraphs = custom.get("paragraphs", []) if isinstance(custom, dict) else []
        self.messages = [{"custom": custom}, *({"text": text} for text in paragraphs)]

    def _answer(self, route: Route) -> None:
        if route.request.method == "POST":
            self.asked.append(json.loads(route.request.post_data or "{}"))
        self._fulfil(route, {"session_id": SESSION, "messages": self.messages})

    def _fulfil(self, route: Route, body: Any) -> None:
        route.fulfill(json=body, headers={"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"})
