"""A file that came back, as its editor looks at it: what it would change, text by text, and what is left alone."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from office.answers.merging import Piece, marked
from office.answers.told import Sentence
from office.exchange.takeout import written_entries
from office.exchange.uploads import Upload
from office.words import Say, words
from vardlots.drafting.drafts import drafted
from vardlots.drafting.page import ENDINGS, is_page, read_page
from vardlots.knowledge import Finding, Knowledge
from vardlots.knowledge.drafts import read_drafts
from vardlots.replies import LANGUAGES, Language
from vardlots.sheets.files import read_sheet
from vardlots.sheets.merge import merge
from vardlots.sheets.plan import Change, Changed, Plan

MOST_BYTES = 10_000_000
SHEETS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".ods")
"""Endings of spreadsheets; the last two cannot be read, and who sends one is told how to save it."""
MOST_TEXTS = 5_000
"""So many changes are shown on one page; nobody reads more of them before saying yes."""
LONGEST = 6_000
"""Letters of two texts that are compared word by word; longer ones are shown one after the other."""
LONGEST_NAME = 100
_PLACE = re.compile(r"(\w+)(?:[. ](sv|en))?(?: (\d+|\+))?(?: (sv|en|url))?")

Kind = Literal["changed", "added", "removed"]


@dataclass(frozen=True)
class Text:
    """A text that would differ: what it is called, its language ("" for none), and both versions, marked."""

    name: str
    language: str
    kind: Kind
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True)
class Card:
    """An answer that would be changed, or a draft that would be made: its question and its texts."""

    id: str
    question: str
    draft: bool
    texts: tuple[Text, ...]


def name_of(sent: str) -> str:
    """Return the name of a file that was sent, without folders and what is no letter of a line; "" for none."""
    name = re.split(r"[/\\]", sent)[-1]
    return "".join(letter for letter in name if letter.isprintable()).strip()[:LONGEST_NAME]


def unfit(name: str, data: bytes) -> Literal["none", "empty", "large", "kind"] | None:
    """Tell why a file cannot be one of ours, before anything of it is read; None when it may be."""
    if not name:
        return "none"
    if not data.strip():
        return "empty"
    if len(data) > MOST_BYTES:
        return "large"
    ending = Path(name).suffix.lower()
    return "kind" if data.startswith(b"%PDF") or ending not in ("", *SHEETS, *ENDINGS) else None


def plan_of(upload: Upload, folder: Path, knowledge: Knowledge) -> Plan:
    """Return what a spreadsheet would change, or which drafts a page would make.

    Raises:
        BadFile: with everything that is wrong with the file; or with the drafts' own, by its name.
    """
    if is_page(upload.name, upload.data):
        return drafted(read_page(upload.name, upload.data), folder)
    drafts = {draft.id for draft in read_drafts(folder).drafts}
    return merge(read_sheet(upload.name, upload.data), written_entries(knowledge), drafts)


def fingerprint(plan: Plan) -> str:
    """Return a short name for what a plan would write, which is another one when that differs."""
    written = [(one.id, one.base, dict(one.new)) for one in (*plan.changed, *plan.drafts)]
    return sha256(repr(written).encode()).hexdigest()[:16]


def without(plan: Plan, left: Collection[str]) -> Plan:
    """Return a plan that leaves some answers and drafts alone."""
    changed = tuple(one for one in plan.changed if one.id not in left)
    return replace(plan, changed=changed, drafts=tuple(one for one in plan.drafts if one.id not in left))


def cards(plan: Plan, knowledge: Knowledge, language: Language, say: Say) -> list[Card]:
    """Return what a plan would write, as its editor sees it."""
    changed = [Card(one.id, knowledge.question(one.id, language), False, _texts(one, say)) for one in plan.changed]
    return [*changed, *(Card(one.id, _question(one, language), True, _texts(one, say)) for one in plan.drafts)]


def place_name(place: str, say: Say) -> str:
    """Return what the form of an answer calls a text: `also_asked.sv 3`, or as a note has it, `also_asked sv 3`."""
    found = _PLACE.fullmatch(place)
    if not found:
        return place
    field, language, item, part = found.groups()
    if field == "links" and item:
        link = say("exchange.new_link") if item == "+" else say("edit.link", number=item)
        return f"{link}: {say(f'edit.link_{part}').lower()}" if part else link
    key = f"edit.field.{field}_{language}" if language else f"edit.field.{field}"
    name = say(key) if key in words() else field
    return f"{name} {item}" if item and item != "+" else name


def wrong_cells(findings: Iterable[Finding], language: Language, say: Say) -> list[Sentence]:
    """Return what is wrong with a file; columns and fields are called as they stand in it."""
    return [Sentence(one.level, say(f"levels.{one.level}"), _sentence(one, language, say)) for one in findings]


def _sentence(finding: Finding, language: Language, say: Say) -> str:
    english = f"{finding.why[:1].upper()}{finding.why[1:]}. {say('findings.fix')} {finding.fix}."
    quotes = ("”", "”") if language == "sv" else ("“", "”")
    return re.sub(r"`([^`]*)`", rf"{quotes[0]}\1{quotes[1]}", finding.sv if language == "sv" else english)


def _question(one: Changed, language: Language) -> str:
    said = one.new.get("question", {})
    return next((said[name] for name in (language, *LANGUAGES) if said.get(name)), one.id)


def _texts(one: Changed, say: Say) -> tuple[Text, ...]:
    return tuple(_text(change, say) for change in one.changes)


def _text(change: Change, say: Say) -> Text:
    found = _PLACE.fullmatch(change.place)
    language = next((one for one in (found[2], found[4]) if one in LANGUAGES), "") if found else ""
    before, after = (_told(change, text, say) for text in (change.before, change.after))
    kind: Kind = "added" if not before else "changed" if after else "removed"
    pieces = _pieces(before, after)
    gone, new = ([piece for piece in pieces if piece.kind in ("kept", side)] for side in ("gone", "new"))
    return Text(place_name(change.place, say), language or "", kind, tuple(gone), tuple(new))


def _pieces(before: str, after: str) -> Sequence[Piece]:
    """Mark what differs; comparing word by word takes the square of the words, and whole texts need no marks."""
    if not before or not after:
        return [Piece("kept", before or after)]
    if len(before) + len(after) > LONGEST:
        return [Piece("gone", before), Piece("new", after)]
    return marked(before, after)


def _told(change: Change, text: str, say: Say) -> str:
    key = f"edit.owner.{text}"
    return say(key) if change.place == "owner" and key in words() else text
