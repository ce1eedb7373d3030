"""The pictures of the retrieval's figures: reliability, and risk against coverage."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from bench.machine import sentence
from bench.plots import INK, LINE, STYLE
from bench.tables import Table

COLOURS = ("#1f6f6b", "#d98b2b", "#7a5ea8", "#8a9a98")


@dataclass(frozen=True)
class Picture:
    """What a table's curves show."""

    title: str
    across: str
    up: str
    diagonal: bool = False


PICTURES: Mapping[str, Picture] = {
    "calibration": Picture("What the best answer's probability is worth", "probability", "share right", diagonal=True),
    "coverage": Picture("Wrong among those answered", "coverage", "risk"),
}
"""By the table's name."""


def draw(tables: Mapping[str, Table], folder: Path) -> list[Path]:
    """Draw the tables that have curves, as SVG files `retrieval-NAME.svg`; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with mpl.rc_context(STYLE):
        for name, picture in PICTURES.items():
            if name in tables and tables[name].curves:
                path = folder / f"retrieval-{name}.svg"
                _drawn(tables[name], picture).savefig(path, metadata={"Date": None}, bbox_inches="tight")
                paths.append(path)
    return paths


def _drawn(table: Table, picture: Picture) -> Figure:
    figure = Figure(figsize=(7.6, 3.6))
    axes = figure.add_subplot()
    axes.set_title(picture.title, loc="left", color=INK, fontweight="bold")
    axes.set_xlabel(picture.across)
    axes.set_ylabel(picture.up)
    axes.grid(color=LINE, linewidth=0.6)
    if picture.diagonal:
        axes.plot((0, 1), (0, 1), color=LINE, linewidth=1.2)
    for (name, points), colour in zip(table.curves.items(), COLOURS, strict=False):
        across, up = zip(*points, strict=True) if points else ((), ())
        axes.plot(across, up, marker="o" if picture.diagonal else "", markersize=4, color=colour, label=name)
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)
    if table.about:
        figure.text(0.01, -0.22, sentence(dict(table.about)), fontsize=7, color=INK)
    return figure
