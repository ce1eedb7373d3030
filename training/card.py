"""The model card: what the encoder is, from what and how it was made, how long that took, how good it is."""

import json
import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import fill

import torch
from transformers import BertConfig

from training.distil import CELLS, CONTRAST, ENGLISH, LONGEST, RATE_LAYERS, RATE_PIECES, State
from training.pairs import OWN, Pair
from training.quality import Quality

RUNS = "runs.json"
"""Beside the weights: each run that made them."""

CARD = """\
# The Vårdlots sentence encoder

A small sentence encoder for Swedish and English: sentences that mean the same lie close, in either language. Made by
`make encoder` (training/) on {today}. Licence: Apache-2.0, as the project and its teacher.

| | |
| --- | --- |
| vectors | {dim} numbers, length 1; compare them by their inner product |
| layers | {layers}, those of all-MiniLM-L6-v2 (Apache-2.0; NOTICE), trained on |
| vocabulary | {pieces:,} pieces (Unigram): the teacher's English ones, and Swedish ones learned from the corpus |
| longest text | 128 pieces; trained on at most {longest} |
| weights | float16, computed in float32 |

## Data

{pairs:,} pairs of sentences, Swedish and English, from {sources} sources; licences: {licences}.
{own:,} of them were written for this: the language of a clinic's patients and staff (training/domain/), and everyday
words that the other sources hardly have (training/everyday/). Before choosing: {fate}. Every sentence of the test sets
was removed, on either side. `training/sources.yaml` says how often each kind of source was drawn, and what was left
out. Some sentences in a row of one source were joined to paragraphs.

## Recipe

The teacher, all-MiniLM-L6-v2, says where an English sentence lies. The student starts with the teacher's layers; a
piece that the teacher has keeps its vector, a new one gets the mean of the English pieces nearest to it in a static
model of the same pairs. Then it learns to put the Swedish sentence ({swedish:.0%} of the time) or the English one where
the teacher puts the English: 1 − cosine + {contrast} × InfoNCE, AdamW, rates {rate_pieces} (pieces) and {rate_layers}
(layers) falling to nothing, at most {cells:,} pieces a batch, sentences of like length together. In the last quarter of
the time no software's texts are drawn. Some texts lose å, ä and ö, or their last full stop, or get a typing mistake.

Runs, one after another; each went on from the one before with rates as at the start, and each on {machine}:

{runs}

## Figures

On natural sentences that were not trained on{earlier}: {figures}.

Figures on public tests and on the clinic's own questions: docs/benchmarks.md (`make bench-retrieval`).

## Use

It finds which known question a person's words are closest to. It was not made for long documents, for other languages,
or to judge whether a sentence is true; what it learned from its sources and its teacher, prejudice included, it has.
"""


@dataclass(frozen=True)
class Run:
    """What a run was given, and how far it came."""

    licences: str
    pairs: Sequence[Pair]
    state: State
    fate: Mapping[str, int]
    earlier: Sequence[Mapping[str, object]] = ()


def write_card(folder: Path, run: Run, found: Quality, config: BertConfig) -> None:
    """Write `README.md` and `runs.json` into the encoder's folder."""
    runs = [*run.earlier, _summary(run)]
    (folder / RUNS).write_text(json.dumps(runs, indent=2) + "\n", encoding="utf-8")
    sources = Counter(pair.source.split("/")[0] for pair in run.pairs)
    text = CARD.format(
        today=date.today().isoformat(),
        dim=config.hidden_size,
        layers=config.num_hidden_layers,
        pieces=config.vocab_size,
        pairs=len(run.pairs),
        sources=len(sources),
        licences={"all": "permissive and copyleft", "permissive": "permissive only"}[run.licences],
        own=sources[OWN],
        fate=", ".join(f"{count:,} {what}" for what, count in run.fate.items()),
        swedish=1 - ENGLISH,
        contrast=CONTRAST,
        rate_pieces=RATE_PIECES,
        rate_layers=RATE_LAYERS,
        earlier=" in the last run" if run.earlier else "",
        cells=CELLS,
        longest=LONGEST,
        runs="\n".join(_rows(runs)),
        machine=f"{torch.get_num_threads()} cores of a {platform.machine()} processor, no GPU",
        figures=found.sentence,
    )
    (folder / "README.md").write_text(wrapped(text), encoding="utf-8")


def read_runs(folder: Path) -> list[Mapping[str, object]]:
    """Return what is known of the runs that made an encoder, the first one first."""
    path = folder / RUNS
    read: list[Mapping[str, object]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return read


def _summary(run: Run) -> Mapping[str, object]:
    state = run.state
    return {
        "date": date.today().isoformat(),
        "pairs": len(run.pairs),
        "sentences": state.sentences,
        "steps": state.step,
        "minutes": round(state.spent / 60),
        "batch": f"{CELLS} pieces",
        "InfoNCE": str(CONTRAST),
    }


def _rows(runs: Sequence[Mapping[str, object]]) -> Iterator[str]:
    columns = list(runs[-1])
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for run in runs:
        shown = (run.get(column, "") for column in columns)
        yield f"| {' | '.join(f'{value:,}' if isinstance(value, int) else str(value) for value in shown)} |"


def wrapped(text: str) -> str:
    """Return Markdown with the lines of its paragraphs broken anew; headings and tables stay."""
    blocks = text.strip().split("\n\n")
    return (
        "\n\n".join(block if block[0] in "|#" else fill(block, 120, break_on_hyphens=False) for block in blocks) + "\n"
    )
