"""The vectors of one version of the knowledge base, by their ids: few are all compared with, many are searched.

A version never changes. The next one shares its segment on disk, notes what is gone from it, and holds what is new
beside it; when that has become much, a new segment is made. So a change costs what it changes, and whoever still asks
the version before gets its answers, whole.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vardlots.retrieval.encoder import Vectors
from vardlots.retrieval.index import DenseIndex, Ids, Places, Without
from vardlots.retrieval.segment import Home, Segment

log = logging.getLogger(__name__)

SPARE = 50
"""How many more than are wanted are compared exactly, for the order of quantised vectors is off by a few."""
NONE: Ids = np.zeros(0, dtype=np.int64)

Some = tuple[Ids, Vectors]
"""Rising ids, and a vector for each."""


@dataclass(frozen=True)
class Limits:
    """From which sizes on what is done.

    `whole`: up to so many texts, a question is compared with all of them in every way (`Evidence`), not with a
    shortlist; preparing that takes a second for 5,000 texts, and eight times as long for twice as many. `exact`: up to
    so many vectors, every one is searched. `beside`: so many are held beside a segment. `gone`: so large a share of a
    segment may be gone from it.
    """

    whole: int = 5_000
    exact: int = 20_000
    beside: int = 5_000
    gone: float = 0.2


LIMITS = Limits()


class KnownVectors:
    """Unit vectors by their ids, as one version has them. An id means the same vector in every version.

    Ids are not negative, and rise wherever several are given.
    """

    def __init__(
        self, home: Home, beside: Some, segment: Segment | None = None, gone: Ids = NONE, limits: Limits = LIMITS
    ) -> None:
        self._home, self._segment, self._gone, self._limits = home, segment, gone, limits
        self._ids, self._index = beside[0], DenseIndex(beside[1])
        self._without = Without(gone) if len(gone) else None

    @classmethod
    def empty(cls, home: Home, dim: int, limits: Limits = LIMITS) -> "KnownVectors":
        """Return the version before the first."""
        return cls(home, (NONE, np.zeros((0, dim), dtype=np.float32)), limits=limits)

    @classmethod
    def open(cls, home: Home, dim: int, limits: Limits = LIMITS) -> "KnownVectors":
        """Return what an earlier process wrote last, or no vectors when there is nothing to trust."""
        return cls(home, (NONE, np.zeros((0, dim), dtype=np.float32)), Segment.open(home, dim), limits=limits)

    def __len__(self) -> int:
        return len(self._ids) + len(self._lasting) - len(self._gone)

    @property
    def ids(self) -> Ids:
        """Every id, rising."""
        return _joined(self._lasting[~among(self._lasting, self._gone)], self._ids)

    @property
    def clustered(self) -> bool:
        """Whether a search looks through clusters, and may miss a vector."""
        return self._segment is not None

    @property
    def _lasting(self) -> Ids:
        """The ids of the segment, those that are gone too."""
        return self._segment.ids if self._segment else NONE

    @property
    def _beside(self) -> Some:
        return self._ids, self._index.vectors

    def rows(self, ids: Ids) -> Vectors:
        """Return the vectors of some ids, in any order.

        Raises:
            KeyError: when one is unknown.
        """
        return _rows(ids, self._segment, self._beside)

    def search(self, vector: Vectors, k: int) -> Some:
        """Return the ids and cosines of the `k` nearest vectors, best first; fewer when there are not so many."""
        places, cosines = self._index.search(vector, k)
        ids = self._ids[places]
        if self._segment:
            found = self._segment.clusters.search(vector, k + SPARE, self._without)
            ids, cosines = np.append(ids, found), np.append(cosines, self._segment.rows(found) @ vector)
        best = np.argsort(-cosines, kind="stable")[:k]
        return ids[best], cosines[best]

    def having(self, ids: Ids, make: Callable[[Ids], Vectors]) -> "KnownVectors":
        """Return the version with exactly these; `make` gives the vectors of those that are nowhere yet."""
        own = self.ids
        return self.changed(own[~among(own, ids)], ids[~among(ids, own)], make)

    def changed(self, gone: Ids, new: Ids, make: Callable[[Ids], Vectors]) -> "KnownVectors":
        """Return the version without some, which it had, and with others, which it did not have."""
        unheard = new[~among(new, self._lasting)]  # the others are in the segment still, and only come back
        stay = ~among(self._ids, gone)
        beside = _merged((self._ids[stay], self._index.vectors[stay]), (unheard, make(unheard)))
        away = _joined(self._gone[~among(self._gone, new)], gone[among(gone, self._lasting)])
        if not self._fits(len(beside[0]), len(away)):
            try:
                return self._anew(beside, away)
            except (OSError, RuntimeError) as error:  # FAISS says RuntimeError when the disk is full
                log.error("%s cannot be written, and the vectors stay in memory: %s", self._home.folder, error)
        return KnownVectors(self._home, beside, self._segment, away, self._limits)

    def _fits(self, beside: int, away: int) -> bool:
        """Tell whether it can go on with the segment that it has, or without any."""
        if not self._segment:
            return beside <= self._limits.exact
        left = len(self._segment) - away
        much = beside > self._limits.beside or away > self._limits.gone * len(self._segment)
        return not much and left + beside > self._limits.exact // 2  # not at `exact`: it would go back and forth

    def _anew(self, beside: Some, away: Ids) -> "KnownVectors":
        ids = _joined(self._lasting[~among(self._lasting, away)], beside[0])
        if len(ids) <= self._limits.exact:
            return KnownVectors(self._home, (ids, _rows(ids, self._segment, beside)), limits=self._limits)
        dim = beside[1].shape[1]
        made = Segment.make(self._home, ids, lambda some: _rows(some, self._segment, beside), dim, self._segment)
        return KnownVectors(self._home, (NONE, np.zeros((0, dim), dtype=np.float32)), made, limits=self._limits)


def among(ids: Ids, known: Ids) -> npt.NDArray[np.bool_]:
    """Tell of each id whether it is among the known, which rise."""
    return _found(ids, known)[1]


def _found(ids: Ids, known: Ids) -> tuple[Places, npt.NDArray[np.bool_]]:
    """Return where each id stands among the known, and whether it does."""
    places = np.searchsorted(known, ids)
    return places, np.append(known, -1)[places] == ids


def _rows(ids: Ids, segment: Segment | None, beside: Some) -> Vectors:
    rows = np.empty((len(ids), beside[1].shape[1]), dtype=np.float32)
    places, hits = _found(ids, beside[0])
    rows[hits] = beside[1][places[hits]]
    if not hits.all():
        if not segment:
            raise KeyError(f"no vectors of the ids {ids[~hits][:3].tolist()}")
        rows[~hits] = segment.rows(ids[~hits])
    return rows


def _joined(some: Ids, others: Ids) -> Ids:
    return np.sort(np.append(some, others)) if len(others) else some


def _merged(some: Some, others: Some) -> Some:
    """Put two together. Where one is empty nothing is copied: the other may be large."""
    if not len(some[0]) or not len(others[0]):
        return some if len(some[0]) else others
    ids = np.append(some[0], others[0])
    order = np.argsort(ids)
    return ids[order], np.concatenate([some[1], others[1]])[order]
