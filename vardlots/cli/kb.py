"""`vardlots kb check`, `vardlots kb rules` and `vardlots kb schema`."""

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from vardlots.files import check_files
from vardlots.garbage import uncollected
from vardlots.knowledge import BadFile, Finding, Knowledge, read_knowledge
from vardlots.knowledge import schema as schemas
from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.fixing import Fixed, mend_folder
from vardlots.knowledge.rules import BY_NAME, Rule
from vardlots.knowledge.rules.training import untrained
from vardlots.settings import settings
from vardlots.trained import read_trained

Folder = Annotated[Path | None, typer.Option("--kb", help="The folder to read, instead of the project's own.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing when there is nothing to mend.")]
Fix = Annotated[bool, typer.Option("--fix", help="Mend what a machine can, and show what was changed.")]
Deep = Annotated[bool, typer.Option("--deep", help="Ask the search, too, and compare all answers; slower.")]
OnlyCheck = Annotated[bool, typer.Option("--check", help="Write nothing; fail when a file is not up to date.")]
Name = Annotated[str, typer.Argument(help="A rule to explain; all of them without one.", show_default=False)]

INDENT = 9
COLOURS = {"error": "bold red", "warning": "yellow", "hint": "blue"}


def check(
    kb: Folder = None, as_json: AsJson = False, quiet: Quiet = False, fix: Fix = False, deep: Deep = False
) -> None:
    """Read every file that people edit as the assistant would, apply every rule, and tell what to mend."""
    folder = kb or settings().kb
    fixed = mend_folder(folder) if fix else []
    with uncollected():
        knowledge = _read(folder)
        findings = check_files(folder, knowledge=knowledge, deep=deep)
    if knowledge:
        findings += _untrained(knowledge)
    if deep and knowledge:
        findings += _rivals(knowledge, folder)
    counts: Counter[str] = Counter(finding.level for finding in findings)
    if as_json:
        typer.echo(_json(findings, counts, fixed if fix else None))
    elif findings or fixed or not quiet:
        _print_fixed(fixed)
        _print(findings, counts, knowledge)
        if knowledge and (left := _left_out(knowledge, deep)):
            typer.echo(f"Not looked for in so many answers, without --deep: {', '.join(left)}.")
    raise typer.Exit(1 if counts["error"] else 0)


