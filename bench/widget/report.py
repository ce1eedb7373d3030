"""The widget's figures as Markdown, and their place in docs/benchmarks.md."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.pages import put
from bench.tables import Table

START, END = "<!-- widget: written by `python -m bench.widget report` -->", "<!-- end of widget -->"
Figures = Mapping[str, Any]

PARTS = {"all": "in all", "scripts": "in scripts", "layout": "in style and layout"}
WAYS = {
    "paint": "from the reply in the browser to the answer painted",
    "reply": "from Enter to the reply in the browser",
    "all": "from Enter to the answer painted",
    "rest": "the same turns over REST, without a browser",
}


def report(figures: Figures) -> str:
    """Return every table."""
    return "\n\n".join(["### The widget in a browser", *(table.markdown() for table in tables(figures))])


def tables(figures: Figures) -> Iterator[Table]:
    """Make a table of each thing that was measured."""
    yield _start(figures)
    yield _answers(figures)
    if isinstance(figures["others"], Mapping):
        yield _others(figures)


def _start(figures: Figures) -> Table:
    start, size = figures["start"], figures["size"]
    rows = [
        *_work("main thread until it can be used", start["work"], ("without", "with", "p50", "p95")),
        *_work("opening the chat", start["opening"], ("", "", "p50", "p95")),
        ["longest task of any round", _ms(start["longest_task_without"]), _ms(start["longest_task"]), "", ""],
        ["layout shift, worst round", f"{start['shift_without']:.4f}", f"{start['shift']:.4f}", "", ""],
    ]
    note = (
        f"The built file is {size['gzipped'] / 1000:.1f} kB gzipped ({size['bytes'] / 1000:.1f} kB). "
        f"{start['rounds']} rounds; each loads a page of text without and with the widget, in a fresh browser context "
        "without a cache, until the launcher is there and painted. Milliseconds are the processor time of the page's "
        "main thread, by the browser's own counters. The widget's share is the median, and the 95th percentile, of "
        "the rounds' differences. Only tasks of 50 ms and more count as long, by the wall clock, "
        "so that what else the machine did counts, too; 0 means that there was none. Goals: at "
        "most 60 kB gzipped, 200 ms of main thread until it can be used, no layout shift. "
        f"{figures['about']['browser']}."
    )
    columns = ("", "page alone", "with the widget", "the widget's share", "95th percentile")
    return Table("What it costs a page", columns, rows, note, figures["about"])


def _work(title: str, parts: Figures, names: Sequence[str]) -> Iterator[list[str]]:
    for part, where in PARTS.items():
        yield [f"{title}, {where}", *(_ms(parts[part][name]) if name else "" for name in names)]


def _answers(figures: Figures) -> Table:
    answers = figures["answers"]
    rows = [[title, *(_ms(answers[way][name]) for name in ("p50", "p95", "max"))] for way, title in WAYS.items()]
    note = (
        f"{answers['n']} turns of frequent questions, small talk and offered times, in both languages, each "
        "conversation in a fresh browser and again over REST. Painted: the second animation frame after the answer "
        "stands in the page, so that waiting for two frames of the screen, up to 33 ms, is part of it. Goal: 100 ms."
    )
    columns = ("", "median", "95th percentile", "longest")
    return Table("From the reply to the screen", columns, rows, note, figures["about"])


def _others(figures: Figures) -> Table:
    rows = [
        [title, f"{one['gzipped'] / 1000:.1f} kB", f"{one['bytes'] / 1000:.1f} kB", _ms(one["evaluated_ms"])]
        for title, one in figures["others"].items()
    ]
    note = (
        "Processor time of the main thread to load and evaluate the file in a blank page, less that of the blank "
        f"page, median of {figures['start']['rounds']} rounds. Nothing was opened or drawn. They do not all do the "
        "same: this says what a page pays before anybody has chatted, not which is better."
    )
    columns = ("", "gzipped", "plain", "main thread")
    return Table("Other chats from npm, only loaded", columns, rows, note, figures["about"])


def _ms(value: float) -> str:
    return f"{value:.1f} ms"


def write(figures: Figures, docs: Path) -> Path:
    """Put the section into docs/benchmarks.md, between its marks or at the end; return what was written."""
    page = docs / "benchmarks.md"
    page.write_text(put(page.read_text(encoding="utf-8"), START, END, report(figures)), encoding="utf-8")
    return page
