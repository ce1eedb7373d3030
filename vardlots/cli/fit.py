"""`vardlots kb fit`: fit the retrieval's weights and thresholds, and show how good they are."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.table import Table

from vardlots.knowledge import read_knowledge
from vardlots.language import LOADER
from vardlots.retrieval.encoder import encoder
from vardlots.retrieval.fit import fit_ranker
from vardlots.retrieval.ranker import FILE, Weights
from vardlots.retrieval.signals import OUT_OF_SCOPE
from vardlots.settings import ROOT, settings

Said = Annotated[
    Path | None,
    typer.Option(
        "--opinions",
        help="JSON, {question: {intent: probability}}: what Rasa makes of them; models/opinions.json if it is there.",
    ),
]
Examples = Annotated[
    Path,
    typer.Option("--nlu", help="Rasa's examples: those of out_of_scope are questions out of scope by other hands."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]

COLUMNS = {
    "questions": "n",
    "recall_at_1": "r@1",
    "recall_at_3": "r@3",
    "answered": "answered",
    "answers_right": "right",
    "suggested": "suggested",
    "right_shown": "shown",
    "held_back": "held",
    "not_answered": "not given",
}


def fit(opinions: Said = None, nlu: Examples = ROOT / "data" / "nlu", as_json: AsJson = False) -> None:
    """Fit on the knowledge base's own tests and lists; write kb/retrieval.json."""
    here = settings()
    path = opinions or here.models / "opinions.json"
    if opinions and not opinions.exists():
        raise typer.BadParameter(f"{opinions}: there is no such file")
    said = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    ranker = fit_ranker(read_knowledge(here.kb), encoder(here), said, outside=out_of_scope(nlu))
    ranker.write(here.kb / FILE)
    if as_json:
        typer.echo(json.dumps(ranker.as_dict(), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    console.print(_table("without Rasa's opinion", ranker.plain))
    if ranker.with_intents:
        console.print(_table("with Rasa's opinion", ranker.with_intents))
    else:
        console.print("No opinions of Rasa's were given: there are no weights for them.")
    console.print("right: of the answers given. shown: the right entry was the answer, or among the suggestions.")
    console.print(f"{FILE} written. Each question was judged by weights fitted without it.")


def out_of_scope(nlu: Path) -> list[str]:
    """Return the examples of questions out of scope that Rasa learns from."""
    files = [yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) for path in sorted(nlu.glob("*.yml"))]
    blocks = [block for file in files for block in file["nlu"] if block.get("intent") in OUT_OF_SCOPE]
    return [line.removeprefix("- ") for block in blocks for line in block["examples"].splitlines()]


def _table(title: str, weights: Weights) -> Table:
    limits = weights.limits
    thresholds = f"suggests from {limits.suggest:.2f} in scope, answers from {limits.answer:.2f} right"
    thresholds += f", alone from {limits.certain:.2f}"
    table = Table(box=None, pad_edge=False, title=f"{title}: {thresholds}", title_justify="left")
    table.add_column("cross-validated", no_wrap=True)
    for name in COLUMNS.values():
        table.add_column(name, justify="right")
    for kind, figures in weights.fit.items():
        table.add_row(kind, *(_cell(name, figures) for name in COLUMNS))
    return table


def _cell(name: str, figures: Mapping[str, Any]) -> str:
    if name not in figures:
        return ""
    return str(figures[name]) if name == "questions" else f"{figures[name]:.1%}"
