"""What the safety net learns from: alarms, harmless messages full of alarming words, and the desk's everyday talk."""

import csv
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from training.noise import PLAIN, mistype
from vardlots.settings import ROOT

HERE = Path(__file__).parent
DESK = 0.3
"""How often a text of the desk's everyday talk is drawn, beside one written for the safety net."""
BARE = 2.0
"""How often a complaint of care navigation is drawn: bare words ("ont i foten") are easily taken for worse."""
HARMLESS = ("account", "booking", "fees", "smalltalk")
"""Files of `training/domain/` in which nobody is in danger; those about medicines and symptoms have some who are."""

NO_DOTS, NO_END, LOWER, UPPER, NO_SIGNS, TYPOS = 0.2, 0.3, 0.25, 0.03, 0.08, 0.25
BURIED, JOINED, ANSWERED = 0.14, 0.14, 0.06
"""The shares of texts that get everyday sentences around them, a harmless text beside, or a form's answer before."""
ANSWERS = (
    "34", "34 år", "Skåne", "nej", "ja", "imorgon kl 10", "vet inte", "tisdag", "läkare", "0701740605", "två dagar",
    "själv", "I'm 34", "Stockholm", "no", "yes", "tomorrow at 10", "don't know", "two days", "a doctor", "myself",
)  # fmt: skip
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Example:
    """A message and what it is; those of one `group` are each other's contrast, and are held out together."""

    text: str
    kind: str
    group: str
    weight: float = 1.0


def written() -> list[Example]:
    """Return the examples that were written for the safety net, each text once."""
    return _once([*_alarms(), *_quiet(), *_pairs(), *_complaints()])


def everyday() -> list[Example]:
    """Return what people say to the desk every day, from its own knowledge base and from `training/domain/`."""
    texts = [*_knowledge(), *_nlu(), *_domain()]
    return _once(Example(text, "none", f"desk-{at}", DESK) for at, text in enumerate(dict.fromkeys(texts)))


def folds(examples: Sequence[Example], count: int, seed: int) -> list[int]:
    """Return for each example the fold that holds it out; a group is never split."""
    groups = sorted({example.group for example in examples})
    random.Random(seed).shuffle(groups)
    of = {group: at % count for at, group in enumerate(groups)}
    return [of[example.group] for example in examples]


class Typist:
    """Types examples as people do: hurried, without dots, among other sentences, as the answer to a form."""

    def __init__(self, examples: Sequence[Example], seed: int, noise: float = 1.0) -> None:
        self._draw, self._noise = random.Random(seed), noise
        self._quiet = [one.text for one in examples if one.kind == "none" and len(one.text) < 160]
        self._desk = [one.text for one in examples if one.weight == DESK]

    def types(self, example: Example) -> Example:
        """Return the example as somebody might have typed it; its kind stays what it is."""
        text, luck = example.text, self._draw.random() / self._noise
        if luck < BURIED:
            before, after = self._some(self._desk), self._some(self._desk)
            text = " ".join(part for part in (before, text, after if self._draw.random() < 0.7 else "") if part)
        elif luck < BURIED + JOINED and self._quiet:
            parts = [self._draw.choice(self._quiet), text]
            self._draw.shuffle(parts)
            text = self._draw.choice((" ", ". ", ", ", " och ", "\n")).join(parts)
        elif luck < BURIED + JOINED + ANSWERED:
            text = f"{self._draw.choice(ANSWERS)}{self._draw.choice((', ', ' ', '. ', ' men ', ' but '))}{text}"
        return replace(example, text=self._hurried(text))

    def _some(self, texts: Sequence[str]) -> str:
        return " ".join(self._draw.choice(texts) for _ in range(self._draw.randrange(3))) if texts else ""

    def _hurried(self, text: str) -> str:
        draw = self._draw
        if draw.random() < NO_DOTS * self._noise:
            text = text.translate(PLAIN)
        if draw.random() < NO_END:
            text = text.rstrip(".?!")
        if draw.random() < NO_SIGNS * self._noise:
            text = "".join(sign for sign in text if sign not in ".,;:!?")
        if draw.random() < LOWER:
            text = text.lower()
        elif draw.random() < UPPER:
            text = text.upper()
        for _ in range(2):
            if draw.random() < TYPOS * self._noise:
                text = self._typo(text)
        return text

    def _typo(self, text: str) -> str:
        words = text.split(" ")
        places = [at for at, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
        if places:
            at = self._draw.choice(places)
            words[at] = mistype(words[at], self._draw)
        return " ".join(words)


def _alarms() -> Iterator[Example]:
    for path in sorted((HERE / "alarms").glob("*.yaml")):
        danger = _read(path)
        for language, texts in danger["examples"].items():
            for at, text in enumerate(texts):
                yield Example(text, danger["kind"], f"{path.stem}-{language}-{at // 4}")


def _quiet() -> Iterator[Example]:
    for path in sorted((HERE / "quiet").glob("*.yaml")):
        for language, texts in _read(path).items():
            for at, text in enumerate(texts):
                yield Example(text, "none", f"quiet-{path.stem}-{language}-{at // 4}")


def _pairs() -> Iterator[Example]:
    for path in sorted((HERE / "pairs").glob("*.yaml")):
        for at, pair in enumerate(_read(path)):
            # the languages' files follow each other: a translation is held out with what it translates
            group = f"pair-{re.sub('_(sv|en)_', '-', path.stem)}-{at}"
            yield Example(pair["alarm"], pair["kind"], group)
            yield Example(pair["quiet"], "none", group)


def _complaints() -> Iterator[Example]:
    """Yield what people say of complaints that no call to 112 is for, as long as nobody says more."""
    for complaint in _read(ROOT / "kb/triage.yaml")["complaints"]:
        for language, texts in complaint.get("also_said", {}).items():
            for at, text in enumerate(texts):
                yield Example(text, "none", f"complaint-{complaint['id']}-{language}-{at // 4}", BARE)


def _knowledge() -> Iterator[str]:
    for entry in _read(ROOT / "kb/faq.yaml")["entries"]:
        for language in ("sv", "en"):
            yield entry["question"][language]
            yield from entry["also_asked"][language]
    for texts in _read(ROOT / "kb/out_of_scope.yaml")["questions"].values():
        yield from texts


def _nlu() -> Iterator[str]:
    for path in sorted((ROOT / "data/nlu").glob("*.yml")):
        if path.stem not in ("safety", "triage"):
            for block in _read(path)["nlu"]:
                yield from (line[2:].strip() for line in block.get("examples", "").splitlines() if line[2:].strip())


def _domain() -> Iterator[str]:
    for name in HARMLESS:
        with (HERE.parent / "domain" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row["sv"]
                yield row["en"]


def _once(examples: Iterable[Example]) -> list[Example]:
    found: dict[str, Example] = {}
    for example in examples:
        found.setdefault(example.text.casefold().strip(), example)
    return list(found.values())


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
