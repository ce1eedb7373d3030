"""Sentences that the encoder must never see: those it is measured with."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from training.pairs import key

SHORTEST = 12
"""Letters and digits; anything shorter ("tack så mycket") is everybody's, and no test."""


def held_out(folders: list[Path]) -> frozenset[str]:
    """Return the keys of every text in the files of some folders: JSON, YAML, CSV, TSV, or lines."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return frozenset(found for path in paths for text in _texts(path) if len(found := key(text)) >= SHORTEST)


def _texts(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        yield from _strings(json.loads(text))
    elif path.suffix == ".jsonl":
        for line in filter(None, text.splitlines()):
            yield from _strings(json.loads(line))
    elif path.suffix in (".yaml", ".yml"):
        yield from _strings(yaml.safe_load(text))
    elif path.suffix in (".csv", ".tsv"):
        dialect = {".csv": ",", ".tsv": "\t"}[path.suffix]
        yield from (cell for row in csv.reader(text.splitlines(), delimiter=dialect) for cell in row)
    elif path.suffix != ".md":
        yield from text.splitlines()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from value.splitlines()
    elif isinstance(value, dict):
        yield from (text for child in value.values() for text in _strings(child))
    elif isinstance(value, list):
        yield from (text for child in value for text in _strings(child))
