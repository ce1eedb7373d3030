"""Distillation: the student learns to put a sentence, in either language, where the teacher puts the English one."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from tokenizers import Tokenizer
from transformers import BertModel

from training.noise import noisy
from training.pairs import PLAIN, Pair
from training.static import likeness_loss
from training.teacher import padded, pooled

CELLS = 1280
"""Pieces of a batch, filling included: many short sentences, or fewer long ones."""
POOL = 2048
"""Sentences that are drawn together and sorted by length: little of a batch is filling."""
ENGLISH = 0.2
CONTRAST = 0.5
LAST = 0.75
"""From this share of the time on, no software's texts are drawn: only what people say, and words."""
RATE_PIECES, RATE_LAYERS = 5e-4, 4e-5
WARM_UP = 0.02
CLIP = 1.0
LONGEST = 96
SAVE_EVERY = 240
"""Seconds between checkpoints."""
MISALIGNED = 0.1
"""A pair whose Swedish, by the static model, is less like its target than this is no translation."""

Vectors = npt.NDArray[np.float32]


@dataclass
class State:
    """How far a run has come; `spent` is in seconds of training, over all its sittings."""

    spent: float = 0.0
    step: int = 0
    sentences: int = 0
    losses: list[tuple[int, float]] = field(default_factory=list)


class Distillation:
    """A run with a budget in minutes: its rates fall to nothing when the time is spent."""

    def __init__(
        self, model: BertModel, tokenizer: Tokenizer, pairs: Sequence[Pair], targets: Vectors, minutes: float, seed: int
    ) -> None:
        self.model, self._tokenizer = model, tokenizer
        self._tokenizer.enable_truncation(LONGEST)
        self._pairs, self._targets = pairs, targets
        weights = np.array([pair.weight for pair in pairs])
        self._drawn = np.cumsum(weights), np.cumsum(np.where(weights >= PLAIN, weights, 0))
        self._budget = minutes * 60
        self._draw = random.Random(seed)
        self.state = State()
        tables = [model.embeddings.word_embeddings.weight]
        layers = [value for value in model.parameters() if value is not tables[0]]
        self._optimiser = torch.optim.AdamW(
            [{"params": tables, "peak": RATE_PIECES}, {"params": layers, "peak": RATE_LAYERS}],
            lr=0.0, weight_decay=0.0, fused=True,
        )  # fmt: skip

    def run(self, checkpoint: Path, each: Callable[[State], object] = lambda state: None) -> State:
        """Train until the budget is spent, taking up the checkpoint if there is one; save one now and then."""
        self._take_up(checkpoint)
        saved, last = self.state.spent, time.monotonic()
        with Progress(
            TextColumn("Distillation"), BarColumn(), TextColumn("{task.fields[said]}"), TimeElapsedColumn()
        ) as bar:
            task = bar.add_task("", total=self._budget, said="")
            for loss in self._losses():
                now = time.monotonic()
                self.state.spent, last = self.state.spent + now - last, now
                if self.state.step % 50 == 0:
                    self.state.losses.append((self.state.sentences, round(loss, 4)))
                    bar.update(
                        task, completed=self.state.spent, said=f"{self.state.sentences:,} sentences, loss {loss:.3f}"
                    )
                if self.state.spent - saved >= SAVE_EVERY or self.state.spent >= self._budget:
                    self._save(checkpoint)
                    each(self.state)
                    saved, last = self.state.spent, time.monotonic()
        return self.state

    @property
    def _last(self) -> bool:
        return self.state.spent >= LAST * self._budget

    def _losses(self) -> Iterator[float]:
        running = 0.0
        while self.state.spent < self._budget:
            for texts, places in self._pool():
                loss = self._step(texts, places)
                running = 0.98 * running + 0.02 * loss if self.state.step > 1 else loss
                yield running
                if self.state.spent >= self._budget:
                    return

    def _step(self, rows: Sequence[Sequence[int]], places: Sequence[int]) -> float:
        done = self.state.spent / self._budget
        pace = min(done / WARM_UP, 1.0) * max(1 - done, 0.01) if self.state.step else 0.0
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * pace
        found = pooled(self.model, *padded(rows))
        loss = likeness_loss(found, torch.from_numpy(self._targets[list(places)]), CONTRAST)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self.state.step += 1
        self.state.sentences += len(rows)
        return float(loss.detach())

    def _pool(self) -> list[tuple[list[list[int]], list[int]]]:
        """Return some batches of token ids and the places of their targets."""
        weights = self._drawn[self._last]
        places = np.searchsorted(
            weights, [self._draw.random() * weights[-1] for _ in range(POOL)], side="right"
        ).tolist()
        texts = [self._text(self._pairs[at]) for at in places]
        cut = [row.ids for row in self._tokenizer.encode_batch(texts)]
        batches = batched([len(row) for row in cut], CELLS)
        self._draw.shuffle(batches)
        return [([cut[at] for at in batch], [places[at] for at in batch]) for batch in batches]

    def _text(self, pair: Pair) -> str:
        english = self._draw.random() < ENGLISH
        return noisy(pair.en if english else pair.sv, self._draw, dots=not english)

    def _save(self, path: Path) -> None:
        partial = path.with_suffix(".partial")
        body: dict[str, Any] = {
            "model": self.model.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "state": self.state.__dict__,
            "draw": self._draw.getstate(),
        }
        torch.save(body, partial)
        partial.replace(path)

    def _take_up(self, path: Path) -> None:
        if not path.is_file():
            return
        body = torch.load(path, weights_only=True)
        self.model.load_state_dict(body["model"])
        self._optimiser.load_state_dict(body["optimiser"])
        self.state = State(**body["state"])
        version, numbers, gauss = body["draw"]
        self._draw.setstate((version, tuple(numbers), gauss))


def batched(lengths: Sequence[int], cells: int) -> list[list[int]]:
    """Return the places of rows in batches of like length, none of more than `cells` pieces with its filling."""
    batches: list[list[int]] = [[]]
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batches[-1] and (len(batches[-1]) + 1) * lengths[at] > cells:
            batches.append([])
        batches[-1].append(at)
    return batches


def aligned(
    pairs: Sequence[Pair], targets: Vectors, static: Vectors, tokenizer: Tokenizer, places: Sequence[int]
) -> list[int]:
    """Return those of the places whose pair's Swedish lies, by the static model, where a translation would."""
    kept: list[int] = []
    for begin in range(0, len(places), 4096):
        some = np.array(places[begin : begin + 4096])
        rows = tokenizer.encode_batch([pairs[at].sv for at in some], add_special_tokens=False)
        means = np.stack([static[row.ids or [1]].mean(0) for row in rows])
        means /= np.linalg.norm(means, axis=1, keepdims=True) + 1e-9
        kept += some[(means * targets[some]).sum(1) >= MISALIGNED].tolist()
    return kept
