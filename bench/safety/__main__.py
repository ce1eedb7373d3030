"""`python -m bench.safety`: measure how well alarms are recognised; `results/safety/` keeps it, docs/ may show it."""

from enum import Enum
from typing import Annotated

import typer

from bench import mistakes
from bench.mistakes import Mistake
from bench.pages import put
from bench.safety import alone, stack
from bench.safety.messages import SETS
from bench.stack import running
from bench.tables import Table, read
from vardlots.cli.single import run
from vardlots.settings import ROOT

RESULTS = ROOT / "results" / "safety"
PAGE = ROOT / "docs" / "safety-evaluation.md"
START, END = "<!-- safety: written by `python -m bench.safety report` -->", "<!-- end of safety -->"
ORDER = ("compared", "kinds", "typed", "stack", "bare", "speed")
"""The tables of a set, by the name of their file."""


class What(str, Enum):
    """What can be done."""

    dev = "dev"
    test = "test"
    stack = "stack"
    report = "report"


def bench(
    what: Annotated[
        list[What] | None,
        typer.Argument(help="A set to judge the net by, or the running assistant. `report` writes docs/."),
    ] = None,
) -> None:
    """Measure the safety net."""
    for one in what or [What.dev, What.stack]:
        if one is What.report:
            write()
        elif one is What.stack:
            with running() as assistant:
                table, wrong = stack.measure(assistant, "dev")
            _keep({"stack": table}, "dev", wrong, "stack")
        else:
            _keep(_alone(one.value), one.value, alone.mistakes(one.value), "net")


def write() -> None:
    """Put the tables that were measured into docs/safety-evaluation.md, between its marks."""
    paths = [RESULTS / f"{name}-{table}.json" for name in SETS for table in ORDER]
    tables = "\n\n".join(read(path).markdown() for path in paths if path.is_file())
    PAGE.write_text(put(PAGE.read_text(encoding="utf-8"), START, END, tables), encoding="utf-8")
    typer.echo(f"{PAGE.relative_to(ROOT)} written")


def _alone(name: str) -> dict[str, Table]:
    made = {"compared": alone.compared(name), "kinds": alone.by_kind(name), "typed": alone.typed_badly(name)}
    return {**made, "bare": alone.bare(), "speed": alone.speed(name)} if name == "dev" else made


def _keep(tables: dict[str, Table], name: str, wrong: list[Mistake], whose: str) -> None:
    for title, table in tables.items():
        table.write(RESULTS / f"{name}-{title}.json")
        typer.echo(f"{table.markdown()}\n")
    mistakes.write(wrong, RESULTS / f"{name}-{whose}-mistakes.tsv")
    typer.echo(f"{len(wrong)} mistakes in {(RESULTS / f'{name}-{whose}-mistakes.tsv').relative_to(ROOT)}")


if __name__ == "__main__":
    run(bench, "python -m bench.safety")
