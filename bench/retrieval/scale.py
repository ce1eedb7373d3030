"""How the index holds up with a thousand, a hundred thousand and a million texts.

The vectors are those of the knowledge base's own texts, and realistic neighbours of them: one text's vector plus part
of the difference of two others', plus noise, on the unit sphere. A tenth of the real texts is held out, and the
questions are made of those in the same way. Each step runs in a process of its own, so that memory is its own.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import psutil  # type: ignore[import-untyped]
import typer

from bench.retrieval.clock import Clock
from bench.retrieval.desk import Desk
from bench.statistics import percentile
from bench.tables import Table
from vardlots.retrieval.encoder import Vectors
from vardlots.retrieval.index import BLOCK, DenseIndex, Ids
from vardlots.retrieval.known import LIMITS, NONE, KnownVectors
from vardlots.retrieval.segment import Home
from vardlots.retrieval.vectors import encode

SIZES = (1_000, 100_000, 1_000_000)
QUESTIONS, EXACTLY = 1_000, 200
"""Questions that are searched with, and those of them that are compared with everything, too."""
ENTRY, ENTRIES = 90, 10
"""Texts of one entry, as many as the clinic's have, and how many entries come and go."""
K, SHORTLIST = 10, 256
APART, NOISE = 0.6, 0.2
HELD_OUT = 0.1


@dataclass(frozen=True)
class Place:
    """The folder of one size's files."""

    folder: Path
    count: int

    @property
    def home(self) -> Home:
        """Where the segments are."""
        return Home(self.folder / "index", "scale")

    def load(self, name: str) -> Any:
        """Return a file of vectors or ids, mapped."""
        return np.load(self.folder / f"{name}.npy", mmap_mode="r")

    def known(self) -> KnownVectors:
        """Open the index as a server that starts does; a small one is made from the vectors."""
        ids, vectors = np.array(self.load("ids")), self.load("vectors")
        begin = KnownVectors.open if self.count > LIMITS.exact else KnownVectors.empty
        return begin(self.home, vectors.shape[1]).having(ids, lambda new: vectors[np.searchsorted(ids, new)])


def figures(clock: Clock, name: str) -> dict[str, float]:
    """Return the percentiles of everything timed."""
    shares = {"p50": (clock.wall, 50), "p99": (clock.wall, 99), "work": (clock.worked, 50)}
    return {f"{name}_{key}": percentile(times, share) for key, (times, share) in shares.items()}


def real(desk: Desk) -> Vectors:
    """Return the vectors of the knowledge base's texts."""
    keys = dict.fromkeys(phrasing.key for phrasing in desk.retriever.phrasings)
    return encode(list(keys), desk.encoder)


def neighbours(base: Vectors, count: int, draw: np.random.Generator) -> Vectors:
    """Return vectors that lie among those of a base as theirs lie among each other."""
    one, two, three = (base[draw.integers(len(base), size=count)] for _ in range(3))
    moved = one + APART * draw.random((count, 1), dtype=np.float32) * (two - three)
    noise = draw.standard_normal(moved.shape, dtype=np.float32)
    moved += NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


def lay_out(place: Place, base: Vectors) -> None:
    """Write ids, vectors, questions, and the vectors of entries to come."""
    draw = np.random.default_rng(0)
    base = base[draw.permutation(len(base))]
    held_out, base = np.split(base, [int(HELD_OUT * len(base))])
    shape = (place.count, base.shape[1])
    vectors = np.lib.format.open_memmap(place.folder / "vectors.npy", "w+", np.float32, shape)
    for start in range(0, place.count, BLOCK):
        vectors[start : start + BLOCK] = neighbours(base, min(BLOCK, place.count - start), draw)
    vectors[: len(base)] = base[: place.count]
    spare = ENTRY * ENTRIES + LIMITS.beside + 1
    ids = np.unique(draw.integers(2**63 - 1, size=place.count + spare))
    late = np.zeros(len(ids), dtype=bool)
    late[draw.choice(len(ids), spare, replace=False)] = True
    np.save(place.folder / "ids.npy", ids[~late])
    np.save(place.folder / "late_ids.npy", ids[late])
    np.save(place.folder / "late.npy", neighbours(base, spare, draw))
    np.save(place.folder / "questions.npy", neighbours(held_out, QUESTIONS, draw))


def build(place: Place) -> dict[str, float]:
    """Make the index of all vectors at once."""
    clock = Clock()
    clock.time(place.known)
    return {"build_s": clock.wall[-1] / 1000, "build_work_s": clock.worked[0] / 1000}


def serve(place: Place) -> dict[str, float]:
    """Open the index in a fresh process and search it, and see what that takes of memory."""
    clock, before = Clock(), memory()
    known = clock.time(place.known)
    for question in place.load("questions"):
        known.search(question, K)
    grown = {name: size - before[name] for name, size in memory().items()}
    disk = sum(path.stat().st_size for path in place.home.folder.rglob("*") if path.is_file())
    return {"open_s": clock.wall[-1] / 1000, **grown, "disk_mib": disk / 2**20}


