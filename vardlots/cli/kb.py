"""`vardlots kb check` and `vardlots kb schema`."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.files import check_files
from vardlots.knowledge import Finding, read_knowledge
from vardlots.knowledge import schema as schemas
from vardlots.settings import settings

Folder = Annotated[Path | None, typer.Option("--kb", help="The folder to read, instead of the project's own.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing when there is nothing to mend.")]
OnlyCheck = Annotated[bool, typer.Option("--check", help="Write nothing; fail when a file is not up to date.")]

COLOURS = {"error": "bold red", "warning": "yellow"}


def check(kb: Folder = None, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Read every file that people edit as the assistant would, apply every rule, and tell what to mend."""
    folder = kb or settings().kb
    findings = check_files(folder)
    counts: Counter[str] = Counter(finding.level for finding in findings)
    if as_json:
        typer.echo(_json(findings, counts))
    elif findings or not quiet:
        _print(findings, counts, folder)
    raise typer.Exit(1 if counts["error"] else 0)


def schema(kb: Folder = None, only_check: OnlyCheck = False) -> None:
    """Write the JSON Schema of the files that people edit."""
    folder = (kb or settings().kb) / "schema"
    changed = schemas.stale(folder) if only_check else schemas.write(folder)
    for path in changed:
        typer.echo(f"{path.name} {'is not up to date: run vardlots kb schema' if only_check else 'written'}")
    if not changed:
        typer.echo("The schema is up to date.")
    raise typer.Exit(1 if only_check and changed else 0)


def _json(findings: Iterable[Finding], counts: Counter[str]) -> str:
    body = {
        "ok": not counts["error"],
        "errors": counts["error"],
        "warnings": counts["warning"],
        "findings": [asdict(finding) for finding in findings],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def _print(findings: Iterable[Finding], counts: Counter[str], folder: Path) -> None:
    console = Console(highlight=False)
    for finding in findings:
        # the place on a line of its own, so that a terminal can open it
        place = Text.assemble((f"{finding.file}:{finding.line}", "cyan"), f"  {finding.entry or ''}")
        console.print(place, soft_wrap=True)
        rows = Table.grid(padding=(0, 1), pad_edge=True)
        rows.add_row(Text(finding.level, COLOURS[finding.level]), Text(f"{finding.why}  ({finding.rule})"))
        rows.add_row(Text("to do", "green"), Text(finding.fix))
        rows.add_row(Text("svenska", "dim"), Text(finding.sv, "dim"))
        console.print(rows)
        console.print()
    console.print(_summary(counts, folder))


def _summary(counts: Counter[str], folder: Path) -> Text:
    if counts["error"]:
        told = f"{_many(counts['error'], 'error')}, {_many(counts['warning'], 'warning')}."
        return Text(f"{told} Mend the errors before patients meet them.", "bold red")
    entries = read_knowledge(folder).entries.values()
    asked = sum(len(entry.also_asked.all()) for entry in entries)
    good = f"{_many(len(entries), 'entry', 'entries')}, {_many(asked, 'phrasing')}"
    return Text(f"{good}: no errors, {_many(counts['warning'], 'warning')}.", "bold green")


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"
