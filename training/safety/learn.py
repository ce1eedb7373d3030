"""Fine-tuning: some epochs over examples typed anew each time, and the mean of the weights on the way as the result."""

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.distil import batched
from training.safety.examples import Example, Typist
from training.teacher import padded
from vardlots.safety.network import CLASSES, SafetyNetwork

LONGEST = 128
"""Pieces of a message that are read at once; serving reads longer ones window by window."""
POOL = 1024


@dataclass(frozen=True)
class Recipe:
    """How to train: `ranking` weighs the loss of a harmless message that seems as alarming as an alarm beside it."""

    epochs: float = 8.0
    cells: int = 4096
    rate: float = 1e-4
    head_rate: float = 1e-3
    smoothing: float = 0.05
    ranking: float = 0.0
    noise: float = 1.0
    decay: float = 0.01
    average: float = 0.998
    seed: int = 1


class Learner:
    """One run over some examples."""

    def __init__(self, model: SafetyNetwork, tokenizer: Tokenizer, examples: Sequence[Example], recipe: Recipe) -> None:
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = model.to(self._device)
        self._average = copy.deepcopy(self.model).eval()
        self._tokenizer, self._recipe, self._examples = tokenizer, recipe, list(examples)
        self._tokenizer.enable_truncation(LONGEST)
        self._draw = random.Random(recipe.seed)
        self._typist = Typist(examples, recipe.seed, recipe.noise)
        self._loss = nn.CrossEntropyLoss(label_smoothing=recipe.smoothing)
        head = list(self.model.head.parameters())
        body = [value for value in self.model.transformer.parameters() if value.requires_grad]
        self._optimiser = torch.optim.AdamW(
            [{"params": body, "peak": recipe.rate}, {"params": head, "peak": recipe.head_rate}],
            lr=0.0, weight_decay=recipe.decay, fused=True,
        )  # fmt: skip
        pairs = zip(self._average.parameters(), self.model.parameters(), strict=True)
        self._means, self._values = zip(*((mean, value) for mean, value in pairs if value.requires_grad), strict=True)

    def run(self, each: Callable[[float, float], object] = lambda done, loss: None) -> SafetyNetwork:
        """Train, and return the averaged model; `each` hears how far it is (0 to 1) and the running loss."""
        total = self._recipe.epochs * sum(example.weight for example in self._examples)
        seen, running = 0, 0.0
        self.model.train()
        while seen < total:
            for rows, labels in self._pool():
                loss = self._step(rows, labels, seen / total)
                running = 0.98 * running + 0.02 * loss if seen else loss
                seen += len(rows)
                each(min(seen / total, 1.0), running)
        return self._average

    def _step(self, rows: Sequence[Sequence[int]], labels: Sequence[int], done: float) -> float:
        pace = min(done / 0.05, 1.0, max(1.05 - done, 0.0) / 0.95)
        for group in self._optimiser.param_groups:
            group["lr"] = group["peak"] * max(pace, 0.01)
        ids, mask = (part.to(self._device) for part in padded(rows))
        with torch.autocast(self._device, dtype=torch.bfloat16, enabled=self._device == "cuda"):
            found, truth = self.model(ids, mask).float(), torch.tensor(labels, device=self._device)
            loss = self._loss(found, truth)
            if self._recipe.ranking:
                loss = loss + self._recipe.ranking * ranking_loss(found, truth)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad()
        self._follow(done)
        return float(loss.detach())

    @torch.no_grad()
    def _follow(self, done: float) -> None:
        keep = min(self._recipe.average, 0.9 + 0.1 * done) if done < 0.5 else self._recipe.average
        torch._foreach_lerp_(list(self._means), list(self._values), 1 - keep)

    def _pool(self) -> list[tuple[list[list[int]], list[int]]]:
        """Return some batches of token ids and labels, freshly typed."""
        weights = [example.weight for example in self._examples]
        drawn = [self._typist.types(one) for one in self._draw.choices(self._examples, weights, k=POOL)]
        rows = [row.ids for row in self._tokenizer.encode_batch([one.text for one in drawn])]
        batches = batched([len(row) for row in rows], self._recipe.cells)
        self._draw.shuffle(batches)
        return [([rows[at] for at in batch], [CLASSES.index(drawn[at].kind) for at in batch]) for batch in batches]


def ranking_loss(found: Tensor, truth: Tensor) -> Tensor:
    """Return how often, softly, a harmless message of a batch seems more of an alarm than an alarm does."""
    odds = found[:, 1:].logsumexp(1) - found[:, 0]
    alarms, harmless = odds[truth > 0], odds[truth == 0]
    return nn.functional.softplus(1 - (alarms[:, None] - harmless[None])).sum() / max(
        alarms.numel() * harmless.numel(), 1
    )


@torch.inference_mode()
def logits(model: SafetyNetwork, tokenizer: Tokenizer, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return [len(texts), classes] logits."""
    device = next(model.parameters()).device
    tokenizer.enable_truncation(LONGEST)
    rows = [row.ids for row in tokenizer.encode_batch(list(texts))]
    found = np.zeros((len(texts), len(CLASSES)), dtype=np.float32)
    for places in batched([len(row) for row in rows], 16384):
        ids, mask = (part.to(device) for part in padded([rows[at] for at in places]))
        answer: Tensor = model(ids, mask)
        found[places] = answer.float().cpu().numpy()
    return found
