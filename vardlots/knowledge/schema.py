"""JSON Schema for editors: completion, hints and red lines while `kb/*.yaml` is being written.

The files name their schema on their first line, which the YAML extensions of VS Code, Zed, Neovim and others read.
"""

import json
from pathlib import Path

from vardlots.files import MODELS


def first_line(name: str) -> str:
    """Return the line that ties `kb/<name>.yaml` to its schema."""
    return f"# yaml-language-server: $schema=schema/{name}.json"


def schema(name: str) -> str:
    """Return the JSON Schema of `kb/<name>.yaml` as the text of its file."""
    made = MODELS[name].model_json_schema()
    body = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": f"kb/{name}.yaml"}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def stale(folder: Path) -> list[Path]:
    """Return the schema files of a folder (`kb/schema`) that are not what the models say, or are missing."""
    return [path for path, text in _files(folder) if not path.is_file() or path.read_text(encoding="utf-8") != text]


def write(folder: Path) -> list[Path]:
    """Write the schema files that are not up to date, and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = stale(folder)
    for path, text in _files(folder):
        if path in changed:
            path.write_text(text, encoding="utf-8")
    return changed


def _files(folder: Path) -> list[tuple[Path, str]]:
    return [(folder / f"{name}.json", schema(name)) for name in MODELS]
