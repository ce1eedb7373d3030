"""What the widget costs a page: main-thread time until it can be used, tasks that are too long, what moves.

Every round loads the page without the widget and with it, each in a browser context that has never seen it. The
difference is the widget's.
"""

from collections.abc import Sequence
from dataclasses import asdict
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from bench.hosts import Hosts, tag
from bench.statistics import percentile
from bench.widget.clock import PAINTED, MainThread, Work

OBSERVE = """
window.shifts = [];
window.longTasks = [];
const observe = (type, keep) =>
  new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
observe("layout-shift", ({ value }) => shifts.push(value));
observe("longtask", ({ duration }) => longTasks.push(duration));
"""
READY = "async () => { if (document.querySelector('vardlots-chat')) await customElements.whenDefined('vardlots-chat') }"
OPENED = """async () => {
  const element = document.querySelector("vardlots-chat");
  const greeted = () => element.shadowRoot.querySelector("[role=log] button");
  element.show();
  if (!greeted()) await new Promise((done) => {
    new MutationObserver((_, observer) => { if (greeted()) { observer.disconnect(); done() } })
      .observe(element.shadowRoot, { childList: true, subtree: true });
  });
}"""
TEXT = "".join(f"<p>Stycke {number} om kliniken och om vad den kan göra för dig.</p>" for number in range(40))
DEVICE = {"width": 1280, "height": 800}


def measure(browser: Browser, hosts: Hosts, assistant: str, rounds: int) -> dict[str, Any]:
    """Load a page without and with the widget, `rounds` times each; open the chat each time it is there."""
    plain = hosts.serve(f"<body><main><h1>Kliniken</h1>{TEXT}</main>")
    whole = hosts.serve(f"<body><main><h1>Kliniken</h1>{TEXT}</main>{tag(assistant)}")
    blank = hosts.serve("<body>")
    loads: dict[str, list[dict[str, Any]]] = {"without": [], "with": []}
    for _ in range(rounds):
        for name, address in (("without", plain), ("with", whole)):
            loads[name].append(load(browser, blank, address, opens=name == "with"))
    return {"rounds": rounds, **compare(loads["without"], loads["with"])}


def load(browser: Browser, blank: str, address: str, opens: bool) -> dict[str, Any]:
    """Load a page in a fresh context, until it can be used; open the chat in it."""
    context = browser.new_context(viewport=DEVICE, locale="sv-SE")
    context.add_init_script(OBSERVE)
    page = context.new_page()
    page.goto(blank)  # the page's process is there before anything is counted
    thread = MainThread(page)
    before = thread.work()
    page.goto(address)
    page.evaluate(READY)
    page.evaluate(PAINTED)
    ready = thread.work()
    seen = {"work": asdict(ready - before), **_observed(page)}
    if opens:
        page.evaluate(OPENED)
        page.evaluate(PAINTED)
        seen["opening"] = asdict(thread.work() - ready)
    context.close()
    return seen


def _observed(page: Page) -> dict[str, Any]:
    return {name: page.evaluate(f"() => {name}") for name in ("shifts", "longTasks")}


def compare(without: Sequence[dict[str, Any]], whole: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the medians of both pages, and of the rounds' differences median and 95th percentile."""
    differences = [Work(**b["work"]) - Work(**a["work"]) for a, b in zip(without, whole, strict=True)]
    return {
        "work": {
            name: {
                "without": round(median(one["work"][name] for one in without), 1),
                "with": round(median(one["work"][name] for one in whole), 1),
                "p50": round(median(getattr(one, name) for one in differences), 1),
                "p95": round(percentile([getattr(one, name) for one in differences], 95), 1),
            }
            for name in ("all", "scripts", "layout")
        },
        "opening": {
            name: {
                "p50": round(median(one["opening"][name] for one in whole), 1),
                "p95": round(percentile([one["opening"][name] for one in whole], 95), 1),
            }
            for name in ("all", "scripts", "layout")
        },
        "longest_task": round(max((task for one in whole for task in one["longTasks"]), default=0.0), 1),
        "longest_task_without": round(max((task for one in without for task in one["longTasks"]), default=0.0), 1),
        "shift": max(sum(one["shifts"]) for one in whole),
        "shift_without": max(sum(one["shifts"]) for one in without),
    }
