"""`vardlots kb export` and `vardlots kb import`: answers out to translators and reviewers, and back."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from vardlots.cli.author import author
from vardlots.cli.plans import show, show_saved
from vardlots.drafting.drafts import drafted
from vardlots.drafting.page import FORMS, is_page, read_page
from vardlots.errors import KnowledgeError
from vardlots.knowledge import BadFile, read_knowledge
from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.repository import commits, edited_folder
from vardlots.knowledge.saving import Saved
from vardlots.replies import LANGUAGES, Language
from vardlots.settings import settings
from vardlots.sheets.files import MOST_BYTES, WRITERS, read_sheet, sheet_bytes
from vardlots.sheets.merge import merge
from vardlots.sheets.plan import Plan
from vardlots.sheets.rows import END, rows_of
from vardlots.sheets.writing import carry_out

Out = Annotated[Path, typer.Argument(help="The file to write: .xlsx or .csv.")]
In = Annotated[str, typer.Argument(help="A file that came back (.xlsx, .csv), or a saved web page (.html, or -).")]
Entries = Annotated[list[str] | None, typer.Option("--entry", help="Only this entry; may be given several times.")]
Into = Annotated[str, typer.Option("--language", help="sv or en: only what is translated into this language.")]
Missing = Annotated[bool, typer.Option("--missing", help="Only texts that a language lacks.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
Folder = Annotated[Path | None, typer.Option("--kb", help="The folder to use, instead of the project's own.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask: write what is shown.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs; writes only with --yes, as - does.")]
Form = Annotated[str, typer.Option("--form", help=f"How a page marks its questions: {', '.join(FORMS)}.")]


def export(
    file: Out,
    entry: Entries = None,
    language: Into = "",
    missing: Missing = False,
    force: Force = False,
    kb: Folder = None,
) -> None:
    """Write the answers as a spreadsheet, one text a row, for others to read, translate and correct."""
    if file.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"{file.name}: end the name in {' or '.join(WRITERS)}")
    if file.exists() and not force:
        raise typer.BadParameter(f"{file} is there already: choose another name, or write over it with --force")
    into = _language(language)
    entries = _chosen(_entries(kb or edited_folder(settings())), entry or [])
    rows = [row for row in rows_of(entries, into) if row.id == END or not missing or _lacks(row.missing(), into)]
    rows[-1:] = [type(rows[-1])(END, "", value=str(len(rows) - 1))]
    if len(rows) == 1:
        typer.echo("There is nothing to export: no text is missing.")
        return
    file.write_bytes(sheet_bytes(file.suffix.lower(), rows))
    gaps = sum(len(row.missing()) for row in rows)
    count = len({row.id for row in rows}) - 1
    typer.echo(f"{file}: entries: {count}, rows: {len(rows) - 1}, translations missing: {gaps}.")


def take_in(
    file: In, yes: Yes = False, dry_run: Dry = False, as_json: AsJson = False, form: Form = "", kb: Folder = None
) -> None:
    """Show what a spreadsheet would change, or which drafts a page would make, and write it."""
    here = settings()
    folder = kb or edited_folder(here)
    name, data = _read(file)
    try:
        plan = _plan(folder, name, file, data, form)
    except BadFile as error:
        if not as_json:
            raise
        typer.echo(json.dumps({"ok": False, "findings": [asdict(one) for one in error.findings]}, ensure_ascii=False))
        raise typer.Exit(1) from error
    if not as_json:
        show(plan)
    ask = not as_json and file != "-"  # what came by a pipe leaves nobody to answer
    write = bool(plan.changes) and not dry_run and (yes or (ask and typer.confirm("Write this?")))
    saved = (
        carry_out(folder, plan, editor=author(folder), message=f"Take in {name}", commit=commits(here)).saved
        if write
        else None
    )
    if as_json:
        typer.echo(json.dumps(_body(plan, saved), ensure_ascii=False, indent=2, default=str))
    elif saved:
        show_saved(saved)
    raise typer.Exit(1 if plan.stale else 0)


def _plan(folder: Path, name: str, file: str, data: bytes, form: str) -> Plan:
    drafts = {draft.id for draft in read_drafts(folder).drafts}
    if form and form not in FORMS:
        raise typer.BadParameter(f"{form!r} is no form: {did_you_mean(form, FORMS)}write one of {', '.join(FORMS)}")
    if not is_page(name, data):
        return merge(read_sheet(name, data), _entries(folder), drafts)
    return drafted(read_page(name, data, form), folder, None if file == "-" else Path(file))


def _entries(folder: Path) -> list[Mapping[str, Any]]:
    """Return the entries as their file has them, of a folder that can be read."""
    return list(read_knowledge(folder).sources["faq"].data["entries"])


def _chosen(entries: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    known = [entry["id"] for entry in entries]
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"no entry has the id {name!r}; {did_you_mean(name, known)}write one of faq.yaml")
    return [entry for entry in entries if not names or entry["id"] in names]


def _lacks(missing: Sequence[Language], into: Language | None) -> bool:
    return into in missing if into else bool(missing)


def _language(name: str) -> Language | None:
    found: Language | None = next((one for one in LANGUAGES if one == name), None)
    if name and not found:
        raise typer.BadParameter(f"{name!r} is not a language here: sv or en")
    return found


def _read(file: str) -> tuple[str, bytes]:
    if file.lower().startswith(("http://", "https://")):
        raise typer.BadParameter("save the page in your browser (Ctrl+S, 'HTML only'), and name the saved file")
    if file == "-":
        return "-", sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return Path(file).name, opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise KnowledgeError(f"{file} cannot be read: {error.strerror}") from error


def _body(plan: Plan, saved: Saved | None) -> dict[str, Any]:
    return {
        "ok": not plan.stale,
        "written": saved is not None,
        "changed": [one.id for one in plan.changed],
        "drafts": [one.new for one in plan.drafts],
        "changes": [asdict(change) for change in plan.changes],
        "stale": plan.stale,
        "notes": [asdict(note) for note in plan.notes],
        "absent": plan.absent,
        "left_out": plan.left_out,
        "saved": asdict(saved) if saved else None,
    }
