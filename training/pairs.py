"""Sentence pairs: what they are, and how they are read, cleaned and chosen."""

import csv
import gzip
import html
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from vardlots.errors import VardlotsError

COLUMNS = ("source", "licence_class", "machine_translated", "sv", "en")
LICENCES = {"permissive": ("permissive",), "all": ("permissive", "copyleft")}
"""The classes of licences that each build takes; a source with an unclear licence is in none."""
OWN = "own"
NATURAL = 3.0
"""The weight from which a pair is natural language, or the project's own."""
PLAIN = 1.0
"""The weight from which a pair is what people say, a single word included, and no software's text."""
LONGEST = 60
"""Words of a sentence; a longer one is a paragraph, or a list."""
IN_A_ROW = 4
"""Sentences of a paragraph, at most."""
PARAGRAPH = 2.0
"""How often a paragraph is drawn against others."""
UNEVEN = 2.5
"""How many times as long as its translation a sentence may be, in letters."""

MARKUP = re.compile(r"<[^<>]*>|\{\{.*?\}\}|\$\{.*?\}|https?://\S+|[*`|\\]+")
SENTENCE = re.compile(r"\w+ .*\w[.?!]$")
SPACE = re.compile(r"\s+")
WORD = re.compile(r"\w+")
DOTTED = frozenset("åäö")
LETTER = re.compile(r"[^\W\d_]")


class TrainingError(VardlotsError):
    """The encoder cannot be trained with what was given."""


@dataclass(frozen=True)
class Pair:
    """A Swedish sentence and its English translation; `weight` is how often it is drawn against others."""

    sv: str
    en: str
    source: str
    weight: float = 1.0


@dataclass(frozen=True)
class Sources:
    """Which kind each source is, and what is done with each kind."""

    kinds: Mapping[str, Mapping[str, float]]
    patterns: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, path: Path) -> "Sources":
        """Read `training/sources.yaml`."""
        body: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(body["kinds"], {kind: tuple(names) for kind, names in body["sources"].items()})

    def kind(self, source: str, machine: bool) -> str:
        """Return the kind of a source, `left_out` for one that is not used."""
        for kind, patterns in self.patterns.items():
            if any(fnmatchcase(source, pattern) for pattern in patterns):
                return kind
        return "machine" if machine else "software"


def read_corpus(path: Path, licences: str, sources: Sources) -> Iterator[tuple[str, Pair]]:
    """Yield the kind and the pair of every line whose licence is wanted and whose source is used.

    Raises:
        TrainingError: when the file is not there or has other columns.
    """
    if not path.is_file():
        raise TrainingError(f"{path} is not there: name a TSV of {', '.join(COLUMNS)} with --pairs")
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        header = tuple(next(file, "").rstrip("\n").split("\t"))
        if header != COLUMNS:
            raise TrainingError(f"{path}: the columns are {header}, but {COLUMNS} are expected")
        for number, line in enumerate(file, start=2):
            fields = line.rstrip("\n").split("\t")
            if len(fields) != len(COLUMNS):
                raise TrainingError(f"{path}:{number}: {len(fields)} fields instead of {len(COLUMNS)}")
            source, licence, machine, sv, en = fields
            kind = sources.kind(source, bool(machine))
            if licence in LICENCES[licences] and kind in sources.kinds:
                yield kind, Pair(sv, en, source, sources.kinds[kind]["weight"])


def read_own(folder: Path, kind: str, sources: Sources) -> Iterator[tuple[str, Pair]]:
    """Yield the project's own pairs of a kind, every `*.tsv` in a folder.

    Raises:
        TrainingError: when a file has other columns than sv and en.
    """
    csv.field_size_limit(sys.maxsize)
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8") as file:
            for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
                if len(row) != 2 or (number == 1 and row != ["sv", "en"]):
                    raise TrainingError(f"{path}:{number}: expected two fields, sv and en, but found {row}")
                if number > 1:
                    yield kind, Pair(row[0], row[1], f"{OWN}/{path.stem}", sources.kinds[kind]["weight"])


