"""How much a patient's browser has to fetch."""

import gzip
from pathlib import Path

from bench.tables import Missing
from vardlots.settings import ROOT

BUILT = ROOT / "widget" / "dist" / "vardlots-chat.js"


def measure(built: Path = BUILT) -> dict[str, int]:
    """Return the bytes of the built file, and what is left of them on the way, gzipped as well as gzip can.

    Raises:
        Missing: when nothing was built.
    """
    if not built.is_file():
        raise Missing(f"{built} is missing: run `make widget`")
    return sizes(built.read_bytes())


def sizes(content: bytes) -> dict[str, int]:
    """Return the bytes of a file, plain and gzipped."""
    return {"bytes": len(content), "gzipped": len(gzip.compress(content, 9, mtime=0))}
