"""`python -m bench.retrieval`: measure how well the right answer is found; `results/retrieval/` keeps it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer

from bench import machine
from bench.retrieval import calibration, chatbots, clinic, encoders, latency, report, similarity, swefaq
from bench.retrieval.ablation import ablation
from bench.retrieval.desk import Desk, desk
from bench.retrieval.refit import refit
from bench.retrieval.robustness import robustness
from bench.retrieval.scale import scale
from bench.tables import Missing, Table
from vardlots.cli.single import run
from vardlots.retrieval.encoder import Encoder
from vardlots.settings import ROOT, settings

RESULTS = ROOT / "results" / "retrieval"
DATA = ROOT.parent / "shared" / "bench"
"""Where public test data are looked for unless a folder is named."""


class What(str, Enum):
    """What can be measured."""

    public = "public"
    clinic = "clinic"
    calibration = "calibration"
    chatbots = "chatbots"
    robustness = "robustness"
    ablation = "ablation"
    latency = "latency"
    refit = "refit"
    scale = "scale"
    report = "report"


class Bench:
    """Everything that measurements need, made when the first of them asks for it."""

    def __init__(self, data: Path, path: str, teacher: Path | None, work: Path) -> None:
        self.data, self.path, self.work = data, path, work
        self._teacher = teacher

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder to measure."""
        return encoders.ours(self.path, self.work)

    @cached_property
    def desk(self) -> Desk:
        """The assistant's retrieval with that encoder."""
        return desk(self.encoder)

    def unrounded(self) -> Encoder:
        """Return the encoder to measure, in float32."""
        return encoders.unrounded(self.path, self.work)

    def teacher(self) -> Encoder:
        """Return all-MiniLM-L6-v2."""
        return encoders.teacher(self._teacher, self.work)


MEASURES: Mapping[What, tuple[Callable[[Bench], Mapping[str, Table]], ...]] = {
    What.public: (
        lambda bench: {"similarity": similarity.measure(bench.encoder, bench.unrounded(), bench.teacher, bench.data)},
        lambda bench: {"swefaq": swefaq.measure(bench.encoder, bench.unrounded(), bench.teacher, bench.data)},
    ),
    What.clinic: (lambda bench: {"clinic": clinic.measure(bench.desk, bench.teacher, bench.work)},),
    What.calibration: (lambda bench: calibration.tables(bench.desk, bench.work),),
    What.chatbots: (
        lambda bench: {"hint3": chatbots.hint3(bench.encoder, bench.desk.knowledge, bench.data)},
        lambda bench: {"clinc150": chatbots.clinc150(bench.encoder, bench.data)},
    ),
    What.robustness: (lambda bench: {"robustness": robustness(bench.desk)},),
    What.ablation: (lambda bench: {"ablation": ablation(bench.desk)},),
    What.latency: (lambda bench: {"latency": latency.measure(bench.desk, bench.path, bench.work)},),
    What.refit: (lambda bench: {"refit": refit(bench.desk)},),
    What.scale: (lambda bench: {"scale": scale(bench.desk)},),
}
"""What is measured under each name; what is missing costs one step, not the others."""


def bench(
    what: Annotated[
        list[What] | None,
        typer.Argument(help="What to measure. `report` measures nothing: it writes docs/ from what was measured."),
    ] = None,
    data: Annotated[Path, typer.Option(help="The folder of public test data.")] = DATA,
    encoder: Annotated[str, typer.Option(help="The encoder: a folder, or a Hugging Face name.")] = "",
    teacher: Annotated[Path | None, typer.Option(help="The folder of all-MiniLM-L6-v2, to compare with.")] = None,
) -> None:
    """Measure everything, or what is named; results/retrieval/ holds the tables."""
    chosen = what or [one for one in What if one is not What.report]
    home = Bench(data, encoder or settings().encoder, teacher, RESULTS)
    measured: dict[str, Table] = {}
    for one in chosen:
        for step in MEASURES.get(one, ()):
            measured |= _measured(one, step, home)
    typer.echo(report.report(measured))
    if What.report in chosen:
        for path in report.write(report.stored(RESULTS), ROOT / "docs"):
            typer.echo(f"{path.relative_to(ROOT)} written")


def _measured(what: What, step: Callable[[Bench], Mapping[str, Table]], home: Bench) -> dict[str, Table]:
    """Return the tables of a step, kept in files, or say why there are none."""
    typer.echo(f"Measuring {what.value} …", err=True)
    about: dict[str, Any] = machine.about()
    try:
        tables = {
            name: replace(table, about=about | {"encoder": home.encoder.name}) for name, table in step(home).items()
        }
    except Missing as missing:
        typer.echo(f"Skipped, {what.value}: {missing}", err=True)
        return {}
    for name, table in tables.items():
        table.write(home.work / f"{name}.json")
    return tables


if __name__ == "__main__":
    run(bench, "python -m bench.retrieval")
