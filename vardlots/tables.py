"""Tables of rules that people edit, read from `kb/` into their models, and followed while they are edited."""

from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from vardlots.follow import Followed
from vardlots.knowledge.content import read
from vardlots.knowledge.findings import BadFile

Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model]) -> Model:
    """Return the table of a file: its newest version, or the last one that was right.

    The same object comes back until the file changes. What is wrong with a later version is logged, once.

    Raises:
        BadFile: when no version has been right yet; the message names lines, values, and what to do.
    """
    return _followed(path, model).current()  # type: ignore[return-value]


@cache
def _followed(path: Path, model: type[BaseModel]) -> Followed[BaseModel]:
    return Followed(lambda: [path], lambda _before: _read(path, model), every=0)


def _read(path: Path, model: type[BaseModel]) -> BaseModel:
    _source, table, findings = read(path, model)
    if table is None or findings:
        raise BadFile(findings)
    return table
