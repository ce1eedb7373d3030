"""`python -m bench.contradicting`: how well answers that contradict each other are found; `report` writes docs/."""

from dataclasses import replace
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from bench import machine
from bench.contradicting import measure
from bench.contradicting.pairs import read_pairs
from bench.entries import many
from bench.pages import put
from bench.tables import Table, read
from vardlots.cli.single import run
from vardlots.knowledge import read_knowledge
from vardlots.settings import ROOT, settings

RESULTS = ROOT / "results" / "contradicting"
PAGE = ROOT / "docs" / "benchmarks.md"
START = "<!-- contradicting: written by `python -m bench.contradicting report` -->"
END = "<!-- end of contradicting -->"
HALVES = ("dev", "heldout", "final")
SIZES = (42, 300, 1_000)
PROSE = (
    "architecture",
    "channels",
    "clinical-safety",
    "exchange",
    "matrix",
    "office",
    "people",
    "privacy",
    "text-messages",
    "understanding",
    "widget",
)
TABLES = ("pairs", "kinds", "own", "speed")
ABOUT = """\
`vardlots kb check` tells of answers that say different things of the same (`contradicting-answers`). It loads no model:
sentences are paired by their words, and then their numbers, days, contacts and denials are compared. It is tuned not to
cry wolf. The pairs (`bench/contradicting/`) are invented: half of them contradict each other, half only look so, for
they are about another age, region or kind of care, in both languages. One hand wrote all of them, so answers in the
wild, worded less alike, are probably found less often.\
"""


class What(str, Enum):
    """What can be done."""

    measure = "measure"
    report = "report"


def bench(
    what: Annotated[What, typer.Argument(help="`report` measures nothing: it writes docs/.")] = What.measure,
) -> None:
    """Measure everything; results/contradicting/ holds the tables."""
    if what is What.report:
        _write()
        typer.echo(f"{PAGE.relative_to(ROOT)} written")
        return
    before = machine.about()
    for name, table in _measured().items():
        replace(table, about=before).write(RESULTS / f"{name}.json")
        typer.echo(table.markdown() + "\n")


def _measured() -> dict[str, Table]:
    folder = settings().kb
    knowledge = read_knowledge(folder)
    halves = {half: read_pairs(half) for half in HALVES}
    said = measure.judged(halves, knowledge, folder)
    with TemporaryDirectory(prefix="vardlots-size-") as work:
        folders = [many(folder, size, Path(work) / str(size)) for size in SIZES]
        speed = measure.speed(folders)
    return {
        "pairs": measure.pairs_found(halves, said),
        "kinds": measure.by_kind(halves, said),
        "own": measure.own(knowledge, [ROOT / "docs" / f"{name}.md" for name in PROSE], folder),
        "speed": speed,
    }


def _write() -> None:
    """Put the tables into docs/benchmarks.md, between their marks or at the end."""
    tables = [read(RESULTS / f"{name}.json") for name in TABLES if (RESULTS / f"{name}.json").is_file()]
    body = "\n\n".join(["### Answers that contradict each other", ABOUT, *(table.markdown() for table in tables)])
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), START, END, body), encoding="utf-8")


if __name__ == "__main__":
    run(bench, "python -m bench.contradicting")
