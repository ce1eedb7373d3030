"""Many vectors on disk, mapped into memory: only what is looked at is read.

A segment is a folder with `ids` (int64, rising), `vectors` (float32, in their order) and `clusters` (FAISS). The file
beside it, named after the encoder, names the folder and gives a digest of each file. It is written last and replaced in
one step, so a reader sees the old segment or the new one, whole. What does not match its digest is not used.
"""

import json
import logging
import re
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from weakref import finalize

import numpy as np

from vardlots.retrieval.encoder import Vectors
from vardlots.retrieval.index import BLOCK, ClusteredIndex, Ids

log = logging.getLogger(__name__)

FORMAT = 1
NAME = re.compile(r"[0-9a-f]{16}")
FILES = ("ids", "vectors", "clusters")
FORGOTTEN = 86_400.0
"""Seconds after which a folder that nothing names was left by a process that died, not by one that is writing it."""


@dataclass(frozen=True)
class Home:
    """Where the segments of one encoder are."""

    folder: Path
    encoder: str

    @classmethod
    def for_now(cls, encoder: str) -> "Home":
        """Return one that is removed when nobody holds it any more."""
        home = cls(Path(gettempdir()) / f"vardlots-{secrets.token_hex(8)}", encoder)
        finalize(home, shutil.rmtree, home.folder, ignore_errors=True)
        return home

    @property
    def about(self) -> Path:
        """The file that names the segment."""
        return self.folder / f"{self._name}.json"

    def segment(self, name: str) -> Path:
        """Return the folder of a segment.

        Raises:
            ValueError: when it is no name of ours, so that a file cannot lead elsewhere.
        """
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a segment")
        return self.folder / f"{self._name}.{name}"

    def forgotten(self, but: str) -> list[Path]:
        """Return the folders that no process will miss: all but one, and those that may be in the making."""
        old = time.time() - FORGOTTEN
        others = set(self.folder.glob(f"{self._name}.*/")) - {self.segment(but)}
        return [path for path in others if path.stat().st_mtime < old]

    @property
    def _name(self) -> str:
        return self.encoder.replace("/", "--")


class Segment:
    """Unit vectors by their ids, on disk. Never changed: a newer one is another folder."""

    def __init__(self, folder: Path, dim: int) -> None:
        self.folder = folder
        self.ids: Ids = np.fromfile(folder / "ids", dtype=np.int64)
        shape = (len(self.ids), dim)
        self.vectors: Vectors = np.memmap(folder / "vectors", np.float32, "r", shape=shape).view(np.ndarray)
        self.clusters = ClusteredIndex.read(folder / "clusters")

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, ids: Ids) -> Vectors:
        """Return the vectors of some of its ids.

        Raises:
            KeyError: when it does not have one.
        """
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        missing = ids[self.ids[places] != ids]
        if len(missing):
            raise KeyError(f"no vectors of the ids {missing[:3].tolist()}")
        return np.asarray(self.vectors[places])

    @classmethod
    def open(cls, home: Home, dim: int) -> "Segment | None":
        """Return the segment that was written last, if there is one, it is whole, and it is this encoder's."""
        try:
            about = json.loads(home.about.read_text(encoding="utf-8"))
            wrong = _mistake(about, home, dim)
            if not wrong:
                return cls(home.segment(about["segment"]), dim)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            wrong = f"{type(error).__name__}: {error}"
        log.warning("%s is not used, and made anew: %s", home.about, wrong)
        return None

    @classmethod
    def make(
        cls, home: Home, ids: Ids, rows: Callable[[Ids], Vectors], dim: int, before: "Segment | None" = None
    ) -> "Segment":
        """Write a segment and open it. `ids` must rise; `rows` gives the vectors of some of them.

        The clusters of the segment `before` are taken over while they fit.
        """
        name = secrets.token_hex(8)
        folder = home.segment(name)
        try:
            _write(folder, ids, rows)
            _clusters(folder, ids, dim, before).write(folder / "clusters")
            _announce(home, name, len(ids), dim)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(folder, dim)


def _write(folder: Path, ids: Ids, rows: Callable[[Ids], Vectors]) -> None:
    folder.mkdir(parents=True)
    ids.tofile(folder / "ids")
    with (folder / "vectors").open("wb") as file:
        for start in range(0, len(ids), BLOCK):
            np.ascontiguousarray(rows(ids[start : start + BLOCK]), dtype=np.float32).tofile(file)


def _clusters(folder: Path, ids: Ids, dim: int, before: Segment | None) -> ClusteredIndex:
    vectors = np.memmap(folder / "vectors", dtype=np.float32, mode="r", shape=(len(ids), dim))
    new = np.setdiff1d(ids, before.ids, assume_unique=True) if before else ids
    if before and len(new) < len(ids) // 2:
        kept = ClusteredIndex.read(before.folder / "clusters", mapped=False)
        kept.change(np.setdiff1d(before.ids, ids, assume_unique=True), new, vectors[np.searchsorted(ids, new)])
        if not kept.outgrown:
            return kept
    return ClusteredIndex.build(ids, vectors)


def _announce(home: Home, name: str, count: int, dim: int) -> None:
    """Name the segment as the one to use, and remove the one before."""
    folder, before = home.segment(name), _named(home)
    digests = {file: _digest(folder / file) for file in FILES}
    about = {"format": FORMAT, "encoder": home.encoder, "dim": dim, "count": count, "segment": name, "digests": digests}
    partial = folder / "about"
    partial.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    partial.replace(home.about)
    # who has the old files mapped keeps them until it lets go
    for old in {*home.forgotten(but=name), *before} - {folder}:
        shutil.rmtree(old, ignore_errors=True)


def _named(home: Home) -> set[Path]:
    try:
        return {home.segment(json.loads(home.about.read_text(encoding="utf-8"))["segment"])}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _mistake(about: Any, home: Home, dim: int) -> str | None:
    """Return what is wrong with a segment, or nothing."""
    for field, wanted in (("format", FORMAT), ("encoder", home.encoder), ("dim", dim)):
        if about[field] != wanted:
            return f"{field} is {about[field]!r}, not {wanted!r}"
    folder = home.segment(about["segment"])
    sizes = {"ids": about["count"] * 8, "vectors": about["count"] * dim * 4}
    for file, size in sizes.items():
        if (folder / file).stat().st_size != size:
            return f"{file} is {(folder / file).stat().st_size} bytes, not {size}"
    damaged = [file for file in FILES if _digest(folder / file) != about["digests"][file]]
    return f"{', '.join(damaged)}: not what was written" if damaged else None


def _digest(path: Path) -> str:
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
    return digest.hexdigest()
