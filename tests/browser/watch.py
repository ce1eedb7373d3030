"""What happens beside the conversation: errors, requests to others, events. A test that ignores them sees half."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

EVENTS = ("ready", "open", "close", "reply", "booking", "emergency", "people", "status")
LISTEN = f"""
window.chatEvents = [];
window.violations = [];
window.shifts = [];
for (const name of {list(EVENTS)!r})
  document.addEventListener("vardlots-" + name, (event) => chatEvents.push({{ name, detail: event.detail ?? null }}));
document.addEventListener("securitypolicyviolation", ({{ violatedDirective, blockedURI }}) =>
  violations.push(violatedDirective + " " + blockedURI));
new PerformanceObserver((list) => list.getEntries().forEach((entry) => shifts.push(entry.value)))
  .observe({{ type: "layout-shift", buffered: true }});
"""
"""Runs in every page before its own scripts."""


class Watch:
    """Complaints and requests of all pages of a context."""

    def __init__(self, context: BrowserContext) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._expected: list[str] = []
        context.add_init_script(LISTEN)
        context.on("weberror", self._thrown)
        context.on("console", self._logged)
        context.on("request", self._asked)

    def expect(self, *patterns: str) -> None:
        """Let the pages complain about what the test brings about, and about nothing else."""
        self._expected += patterns

    def hosts(self) -> set[str]:
        """Return every host and port that was asked for something."""
        return {urlsplit(url).netloc for url in self.requests if urlsplit(url).scheme in ("http", "https", "ws", "wss")}

    def check(self, allowed: Iterable[str]) -> None:
        """Assert that no page complained, and none asked a host that is not allowed."""
        strange = [text for text in self.complaints if not any(re.search(one, text) for one in self._expected)]
        assert not strange, f"the page complained: {strange}"
        assert self.hosts() <= set(allowed), "the page asked a stranger"

    def _thrown(self, error: WebError) -> None:
        self.complaints.append(f"thrown: {error.error}")

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
