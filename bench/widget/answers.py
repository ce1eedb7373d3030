"""From the server's reply to the answer on the screen; and the whole way, from Enter on."""

from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Page

from bench.scripts import SCRIPTS
from bench.stack import Stack
from bench.statistics import percentile
from bench.widget.start import DEVICE, OPENED, READY

KINDS = ("faq", "smalltalk", "booking offer")
LISTEN = """
window.replies = [];
window.WebSocket = class extends WebSocket {
  constructor(...words) {
    super(...words);
    // registered before anybody else's listener, so this runs first
    this.addEventListener("message", ({ data }) => {
      if (typeof data === "string" && data.includes('"custom"')) replies.push(performance.now());
    });
  }
};
"""
"""Notes when each answer came over the socket."""
ASK = """async (words) => {
  const root = document.querySelector("vardlots-chat").shadowRoot;
  const log = root.querySelector("[role=log]"), box = root.querySelector("textarea");
  const answers = () => log.querySelectorAll(".message:not(.person)").length;
  const before = answers(), heard = replies.length;
  const shown = new Promise((done) => new MutationObserver((_, observer) => {
    if (answers() === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  }).observe(log, { childList: true, subtree: true }));
  box.value = words;
  box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  await new Promise(requestAnimationFrame); // nobody hits Enter in the moment in which they hit the last letter
  const entered = performance.now();
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, cancelable: true }));
  const painted = await shown;
  return { reply: replies[heard] - entered, paint: painted - replies[heard], all: painted - entered };
}"""
"""Writes, sends, and waits until the answer is painted: the second frame after it is in the page has shown it."""


def measure(browser: Browser, stack: Stack, conversations: int) -> dict[str, Any]:
    """Have conversations of five turns in the browser, and the same over REST; return milliseconds."""
    _over_rest(stack, SCRIPTS[KINDS[0]][0])  # the assistant is not what is measured: let it have been asked before
    turns: list[dict[str, float]] = []
    rest: list[float] = []
    for number in range(conversations):
        script = SCRIPTS[KINDS[number // 2 % len(KINDS)]][number % 2]
        turns += _in_the_browser(browser, stack.url, script)
        rest += _over_rest(stack, script)
    shown = {name: spread([turn[name] for turn in turns]) for name in turns[0]}
    return {"n": len(turns), **shown, "rest": spread(rest)}


def spread(durations: list[float]) -> dict[str, float]:
    """Return median, 95th percentile and the longest."""
    return {
        "p50": round(median(durations), 1),
        "p95": round(percentile(durations, 95), 1),
        "max": round(max(durations), 1),
    }


def _in_the_browser(browser: Browser, url: str, script: tuple[str, ...]) -> list[dict[str, float]]:
    context = browser.new_context(viewport=DEVICE, locale="sv-SE")
    context.add_init_script(LISTEN)
    page: Page = context.new_page()
    page.goto(url)
    page.evaluate(READY)
    page.evaluate(OPENED)
    turns = [page.evaluate(ASK, words) for words in script]
    context.close()
    return turns


def _over_rest(stack: Stack, script: tuple[str, ...]) -> list[float]:
    sender, durations = f"bench-{uuid4()}", []
    for words in script:
        started = perf_counter()
        stack.say(sender, words)
        durations.append((perf_counter() - started) * 1000)
    return durations
