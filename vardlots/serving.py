"""What the running assistant serves: what its `/status` says, and what the office reads there."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from vardlots.errors import UnreadableStatus


@dataclass(frozen=True)
class Trouble:
    """Why the newest version of a file does not count: where (`line` counts from 1), why, what to do, and in Swedish.

    `entry` is the id of what it is about, where that is known.
    """

    file: str
    line: int
    why: str
    fix: str
    sv: str
    entry: str | None = None


@dataclass(frozen=True)
class Serving:
    """The version of the knowledge base that answers patients. Every time is in UTC.

    `version` is `Knowledge.version` of what is served `since` then, with so many entries and phrasings. The files were
    last looked at when `looked` says: what was saved before that serves, or is being prepared, or has a trouble.
    `revision` is the last commit that changed the folder, None where git keeps no versions of it; `committed` tells
    whether the files are still as they were then. `trained` is when Rasa's model was trained, None where nothing says;
    `untrained` are the entries whose intent it does not know yet: the search answers them all the same.
    """

    version: str
    entries: int
    phrasings: int
    since: datetime
    started: datetime
    looked: datetime
    preparing: bool = False
    troubles: tuple[Trouble, ...] = ()
    revision: str | None = None
    committed: bool = False
    trained: datetime | None = None
    intents: tuple[str, ...] = ()
    untrained: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return what JSON can say: times as ISO 8601."""
        return {name: _said(value) for name, value in asdict(self).items()}


def read_serving(body: Mapping[str, Any]) -> Serving:
    """Make a status of what `as_dict` made of one. Fields that are not known here are passed over.

    Raises:
        UnreadableStatus: when it is no such thing.
    """
    known = Serving.__dataclass_fields__
    try:
        values = {name: value for name, value in body.items() if name in known}
        times = {name: _time(values.get(name)) for name in ("since", "started", "looked", "trained")}
        troubles = tuple(Trouble(**trouble) for trouble in values.get("troubles", ()))
        names = {name: tuple(values.get(name, ())) for name in ("intents", "untrained")}
        return Serving(**{**values, **times, **names, "troubles": troubles})
    except (AttributeError, TypeError, ValueError) as error:
        raise UnreadableStatus(f"the assistant's status cannot be read: {error}") from error


def _said(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _time(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
