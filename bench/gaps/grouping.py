"""Ways to group questions, and the tables of how well each does."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.cluster import HDBSCAN

from bench.gaps.scenes import Scene
from bench.gaps.scores import PURE, Kinds, Score, kinds_of, mean_of, score
from bench.tables import Table
from vardlots.gaps.clusters import CERTAIN, OPINION, TOGETHER, Matrix, clusters, grouped
from vardlots.gaps.proposals import FEWEST

Groups = list[tuple[int, ...]]
Grouper = Callable[[Matrix], Groups]

OPINIONS = (0.0, 0.2, 0.3, 0.4, 0.5)
CERTAINS = (0.0, 0.15, 0.3, 0.5)
THRESHOLDS = np.arange(0.3, 0.65, 0.02)
UNCLEAR = 0.2
"""The share of gaps that may be mixed or out of scope: of what keeps to that, the best F1 is used."""
MEANT, WORDED, COSINE, LINKED = 0.3, 0.625, 0.475, 0.4
"""Where other ways are cut, each where it does best on the phrasings: in the order of the table."""
PAIRS = ("pairs right", "pairs found", "… across languages", "F1", "V", "about one entry", "entries found")
UNSURE = ("F1 of the unsure", "gaps", "… of one entry", "… out of scope", "… mixed")


def fit(scenes: Sequence[Scene]) -> Table:
    """Try the weights and thresholds of `vardlots.gaps.clusters`; of each weight, the cut that would be used."""
    rows = []
    for opinion in OPINIONS:
        for certain in CERTAINS if opinion else CERTAINS[:1]:
            together, found, unsure, kinds = max(_cuts(scenes, opinion, certain), key=_worth)
            weights = [f"{opinion:.1f}", f"{certain:.2f}", f"{together:.2f}"]
            rows.append([*weights, *cells(found), *kind_cells(unsure, kinds)])
    note = (
        f"In use: {OPINION}, {CERTAIN}, {TOGETHER}. Of each weight the cut with the best F1 of those where at most "
        f"{UNCLEAR:.0%} of the gaps are mixed or out of scope. {len(scenes)} scenes of the phrasings."
    )
    return Table("Weights and thresholds for gaps", ("opinion", "certain", "together", *PAIRS, *UNSURE), rows, note)


def groups(scenes: Sequence[Scene]) -> Table:
    """Compare what is in use with other ways to compare and to group."""
    ways: dict[str, tuple[Callable[[Scene], Matrix], Grouper]] = {
        "in use: vectors without wording, and the retrieval's opinion": (Scene.alike, clusters),
        "vectors without wording alone": (lambda one: one.alike(0.0), _cut(MEANT)),
        "vectors as they are, and the opinion, half and half": (lambda one: one.alike_as_worded(0.5), _cut(WORDED)),
        "the cosine alone": (lambda one: one.alike_as_worded(0.0), _cut(COSINE)),
        "HDBSCAN on what is in use": (Scene.alike, _dense),
        "complete linkage on what is in use": (Scene.alike, _complete),
    }
    rows = [[way, *_measured(scenes, alike, group)] for way, (alike, group) in ways.items()]
    note = (
        f"{len(scenes)} scenes of {len(scenes[0].questions)} development questions, a third of the entries hidden. "
        "Pairs: two questions of one entry; with a question out of scope, none. A group of five is about an entry when "
        f"{PURE:.0%} of it is. Found: of the entries with five questions, those with such a group. The last five "
        "columns are about what is not answered with certainty, of which gaps are made: groups of at least "
        f"{FEWEST} in all scenes. Nobody said what questions out of scope are about."
    )
    return Table("Questions of one meaning", ("", *PAIRS, *UNSURE), rows, note)


def cells(found: Score) -> list[str]:
    """Return the cells of the columns `PAIRS`."""
    values = (found.precision, found.recall, found.across, found.f1, found.v, found.about, found.found)
    return [f"{one:.3f}" for one in values]


def kind_cells(unsure: Score, kinds: Kinds) -> list[str]:
    """Return the cells of the columns `UNSURE`."""
    return [f"{unsure.f1:.3f}", *map(str, (kinds.all, kinds.hidden + kinds.there, kinds.outside, kinds.mixed))]


def _measured(scenes: Sequence[Scene], alike: Callable[[Scene], Matrix], group: Grouper) -> list[str]:
    every = mean_of([score(group(alike(one)), one.questions) for one in scenes])
    unsure = [_unsure(one, alike(one), group) for one in scenes]
    return [*cells(every), *kind_cells(mean_of([pairs for pairs, _ in unsure]), sum((k for _, k in unsure), Kinds()))]


def _unsure(scene: Scene, alike: Matrix, group: Grouper) -> tuple[Score, Kinds]:
    """Group the questions of which gaps are made alone."""
    found = group(alike[np.ix_(scene.unsure, scene.unsure)])
    questions = [scene.questions[place] for place in scene.unsure]
    return score(found, questions), kinds_of(found, questions, scene.hidden)


Cut = tuple[float, Score, Score, Kinds]


def _cuts(scenes: Sequence[Scene], opinion: float, certain: float) -> Iterator[Cut]:
    """Yield each cut with its pairs, those of the unsure questions, and the kinds of gaps."""
    alike = [one.alike(opinion, certain) for one in scenes]
    for together in THRESHOLDS.tolist():
        cut = _cut(together)
        every = [score(cut(each), one.questions) for each, one in zip(alike, scenes, strict=True)]
        unsure = [_unsure(one, each, cut) for each, one in zip(alike, scenes, strict=True)]
        kinds = sum((kind for _, kind in unsure), Kinds())
        yield together, mean_of(every), mean_of([pairs for pairs, _ in unsure]), kinds


def _worth(cut: Cut) -> tuple[bool, float]:
    _, found, _, kinds = cut
    return kinds.unclear <= UNCLEAR, found.f1


def _cut(together: float) -> Grouper:
    return lambda alike: clusters(alike, together)


def _complete(alike: Matrix) -> Groups:
    """Group so that the two that are least alike are alike enough."""
    tree = linkage(squareform(_apart(alike), checks=False), "complete")
    return grouped(fcluster(tree, 1 - LINKED, "distance").tolist())


def _dense(alike: Matrix) -> Groups:
    """Group by HDBSCAN; what it takes for noise is alone."""
    labels = HDBSCAN(min_cluster_size=3, min_samples=1, metric="precomputed", copy=True).fit_predict(_apart(alike))
    return grouped([label if label >= 0 else -1 - place for place, label in enumerate(labels.tolist())])


def _apart(alike: Matrix) -> Matrix:
    apart = np.clip(1 - (alike + alike.T) / 2, 0, None).astype(np.float64)
    np.fill_diagonal(apart, 0)
    return apart
