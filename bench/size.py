"""`python -m bench.size`: how long checking, editing and reloading take, by the knowledge base's size and kind of edit.

The larger ones are copies of the clinic's own entries in other words: see `bench/entries.py`.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bench import machine
from bench.entries import many
from bench.pages import put
from bench.retrieval.scale import apart
from bench.saves import NotServed, edits
from bench.statistics import percentile
from bench.tables import Table, read
from bench.waiting import checked, edited, row
from vardlots.cli.single import run
from vardlots.knowledge import LiveKnowledge
from vardlots.retrieval.encoder import encoder
from vardlots.retrieval.ranker import FILE, read_ranker
from vardlots.retrieval.retriever import LiveRetriever
from vardlots.settings import ROOT, settings
from vardlots.watch import Watch

RESULTS = ROOT / "results" / "size"
SIZES = (42, 100, 300, 1_000)
WAITS = (60, 200, 1_000)
ROUNDS = 3
QUESTION = "kan min son få recept på mer astmamedicin"
PAUSE = 0.05
"""Seconds between the questions of somebody who asks without end."""
PATIENCE = 300
START, END = "<!-- size: written by `python -m bench.size report` -->", "<!-- end of size -->"


class What(str, Enum):
    """What can be measured."""

    sizes = "sizes"
    waits = "waits"
    edits = "edits"
    report = "report"


@dataclass
class Asker:
    """Somebody who asks without end, in a thread of their own, and how long each answer took, in milliseconds."""

    served: LiveRetriever
    idle: list[float] = field(default_factory=list)
    reloading: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._ended.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._ended.wait(PAUSE):
            busy, started = self.served.preparing, time.perf_counter()
            self.served.ask(QUESTION, "sv")
            took = (time.perf_counter() - started) * 1000
            (self.reloading if busy or self.served.preparing else self.idle).append(took)


@dataclass(frozen=True)
class Reloads:
    """How long changed answers took to be said, and to be found by what people ask, in seconds; then answers, in ms."""

    said: Sequence[float]
    found: Sequence[float]
    idle: Sequence[float]
    reloading: Sequence[float]
    texts: int


def reload(kb: Path, var: Path, rounds: int) -> Reloads:
    """Save one changed answer after another while somebody asks."""
    here = settings()
    served = LiveRetriever(LiveKnowledge(kb), encoder(here), read_ranker(kb / FILE), var)
    watch, asker = Watch([served.look]), Asker(served)
    watch.start()
    took = [saved(kb / "faq.yaml", served, f"Ändring nummer {number}.") for number in range(rounds)]
    watch.stop()
    asker.stop()
    said, found = zip(*took, strict=True)
    return Reloads(said, found, asker.idle, asker.reloading, len(served.current().phrasings))


def saved(path: Path, served: LiveRetriever, sentence: str) -> tuple[float, float]:
    """Put a sentence into the first answer; return the seconds until it is said, and until it is found by."""
    time.sleep(1)  # so that some answers are given with nothing else to do
    before, text = served.current().knowledge.version, path.read_text(encoding="utf-8")
    made = re.sub(r"(\n *answer:\n *sv: \|-?\n)( *)", rf"\1\2{sentence}\n\n\2", text, count=1)
    assert made != text, "there is no answer to change"
    beside = path.with_name(f".{path.name}")
    beside.write_text(made, encoding="utf-8")
    beside.replace(path)
    started = time.perf_counter()

    def changed() -> bool:
        return served.current().knowledge.version != before

    def ready() -> bool:
        return not served.preparing

    return _until(changed, started), _until(ready, started)


def _until(true: Callable[[], bool], started: float) -> float:
    while not true():
        if time.perf_counter() - started > PATIENCE:
            raise NotServed(f"an edit was not served in {PATIENCE} s")
        time.sleep(0.01)
    return time.perf_counter() - started


def sizes(counts: Sequence[int]) -> Table:
    """Measure each size."""
    about, rows = machine.about(), []
    os.environ["OMP_NUM_THREADS"] = "1"  # as the assistant has it: see the Makefile
    for count in counts:
        typer.echo(f"{count} entries …", err=True)
        with TemporaryDirectory(prefix="vardlots-size-") as work:
            kb = many(settings().kb, count, Path(work) / "kb")
            check = checked(kb)
            took = apart(reload, kb, Path(work) / "var", ROUNDS)
        seconds = (
            min(check.worked),
            min(check.waited),
            percentile(took.said, 50),
            max(took.said),
            percentile(took.found, 50),
            max(took.found),
        )
        answers = spread(took.idle), spread(took.reloading)
        rows.append([f"{count:,}", f"{took.texts:,}", *(f"{one:.1f} s" for one in seconds), *answers])
    columns = (
        "entries",
        "texts",
        "`kb check`, processor",
        "clock",
        "until an edit is said, median",
        "longest",
        "until it is found by, median",
        "longest",
        "an answer, nothing else to do",
        "while a version is made",
    )
    note = (
        "Copies of the clinic's own entries in other words. `vardlots kb check` in a process of its own, the shorter "
        f"of two runs. {ROUNDS} times an answer is changed and the file saved, the watch looking every half second, "
        "while one person asks without end; an answer is the ranking of one question in the same process (median / "
        "95th percentile / longest). A changed answer is said as soon as it is read; what is in it counts for finding "
        "it once the version is ready. Nobody waits for a version: the one before goes on answering. Goals for 1,000 "
        "entries: 5 s for the check, 10 s to serve."
    )
    return Table("By size", columns, rows, note, about)


def waits(counts: Sequence[int]) -> Table:
    """Measure what an editor waits for, by size."""
    about, rows = machine.about(), []
    for count in counts:
        typer.echo(f"{count} entries …", err=True)
        with TemporaryDirectory(prefix="vardlots-size-") as work:
            kb = many(settings().kb, count, Path(work) / "kb")
            rows.append(row(count, checked(kb), apart(edited, kb, ROUNDS)))
    note = (
        "Seconds of processor / by the clock, medians. `vardlots kb check` in a process of its own. In the office: "
        "what is told of an answer after a pause in typing, saving it (checked, written, committed) and reading the "
        f"files anew for the next page, {ROUNDS} times after a first one. Goals by the clock for the check: 2 s for "
        "200 entries, 5 s for 1,000."
    )
    columns = ("entries", "`kb check`", "a look at the form", "a save", "the files read again")
    return Table("What an editor waits for", columns, rows, note, about)


def spread(times: Sequence[float]) -> str:
    """Return the median, the 95th percentile and the longest of some milliseconds."""
    return f"{percentile(times, 50):.0f} / {percentile(times, 95):.0f} / {max(times):.0f} ms" if times else "–"


def kinds() -> Table:
    """Measure each kind of edit with the running assistant, from saving to the first changed reply."""
    about, measured = machine.about(), edits(ROUNDS)
    rows = [[name, f"{percentile(took, 50):.1f} s", f"{max(took):.1f} s"] for name, took in measured.items()]
    note = (
        f"The whole assistant with its own {SIZES[0]} entries, asked over REST every 0.2 s by one person; {ROUNDS} "
        "edits of each kind. Goal: 5 s. The status is read at `/status` of the action server."
    )
    columns = ("what was saved", "from saving to the reply, median", "longest")
    return Table("By kind of edit", columns, rows, note, about)


MEASURES: Mapping[What, Callable[[], Table]] = {
    What.sizes: lambda: sizes(SIZES),
    What.waits: lambda: waits(WAITS),
    What.edits: kinds,
}


def size(
    what: Annotated[list[What] | None, typer.Argument(help="What to measure; `report` writes docs/.")] = None,
) -> None:
    """Measure how long the check, a reload and each kind of edit take; results/size/ keeps the figures."""
    for one in what or list(MEASURES):
        if one is What.report:
            page = ROOT / "docs" / "benchmarks.md"
            page.write_text(reported(page.read_text(encoding="utf-8"), _stored()), encoding="utf-8")
            continue
        table = MEASURES[one]()
        table.write(RESULTS / f"{one.value}.json")
        typer.echo(table.markdown())


def reported(page: str, tables: Sequence[Table]) -> str:
    """Return the page of benchmarks with the tables between its two marks, which are put at its end at first."""
    body = "\n\n".join(["### How soon an edit counts", *(table.markdown() for table in tables)])
    return put(page, START, END, body)


def _stored() -> list[Table]:
    return [read(path) for one in MEASURES if (path := RESULTS / f"{one.value}.json").exists()]


if __name__ == "__main__":
    run(size, "python -m bench.size")
