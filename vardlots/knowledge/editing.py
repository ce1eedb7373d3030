"""Change one entry of a file that people edit, text in and text out: what is not changed stays, sign by sign.

What comes out is read again, and must mean what was meant: an edit after which it does not is refused, for a person to
make. The same functions edit `kb/faq.yaml` (its list is `entries`) and `kb/drafts.yaml` (`drafts`).
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vardlots.errors import KnowledgeError
from vardlots.knowledge.entries import ORDER, read_entries
from vardlots.knowledge.layout import item, tidy
from vardlots.knowledge.splices import Splice, in_order
from vardlots.knowledge.whole import plain


def entry_ids(text: str) -> tuple[str, ...]:
    """Return the ids of the entries of a file, in its order.

    Raises:
        KnowledgeError: when the text is no such file.
    """
    return tuple(str(data["id"]) for data in read_entries(text).entries if isinstance(data, dict) and "id" in data)


def entry_data(text: str, entry_id: str) -> dict[str, Any]:
    """Return an entry as it is written, its `{values}` not filled in.

    Raises:
        KnowledgeError: when the text has no such entry, or is no such file.
    """
    file = read_entries(text)
    return dict(copy.deepcopy(file.entries[file.place(entry_id)]))


def all_data(text: str) -> dict[str, dict[str, Any]]:
    """Return every entry as it is written, by its id, in the file's order.

    Raises:
        KnowledgeError: when the text is no such file.
    """
    entries = read_entries(text).entries
    return {str(data["id"]): copy.deepcopy(data) for data in entries if isinstance(data, dict) and "id" in data}


def digest(data: Mapping[str, Any]) -> str:
    """Return a short name for what an entry says: the same as long as it says the same, however it is laid out."""
    said = json.dumps(tidy(data), sort_keys=True, ensure_ascii=True, default=lambda value: f"{type(value)}{value}")
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def changed(text: str, entry_id: str, new: Mapping[str, Any]) -> str:
    """Return the text after an entry says `new`; only what differs is written anew. Empty fields are left out.

    Raises:
        KnowledgeError: when there is no such entry, or only a person can write it.
    """
    return all_changed(text, {entry_id: new})


def all_changed(text: str, new: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text after each entry says what `new` has under its id: as `changed`, in one go.

    Raises:
        KnowledgeError: when one of them is not there, or only a person can write it.
    """
    file = read_entries(text)
    entries, splices = list(file.entries), list[Splice]()
    for entry_id, wanted in new.items():
        number = file.place(entry_id)
        entries[number] = _with_id(wanted)
        splices += file.differences.between(file.nodes[number], entries[number])
    return file.after(splices, entries)


def added(text: str, new: Mapping[str, Any]) -> str:
    """Return the text with a new entry at the end of its list.

    Raises:
        KnowledgeError: when the id is taken, or the text is no such file.
    """
    return all_added(text, [new])


def all_added(text: str, new: Iterable[Mapping[str, Any]]) -> str:
    """Return the text with new entries at the end of its list: as `added`, in one go.

    Raises:
        KnowledgeError: when an id is taken, or the text is no such file.
    """
    file = read_entries(text)
    entries, ids, lines = list(file.entries), set(file.ids), list[str]()
    for meant in map(_with_id, new):
        if meant["id"] in ids:
            raise KnowledgeError(f"there is an entry '{meant['id']}' already: choose another id")
        ids.add(meant["id"])
        entries.append(meant)
        lines += item(in_order(meant, ORDER), file.column)
    return file.after([file.at_the_end(lines)], entries) if lines else text


def carried(text: str, entry_id: str, of: str) -> str:
    """Return the text with an entry of another file, `of`, at the end of its list: laid out as there, if it can be.

    Raises:
        KnowledgeError: when the id is taken here or is not there, or one of the texts is no such file.
    """
    file, other = read_entries(text), read_entries(of)
    number = other.place(entry_id)
    if entry_id not in file.ids and file.column == other.column:
        try:
            return file.after([file.at_the_end(other.lines(number))], [*file.entries, other.entries[number]])
        except KnowledgeError:  # it stands between brackets, say: its words are what counts
            pass
    return added(text, other.entries[number])


def removed(text: str, entry_id: str) -> str:
    """Return the text without an entry; a comment above it stays.

    Raises:
        KnowledgeError: when there is no such entry, or only a person can take it out.
    """
    file = read_entries(text)
    return file.without({file.place(entry_id)})


def phrasings_added(text: str, entry_id: str, sv: Sequence[str] = (), en: Sequence[str] = ()) -> str:
    """Return the text with more ways to ask for an entry; one that it has already is left out.

    Raises:
        KnowledgeError: when there is no such entry, or only a person can write it.
    """
    data = entry_data(text, entry_id)
    asked = dict(data.get("also_asked") or {})
    known = {plain(str(said)) for said in [*_texts(asked), *_texts(data.get("question"))]}
    for language, phrasings in (("sv", sv), ("en", en)):
        fresh = {plain(said): said for said in tidy(list(phrasings)) if plain(said) not in known}
        known |= set(fresh)
        asked[language] = [*(asked.get(language) or []), *fresh.values()]
    return changed(text, entry_id, {**data, "also_asked": asked})


def _texts(value: Any) -> Iterator[Any]:
    """Yield every text of a value."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for inside in value:
            yield from _texts(inside)
    elif value is not None:
        yield value


def _with_id(new: Mapping[str, Any]) -> dict[str, Any]:
    meant: dict[str, Any] = tidy(new)
    if not isinstance(meant.get("id"), str):
        raise KnowledgeError("an entry needs an `id`: a short name of small letters and dashes")
    return meant
