"""What somebody works on in the form of an answer: what they began with, and what they have typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from office.answers.files import DRAFTS, FAQ, unpacked
from office.answers.forms import Fields, Sent, entry_of, name_for, sent
from office.answers.looking import Look, look
from office.shelf import Shelf
from vardlots.errors import KnowledgeError
from vardlots.knowledge.editing import added, changed

RESERVED = ("new", "look", "effect")
"""Names that an answer cannot have, for pages have them."""

Kind = Literal["entry", "new", "draft"]
KINDS: tuple[Kind, ...] = ("entry", "new", "draft")


@dataclass(frozen=True)
class Work:
    """An answer that there is, a new one, or a draft. `seen` is the entry as it was when somebody began.

    `known_as` is the id of the answer or of the draft; a new one has none yet.
    """

    kind: Kind
    fields: Fields
    seen: Mapping[str, Any]
    known_as: str = ""

    @property
    def entry(self) -> dict[str, Any]:
        """The entry that is meant."""
        return entry_of(self.fields, self.seen, date.today())

    @property
    def id(self) -> str:
        """The id that it will have."""
        return self.fields.id

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return DRAFTS if self.kind == "draft" else FAQ

    @property
    def address(self) -> str:
        """Where its form is sent."""
        return f"/entries/{self.known_as}/edit" if self.kind == "entry" else "/entries/new"

    @property
    def unchanged(self) -> bool:
        """Whether the form says what was there."""
        return self.entry == dict(self.seen)

    def named(self, taken: Sequence[str]) -> "Work":
        """Return it with a name, where nobody has chosen one."""
        if self.kind == "entry" or self.id:
            return self
        return replace(self, fields=replace(self.fields, id=name_for(self.fields, [*taken, *RESERVED])))

    def put(self, text: str) -> str:
        """Return the text of the answers with this one in it; raises what `vardlots.knowledge.editing` does."""
        return changed(text, self.known_as, self.entry) if self.kind == "entry" else added(text, self.entry)

    def looked(self, shelf: Shelf, at_last: bool = False) -> Look:
        """Return what the checks say of it; `at_last` also of what is not written yet."""
        try:
            known_as = self.known_as if self.kind == "entry" else None
            return look(shelf.folder, shelf.reading().knowledge, self.entry, known_as, at_last)
        except KnowledgeError:  # a text that cannot stand in the file at all: saving tells
            return Look()


def work_of(form: Sent, entry_id: str | None = None) -> Work:
    """Read what somebody works on from the form that they sent; `entry_id` is the answer's, from its address."""
    fields, seen = sent(form), unpacked(form.get("seen"))
    if entry_id:
        return Work("entry", replace(fields, id=entry_id), seen, entry_id)
    kind: Kind = next((one for one in KINDS if one == form.get("kind")), "new")
    known_as = form.get("known_as") if kind != "new" else ""
    return Work(kind, replace(fields, id=known_as) if kind == "entry" else fields, seen, known_as)
