"""Tables of rules that people edit, read from `kb/` into their models, and read again when they change."""

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from vardlots.knowledge.content import read
from vardlots.knowledge.findings import BadFile

Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model]) -> Model:
    """Return the table of a file.

    Raises:
        BadFile: when the file is missing or wrong; the message names lines, values, and what to do.
    """
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    return _load(path, model, stamp)  # type: ignore[return-value]


@lru_cache(maxsize=32)
def _load(path: Path, model: type[BaseModel], _stamp: int) -> BaseModel:
    _source, table, findings = read(path, model)
    if table is None or findings:
        raise BadFile(findings)
    return table
