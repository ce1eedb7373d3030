"""The steps from pairs to encoder: each keeps what it made, and makes it again only when what it depends on changed."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from training.card import Run, read_runs, write_card
from training.distil import Distillation, State, aligned
from training.held_out import held_out
from training.pairs import NATURAL, OWN, Pair, Sources, TrainingError, choose, paragraphs, read_corpus, read_own
from training.quality import Quality, quality
from training.save import save
from training.static import train_static
from training.student import load, start
from training.teacher import Teacher, find_teacher, targets
from training.vocabulary import build

HERE = Path(__file__).parent
OWN_FOLDERS = {"own": "domain", "everyday": "everyday"}
"""The kinds of the project's own pairs, and where they lie."""
SPARED = 1000
"""Pairs of natural sentences that are not trained on, to measure with."""

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Plan:
    """What to train, from what, and for how long."""

    pairs: Path
    held_out: tuple[Path, ...]
    teacher: Path | None
    work: Path
    out: Path
    licences: str = "all"
    minutes: float = 120.0
    start: Path | None = None
    pieces: int = 38_000
    seed: int = 7
    threads: int = 2


class Steps:
    """One run of a plan, in its work folder."""

    def __init__(self, plan: Plan, say: Callable[[str], None]) -> None:
        self.plan, self._say = plan, say
        plan.work.mkdir(parents=True, exist_ok=True)
        torch.set_num_threads(plan.threads)
        torch.set_flush_denormal(True)  # numbers near nothing cost a hundred times as much as others
        self._teacher = Teacher(find_teacher(plan.teacher))

    def run(self) -> Quality:
        """Do every step and return how good the encoder is on pairs that were spared."""
        pairs, fate = self._pairs()
        spared, trained = _spare(pairs, self.plan.seed)
        tokenizer, shares = self._vocabulary([pairs[at] for at in trained])
        texts = paragraphs([pairs[at] for at in trained])
        goals = self._targets([*pairs, *texts])
        static = self._static([pairs[at] for at in trained], goals[trained], tokenizer)
        trained += range(len(pairs), len(pairs) + len(texts))
        pairs += texts
        kept = aligned(pairs, goals, static, tokenizer, trained)
        self._say(f"{len(trained) - len(kept):,} pairs left out that are hardly translations")
        model = load(self.plan.start) if self.plan.start else start(self._teacher, tokenizer, shares, static)

        def look(state: State) -> Quality:
            found = quality(model, tokenizer, [pairs[at] for at in spared], goals[spared])
            self._say(f"{state.sentences:,} sentences in {state.spent / 60:.0f} min: {found.sentence}")
            return found

        run = Distillation(model, tokenizer, [pairs[at] for at in kept], goals[kept], self.plan.minutes, self.plan.seed)
        earlier = read_runs(self.plan.start) if self.plan.start else []
        state = run.run(self.plan.work / f"checkpoint-{self._name('distil')}.pt", look)
        save(model, tokenizer, self.plan.out)
        final = look(state)
        made = Run(self.plan.licences, [pairs[at] for at in kept], state, fate, earlier)
        write_card(self.plan.out, made, final, model.config)
        return final

    def _pairs(self) -> tuple[list[Pair], dict[str, int]]:
        path, sources = self.plan.work / f"pairs-{self._name('pairs')}.json", Sources.read(HERE / "sources.yaml")
        if not path.is_file():
            self._say("Reading, cleaning and choosing pairs …")
            own = [pair for kind, folder in OWN_FOLDERS.items() for pair in read_own(HERE / folder, kind, sources)]
            every = [*read_corpus(self.plan.pairs, self.plan.licences, sources), *own]
            chosen, fate = choose(every, sources, held_out(list(self.plan.held_out)), self.plan.seed)
            body = {"fate": fate, "pairs": [[pair.sv, pair.en, pair.source, pair.weight] for pair in chosen]}
            _write(path, json.dumps(body, ensure_ascii=False))
        body = json.loads(path.read_text(encoding="utf-8"))
        self._say(", ".join(f"{count:,} {what}" for what, count in body["fate"].items()))
        return [Pair(*row) for row in body["pairs"]], body["fate"]

    def _vocabulary(self, pairs: Sequence[Pair]) -> tuple[Tokenizer, dict[str, float]]:
        path = self.plan.work / f"vocabulary-{self._name('vocabulary')}.json"
        if self.plan.start:
            return Tokenizer.from_file(str(self.plan.start / "tokenizer.json")), {}
        if not path.is_file():
            self._say("Choosing the vocabulary …")
            tokenizer, shares = build(pairs, self._teacher.tokenizer, self.plan.pieces)
            _write(path, json.dumps({"tokenizer": tokenizer.to_str(), "shares": shares}, ensure_ascii=False))
        body: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Tokenizer.from_str(body["tokenizer"]), body["shares"]

    def _targets(self, pairs: Sequence[Pair]) -> Vectors:
        return targets([pair.en for pair in pairs], self._teacher, self.plan.work / "targets")

    def _static(self, pairs: Sequence[Pair], goals: Vectors, tokenizer: Tokenizer) -> Vectors:
        path = self.plan.work / f"static-{self._name('static')}.npy"
        if not path.is_file():
            made = train_static(pairs, goals, tokenizer, self.plan.seed)
            partial = path.with_suffix(".partial.npy")
            np.save(partial, made)
            partial.replace(path)
        loaded: Vectors = np.load(path)
        return loaded

    def _name(self, step: str) -> str:
        """Return a fingerprint of everything that a step's outcome depends on."""
        plan = self.plan
        own = [path for folder in OWN_FOLDERS.values() for path in sorted((HERE / folder).glob("*.tsv"))]
        inputs: list[Any] = [digest_of(plan.pairs), *map(digest_of, own)]
        inputs += [digest_of(path) for folder in plan.held_out for path in sorted(folder.rglob("*")) if path.is_file()]
        inputs += [digest_of(HERE / "sources.yaml"), plan.licences, plan.seed]
        if step != "pairs":
            inputs.append(digest_of(plan.start / "tokenizer.json") if plan.start else plan.pieces)
        if step == "distil":
            inputs += [plan.minutes, digest_of(plan.start / "model.safetensors") if plan.start else ""]
        return hashlib.blake2b(repr(inputs).encode(), digest_size=6).hexdigest()


def _spare(pairs: Sequence[Pair], seed: int) -> tuple[list[int], list[int]]:
    """Return the places of the pairs that are spared, and of the others that share no English sentence with them."""
    natural = [at for at, pair in enumerate(pairs) if _natural(pair) and len(pair.sv.split()) > 3]
    # by what they say, not by their place: another run on other pairs spares the same ones
    spared = sorted(natural, key=lambda at: _lot(pairs[at].en, seed))[: min(SPARED, len(natural) // 10)]
    said = {pairs[at].en: at for at in spared}  # one of those that say the same: each is the other's translation
    trained = [at for at, pair in enumerate(pairs) if pair.en not in said]
    if not any(pairs[at].source.startswith(OWN) for at in trained):
        raise TrainingError(f"{HERE / 'domain'} holds no pairs: the clinic's own language would be missing")
    return list(said.values()), trained


def _natural(pair: Pair) -> bool:
    return pair.weight >= NATURAL and not pair.source.startswith(OWN)


def _lot(text: str, seed: int) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8, key=str(seed).encode()).digest()


def digest_of(path: Path) -> str:
    """Return a fingerprint of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
