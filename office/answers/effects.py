"""What an edit does to the questions whose right answer is known: those that get another answer after it."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from office.shelf import Shelf
from vardlots.errors import KnowledgeError
from vardlots.gaps.gathered import ask_gathered
from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.language import model_of
from vardlots.replies import Language
from vardlots.retrieval.compare import Asked, Change, Known, Outcome, compare
from vardlots.retrieval.questions import ask_all, development_of, own_questions
from vardlots.retrieval.retriever import Retriever
from vardlots.settings import ROOT

QUESTIONS = ROOT / "bench" / "dev" / "questions.yaml"
EDITS = 20
"""So many edits are remembered, for whoever wants to see what they do."""
VERSIONS = 3
"""So many versions are kept with their outcomes: while somebody writes, most edits begin with the same one."""

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Edit:
    """The text of `kb/faq.yaml` before an edit and after it."""

    before: str
    after: str

    @property
    def token(self) -> str:
        """A name for it, for an address."""
        return sha256(f"{self.before}\0{self.after}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Effect:
    """What an edit does: `changes` are the gravest first; `asked` is how many questions were asked after it.

    `knowledge` is that of before and of after.
    """

    changes: Sequence[Change]
    asked: int
    knowledge: tuple[Knowledge, Knowledge]

    @property
    def regressions(self) -> int:
        """How many questions were right, or offered, and are wrong now."""
        return sum(change.regression for change in self.changes)

    def question(self, entry_id: str, language: Language) -> str:
        """Return the question of an entry of either version."""
        having = next((one for one in self.knowledge[::-1] if entry_id in one.entries), None)
        return having.question(entry_id, language) if having else entry_id

    def named(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the entries of an outcome: the one that is answered, or those that are suggested."""
        return outcome.entries[:1] if outcome.decision == "answer" else outcome.entries


@dataclass(frozen=True)
class Version:
    """One version, with the outcome of every question that it knows."""

    retriever: Retriever
    asked: Sequence[Asked]


class Effects:
    """Work out what edits do, one at a time: it takes seconds, and two at once take longer. It remembers the latest."""

    def __init__(self) -> None:
        self._edits: OrderedDict[str, Edit] = OrderedDict()
        self._found: OrderedDict[str, Effect] = OrderedDict()
        self._versions: OrderedDict[tuple[Path, str], Version] = OrderedDict()
        self._working = threading.Lock()

    def note(self, before: str, after: str) -> str:
        """Remember an edit that was saved, and return its token."""
        edit = Edit(before, after)
        _keep(self._edits, edit.token, edit, EDITS)
        return edit.token

    def edit(self, token: str) -> Edit | None:
        """Return an edit by its token; None when it was forgotten."""
        return self._edits.get(token)

    def of(self, edit: Edit, shelf: Shelf) -> Effect:
        """Return what an edit does.

        Raises:
            KnowledgeError: when one of the versions cannot be read.
        """
        with self._working:
            if edit.token not in self._found:
                _keep(self._found, edit.token, self._effect(edit, shelf), EDITS)
            return self._found[edit.token]

    def asked_after(self, edit: Edit, shelf: Shelf, known: Sequence[Known], kept: Sequence[Known] = ()) -> list[Asked]:
        """Ask more questions of what there is after an edit; no vector of those that are `kept` is written down.

        Raises:
            KnowledgeError: when one of the versions cannot be read.
        """
        before, after = self.of(edit, shelf).knowledge
        with self._working:
            retriever = self._version(after, shelf, self._version(before, shelf, shelf.retriever()).retriever).retriever
            asked = ask_all(known, retriever, shelf.ranker, shelf.encoder)
            return [*asked, *ask_gathered(kept, retriever, shelf.encoder)] if kept else asked

    def _effect(self, edit: Edit, shelf: Shelf) -> Effect:
        """Ask every known question of both versions; only texts that the search does not know yet are encoded."""
        before, after = with_text(shelf.folder, edit.before), with_text(shelf.folder, edit.after)
        was = self._version(before, shelf, shelf.retriever())
        now = self._version(after, shelf, was.retriever)
        changes = [change for change in compare(was.asked, now.asked) if change.what not in ("new", "gone")]
        return Effect(changes, len(now.asked), (before, after))

    def _version(self, knowledge: Knowledge, shelf: Shelf, near: Retriever) -> Version:
        """Return a version with its outcomes, from memory if it is one of the latest; `near` is one much like it."""
        key = shelf.folder, knowledge.version
        if key not in self._versions:
            same = next((one for one in (shelf.retriever(), near) if one.knowledge.version == knowledge.version), None)
            made = same or Retriever(knowledge, shelf.encoder, shelf.ranker, near)
            asked = ask_all(_known(knowledge, shelf.folder), made, shelf.ranker, shelf.encoder)
            _keep(self._versions, key, Version(made, asked), VERSIONS)
        return self._versions[key]


EFFECTS = Effects()
"""Those of this office: one process serves it."""


def _keep(kept: "OrderedDict[Key, Value]", key: Key, value: Value, most: int) -> None:
    """Remember something, and forget the oldest when there is too much of it."""
    kept[key] = value
    while len(kept) > most:
        kept.popitem(last=False)


def _known(knowledge: Knowledge, folder: Path) -> list[Known]:
    """Return the questions whose right answer is known: the answers' own tests, and the development questions."""
    return [*own_questions(knowledge, model_of(folder)), *development()]


def development() -> list[Known]:
    """Return the questions that the search is measured with; a clinic may do without them."""
    return list(development_of(QUESTIONS.read_bytes(), QUESTIONS.name)) if QUESTIONS.is_file() else []


def with_text(folder: Path, text: str) -> Knowledge:
    """Read a folder as if its `faq.yaml` held another text.

    Raises:
        KnowledgeError: when it cannot be read so.
    """
    try:
        with TemporaryDirectory(prefix="vardlots-") as place:
            made = Path(place) / folder.resolve().name
            made.mkdir()
            for path in folder.resolve().glob("*.yaml"):
                if path.name != "faq.yaml":
                    (made / path.name).symlink_to(path)
            (made / "faq.yaml").write_bytes(text.encode("utf-8"))
            return read_knowledge(made)
    except OSError as error:
        raise KnowledgeError(f"the files cannot be read ({type(error).__name__})") from error
