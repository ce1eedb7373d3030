"""What an edit does to the questions whose right answer is known: those that get another answer after it."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from office.shelf import Shelf
from vardlots.errors import KnowledgeError
from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.language import model_of
from vardlots.retrieval.compare import Asked, Change, Outcome, compare
from vardlots.retrieval.questions import ask_all, development_of, own_questions
from vardlots.retrieval.retriever import Retriever
from vardlots.settings import ROOT

QUESTIONS = ROOT / "bench" / "dev" / "questions.yaml"
KEPT = 20
"""So many edits are remembered, for whoever wants to see what they do."""


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

    The titles name every entry of either version by its question.
    """

    changes: Sequence[Change]
    asked: int
    knowledge: tuple[Knowledge, Knowledge]

    @property
    def regressions(self) -> int:
        """How many questions were right, or offered, and are wrong now."""
        return sum(change.regression for change in self.changes)

    def named(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the entries of an outcome: the one that is answered, or those that are suggested."""
        return outcome.entries[:1] if outcome.decision == "answer" else outcome.entries


class Effects:
    """Work out what edits do, one at a time: it takes seconds, and two at once take longer. It remembers the latest."""

    def __init__(self) -> None:
        self._edits: OrderedDict[str, Edit] = OrderedDict()
        self._found: OrderedDict[str, Effect] = OrderedDict()
        self._working = threading.Lock()

    def note(self, before: str, after: str) -> str:
        """Remember an edit that was saved, and return its token."""
        edit = Edit(before, after)
        self._edits[edit.token] = edit
        while len(self._edits) > KEPT:
            self._edits.popitem(last=False)
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
                self._found[edit.token] = effect_of(edit, shelf)
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
            return self._found[edit.token]


EFFECTS = Effects()
"""Those of this office: one process serves it."""


def effect_of(edit: Edit, shelf: Shelf) -> Effect:
    """Ask every known question of both versions; only texts that the search does not know yet are encoded.

    Raises:
        KnowledgeError: when one of the versions cannot be read.
    """
    retriever = shelf.retriever()
    was = _version(edit.before, shelf, retriever)
    now = _version(edit.after, shelf, was.retriever)
    changes = [change for change in compare(was.asked, now.asked) if change.what not in ("new", "gone")]
    return Effect(changes, len(now.asked), (was.retriever.knowledge, now.retriever.knowledge))


@dataclass(frozen=True)
class _Version:
    retriever: Retriever
    asked: Sequence[Asked]


def _version(text: str, shelf: Shelf, near: Retriever) -> _Version:
    knowledge = with_text(shelf.folder, text)
    made = Retriever(knowledge, shelf.encoder, shelf.ranker, near.vectors, near.words)
    held = development_of(QUESTIONS.read_bytes(), QUESTIONS.name) if QUESTIONS.is_file() else ()
    known = [*own_questions(knowledge, model_of(shelf.folder)), *held]
    return _Version(made, ask_all(known, made, shelf.ranker, shelf.encoder))


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
