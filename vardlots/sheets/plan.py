"""What a spreadsheet that came back would change: to look at before it is done, and to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vardlots.knowledge import editing


@dataclass(frozen=True)
class Change:
    """A text that differs: its entry, where in it (`answer.sv`, `also_asked.sv 3`), and both texts, empty for none."""

    entry: str
    place: str
    before: str
    after: str


@dataclass(frozen=True)
class Note:
    """What somebody wrote beside a text, for a person to read."""

    entry: str
    place: str
    text: str


@dataclass(frozen=True)
class Changed:
    """An entry that would say something else. `base` is the digest of what it says now, empty for a new one."""

    id: str
    base: str
    new: Mapping[str, Any]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Plan:
    """All that a spreadsheet asks for.

    `changed` entries are those of `kb/faq.yaml`, `drafts` the new ones, for `kb/drafts.yaml`. `stale` are the ids of
    entries that somebody changed since they were written out: theirs is left alone. `absent` rows of the export are
    not in the file. Of a web page, `left_out` are the questions that make no draft.
    """

    changed: tuple[Changed, ...] = ()
    drafts: tuple[Changed, ...] = ()
    stale: tuple[str, ...] = ()
    notes: tuple[Note, ...] = field(default=())
    absent: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every text that differs, entry by entry."""
        return tuple(change for one in (*self.changed, *self.drafts) for change in one.changes)

    @property
    def base(self) -> Mapping[str, str]:
        """The digests that the entries must still have when they are saved."""
        return {one.id: one.base for one in self.changed}

    def edit(self, text: str) -> str:
        """Make the changes in the text of `kb/faq.yaml`; raises what `editing.changed` raises."""
        return editing.all_changed(text, {one.id: one.new for one in self.changed})

    def add_drafts(self, text: str) -> str:
        """Add the new entries to the text of `kb/drafts.yaml`; raises what `editing.added` raises."""
        return editing.all_added(text, [one.new for one in self.drafts])
