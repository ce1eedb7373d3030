"""`python -m bench.widget`: measure the widget in a browser; `results/widget.json` keeps it, docs/ may show it."""

import json
from enum import Enum
from typing import Annotated, Any

import typer

from bench import machine
from bench.browser import chromium
from bench.hosts import serving
from bench.stack import running
from bench.tables import Missing
from bench.widget import answers, others, pictures, report, size, start
from vardlots.cli.single import run
from vardlots.settings import ROOT

RESULTS = ROOT / "results" / "widget.json"


class What(str, Enum):
    """What can be done."""

    measure = "measure"
    report = "report"
    pictures = "pictures"


def bench(
    what: Annotated[list[What] | None, typer.Argument(help="`measure`, `report`, `pictures`: both for docs/.")] = None,
    rounds: Annotated[int, typer.Option(help="How often a page is loaded, without and with the widget.")] = 21,
    conversations: Annotated[int, typer.Option(help="Conversations of five turns.")] = 6,
) -> None:
    """Measure size, cost to a page, layout shift, and time from reply to screen."""
    for one in what or [What.measure]:
        if one is What.measure:
            figures = measure(rounds, conversations)
            RESULTS.parent.mkdir(exist_ok=True)
            RESULTS.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            typer.echo(report.report(figures))
        elif one is What.pictures:
            photograph()
        else:
            typer.echo(f"{report.write(stored(), ROOT / 'docs').relative_to(ROOT)} written")


def measure(rounds: int, conversations: int) -> dict[str, Any]:
    """Measure everything in one run, on one machine."""
    figures: dict[str, Any] = {"about": machine.about(), "size": size.measure()}
    with serving() as hosts, running() as stack, chromium() as browser:
        figures["about"]["browser"] = f"Chromium {browser.version}"
        typer.echo("Loading a page without and with the widget …", err=True)
        figures["start"] = start.measure(browser, hosts, stack.url, rounds)
        typer.echo("Having conversations …", err=True)
        figures["answers"] = answers.measure(browser, stack, conversations)
        typer.echo("Loading other chats …", err=True)
        figures["others"] = others.measure(browser, hosts, rounds)
    if isinstance(figures["others"], str):
        typer.echo(f"Other chats are left out: {figures['others']}", err=True)
    return figures


def photograph() -> None:
    """Take the pictures in docs/figures anew."""
    with running() as stack, chromium() as browser:
        for file in pictures.take(browser, stack.url, ROOT / "docs" / "figures"):
            typer.echo(f"{file.relative_to(ROOT)} written")


def stored() -> dict[str, Any]:
    """Read the figures of an earlier run.

    Raises:
        Missing: when there was none.
    """
    if not RESULTS.is_file():
        raise Missing(f"{RESULTS} is missing: run `make bench-widget` first")
    return dict(json.loads(RESULTS.read_text(encoding="utf-8")))


if __name__ == "__main__":
    run(bench, "python -m bench.widget")
