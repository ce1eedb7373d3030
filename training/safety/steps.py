"""The steps from examples to `models/safety/`: each leaves a file, and one that is there is not made again."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from training.safety.examples import Example, everyday, folds, written
from training.safety.learn import Learner, Recipe, logits
from training.safety.model import CONFIG, fresh, save
from vardlots.retrieval.encoder import name_of
from vardlots.safety.network import WORDS, SafetyNetwork, load

FOLDS = 5
"""Parts of the examples that are held out in turn: what a model makes of those fits how the evidence combines."""
RUNS = 3
"""Trainings on everything whose weights are averaged: they differ in what is drawn, not in where they start."""


@dataclass(frozen=True)
class Plan:
    """What to train on, and where to work."""

    encoder: Path
    work: Path
    recipe: Recipe = field(default_factory=Recipe)
    tell: Callable[[str], object] = lambda text: None

    @property
    def names(self) -> list[str]:
        """Return the trainings: one a fold, then those on everything."""
        return [*(f"fold-{number}" for number in range(FOLDS)), *(f"all-{number}" for number in range(RUNS))]


class Steps:
    """Every training of a plan, and their average."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.written, self.everyday = written(), everyday()
        self._tokenizer = Tokenizer.from_file(str(plan.encoder / "tokenizer.json"))
        self._tokenizer.no_padding()

    @property
    def examples(self) -> list[Example]:
        """Return all examples, those written for the safety net first."""
        return [*self.written, *self.everyday]

    def train(self, name: str) -> Path:
        """Do one training and return what it left: held-out logits of a fold, or the weights of one on everything."""
        path = self.plan.work / f"{name}-{self.fingerprint()}.{'npz' if name.startswith('fold') else 'safetensors'}"
        if not path.is_file():
            self.plan.work.mkdir(parents=True, exist_ok=True)
            self.plan.tell(f"{name}: training")
            (self._fold if name.startswith("fold") else self._all)(int(name.split("-")[1]), path)
        return path

    def held_out(self) -> np.ndarray:
        """Return [examples, classes] logits, each of a training that had not seen the example."""
        found: np.ndarray | None = None
        for name in self.plan.names[:FOLDS]:
            with np.load(self.train(name)) as kept:
                if found is None:
                    found = np.zeros((len(self.examples), kept["logits"].shape[1]), dtype=np.float32)
                found[kept["places"]] = kept["logits"]
        assert found is not None
        return found

    def average(self, folder: Path) -> None:
        """Write the mean of the trainings on everything to `models/safety/`'s place."""
        states = [load_file(self.train(name)) for name in self.plan.names[FOLDS:]]
        mean = {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
        save(mean, folder, self.about())

    def refine(self, folder: Path, share: float = 1.0) -> None:
        """Train the model of a folder on, with what has been written since it was made; its runs are listed in it.

        The new weights are `share` of what is written, those before the rest: less is learnt then, and less forgotten.
        """
        network = load(folder, self.plan.encoder)
        old = {name: value.clone() for name, value in network.state_dict().items()}
        network.words.requires_grad_(False)
        torch.manual_seed(self.plan.recipe.seed)
        learner = Learner(network, self._tokenizer, self.examples, self.plan.recipe)
        new = learner.run(self._each()).state_dict()
        state = {name: torch.lerp(old[name].float(), new[name].float().cpu(), share) for name in old}
        before = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        run = {**self._run_of(1), "share_in_average_with_the_run_before": share}
        save(state, folder, {**before, "runs": [*before["runs"], run]})

    def about(self) -> dict[str, object]:
        """Return what the model's folder says of how it was made."""
        return {"encoder": name_of(str(self.plan.encoder)), "runs": [self._run_of(RUNS)]}

    def _run_of(self, trainings: int) -> dict[str, object]:
        kinds = [example.kind for example in self.written]
        return {
            "examples": {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
            "everyday": len(self.everyday),
            "recipe": vars(self.plan.recipe),
            "trainings_averaged": trainings,
        }

    def fingerprint(self) -> str:
        """Return a hash of everything that a training depends on."""
        inputs = repr([(one.text, one.kind, one.weight) for one in self.examples]) + repr(self.plan.recipe)
        return hashlib.blake2b(inputs.encode(), digest_size=5).hexdigest()

    def _fold(self, number: int, path: Path) -> None:
        of = folds(self.examples, FOLDS, self.plan.recipe.seed)
        learnt = [one for one, fold in zip(self.examples, of, strict=True) if fold != number]
        places = [at for at, fold in enumerate(of) if fold == number]
        network = self._run(learnt, number)
        found = logits(network, self._tokenizer, [self.examples[at].text for at in places])
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, places=np.array(places), logits=found)
        partial.replace(path)

    def _all(self, number: int, path: Path) -> None:
        state = self._run(self.examples, FOLDS + number).state_dict()
        partial = path.with_suffix(".partial")
        save_file({name: value.half().contiguous().cpu() for name, value in state.items() if name != WORDS}, partial)
        partial.replace(path)

    def _run(self, examples: Sequence[Example], number: int) -> SafetyNetwork:
        torch.manual_seed(self.plan.recipe.seed)  # one start for all: their weights can be averaged
        network = fresh(self.plan.encoder)
        torch.manual_seed(self.plan.recipe.seed + 1 + number)
        recipe = replace(self.plan.recipe, seed=self.plan.recipe.seed + 1 + number)
        return Learner(network, self._tokenizer, examples, recipe).run(self._each())

    def _each(self) -> Callable[[float, float], None]:
        told = [0.0]

        def each(done: float, loss: float) -> None:
            if done >= told[0]:
                self.plan.tell(f"  {done:4.0%}  loss {loss:.3f}")
                told[0] = done + 0.1

        return each
