"""`vardlots kb diff`: which of the known questions get another answer than they got at a git revision."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.console import Console

from vardlots.cli.differences import Closest, Differences, show
from vardlots.errors import KnowledgeError
from vardlots.gaps.gathered import ask_gathered, gathered
from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.revisions import Revision, find_revision, same_files
from vardlots.language import model_of
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.compare import Asked, Change, Known, compare, compare_entries
from vardlots.retrieval.encoder import Encoder, encoder
from vardlots.retrieval.questions import ask_all, closest, development_of, own_questions
from vardlots.retrieval.ranker import FILE, read_ranker
from vardlots.retrieval.retriever import Retriever
from vardlots.settings import ROOT, settings

QUESTIONS = ROOT / "bench" / "dev" / "questions.yaml"

Against = Annotated[str, typer.Argument(help="The commit, branch or tag to compare with.")]
Folder = Annotated[Path | None, typer.Option("--kb", help="The folder to read, instead of the project's own.")]
Held = Annotated[Path | None, typer.Option("--questions", help="The development questions, bench/dev/questions.yaml.")]
InLanguage = Annotated[str, typer.Option("--language", help="sv or en: what the table is written in.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def diff(
    revision: Against = "HEAD",
    kb: Folder = None,
    questions: Held = None,
    language: InLanguage = "sv",
    as_json: AsJson = False,
) -> None:
    """Ask every known question of both versions; exit with 1 when one that was right is wrong now."""
    written: Language | None = next((name for name in LANGUAGES if name == language), None)
    if not written:
        raise typer.BadParameter(f"{language!r} is not a language here: sv or en")
    if questions and not questions.is_file():
        raise typer.BadParameter(f"{questions}: there is no such file")
    folder = (kb or settings().kb).resolve()
    asked = gathered(settings().database_url, [draft.id for draft in read_drafts(folder).drafts])
    found = _differences(folder, find_revision(folder, revision), (questions or QUESTIONS).resolve(), asked)
    if as_json:
        typer.echo(json.dumps(_body(found), ensure_ascii=False, indent=2))
    else:
        show(found, written)
    raise typer.Exit(1 if found.regressions else 0)


def _differences(folder: Path, revision: Revision, questions: Path, asked: Sequence[Known]) -> Differences:
    """Read both versions and compare them; where no file differs there is nothing to ask."""
    held = questions.read_bytes() if questions.is_file() else None
    with _unpacked(folder, revision) as before:
        old_held = revision.read(questions) or held
        if same_files(folder, before) and held == old_held:
            return Differences(str(revision), revision.commit)
        with Console(stderr=True).status("…"):
            was = _told_apart(before, old_held, questions, revision, asked)
            now = _version(folder, held, questions, asked)
            changes = compare(was.asked, now.asked)
            return Differences(
                str(revision),
                revision.commit,
                (was.asked, now.asked),
                changes,
                compare_entries(was.knowledge, now.knowledge),
                (was.knowledge, now.knowledge),
                {change.known.key: why for change in changes if (why := now.why(change))},
            )


@contextmanager
def _unpacked(folder: Path, revision: Revision) -> Iterator[Path]:
    """Keep the folder, as it was, somewhere under the same name."""
    with TemporaryDirectory(prefix="vardlots-") as work:
        before = Path(work).resolve() / folder.name
        before.mkdir()
        revision.unpack(folder, before)
        yield before


@dataclass(frozen=True)
class _Version:
    """One version with the outcome of every question that it knows."""

    knowledge: Knowledge
    retriever: Retriever
    encoder: Encoder
    asked: Sequence[Asked]

    def why(self, change: Change) -> Closest | None:
        """Return what an entry says that leads a question astray, and the line it stands on."""
        entry = change.now.outcome.answer if change.now else None
        if not entry or not change.now or change.now.grade != "wrong":
            return None
        text = closest(change.known.text, entry, self.retriever, self.encoder)
        place = tuple(self.knowledge.entries).index(entry)
        source = self.knowledge.sources["faq"]
        return Closest(text, source.name, source.line_of(text, "entries", place))


def _version(folder: Path, held: bytes | None, questions: Path, asked: Sequence[Known]) -> _Version:
    knowledge, ranker = read_knowledge(folder), read_ranker(folder / FILE)
    reader = encoder(replace(settings(), kb=folder))  # it restores å, ä and ö as this version spells
    retriever = Retriever(knowledge, reader, ranker)
    known = [*own_questions(knowledge, model_of(folder)), *(development_of(held, str(questions)) if held else ())]
    outcomes = [*ask_all(known, retriever, ranker, reader), *ask_gathered(asked, retriever, reader)]
    return _Version(knowledge, retriever, reader, outcomes)


def _told_apart(
    folder: Path, held: bytes | None, questions: Path, revision: Revision, asked: Sequence[Known]
) -> _Version:
    """Read the version before; its mistakes are nobody's to mend now, so they are told in other words."""
    try:
        return _version(folder, held, questions, asked)
    except KnowledgeError as error:
        why = str(error).replace(f"{folder.parent}/", "").splitlines()[0]
        raise KnowledgeError(
            f"the knowledge base of {revision} cannot be used, so compare with another revision: {why}"
        ) from error


def _body(found: Differences) -> dict[str, Any]:
    return {
        "ok": not found.regressions,
        "revision": found.revision,
        "commit": found.commit,
        "questions": {"before": len(found.before), "now": len(found.now)},
        "right": {"before": found.right(found.before), "now": found.right(found.now)},
        "counts": found.counts,
        "entries": asdict(found.entries),
        "unknown_entries": found.unknown,
        "changes": [_change(change, found) for change in found.changes],
    }


def _change(change: Change, found: Differences) -> dict[str, Any]:
    known, why = change.known, found.why.get(change.known.key)
    return {
        "what": change.what,
        "regression": change.regression,
        "question": known.text,
        "language": known.language,
        "kind": known.kind,
        "entry": known.entry,
        "accepted": sorted(known.accepted),
        "before": {"grade": change.before.grade, **asdict(change.before.outcome)} if change.before else None,
        "now": {"grade": change.now.grade, **asdict(change.now.outcome)} if change.now else None,
        "closest": asdict(why) if why else None,
    }
