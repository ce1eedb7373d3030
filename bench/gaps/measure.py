"""The tables: how well questions of one meaning come together, what is proposed for them, and how long it takes."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.cluster import HDBSCAN

from bench.gaps.scenes import Scene
from bench.gaps.scores import Score, mean_of, score
from bench.statistics import Share
from bench.tables import Table, shown
from vardlots.gaps.clusters import OPINION, SOFTENED, TOGETHER, Matrix, clusters, grouped, likeness
from vardlots.gaps.gaps import survey
from vardlots.gaps.proposals import ENOUGH, FEWEST, Proposal, propose
from vardlots.knowledge import Knowledge
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.retriever import Ranking, Retriever
from vardlots.usage.questions import Kept

OPINIONS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
SOFTENINGS = (0.35, 0.5, 0.75, 1.0)
THRESHOLDS = np.arange(0.3, 0.76, 0.025)
ENOUGHS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
PAIRS = (
    "pairs right",
    "pairs found",
    "… across languages",
    "F1",
    "V",
    "groups of 5",
    "about one entry",
    "entries found",
)
SIZES = (500, 2000)


def fit(scenes: Sequence[Scene]) -> Table:
    """Try the weights and thresholds of `vardlots.gaps.clusters`; the best of each weight, by F½."""
    rows = []
    for opinion in OPINIONS:
        for softened in SOFTENINGS if opinion else SOFTENINGS[:1]:
            best = max(_cuts(scenes, opinion, softened), key=lambda one: one[1].half)
            rows.append(
                [f"{opinion:.1f}", f"{softened:.2f}", f"{best[0]:.3f}", f"{best[1].half:.3f}", *_cells(best[1])]
            )
    note = f"In use: {OPINION}, {SOFTENED}, {TOGETHER}. F½ counts precision twice."
    return Table("Weights and thresholds for gaps", ("opinion", "softened", "together", "F½", *PAIRS), rows, note)


def groups(scenes: Sequence[Scene], cosine: float) -> Table:
    """Compare what is in use with cosines alone, cut where a fit of their own says, and with HDBSCAN."""
    ways = {
        "in use: cosine and the retrieval's opinion": [clusters(_alike(one)) for one in scenes],
        "the cosine alone": [clusters(_alike(one, 0.0), cosine) for one in scenes],
        "HDBSCAN on what is in use": [_dense(_alike(one)) for one in scenes],
    }
    rows = [
        [way, *_cells(mean_of([score(found, one.questions) for found, one in zip(all_found, scenes, strict=True)]))]
        for way, all_found in ways.items()
    ]
    note = (
        f"{len(scenes)} scenes of {len(scenes[0].questions)} development questions, a third of the entries hidden. "
        "Pairs: two questions of one entry; with a question out of scope, none. A group is about an entry when 70 % "
        "of it is. Found: of the entries with five questions, those with such a group."
    )
    return Table("Questions of one meaning", ("", *PAIRS), rows, note)


def proposals(there: Mapping[str, Sequence[Ranking]], to_fit: Sequence[Scene], to_judge: Sequence[Scene]) -> Table:
    """Say what is proposed for questions of an entry that are not answered with certainty, hidden and there."""
    rng = np.random.default_rng(0)
    known = [(entry, some) for entry, all_of_it in there.items() for some in _handfuls(all_of_it, rng)]
    hidden = [
        (entry, some)
        for scene in to_fit
        for entry, all_of_it in _unsure(scene).items()
        if entry in scene.hidden
        for some in _handfuls(all_of_it, rng)
    ]
    judged = [(scene, *group) for scene in to_judge for group in _unsure(scene).items() if len(group[1]) > 1]
    groups = {
        "phrasings, five at a time": (hidden, known, ENOUGHS),
        "development questions, two or more": (
            [(entry, some) for scene, entry, some in judged if entry in scene.hidden],
            [(entry, some) for scene, entry, some in judged if entry not in scene.hidden],
            (ENOUGH,),
        ),
    }
    rows = [
        [name, f"{enough:.2f}", *map(shown, _proposed(absent, present, float(enough)))]
        for name, (absent, present, tried) in groups.items()
        for enough in tried
    ]
    head = ("questions", "enough", "hidden: a new entry", "there: phrasings", "… of that very entry")
    note = (
        "Questions of one entry that are not answered with certainty; a phrasing of an entry that is there, as if it "
        f"had not been written. In use: {ENOUGH}."
    )
    return Table("What is proposed for a gap", head, rows, note)


def whole(scenes: Sequence[Scene]) -> Table:
    """Say what `find_gaps` makes of the questions that are not answered well: groups and proposals together."""
    rows = []
    for scene in scenes:
        found = survey(_kept([(one.text, one.language) for one in scene.questions]), [], scene.retriever, scene.encoder)
        entry = {one.text: one.entry for one in scene.questions}
        for gap in found.gaps:
            abouts = [entry[one.text] for one in gap.questions]
            most = max(set(abouts), key=abouts.count)
            kind = "mixed" if abouts.count(most) < 0.7 * len(abouts) else _kind(most, scene)
            new = gap.proposal is not None and gap.proposal.kind == "new_entry"
            right = not new and gap.proposal is not None and gap.proposal.entry == most
            rows.append((kind, new, right))
    kinds = ("a hidden entry", "an entry that is there", "out of scope", "mixed")
    cells = []
    for kind in kinds:
        these = [row for row in rows if row[0] == kind]
        count = len(these)
        cells.append(
            [
                kind,
                str(count),
                shown(Share(sum(r[1] for r in these), count)),
                shown(Share(sum(r[2] for r in these), count)),
            ]
        )
    note = (
        f"Gaps of at least {FEWEST} questions in {len(scenes)} scenes of development questions, each asked once; those "
        "that are answered with certainty are left out."
    )
    return Table(
        "Gaps and what is proposed for them",
        ("about", "gaps", "a new entry", "phrasings of that very entry"),
        cells,
        note,
    )


def speed(knowledge: Knowledge, retriever: Retriever, encoder: Encoder) -> Table:
    """Measure seconds for the knowledge base's phrasings, each with a word more, so that no vector is known."""
    texts = [
        (text, name) for one in knowledge.entries.values() for name in LANGUAGES for text in one.also_asked.get(name)
    ]
    rows = []
    for size in SIZES:
        kept = _kept([(f"{text} {'då' if name == 'sv' else 'then'}", name) for text, name in texts[:size]])
        began, worked = time.perf_counter(), time.process_time()
        found = survey([_unhelpful(one) for one in kept], [], retriever, encoder)
        took = time.perf_counter() - began, time.process_time() - worked
        rows.append([str(len(kept)), str(len(found.gaps)), f"{took[0]:.1f} s", f"{took[1]:.1f} s"])
    note = "Encoding included; all of them count as not answered well."
    return Table(
        "How long finding gaps takes", ("different questions", "gaps", "by the clock", "of the processor"), rows, note
    )


