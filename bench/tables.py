"""A table of results: as it lies in `results/`, and as Markdown."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.machine import sentence
from bench.statistics import Share
from vardlots.errors import VardlotsError

Curves = Mapping[str, Sequence[tuple[float, float]]]


class Missing(VardlotsError):
    """Something to measure with is not there; the text says what, and where it was looked for."""


@dataclass(frozen=True)
class Table:
    """Rows of text under a title. `about` is where, when and with which encoder; `curves` are what a plot draws.

    Raises:
        ValueError: when a row has more or fewer cells than there are columns.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    curves: Curves = field(default_factory=dict)

    def __post_init__(self) -> None:
        if ragged := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"{len(ragged)} rows do not have {len(self.columns)} cells")

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        filled = {name: value for name, value in asdict(self).items() if value}
        path.write_text(json.dumps(filled, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def markdown(self) -> str:
        """Return heading, table, note, and where and when it was measured."""
        lines = [self.columns, ["---"] * len(self.columns), *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        said = [self.note] if self.note else []
        if self.about:
            encoder = f"Encoder `{self.about['encoder']}`. " if "encoder" in self.about else ""
            said.append(f"{encoder}Measured {sentence(dict(self.about))}.")
        return "\n\n".join([f"#### {self.title}", table, " ".join(said)]).rstrip()


def read(path: Path) -> Table:
    """Read what `Table.write` wrote, or what has its form.

    Raises:
        ValueError: when it is not such a table.
    """
    body = json.loads(path.read_text(encoding="utf-8"))
    try:
        table = Table(**body)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path}: not a table of results ({error})") from error
    return Table(**{**body, "rows": [[str(cell) for cell in row] for row in table.rows]})


def shown(share: Share) -> str:
    """Return a share with its 95 % interval."""
    low, high = share.interval
    return f"{share.value:.3f} ({low:.2f}–{high:.2f})" if share.of else "–"
