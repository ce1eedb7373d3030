"""Two pictures of the figures: how long a turn takes, and how well questions are answered in each language."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.machine import sentence

INK, LINE, COLOURS = "#1d2b2a", "#c9d3d1", ("#1f6f6b", "#d98b2b")
STYLE: Any = {"svg.hashsalt": "vardlots", "font.size": 9.0, "axes.spines.top": False, "axes.spines.right": False}

MEASURES = (
    ("faq", "answered_right", "answered right"),
    ("faq", "ranked_first", "ranked first"),
    ("faq", "among_three", "among three"),
    ("outside", "held_back", "out of scope: held back"),
    ("task", "task_right", "task started"),
    ("conversations", "turns", "conversation turns"),
)


def draw(results: Mapping[str, Any], folder: Path) -> list[Path]:
    """Draw what there are figures for, as SVG files in a folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {"quality": _quality, "latency": _latency}
    sources = {"quality": "quality", "latency": "speed"}
    paths = []
    with mpl.rc_context(STYLE):
        for name, picture in pictures.items():
            if sources[name] in results:
                path = folder / f"{name}.svg"
                picture(results[sources[name]]).savefig(path, metadata={"Date": None}, bbox_inches="tight")
                paths.append(path)
    return paths


def _quality(figures: Mapping[str, Any]) -> Figure:
    figure, axes = _canvas("Right, by language (95 % intervals)", figures)
    for place, (language, name) in enumerate((("sv", "Swedish"), ("en", "English"))):
        shares = [figures[group][language][measure] for group, measure, _ in MEASURES]
        values = [one["share"] * 100 for one in shares]
        whiskers = [
            [value - one["low"] * 100 for value, one in zip(values, shares, strict=True)],
            [one["high"] * 100 - value for value, one in zip(values, shares, strict=True)],
        ]
        _bars(
            axes, place, values, whiskers, f"{name} ({figures['language'][language]['language_right']['of']} questions)"
        )
    _label(axes, [fill(title, 13) for _, _, title in MEASURES], "%")
    axes.set_ylim(0, 100)
    return figure


def _latency(figures: Mapping[str, Any]) -> Figure:
    figure, axes = _canvas("Milliseconds a turn over REST: median, and up to the 95th percentile", figures)
    for place, (senders, rows) in enumerate(figures["turns"].items()):
        medians = [row["p50_ms"] for row in rows.values()]
        above = [row["p95_ms"] - row["p50_ms"] for row in rows.values()]
        n = min(row["n"] for row in rows.values())
        _bars(axes, place, medians, [[0.0] * len(above), above], f"{senders} at a time (n ≥ {n} each)")
    _label(axes, [fill(kind, 11) for kind in next(iter(figures["turns"].values()))], "ms")
    return figure


def _canvas(title: str, figures: Mapping[str, Any]) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(7.6, 3.6))
    axes = figure.add_subplot()
    axes.set_title(title, loc="left", color=INK, fontweight="bold")
    figure.text(0.01, -0.14, sentence(figures["about"]), fontsize=7, color=INK)
    axes.grid(axis="y", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    return figure, axes


def _bars(axes: Axes, place: int, values: Sequence[float], whiskers: Sequence[Sequence[float]], label: str) -> None:
    left = [number + (place - 0.5) * 0.36 for number in range(len(values))]
    axes.bar(
        left,
        values,
        0.34,
        color=COLOURS[place],
        label=label,
        yerr=whiskers,
        error_kw={"ecolor": INK, "elinewidth": 0.9},
    )


def _label(axes: Axes, names: Sequence[str], unit: str) -> None:
    axes.set_xticks(range(len(names)), names)
    axes.set_ylabel(unit)
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)
