"""The gaps, worked out in a thread while nobody waits: never twice at once, and anew when something has changed."""

import logging
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from office.shelf import Shelf
from vardlots.errors import KnowledgeError
from vardlots.gaps.decisions import Decision, decisions
from vardlots.gaps.gaps import Gap, Survey, survey
from vardlots.gaps.naming import name_of
from vardlots.knowledge.drafts import read_drafts
from vardlots.replies import Language
from vardlots.usage.questions import Kept, open_questions

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Basis:
    """What the gaps follow from; `version` is that of the answers, None while their files cannot be read."""

    questions: Sequence[Kept]
    decisions: Sequence[Decision]
    waiting: Collection[str]
    version: str | None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from another, by ids and not by words."""
        asked, decided = (one.id for one in self.questions), (one.id for one in self.decisions)
        return tuple(asked), tuple(decided), tuple(sorted(self.waiting)), self.version


@dataclass(frozen=True)
class Standing:
    """How far it is: what was found last, if anything, and whether that is being worked out, or could not be.

    `kept` is how many questions are open at all.
    """

    found: Survey | None
    kept: int
    working: bool = False
    failed: bool = False

    def gap(self, gap_id: str) -> Gap | None:
        """Return a gap by its id."""
        return next((one for one in self.found.gaps if one.id == gap_id), None) if self.found else None


class Surveyor:
    """Work the gaps out for one office. Any number of threads may ask; one works."""

    def __init__(self, shelf: Shelf, url: str) -> None:
        self._shelf, self._url = shelf, url
        self._lock = threading.Lock()
        self._working = False
        self._found: Survey | None = None
        self._of: tuple[object, ...] = ()
        self._failed: tuple[object, ...] = ()

    def standing(self, language: Language, again: bool = False) -> Standing:
        """Return what is known now, and start to work where that is not what there is now.

        What was found before is shown until then, without what was settled since. `again` tries what failed once more.

        Raises:
            StoreUnavailable: when the database does not answer.
        """
        basis = self._basis()
        with self._lock:
            self._failed = () if again else self._failed
            current = self._found is not None and (basis.version is None or self._of == basis.key)
            failed = not current and self._failed == basis.key
            if not (current or failed or self._working):
                self._working = True
                threading.Thread(target=self._work, args=[basis], name="gaps", daemon=True).start()
            found, working = self._found, self._working and not current
        still = {one.id for one in basis.questions}
        return Standing(_shown(found, still, language) if found else None, len(still), working, failed)

    def _basis(self) -> Basis:
        try:
            waiting = [one.id for one in read_drafts(self._shelf.folder).drafts]
        except KnowledgeError:  # told where drafts are shown
            waiting = []
        knowledge = self._shelf.reading().knowledge
        version = knowledge.version if knowledge else None
        return Basis(open_questions(self._url), decisions(self._url), waiting, version)

    def _work(self, basis: Basis) -> None:
        found, failed = None, basis.key
        try:
            retriever, encoder = self._shelf.retriever(), self._shelf.encoder
            found = survey(basis.questions, basis.decisions, retriever, encoder, 1, "sv", basis.waiting)
            failed = ()
        except Exception as error:  # its text may hold a patient's words
            log.error("the gaps could not be worked out: %s", type(error).__name__)
        finally:
            with self._lock:
                self._working, self._failed = False, failed
                if found is not None:
                    self._found, self._of = found, basis.key


def _shown(found: Survey, still: Collection[int], language: Language) -> Survey:
    """Return the gaps that somebody still has to decide on, named in a language."""
    left = [gap for gap in found.gaps if any(one.id in still for one in gap.questions)]
    return replace(found, gaps=tuple(replace(gap, name=name_of(gap.questions, language)) for gap in left))
