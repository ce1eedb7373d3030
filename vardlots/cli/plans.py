"""How `vardlots kb import` shows what it would do, and what it did."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.knowledge.saving import Saved
from vardlots.sheets.plan import Change, Changed, Plan


def show(plan: Plan) -> None:
    """Print every text that would change, before and after, then what is left alone and what somebody noted."""
    console = Console(highlight=False)
    for one in plan.changed:
        _show_entry(console, one, "")
    for one in plan.drafts:
        _show_entry(console, one, "a draft in drafts.yaml · ett utkast i drafts.yaml")
    for note in plan.notes:
        console.print(Text.assemble((f"{note.entry}  ", "cyan"), (f"{note.place}  ", "dim"), f"note: {note.text}"))
    if plan.stale:
        console.print(Text(_STALE.format(ids=", ".join(plan.stale)), "yellow"))
    if plan.absent:
        console.print(Text(_ABSENT.format(count=plan.absent), "yellow"))
    if plan.left_out:
        console.print(Text(_LEFT_OUT.format(count=len(plan.left_out)), "yellow"))
        console.print(Text("\n".join(f"  {question}" for question in plan.left_out), "dim"))
    console.print(Text(_summary(plan), "bold"))


def show_saved(saved: Saved) -> None:
    """Print what was written: the commit, or why there is none, and what the checks say of the entries."""
    console = Console(highlight=False)
    console.print(Text(f"Saved, commit {saved.commit[:12]}." if saved.commit else "Saved.", "bold green"))
    if saved.warning:
        console.print(Text(saved.warning, "yellow"))
    for finding in saved.findings:
        console.print(Text(f"{finding.file}:{finding.line}", "cyan"), soft_wrap=True)
        console.print(Text(f" {finding.level}  {finding.why}  ({finding.rule})"))


def _show_entry(console: Console, one: Changed, told: str) -> None:
    console.print(Text.assemble((one.id, "bold"), (f"  {told}" if told else "", "dim")))
    table = Table.grid(padding=(0, 1), pad_edge=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for change in one.changes:
        table.add_row(Text(change.place, "cyan"), _difference(change))
    console.print(table)
    console.print()


def _difference(change: Change) -> Text:
    parts = [("- " + change.before, "red")] if change.before else []
    parts += [("+ " + change.after, "green")] if change.after else []
    return Text("\n").join(Text(text, style) for text, style in parts)


def _summary(plan: Plan) -> str:
    if not plan.changes:
        return "Nothing would change. · Inget skulle ändras."
    texts = sum(len(one.changes) for one in plan.changed)
    return f"Entries changed: {len(plan.changed)} (texts: {texts}). New drafts: {len(plan.drafts)}."


_STALE = (
    "Left alone, for somebody changed them since they were exported: {ids}. Export them again with --entry.\n"
    "Lämnas som de är, för någon har ändrat dem sedan exporten: {ids}. Exportera dem igen med --entry."
)
_ABSENT = (
    "{count} rows of the export are not in the file: nothing changes for them. To remove a text, empty its cell.\n"
    "{count} rader från exporten saknas i filen: de ändrar ingenting. Töm rutan för att ta bort en text."
)
_LEFT_OUT = (
    "{count} questions of the page are left out: they are known already, or marked in another form (--form).\n"
    "{count} frågor på sidan tas inte med: de finns redan, eller är uppmärkta på annat sätt (--form)."
)
