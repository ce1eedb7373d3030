"""`python -m training.safety`: from written examples to `models/safety/`; run again, it goes on where it stopped."""

from enum import Enum
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from transformers.utils import logging

from bench.safety.messages import read
from training.pairs import TrainingError
from training.safety.fit import Evidence, Fit, Logits, fit, write
from training.safety.learn import Recipe
from training.safety.steps import Plan, Steps
from vardlots.cli.single import run
from vardlots.export import export_safety
from vardlots.safety.meaning import MeaningModel
from vardlots.safety.structure import structure
from vardlots.settings import ROOT, settings

HELD_OUT = "held-out.npz"
"""Under `--work`: what the trainings made of the examples that each had not seen."""


class What(str, Enum):
    """The parts of the way: everything; training on from what is there; only weighing meaning and signs anew."""

    all = "all"
    refine = "refine"
    fit = "fit"


def train(
    what: Annotated[What, typer.Argument(help="What to do.")] = What.all,
    epochs: Annotated[float, typer.Option(help="How often each example is drawn.")] = 8.0,
    rate: Annotated[float, typer.Option(help="The highest rate of the layers.")] = 1e-4,
    cells: Annotated[int, typer.Option(help="Pieces of a batch, filling included.")] = 2048,
    ranking: Annotated[float, typer.Option(help="How much the order of alarms and harmless messages counts.")] = 0.5,
    seed: Annotated[int, typer.Option(help="The same seed draws the same examples.")] = 1,
    share: Annotated[float, typer.Option(help="refine: how much the new weights count beside those before.")] = 1.0,
    threads: Annotated[int, typer.Option(help="Cores to use.")] = 2,
    work: Annotated[Path, typer.Option(help="Where the steps keep what they made.")] = ROOT / "build/safety",
    out: Annotated[Path, typer.Option(help="Where the model goes.")] = ROOT / "models/safety",
) -> None:
    """Train the safety net's model, and fit how it and the signs are weighed."""
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(threads)
    recipe = Recipe(epochs=epochs, rate=rate, cells=cells, ranking=ranking, seed=seed)
    steps = Steps(Plan(ROOT / "models/encoder", work, recipe, typer.echo))
    if what is What.refine:
        steps.refine(out, share)
    if what is What.all:
        np.savez(work / HELD_OUT, texts=np.array([one.text for one in steps.examples]), logits=steps.held_out())
        steps.average(out)
    export_safety(out, steps.plan.encoder, settings().models / "safety-onnx")
    if what is What.fit and not (work / HELD_OUT).is_file():
        raise TrainingError(f"{work / HELD_OUT} is missing: `python -m training.safety all` trains what it holds")
    if (work / HELD_OUT).is_file():
        write(_fitted(steps, work / HELD_OUT), out / "net.json")
        typer.echo((out / "net.json").read_text(encoding="utf-8"))


def _fitted(steps: Steps, held_out: Path) -> Fit:
    """Fit how the evidence is weighed."""
    logits, signs = _held_out(held_out), structure()
    written, everyday = (Evidence.unseen(some, logits, signs) for some in (steps.written, steps.everyday))
    model, judges = MeaningModel(settings().models / "safety-onnx"), read("dev")
    texts = [one.text for one in judges]
    development = Evidence.of(texts, [one.alarm for one in judges], [model.read(text) for text in texts], signs)
    return fit(written, everyday, development)


def _held_out(path: Path) -> dict[str, Logits]:
    """Return what a training made of each example that it had not seen."""
    with np.load(path) as kept:
        return dict(zip(kept["texts"].tolist(), kept["logits"], strict=True))


if __name__ == "__main__":
    run(train, "python -m training.safety")
