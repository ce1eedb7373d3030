"""Write what a spreadsheet or a page asks for: the answers and the drafts together, in one commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vardlots.knowledge.drafts import FILE as DRAFTS
from vardlots.knowledge.repository import Editor
from vardlots.knowledge.saving import FAQ, Edit, Saved, save_files
from vardlots.sheets.plan import Plan


@dataclass(frozen=True)
class Written:
    """What came of a plan: `before` is the text of the answers that it changed, None where it only made drafts."""

    saved: Saved
    before: str | None


def carry_out(folder: Path, plan: Plan, *, editor: Editor, message: str, commit: bool = True) -> Written:
    """Make the changes and the drafts of a plan, all of them or none; the commit names them below `message`.

    Raises:
        what `vardlots.knowledge.saving.save` raises.
    """
    before: list[str] = []

    def put(text: str) -> str:
        before.append(text)
        return plan.edit(text)

    edits: Mapping[str, tuple[Edit, Mapping[str, str]]] = {
        **({FAQ: (put, plan.base)} if plan.changed else {}),
        **({DRAFTS: (plan.add_drafts, {one.id: "" for one in plan.drafts})} if plan.drafts else {}),
    }
    saved = save_files(
        folder,
        {file: edit for file, (edit, _) in edits.items()},
        editor=editor,
        message=f"{message}\n\n{', '.join(one.id for one in (*plan.changed, *plan.drafts))}",
        base={file: seen for file, (_, seen) in edits.items()},
        commit=commit,
    )
    return Written(saved, before[-1] if before else None)
