"""Write a file so that whoever reads it, at whatever moment, finds it whole, and nobody's work is lost."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode

from vardlots.errors import KnowledgeError

_PREFIX, _SUFFIX = ".vardlots-", ".saving"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only program that writes into a folder, and wait until it is so; a killed process lets go of it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a killed process left of its writing; only for whoever has the folder locked."""
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        left.unlink(missing_ok=True)


def read_file(path: Path) -> bytes | None:
    """Return what a file holds; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace_file(path: Path, before: bytes | None, after: bytes) -> None:
    """Write a file beside another, down to the disk, and put it in its place in one step.

    `before` is what the file held when it was read; None: there was none.

    Raises:
        KnowledgeError: when it is not that any more, for somebody's text editor saved it; nothing is written then.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        if before is None:
            beside.chmod(0o644)
        else:
            copymode(path, beside)
        if read_file(path) != before:
            raise KnowledgeError(f"{path.name} was saved by somebody else just now: nothing was written, try again")
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    keep(path.parent)


def keep(folder: Path) -> None:
    """Have the names in a folder written to the disk, or a power cut could bring an old file back."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