def rules(name: Name = "", as_json: AsJson = False) -> None:
    """List the rules of `vardlots kb check`, or explain one, in Swedish and English."""
    if name and name not in BY_NAME:
        raise typer.BadParameter(f"there is no rule '{name}'; {did_you_mean(name, BY_NAME)}run vardlots kb rules")
    shown = [BY_NAME[name]] if name else list(BY_NAME.values())
    if as_json:
        typer.echo(json.dumps([_explained(rule) for rule in shown], ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    for rule in shown:
        marks = [word for word, there in (("--fix", rule.fixable), ("--deep", rule.deep)) if there]
        console.print(
            Text.assemble((rule.name, "cyan"), "  ", (rule.level, COLOURS[rule.level]), "  ", " ".join(marks))
        )
        for text in (rule.sv, rule.en):
            console.print(Padding(Text(text), (0, 0, 0, 2), expand=False))


def schema(kb: Folder = None, only_check: OnlyCheck = False) -> None:
    """Write the JSON Schema of the files that people edit."""
    folder = (kb or settings().kb) / "schema"
    changed = schemas.stale(folder) if only_check else schemas.write(folder)
    for path in changed:
        typer.echo(f"{path.name} {'is not up to date: run vardlots kb schema' if only_check else 'written'}")
    if not changed:
        typer.echo("The schema is up to date.")
    raise typer.Exit(1 if only_check and changed else 0)


def _read(folder: Path) -> Knowledge | None:
    try:
        return read_knowledge(folder)
    except BadFile:
        return None


def _untrained(knowledge: Knowledge) -> list[Finding]:
    """Ask what the model was trained from; where there is none, it knows everything once it is made."""
    trained = read_trained(settings().models)
    return list(untrained(knowledge, trained.intents, trained.at.date())) if trained else []


def _rivals(knowledge: Knowledge, folder: Path) -> list[Finding]:
    """Ask the search, which takes seconds to load and is not wanted otherwise."""
    from vardlots.retrieval.encoder import encoder
    from vardlots.retrieval.ranker import FILE, read_ranker
    from vardlots.retrieval.rivals import rivals

    return rivals(knowledge, encoder(settings()), read_ranker(folder / FILE))


def _left_out(knowledge: Knowledge, deep: bool) -> list[str]:
    """Return the rules that compare all answers with all, and were not tried because there are too many."""
    return [rule.name for rule in BY_NAME.values() if rule.find and not rule.tried(len(knowledge.entries), deep)]


def _explained(rule: Rule) -> dict[str, str | bool]:
    said: dict[str, str | bool] = {"name": rule.name, "level": rule.level, "sv": rule.sv, "en": rule.en}
    return said | {"fixable": rule.fixable, "deep": rule.deep, "allowable": rule.allowable}


def _json(findings: Iterable[Finding], counts: Counter[str], fixed: Sequence[Fixed] | None) -> str:
    body = {
        "ok": not counts["error"],
        "errors": counts["error"],
        "warnings": counts["warning"],
        "hints": counts["hint"],
        "findings": [asdict(finding) for finding in findings],
    }
    if fixed is not None:
        body["fixed"] = [asdict(one) for one in fixed]
    return json.dumps(body, ensure_ascii=False, indent=2)


def _print_fixed(fixed: Sequence[Fixed]) -> None:
    console = Console(highlight=False)
    for one in fixed:
        place = Text.assemble((f"{one.finding.file}:{one.finding.line}", "cyan"), f"  {one.finding.entry or ''}")
        console.print(place, soft_wrap=True)
        rows = Table.grid(padding=(0, 1), pad_edge=True)
        rows.add_row(Text("mended", "green"), Text(f"{one.finding.why}  ({one.finding.rule})"))
        rows.add_row(Text("-", "red"), Text(one.before))
        if one.after:
            rows.add_row(Text("+", "green"), Text(one.after))
        console.print(rows)
        console.print()


def _print(findings: Iterable[Finding], counts: Counter[str], knowledge: Knowledge | None) -> None:
    console = Console(highlight=False)
    for finding in findings:
        # the place on a line of its own, so that a terminal can open it
        place = Text.assemble((f"{finding.file}:{finding.line}", "cyan"), f"  {finding.entry or ''}")
        console.print(place, soft_wrap=True)
        console.print(_row(finding.level, COLOURS[finding.level], f"{finding.why}  ({finding.rule})", console.width))
        fix = finding.fix + ("; --fix does it" if finding.edit else "")
        console.print(_row("to do", "green", fix, console.width))
        console.print(_row("svenska", "dim", finding.sv, console.width, "dim"), "", sep="\n")
    console.print(_summary(counts, knowledge))


def _row(name: str, colour: str, told: str, width: int, style: str = "") -> Text:
    """Return a text beside its name. A table of rich's does the same, at more cost than finding what it shows."""
    blank = " " * INDENT
    text = textwrap.fill(told, width, initial_indent=blank, subsequent_indent=blank, break_on_hyphens=False)
    return Text.assemble(" ", (name, colour), blank[len(name) + 1 :], (text[INDENT:], style))


def _summary(counts: Counter[str], knowledge: Knowledge | None) -> Text:
    rest = _many(counts["warning"], "warning") + (f", {_many(counts['hint'], 'hint')}" if counts["hint"] else "")
    if counts["error"] or not knowledge:
        told = f"{_many(counts['error'], 'error')}, {rest}."
        return Text(f"{told} Mend the errors before patients meet them.", "bold red")
    entries = knowledge.entries.values()
    asked = sum(len(entry.also_asked.all()) for entry in entries)
    good = f"{_many(len(entries), 'entry', 'entries')}, {_many(asked, 'phrasing')}"
    return Text(f"{good}: no errors, {rest}.", "bold green")


def _many(count: int, one: str, several: str = "") -> str:
    return f"{count} {one if count == 1 else several or one + 's'}"
