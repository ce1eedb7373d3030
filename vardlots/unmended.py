"""What is wrong with the files beside the answers, as they are now: why an edit of one of them does not count."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vardlots.files import ANSWERS, MODELS, WORDS, sentences
from vardlots.follow import Stamp, stamp
from vardlots.knowledge.content import read
from vardlots.knowledge.findings import BadFile, Finding
from vardlots.knowledge.source import read_source

log = logging.getLogger(__name__)

UNREAD = ("style", "drafts")
"""Files that the assistant never reads."""

Seen = tuple[Stamp, tuple[Finding, ...]]


class Unmended:
    """Follow the tables, lists of words and sentences of a folder (`kb/`), and know the mistakes of each.

    What serves meanwhile is the version before. A mistake is logged once, when it is first seen.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: Mapping[Path, Seen] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every mistake that there was at the last look."""
        return tuple(finding for _, found in self._seen.values() for finding in found)

    def look(self) -> None:
        """Check the files that have been saved since the last look."""
        self._seen = {path: self._look_at(path) for path in self._files()}

    def _look_at(self, path: Path) -> Seen:
        now, before = stamp([path]), self._seen.get(path)
        if before and before[0] == now:
            return before
        found = tuple(_told(path))
        if found:
            told = "\n".join(map(str, found))
            log.error("an edit does not count until this is mended; the version before it goes on:\n%s", told)
        return now, found

    def _files(self) -> Iterator[Path]:
        named = [name for name in (*MODELS, *WORDS) if name not in (*ANSWERS, *UNREAD)]
        yield from (self._folder / f"{name}.yaml" for name in named)
        yield from sorted((self._folder / "replies").glob("*.yaml"))


def _told(path: Path) -> Iterable[Finding]:
    try:
        if path.parent.name == "replies":
            return list(sentences(path))
        return read(path, MODELS[path.stem])[2] if path.stem in MODELS else read_source(path).findings
    except BadFile as error:
        return error.findings