def compare(place: Place) -> dict[str, float]:
    """Search in turns with the index and with everything; the exact answers say what the index misses."""
    known, exact, ids = place.known(), DenseIndex(place.load("vectors")), place.load("ids")
    ours, theirs, found = Clock(), Clock(), []
    questions = np.array(place.load("questions"))
    for number, question in enumerate(questions):
        ours.time(known.search, question, K)
        if number % (QUESTIONS // EXACTLY) == 0:
            near = theirs.time(exact.search, question, K)[0]
            found.append(hits(known, question, ids[near]))
    far = [hits(known, question, ids[exact.search(question, SHORTLIST)[0]]) for question in questions[:EXACTLY]]
    recall = {"recall": float(np.mean(found)), "far": float(np.mean(far))}
    return {**figures(ours, "search"), **figures(theirs, "exact"), **recall}


def hits(known: KnownVectors, question: Vectors, right: Ids) -> float:
    """Return the share of the nearest vectors that a search finds."""
    return len(np.intersect1d(known.search(question, len(right))[0], right)) / len(right)


def change(place: Place) -> dict[str, float]:
    """Add and remove entries one at a time, then so many that there is a new segment."""
    known, draw = place.known(), np.random.default_rng(1)
    ids, late = np.array(place.load("ids")), np.array(place.load("late_ids"))
    vectors, order = np.array(place.load("late")), draw.permutation(len(late))

    def made(new: Ids) -> Vectors:
        return np.asarray(vectors[np.searchsorted(late, new)])

    adding, removing, anew = Clock(), Clock(), Clock()
    leaving = draw.choice(ids, (ENTRIES, ENTRY), replace=False)
    for number in range(ENTRIES):
        new, gone = np.sort(late[order[number::ENTRIES][:ENTRY]]), np.sort(leaving[number])
        known = adding.time(known.changed, NONE, new, made)
        known = removing.time(known.changed, gone, NONE, made)
        assert known.search(made(new[:1])[0], 1)[0] == new[0], "what was added is not found"
        assert not np.isin(known.search(place.load("vectors")[np.searchsorted(ids, gone[0])], K)[0], gone).any()
    found = {"add_ms": percentile(adding.wall, 50), "remove_ms": percentile(removing.wall, 50)}
    if known.clustered:
        rest = np.setdiff1d(late, known.ids)
        anew.time(known.changed, NONE, rest[: LIMITS.beside + 1], made)
        found["anew_s"] = anew.wall[-1] / 1000
    return found


def memory() -> dict[str, float]:
    """Return the process's own memory, and the part of files that is mapped into it, in MiB."""
    now = psutil.Process().memory_info()
    return {"own_mib": (now.rss - now.shared) / 2**20, "mapped_mib": now.shared / 2**20}


def apart(step: Callable[..., Any], *arguments: Any) -> Any:
    """Run a step in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(step, *arguments).result()


def measure(count: int, base: Vectors, folder: Path) -> dict[str, float]:
    """Take every step with one size."""
    place = Place(folder, count)
    found: dict[str, float] = {}
    apart(lay_out, place, base)
    for step in (build, serve, compare, change):
        typer.echo(f"{count:,}: {step.__name__} …", err=True)
        found |= apart(step, place)
    return found


ROWS: Mapping[str, Callable[[Mapping[str, float]], str]] = {
    "kind": lambda at: "clusters" if "anew_s" in at else "exact",
    "build it, s": lambda at: f"{at['build_s']:.2f}",
    "open it, s": lambda at: f"{at['open_s']:.2f}",
    "add an entry, ms": lambda at: f"{at['add_ms']:.2f}",
    "remove an entry, ms": lambda at: f"{at['remove_ms']:.2f}",
    "write it anew after many changes, s": lambda at: f"{at['anew_s']:.2f}" if "anew_s" in at else "–",
    "memory of its own, MiB": lambda at: f"{at['own_mib']:.0f}",
    "files mapped into memory, MiB": lambda at: f"{at['mapped_mib']:.0f}",
    "on disk, MiB": lambda at: f"{at['disk_mib']:.0f}",
    "a search, p50, ms": lambda at: f"{at['search_p50']:.2f}",
    "a search, p99, ms": lambda at: f"{at['search_p99']:.2f}",
    "a search, p50, ms of the processor": lambda at: f"{at['search_work']:.2f}",
    "exact search, p50, ms": lambda at: f"{at['exact_p50']:.2f}",
    "times as fast as exact search": lambda at: f"{at['exact_work'] / at['search_work']:.1f}",
    f"recall@{K}": lambda at: f"{at['recall']:.4f}",
    f"recall@{SHORTLIST}": lambda at: f"{at['far']:.4f}",
}

NOTE = (
    "One thread; {questions} questions, one after another. The vectors are the {real} of the knowledge base's own "
    "texts, a tenth held out, and neighbours made from them: one text's vector, plus up to {apart} of the difference "
    "of two others', plus noise of length {noise}, on the unit sphere; the questions are made in the same way of those "
    "held out. An entry has {entry} texts; encoding them is not counted. Recall is the share of the nearest {k} or "
    "{far} found, of {exactly} questions. Exact search is FAISS's over float32 in memory, timed in turns with the "
    "index; how many times as fast is by the processor's time, as other work on the machine lengthens the clock's. "
    "“Open” checks every file against its digest. Up to {exact} vectors the index is exact, and all in memory."
)


def table(sizes: Mapping[int, Mapping[str, float]], texts: int) -> Table:
    """Return the figures of each size as a column."""
    rows = [[name, *(shown(at) for at in sizes.values())] for name, shown in ROWS.items()]
    values = {"questions": f"{QUESTIONS:,}", "real": f"{texts:,}", "apart": APART, "noise": NOISE, "entry": ENTRY}
    values |= {"k": K, "far": SHORTLIST, "exactly": EXACTLY, "exact": f"{LIMITS.exact:,}"}
    return Table("The index at scale", ["texts", *(f"{count:,}" for count in sizes)], rows, NOTE.format(**values))


def scale(desk: Desk) -> Table:
    """Measure the index at each size."""
    os.environ["OMP_NUM_THREADS"] = "1"  # for the processes to come
    base, measured = real(desk), {}
    for count in SIZES:
        with TemporaryDirectory() as folder:
            measured[count] = measure(count, base, Path(folder))
    return table(measured, len(base))
