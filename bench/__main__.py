"""`python -m bench`: measure the assistant, say the figures, and keep them in `results/`."""

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from bench import mistakes, pipelines, quality, report, speed
from bench.stack import running
from vardlots.cli.single import run
from vardlots.settings import ROOT

RESULTS = ROOT / "results"


class What(str, Enum):
    """What can be measured."""

    quality = "quality"
    speed = "speed"
    pipelines = "pipelines"
    report = "report"


def bench(
    what: Annotated[
        list[What] | None,
        typer.Argument(help="What to measure. `report` measures nothing: it writes docs/ from what was measured."),
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file, too.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer questions and turns: a look, not a figure.")] = False,
) -> None:
    """Measure quality and speed, or what is named; results/ holds the figures and the list of mistakes."""
    chosen = what or [What.quality, What.speed]
    RESULTS.mkdir(exist_ok=True)
    measured = {one.value: _measure(one, quick) for one in chosen if one is not What.report}
    for name, figures in measured.items():
        _write(RESULTS / f"{name}.json", figures)
        (RESULTS / f"{name}.md").write_text(report.report({name: figures}) + "\n", encoding="utf-8")
    if json_file:
        _write(json_file, measured)
    typer.echo(report.report(measured or report.stored(RESULTS)))
    if What.report in chosen:
        for path in report.write(report.stored(RESULTS), ROOT / "docs"):
            typer.echo(f"{path.relative_to(ROOT)} written")


def _measure(what: What, quick: bool) -> dict[str, Any]:
    typer.echo(f"Measuring {what.value} …", err=True)
    if what is What.quality:
        with running() as stack:
            figures, wrong = quality.measure(stack, quick)
        mistakes.write(wrong, RESULTS / "mistakes.tsv")
    elif what is What.speed:
        figures = speed.measure(quick)
    else:
        figures = pipelines.measure(RESULTS / "pipelines", quick)
    return {**figures, "quick": quick}


def _write(path: Path, figures: dict[str, Any]) -> None:
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run(bench, "python -m bench")
