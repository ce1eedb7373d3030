"""Save what an editor changed in a file under `kb/`: checked, whole, and only over what the editor saw."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vardlots.errors import EditConflict, KnowledgeError
from vardlots.knowledge import drafts as drafting
from vardlots.knowledge.disk import locked, read_file, replace_file, sweep
from vardlots.knowledge.editing import added, carried, digest, entry_data, entry_ids, removed
from vardlots.knowledge.findings import Finding
from vardlots.knowledge.repository import Editor, uncommitted
from vardlots.knowledge.repository import commit as commit_files
from vardlots.knowledge.trial import Change, tried

FAQ = "faq.yaml"
Edit = Callable[[str], str]


@dataclass(frozen=True)
class Saved:
    """What came of saving. `commit` is its hash; without one `warning` says why, or is None where nothing changed.

    `findings` is what `vardlots kb check` has to say about the entries that were changed.
    """

    commit: str | None = None
    warning: str | None = None
    findings: tuple[Finding, ...] = ()


def save(
    folder: Path,
    edit: Edit,
    *,
    editor: Editor,
    message: str,
    base: Mapping[str, str] | None = None,
    file: str = FAQ,
    commit: bool = True,
) -> Saved:
    """Edit a file of a folder (`kb/`), if that makes nothing wrong, and commit it.

    `edit` turns the file's text into the new one (`vardlots.knowledge.editing`). `base` is the digest of each entry
    as the editor saw it, "" where there was none.

    Raises:
        EditConflict: when somebody changed one of these entries since.
        RefusedEdit: when the edit would make a mistake that the files do not have.
        KnowledgeError: when the file cannot be edited, or was saved by a text editor at this very moment.
    """
    return save_files(folder, {file: edit}, editor=editor, message=message, base={file: base or {}}, commit=commit)


def save_files(
    folder: Path,
    edits: Mapping[str, Edit],
    *,
    editor: Editor,
    message: str,
    base: Mapping[str, Mapping[str, str]] | None = None,
    commit: bool = True,
) -> Saved:
    """Edit files of a folder by their names, as `save` does one: none of them where one is refused, and one commit.

    Raises:
        what `save` raises.
    """
    with _alone(folder):
        seen = {file: (base or {}).get(file, {}) for file in edits}
        return _saved(folder, edits, seen, editor, message, commit)


def publish(
    folder: Path,
    draft_id: str,
    *,
    editor: Editor,
    message: str,
    entry: Mapping[str, Any] | None = None,
    base: str | None = None,
    commit: bool = True,
) -> Saved:
    """Move a draft to the answers, as `entry` if that is given; one commit of both files.

    The answer is there before the draft goes: cut off between the two, it is in both, and publishing again ends it.
    `base` is the digest of the draft as the editor saw it.

    Raises:
        what `save` raises.
    """

    def put(text: str) -> str:
        new = entry or entry_data(draft_text(), draft_id)
        new_id = str(new.get("id"))
        if new_id in entry_ids(text) and digest(entry_data(text, new_id)) == digest(new):
            return text
        same = digest(new) == digest(entry_data(draft_text(), draft_id))
        return carried(text, draft_id, draft_text()) if same else added(text, new)

    def draft_text() -> str:
        return _text(read_file(folder / drafting.FILE), drafting.FILE)

    with _alone(folder):
        edits: dict[str, Edit] = {FAQ: put, drafting.FILE: lambda text: removed(text, draft_id)}
        seen = {FAQ: {}, drafting.FILE: {draft_id: base} if base is not None else {}}
        return _saved(folder, edits, seen, editor, message, commit)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only one to write into a folder; what the disk refuses is an error of ours."""
    try:
        with locked(folder):
            sweep(folder)
            yield
    except OSError as error:
        raise KnowledgeError(f"{folder.name}/ cannot be written: {error.strerror}") from error


def _saved(
    folder: Path,
    edits: Mapping[str, Edit],
    base: Mapping[str, Mapping[str, str]],
    editor: Editor,
    message: str,
    commit: bool,
) -> Saved:
    changes = [change for file, edit in edits.items() if (change := _change(folder, file, edit, base[file]))]
    if not changes:
        return Saved()
    findings = tried(folder, changes)
    paths = [(folder / file).resolve() for file in edits]
    if commit and (found := [path.name for path in paths if uncommitted(path)]):
        message = f"{message}\n\nWith edits that were there before, not committed: {', '.join(found)}"
    for change in changes:
        replace_file(change.path, change.before, change.after.encode("utf-8"))
    if not commit:
        return Saved(findings=findings)
    done = commit_files(paths, editor, message)
    return Saved(done.hash, done.warning, findings)


def _change(folder: Path, file: str, edit: Edit, base: Mapping[str, str]) -> Change | None:
    """Return what an edit makes of a file; None where it changes nothing."""
    if Path(file).name != file or not file.endswith(".yaml"):
        raise KnowledgeError(f"{file!r} is no file of {folder.name}/")
    path = (folder / file).resolve()
    before = read_file(path)
    text = _text(before, file)
    if conflicts := [entry_id for entry_id, seen in base.items() if _seen(text, entry_id) != seen]:
        raise EditConflict(conflicts)
    after = edit(text)
    return Change(file, path, before, text, after) if after != text else None


def _text(held: bytes | None, file: str) -> str:
    if held is None:
        if file != drafting.FILE:
            raise KnowledgeError(f"{file} does not exist")
        return drafting.START
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{file} is not written in UTF-8") from error


def _seen(text: str, entry_id: str) -> str:
    """Return the digest of an entry, "" where there is none."""
    return digest(entry_data(text, entry_id)) if entry_id in entry_ids(text) else ""
