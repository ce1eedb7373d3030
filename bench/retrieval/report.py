"""The section on retrieval in docs/benchmarks.md: every table of `results/retrieval/`, and the pictures."""

from collections.abc import Mapping
from pathlib import Path

from bench.pages import put
from bench.retrieval import plots
from bench.tables import Table, read

START, END = "<!-- retrieval: written by `python -m bench.retrieval report` -->", "<!-- end of retrieval -->"

ORDER = (
    *("similarity", "swefaq", "clinic", "robustness", "ablation", "calibration", "coverage"),
    *("hint3", "clinc150", "latency", "refit", "scale"),
)
"""The tables, by the name of their file."""


def stored(folder: Path) -> dict[str, Table]:
    """Read the tables that are there, in the report's order."""
    return {name: read(folder / f"{name}.json") for name in ORDER if (folder / f"{name}.json").is_file()}


def report(tables: Mapping[str, Table], figures: str = "") -> str:
    """Return every table as Markdown; under those with a picture, the picture, when `figures` names their folder."""
    parts = []
    for name, table in tables.items():
        parts.append(table.markdown())
        if figures and name in plots.PICTURES and table.curves:
            parts.append(f"![{plots.PICTURES[name].title}]({figures}/retrieval-{name}.svg)")
    return "\n\n".join(parts)


def write(tables: Mapping[str, Table], docs: Path) -> list[Path]:
    """Put the section into docs/benchmarks.md, between its marks or at the end, and draw; return what was written."""
    page = docs / "benchmarks.md"
    body = f"### How well the right answer is found\n\n{report(tables, 'figures')}"
    page.write_text(put(page.read_text(encoding="utf-8"), START, END, body), encoding="utf-8")
    return [page, *plots.draw(tables, docs / "figures")]
