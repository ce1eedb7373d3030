"""What the browser's main thread did: the time in which a page could not have reacted to anybody."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Resolves when what is in the page now has been painted."""


@dataclass(frozen=True)
class Work:
    """Milliseconds of the main thread's processor time: in all, in scripts, in style and layout."""

    all: float
    scripts: float
    layout: float

    def __sub__(self, other: "Work") -> "Work":
        return Work(self.all - other.all, self.scripts - other.scripts, self.layout - other.layout)


class MainThread:
    """The main thread of a page's process, by the browser's own counters.

    They count processor time (`threadTicks`), so that what else the machine does at the same time matters little. They
    start anew with a new process: stay on one site between two looks.
    """

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def work(self) -> Work:
        """Return what it has done so far."""
        metrics: list[dict[str, Any]] = self._session.send("Performance.getMetrics")["metrics"]
        return read({one["name"]: one["value"] for one in metrics})


def read(metrics: dict[str, float]) -> Work:
    """Read the browser's counters, in seconds."""
    layout = metrics["LayoutDuration"] + metrics["RecalcStyleDuration"]
    return Work(metrics["TaskDuration"] * 1000, metrics["ScriptDuration"] * 1000, layout * 1000)
