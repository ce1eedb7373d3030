"""What a chart shows, as data: for the script that draws it, for the table beside it, and for a file to download."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from vardlots.replies import Language

Kind = Literal["stack", "share", "bars"]
"""Columns of counts on one another; of parts of a hundred; one bar a row."""
SEPARATORS: Mapping[Language, str] = {"sv": ";", "en": ","}
"""What spreadsheet programs of each language expect between cells."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
NAME = 42
"""Letters of a name beside a chart; the table has all of them."""
COLOURS: Mapping[str, Sequence[int]] = {"outcomes": (4, 3, 6, 2), "helpfulness": (4, 2), "languages": (1, 3)}
"""Which of the colours of office.css the lines of a chart have, where their order alone does not decide."""
_FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True)
class Line:
    """One thing that is counted: its name, and a count for each label of the chart."""

    name: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """A chart with everything that is said of it.

    `labels` stand at the axis and `rows` in the table, whose first column is headed `first`; `sentence` says what it
    shows.
    """

    name: str
    kind: Kind
    first: str
    labels: tuple[str, ...]
    rows: tuple[str, ...]
    lines: tuple[Line, ...]
    sentence: str

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(any(line.values) for line in self.lines)

    def drawn(self) -> Mapping[str, Any]:
        """Return what the script draws."""
        totals = [sum(values) for values in zip(*(line.values for line in self.lines), strict=True)]
        series = [
            {"name": _short(line.name), "counts": line.values, "values": self._values(line, totals), "colour": colour}
            for line, colour in zip(self.lines, self._colours(), strict=True)
        ]
        return {"kind": self.kind, "labels": self.labels, "series": series}

    def table(self) -> list[tuple[str, tuple[int, ...]]]:
        """Return the rows of the table: what each is of, and its numbers."""
        return [(row, tuple(line.values[place] for line in self.lines)) for place, row in enumerate(self.rows)]

    def csv(self, language: Language) -> bytes:
        """Return the table as a file for a spreadsheet program."""
        return csv_file([self.first, *(line.name for line in self.lines)], self.table(), language)

    def _colours(self) -> Sequence[int]:
        return COLOURS.get(self.name) or range(1, len(self.lines) + 1)

    def _values(self, line: Line, totals: Sequence[int]) -> Sequence[float]:
        if self.kind != "share":
            return line.values
        return [round(100 * value / total, 1) if total else 0 for value, total in zip(line.values, totals, strict=True)]


def csv_file(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], language: Language) -> bytes:
    """Return rows as CSV: UTF-8 with a mark that Excel knows it by, and no cell that a program would calculate."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, delimiter=SEPARATORS[language])
    writer.writerow([_cell(head) for head in heads])
    writer.writerows([_cell(name), *numbers] for name, numbers in rows)
    return file.getvalue().encode("utf-8")


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _short(name: str) -> str:
    return name if len(name) <= NAME else name[: NAME - 1].rstrip() + "…"
