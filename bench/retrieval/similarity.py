"""How well the encoder carries meaning: translations found among a thousand, and likeness as people see it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from bench.retrieval.data import Pair, sts, tatoeba
from bench.statistics import Share
from bench.tables import Missing, Table
from vardlots.retrieval.encoder import Encoder

COLUMNS = ("encoder", "Tatoeba sv→en", "en→sv", "STS-B dev, Swedish", "STS-B dev, English", "source")
PUBLISHED = (
    ("paraphrase-multilingual-MiniLM-L12-v2, 118 M parameters", ".956", "", "", "", "mteb"),
    ("paraphrase-multilingual-mpnet-base-v2, 278 M", ".964", "", "", "", "mteb"),
    ("LaBSE, 471 M", ".966", "", "", "", "mteb"),
)
NOTE = (
    "Tatoeba: the share of {pairs} sentences whose translation has the highest cosine of all; STS-B: Spearman's "
    "correlation of the cosine with people's scores, {likeness} pairs, the Swedish ones machine translated. Measured "
    "here: the rows without a source. mteb: the accuracy for swe-eng in the results of the Massive Text Embedding "
    "Benchmark (github.com/embeddings-benchmark/results), one way only."
)


def measure(encoder: Encoder, unrounded: Encoder, teacher: Callable[[], Encoder], data: Path) -> Table:
    """Measure the encoder as it is served and unrounded, and its teacher; what is published stands beside them.

    Raises:
        Missing: when the data are not there.
    """
    swedish, english = tatoeba(data)
    pairs = sts(data)
    rows = [
        [name, *_figures(one, swedish, english, pairs), ""]
        for name, one in (("**ours**, in float32", unrounded), ("**ours**, in 8 bits, as it is served", encoder))
    ]
    try:
        rows.append(["all-MiniLM-L6-v2, 23 M", *_figures(teacher(), swedish, english, pairs), ""])
    except Missing as missing:
        rows.append(["all-MiniLM-L6-v2", f"skipped: {missing}", "", "", "", ""])
    note = NOTE.format(pairs=len(swedish), likeness=len(pairs["sv"]))
    return Table("Translations and likeness", COLUMNS, [*rows, *PUBLISHED], note)


def found(asked: Sequence[str], among: Sequence[str], encoder: Encoder) -> Share:
    """Count the sentences whose own counterpart is the nearest of all."""
    nearest = (encoder.encode(asked) @ encoder.encode(among).T).argmax(axis=1)
    return Share(int((nearest == np.arange(len(asked))).sum()), len(asked))


def correlation(pairs: Sequence[Pair], encoder: Encoder) -> float:
    """Return Spearman's correlation of the cosines with the scores."""
    first, second = (encoder.encode([getattr(pair, part) for pair in pairs]) for part in ("first", "second"))
    return float(spearmanr((first * second).sum(axis=1), [pair.score for pair in pairs]).statistic)


def _figures(
    encoder: Encoder, swedish: Sequence[str], english: Sequence[str], pairs: dict[str, list[Pair]]
) -> list[str]:
    shares = (found(swedish, english, encoder), found(english, swedish, encoder))
    return [
        *(f"{share.value:.3f}" for share in shares),
        *(f"{correlation(pairs[language], encoder):.3f}" for language in ("sv", "en")),
    ]
