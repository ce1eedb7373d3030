"""The chat as a module that any page may load: built by others, served from memory, read anew when it changes."""

import gzip
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, Mapping, Optional, Tuple

from vardlots.settings import ROOT

FILE = ROOT / "widget" / "dist" / "vardlots-chat.js"
MISSING = f"{FILE.relative_to(ROOT)} is not there: build it with `npm --prefix widget run build`.\n"
HEADERS = {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cache-Control": "public, max-age=300",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True)
class Script:
    """One version of the module: its text, the same packed, and the mark that browsers know it by."""

    text: bytes
    packed: bytes = field(repr=False)
    tag: str

    @classmethod
    def of(cls, text: bytes) -> "Script":
        """Pack a text once, so that no request has to."""
        # weak, for the packed form and the plain one are the same module
        tag = f'W/"{hashlib.sha256(text).hexdigest()[:24]}"'
        return cls(text, gzip.compress(text, 9, mtime=0), tag)

    def answer(self, accepted: str, known: str) -> Tuple[int, bytes, Dict[str, str]]:
        """Return status, body and headers for a browser that accepts these encodings and knows these versions."""
        headers = {**HEADERS, "ETag": self.tag}
        if self._is_among(known):
            return 304, b"", headers
        if takes_gzip(accepted):
            return 200, self.packed, {**headers, "Content-Encoding": "gzip"}
        return 200, self.text, headers

    def _is_among(self, known: str) -> bool:
        return any(tag.strip() in ("*", self.tag) for tag in known.split(","))


class ScriptFile:
    """The module's file, followed while it is being built."""

    def __init__(self, path: Path = FILE) -> None:
        self._path = path
        self._stamp: Optional[Tuple[int, int]] = None
        self._script: Optional[Script] = None

    def current(self) -> Optional[Script]:
        """Return the module as it is now, or None while there is none."""
        try:
            state = self._path.stat()
            stamp = (state.st_mtime_ns, state.st_size)
            if stamp != self._stamp:
                self._script, self._stamp = Script.of(self._path.read_bytes()), stamp
        except OSError:
            self._script = self._stamp = None
        return self._script


def takes_gzip(accepted: str) -> bool:
    """Read an `Accept-Encoding`: gzip by its name, and not with a weight of nothing."""
    weights: Mapping[str, str] = dict(_coding(part) for part in accepted.lower().split(","))
    return weights.get("gzip", "0") not in ("0", "0.0", "0.00", "0.000")


def _coding(part: str) -> Tuple[str, str]:
    name, _, weight = part.partition(";")
    return name.strip(), weight.strip().removeprefix("q=") if weight else "1"
