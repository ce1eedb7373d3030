"""Questions of the same meaning, found by what they say and by which entries they are near.

Two questions are as alike as their vectors are without the wording (`vardlots.gaps.wording`), and as the retrieval's
opinion of them is: questions that the same entries come near are often about the same, though no entry answers them.
The encoder knows both languages, and so do the entries, so that a question and its translation come together. Average
linkage makes the groups. A group of two matters is worse than two groups of one, so the cut is high; what is like
nothing stays alone.

How much each counts, and from where on questions belong together, is fitted on the knowledge base's own phrasings:
`python -m bench.gaps fit` tries the values, with entries hidden from the retrieval, for those are what gaps are about.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from vardlots.retrieval.encoder import Encoder, Vectors
from vardlots.retrieval.retriever import Ranking

Matrix = npt.NDArray[np.floating]

OPINION = 0.4
"""How much the retrieval's opinion counts, and the cosine all the rest."""
SOFTENED = 0.5
"""The power of the entries' probabilities: below 1, the unlikelier ones tell more."""
CERTAIN = 0.3
"""What a question is nearer to the entry that answers it with certainty than only by its opinion, whose length is 1."""
TOGETHER = 0.54
"""How alike questions are on average, from where on they belong together."""


def vectors_of(texts: Sequence[str], encoder: Encoder) -> Vectors:
    """Return a vector a text, float32 [len(texts), dim].

    One at a time: what is encoded together, the encoder keeps in a file, and patients' words have no place there.
    """
    return np.array([encoder.encode([text])[0] for text in texts], dtype=np.float32).reshape(-1, encoder.dim)


def entries_of(rankings: Iterable[Ranking]) -> list[str]:
    """Return the ids of the entries that any question came near: the columns of `opinions_of`."""
    return list(dict.fromkeys(one.entry_id for ranking in rankings for one in ranking.candidates))


def opinions_of(rankings: Sequence[Ranking], softened: float = SOFTENED, certain: float = CERTAIN) -> Matrix:
    """Return how near each entry is to each question, [questions, entries].

    The rows have length 1, but for what certainty adds, and that of a question that nothing was said of is zero.
    """
    places = {name: place for place, name in enumerate(entries_of(rankings))}
    opinions = np.zeros((len(rankings), max(len(places), 1)))
    for row, ranking in zip(opinions, rankings, strict=True):
        for one in ranking.candidates:
            row[places[one.entry_id]] = max(one.share, 0.0) ** (softened / 2)
    lengths = np.linalg.norm(opinions, axis=1, keepdims=True)
    opinions /= np.where(lengths > 0, lengths, 1)
    for row, ranking in zip(opinions, rankings, strict=True):
        if ranking.best and ranking.certain and ranking.decision == "answer":
            row[places[ranking.best.entry_id]] += certain
    return opinions


def likeness(vectors: Vectors, opinions: Matrix, counts: float = OPINION) -> Matrix:
    """Return how alike any two questions are, [questions, questions].

    At most 1, but for questions that one entry answers with certainty.
    """
    return np.asarray((1 - counts) * (vectors @ vectors.T) + counts * (opinions @ opinions.T))


def clusters(alike: Matrix, together: float = TOGETHER) -> list[tuple[int, ...]]:
    """Return the places of what belongs together, by average linkage; what is like nothing is alone."""
    count = len(alike)
    if count < 2:
        return [(place,) for place in range(count)]
    apart = np.clip(1 - (alike + alike.T) / 2, 0, None)
    np.fill_diagonal(apart, 0)
    labels = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - together, "distance")
    return grouped(labels.tolist())


def grouped(labels: Iterable[int]) -> list[tuple[int, ...]]:
    """Return the places that have the same label, in the order of the first."""
    found: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        found.setdefault(label, []).append(place)
    return [tuple(places) for places in found.values()]