def _alike(scene: Scene, opinion: float = OPINION, softened: float = SOFTENED) -> Matrix:
    return likeness(scene.vectors, scene.opinions(softened), opinion)


def _cuts(scenes: Sequence[Scene], opinion: float, softened: float) -> Iterator[tuple[float, Score]]:
    trees = [linkage(squareform(_apart(_alike(one, opinion, softened)), checks=False), "average") for one in scenes]
    for together in THRESHOLDS:
        found = [grouped(fcluster(tree, 1 - together, "distance").tolist()) for tree in trees]
        yield float(together), mean_of([score(each, one.questions) for each, one in zip(found, scenes, strict=True)])


def _dense(alike: Matrix) -> list[tuple[int, ...]]:
    """Group by HDBSCAN; what it takes for noise is alone."""
    labels = HDBSCAN(min_cluster_size=3, min_samples=1, metric="precomputed", copy=True).fit_predict(_apart(alike))
    return grouped([label if label >= 0 else -1 - place for place, label in enumerate(labels.tolist())])


def _apart(alike: Matrix) -> Matrix:
    apart = np.clip(1 - (alike + alike.T) / 2, 0, None).astype(np.float64)
    np.fill_diagonal(apart, 0)
    return apart


def _unsure(scene: Scene) -> dict[str, list[Ranking]]:
    """Return what is made of each entry's questions, where that is not certain."""
    found: dict[str, list[Ranking]] = {}
    for asked, ranking in zip(scene.questions, scene.rankings, strict=True):
        if asked.entry and not (ranking.certain and ranking.decision == "answer"):
            found.setdefault(asked.entry, []).append(ranking)
    return found


def _handfuls(rankings: Sequence[Ranking], rng: np.random.Generator) -> Iterator[list[Ranking]]:
    """Yield them five at a time, in a random order; what is left over is left out."""
    order = rng.permutation(len(rankings)).tolist()
    for start in range(0, len(order) - FEWEST + 1, FEWEST):
        yield [rankings[at] for at in order[start : start + FEWEST]]


Group = tuple[str, Sequence[Ranking]]


def _proposed(absent: Sequence[Group], present: Sequence[Group], enough: float) -> tuple[Share, Share, Share]:
    new = [_propose(some, enough).kind == "new_entry" for _, some in absent]
    made = [(entry, _propose(some, enough)) for entry, some in present]
    known = [one.kind == "phrasing" for _, one in made]
    right = [one.entry == entry for entry, one in made]
    return Share(sum(new), len(new)), Share(sum(known), len(known)), Share(sum(right), len(right))


def _propose(rankings: Sequence[Ranking], enough: float) -> Proposal:
    made = propose(rankings, [FEWEST] * len(rankings), enough=enough)
    assert made, "five questions are enough for a proposal"
    return made


def _kind(entry: str | None, scene: Scene) -> str:
    if entry is None:
        return "out of scope"
    return "a hidden entry" if entry in scene.hidden else "an entry that is there"


def _kept(texts: Sequence[tuple[str, str]]) -> list[Kept]:
    now = datetime.now(timezone.utc)
    return [
        Kept(number, text, "sv" if name == "sv" else "en", "suggested", None, None, now - timedelta(minutes=number))
        for number, (text, name) in enumerate(texts, start=1)
    ]


def _unhelpful(kept: Kept) -> Kept:
    return Kept(kept.id, kept.text, kept.language, "unhelpful", None, None, kept.created)


def _cells(found: Score) -> list[str]:
    values = (found.precision, found.recall, found.across, found.f1, found.v)
    return [*(f"{one:.3f}" for one in values), f"{found.groups:.1f}", f"{found.about:.3f}", f"{found.found:.3f}"]