def clean(text: str) -> str:
    """Return a sentence without markup, in composed characters, with single spaces."""
    text = MARKUP.sub(" ", unicodedata.normalize("NFC", html.unescape(text)))
    return SPACE.sub(" ", text).strip(" \"'–-:;,")


def usable(pair: Pair) -> bool:
    """Tell whether a pair can teach anything: both sides are sentences or words, and could be translations."""
    lengths = [len(LETTER.findall(text)) for text in (pair.sv, pair.en)]
    if min(lengths) < 2 or max(len(pair.sv.split()), len(pair.en.split())) > LONGEST:
        return False
    if max(lengths) > UNEVEN * min(lengths) + 8:
        return False
    letters_only = all(
        count > 0.6 * len(text.replace(" ", "")) for count, text in zip(lengths, (pair.sv, pair.en), strict=True)
    )
    return letters_only and not _foreign(pair) and pair.sv.casefold() != pair.en.casefold()


def _foreign(pair: Pair) -> bool:
    """Tell whether the English has words with å, ä or ö that the Swedish has not: then it is another language."""
    dotted = {word for word in WORD.findall(pair.en.casefold()) if not DOTTED.isdisjoint(word)}
    return not dotted <= set(WORD.findall(pair.sv.casefold()))


def key(text: str) -> str:
    """Return what makes two sentences the same: their letters and digits, in lower case."""
    return "".join(letter for letter in unicodedata.normalize("NFC", text).casefold() if letter.isalnum())


def choose(
    pairs: Iterable[tuple[str, Pair]], sources: Sources, held_out: frozenset[str], seed: int
) -> tuple[list[Pair], Counter[str]]:
    """Return cleaned, distinct pairs, at most as many of one source as its kind allows, and what became of the rest.

    A pair is dropped when either side is one of the sentences that are `held_out` (by `key`).
    """
    fate: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for kind, raw in pairs:
        pair = Pair(clean(raw.sv), clean(raw.en), raw.source, raw.weight)
        keys = key(pair.sv), key(pair.en)
        reason = _reason(pair, keys, held_out, seen)
        fate[reason or "usable"] += 1
        if not reason:
            seen.add(keys)
            groups[kind, raw.source].append(pair)
    draw = random.Random(seed)
    kept = [
        pair for (kind, _), group in groups.items() for pair in _capped(group, int(sources.kinds[kind]["cap"]), draw)
    ]
    fate["kept"] = len(kept)
    return kept, fate


def paragraphs(pairs: Sequence[Pair]) -> list[Pair]:
    """Return texts of some sentences each, joined from natural pairs that stand in a row in one source.

    Answers are longer than questions; from single sentences alone the student would not learn to read them.
    """
    made: list[Pair] = []
    run: list[Pair] = []
    for pair in pairs:
        if run and (pair.source != run[-1].source or _words([*run, pair]) > LONGEST or len(run) == IN_A_ROW):
            made += _joined(run)
            run = []
        if pair.weight == NATURAL and SENTENCE.search(pair.sv) and SENTENCE.search(pair.en):
            run.append(pair)
    return [*made, *_joined(run)]


def _words(pairs: Sequence[Pair]) -> int:
    return sum(len(pair.sv.split()) for pair in pairs)


def _joined(run: Sequence[Pair]) -> list[Pair]:
    if len(run) < 2:
        return []
    return [Pair(" ".join(one.sv for one in run), " ".join(one.en for one in run), run[0].source, PARAGRAPH)]


def _reason(pair: Pair, keys: tuple[str, str], held_out: frozenset[str], seen: set[tuple[str, str]]) -> str | None:
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("not usable", lambda: not usable(pair)),
        ("test sentence", lambda: not held_out.isdisjoint(keys)),
        ("seen before", lambda: keys in seen),
    )
    return next((reason for reason, applies in tests if applies()), None)


def _capped(group: list[Pair], cap: int, draw: random.Random) -> list[Pair]:
    """Return at most `cap` pairs in their order, whole sentences before single words."""
    if len(group) <= cap:
        return group
    order = sorted(range(len(group)), key=lambda at: (len(group[at].sv.split()) < 3, draw.random()))
    return [group[at] for at in sorted(order[:cap])]
