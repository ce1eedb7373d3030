"""A static model: a vector a piece, a sentence is their mean. Trained in minutes, it shows what pieces mean."""

import random
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import torch
from rich.progress import track
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.noise import noisy
from training.pairs import Pair

EPOCHS = 6
BATCH = 512
RATE = 0.02
CONTRAST = 0.2
SCALE = 20.0
SAME = 0.95
"""Sentences whose targets are at least this close mean the same, and are no contrast to one another."""


def train_static(
    pairs: Sequence[Pair], targets: npt.NDArray[np.float32], tokenizer: Tokenizer, seed: int
) -> npt.NDArray[np.float32]:
    """Return a vector a piece, [pieces, dim]; both sides of a pair learn to lie where the target [pairs, dim] does."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    bag = nn.EmbeddingBag(tokenizer.get_vocab_size(), targets.shape[1], mode="mean", sparse=True)
    nn.init.normal_(bag.weight, std=0.05)
    optimiser = torch.optim.SparseAdam(bag.parameters(), lr=RATE)
    steps = EPOCHS * (len(pairs) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(1 - step / steps, 0.02))
    for _ in track(range(EPOCHS), "Static model"):
        order = list(range(len(pairs)))
        draw.shuffle(order)
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            goal = torch.from_numpy(targets[places])
            for side in (lambda pair: pair.sv, lambda pair: pair.en):
                found = _vectors(bag, tokenizer, [pairs[at] for at in places], side, draw)
                optimiser.zero_grad()
                likeness_loss(found, goal, CONTRAST).backward()
                optimiser.step()
            schedule.step()
    return bag.weight.detach().numpy()


def _vectors(
    bag: nn.EmbeddingBag, tokenizer: Tokenizer, pairs: Sequence[Pair], side: Callable[[Pair], str], draw: random.Random
) -> Tensor:
    texts = [noisy(side(pair), draw) for pair in pairs]
    rows = [cut.ids or [1] for cut in tokenizer.encode_batch(texts, add_special_tokens=False)]
    offsets = torch.tensor([0, *np.cumsum([len(row) for row in rows])[:-1].tolist()])
    found = bag(torch.tensor([piece for row in rows for piece in row]), offsets)
    return nn.functional.normalize(found, dim=1)


def likeness_loss(found: Tensor, goal: Tensor, contrast: float) -> Tensor:
    """Return how far vectors [rows, dim] are from their goals, plus `contrast` times how badly they tell them apart.

    The first part is one minus the cosine; the second InfoNCE (van den Oord and others 2018) over the batch.
    """
    cosines = found @ goal.T
    alike = (goal @ goal.T > SAME) & ~torch.eye(len(goal), dtype=torch.bool)
    chances = (SCALE * cosines).masked_fill(alike, float("-inf"))
    own = torch.arange(len(goal))
    return (1 - cosines.diagonal()).mean() + contrast * nn.functional.cross_entropy(chances, own)
